-- The policy document that is being worked on: one row or none.
CREATE TABLE program_drafts (
    id integer NOT NULL PRIMARY KEY,
    saved_at timestamptz NOT NULL,
    saved_by text COLLATE "C" NOT NULL,
    document bytea NOT NULL
);
