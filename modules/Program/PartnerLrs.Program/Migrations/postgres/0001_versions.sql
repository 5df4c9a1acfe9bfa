-- The published policy documents, byte for byte as they were sent. Rows are never changed.
CREATE TABLE program_versions (
    number integer NOT NULL PRIMARY KEY,
    effective_at timestamptz NOT NULL,
    published_at timestamptz NOT NULL,
    document bytea NOT NULL
);
