-- The statement log. One row a statement; seq is gap-free in commit order, stored (microseconds since 1970, UTC) never goes
-- backwards along it. Keys are 128-bit hashes (see IndexKey); ids and keys are 16 bytes, big-endian.
CREATE TABLE lrs_statements (
    seq integer NOT NULL PRIMARY KEY,
    id blob NOT NULL UNIQUE,
    stored integer NOT NULL,
    credential_id text NOT NULL,
    actor_key blob,
    activity_key blob,
    -- The statement that this one voids.
    voids blob,
    -- When the statement that voids this one was stored; null while none does.
    voided_at integer,
    body blob NOT NULL
);

CREATE INDEX lrs_statements_stored ON lrs_statements (stored, seq);

-- Under each key the places of the statements that a filter on it finds: "the latest 100" is a range of this index.
CREATE TABLE lrs_links (
    key blob NOT NULL,
    seq integer NOT NULL,
    PRIMARY KEY (key, seq)
) WITHOUT ROWID;

-- Who refers to which statement, whether or not that one has arrived.
CREATE TABLE lrs_refs (
    target blob NOT NULL,
    seq integer NOT NULL,
    voids integer NOT NULL,
    PRIMARY KEY (target, seq)
) WITHOUT ROWID;
