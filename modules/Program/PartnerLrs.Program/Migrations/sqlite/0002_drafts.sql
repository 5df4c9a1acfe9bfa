-- The policy document that is being worked on: one row or none.
CREATE TABLE program_drafts (
    id integer NOT NULL PRIMARY KEY,
    saved_at text NOT NULL,
    saved_by text NOT NULL,
    document blob NOT NULL
);
