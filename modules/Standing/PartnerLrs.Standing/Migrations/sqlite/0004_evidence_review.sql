-- What people said of evidence that does not count by itself. Rows are only added: taking an acceptance back is a row of its own.
CREATE TABLE standing_rulings (
    id text NOT NULL PRIMARY KEY,
    statement_id text NOT NULL,
    accepted integer NOT NULL,
    reason text NOT NULL,
    ruled_at text NOT NULL,
    ruled_by text NOT NULL,
    UNIQUE (statement_id, ruled_at)
);

-- Evidence of known people for known courses that does not count, or did not until somebody accepted it, as the policy in force judges it.
-- Written by learners, made again from the log and the rulings.
CREATE TABLE standing_reviews (
    statement_id text NOT NULL PRIMARY KEY,
    person_id text NOT NULL,
    partner_id text,
    course text NOT NULL,
    activity text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('untrusted', 'partnerAttested', 'backdated', 'future')),
    accepted_at text,
    authority text NOT NULL,
    signer text,
    effective_at text NOT NULL,
    known_at text NOT NULL,
    modified_at text NOT NULL
);

CREATE INDEX standing_reviews_person ON standing_reviews (person_id, statement_id);

CREATE INDEX standing_reviews_partner ON standing_reviews (partner_id, statement_id);
