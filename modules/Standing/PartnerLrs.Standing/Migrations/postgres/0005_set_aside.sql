-- What the fold could not digest, so that everything behind it went on: statements, and learners or partners whose standing could not be worked out.
-- A row goes when a later attempt succeeds.
CREATE TABLE standing_set_aside (
    kind text COLLATE "C" NOT NULL,
    -- A statement's place in the log, a person's id or a partner's id.
    key text COLLATE "C" NOT NULL,
    statement_id text COLLATE "C",
    person_id text COLLATE "C",
    reason text COLLATE "C" NOT NULL,
    attempts integer NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (kind, key)
);
