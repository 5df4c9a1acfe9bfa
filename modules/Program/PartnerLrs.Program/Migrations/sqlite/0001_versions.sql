-- The published policy documents, byte for byte as they were sent. Rows are never changed.
CREATE TABLE program_versions (
    number integer NOT NULL PRIMARY KEY,
    effective_at text NOT NULL,
    published_at text NOT NULL,
    document blob NOT NULL
);
