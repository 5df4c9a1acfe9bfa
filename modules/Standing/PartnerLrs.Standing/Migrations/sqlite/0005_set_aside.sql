-- What the fold could not digest, so that everything behind it went on: statements, and learners or partners whose standing could not be worked out.
-- A row goes when a later attempt succeeds.
CREATE TABLE standing_set_aside (
    kind text NOT NULL,
    -- A statement's place in the log, a person's id or a partner's id.
    key text NOT NULL,
    statement_id text,
    person_id text,
    reason text NOT NULL,
    attempts integer NOT NULL,
    first_at text NOT NULL,
    last_at text NOT NULL,
    PRIMARY KEY (kind, key)
);
