CREATE TABLE platform_credentials (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    secret_hash text NOT NULL,
    name text COLLATE "C" NOT NULL,
    scopes text NOT NULL,
    partner_id text COLLATE "C",
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- A name is unique among credentials in use; a revoked one sets it free.
CREATE UNIQUE INDEX platform_credentials_name ON platform_credentials (name) WHERE revoked_at IS NULL;
