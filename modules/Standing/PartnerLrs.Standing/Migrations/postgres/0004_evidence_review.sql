-- What people said of evidence that does not count by itself. Rows are only added: taking an acceptance back is a row of its own.
CREATE TABLE standing_rulings (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    statement_id text COLLATE "C" NOT NULL,
    accepted boolean NOT NULL,
    reason text COLLATE "C" NOT NULL,
    ruled_at timestamptz NOT NULL,
    ruled_by text COLLATE "C" NOT NULL,
    UNIQUE (statement_id, ruled_at)
);

-- Evidence of known people for known courses that does not count, or did not until somebody accepted it, as the policy in force judges it.
-- Written by learners, made again from the log and the rulings.
CREATE TABLE standing_reviews (
    statement_id text COLLATE "C" NOT NULL PRIMARY KEY,
    person_id text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C",
    course text COLLATE "C" NOT NULL,
    activity text COLLATE "C" NOT NULL,
    verdict text COLLATE "C" NOT NULL CHECK (verdict IN ('untrusted', 'partnerAttested', 'backdated', 'future')),
    accepted_at timestamptz,
    authority text COLLATE "C" NOT NULL,
    signer text COLLATE "C",
    effective_at timestamptz NOT NULL,
    known_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL
);

CREATE INDEX standing_reviews_person ON standing_reviews (person_id, statement_id);

CREATE INDEX standing_reviews_partner ON standing_reviews (partner_id, statement_id);
