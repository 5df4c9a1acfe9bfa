CREATE TABLE platform_credentials (
    id text NOT NULL PRIMARY KEY,
    key text NOT NULL UNIQUE,
    secret_hash text NOT NULL,
    name text NOT NULL,
    scopes text NOT NULL,
    partner_id text,
    created_at text NOT NULL,
    revoked_at text
);

-- A name is unique among credentials in use; a revoked one sets it free.
CREATE UNIQUE INDEX platform_credentials_name ON platform_credentials (name) WHERE revoked_at IS NULL;
