-- The statement log. One row a statement; seq is gap-free in commit order, stored (microseconds since 1970, UTC) never goes
-- backwards along it. Keys are 128-bit hashes (see IndexKey).
CREATE TABLE lrs_statements (
    seq bigint NOT NULL PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    stored bigint NOT NULL,
    credential_id text COLLATE "C" NOT NULL,
    actor_key uuid,
    activity_key uuid,
    -- The statement that this one voids.
    voids uuid,
    -- When the statement that voids this one was stored; null while none does.
    voided_at bigint,
    body bytea NOT NULL
);

-- JSON of about a kilobyte: compress in the page rather than in a second table.
ALTER TABLE lrs_statements ALTER COLUMN body SET STORAGE MAIN;

CREATE INDEX lrs_statements_stored ON lrs_statements (stored, seq);

-- Under each key the places of the statements that a filter on it finds: "the latest 100" is a range of this index.
CREATE TABLE lrs_links (
    key uuid NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (key, seq)
);

-- Who refers to which statement, whether or not that one has arrived.
CREATE TABLE lrs_refs (
    target uuid NOT NULL,
    seq bigint NOT NULL,
    voids boolean NOT NULL,
    PRIMARY KEY (target, seq)
);
