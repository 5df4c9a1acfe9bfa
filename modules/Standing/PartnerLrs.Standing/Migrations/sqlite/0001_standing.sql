-- How far each learner's rows have come: an older writer never overwrites a newer one.
CREATE TABLE standing_learners (
    person_id text NOT NULL PRIMARY KEY,
    revision integer NOT NULL
);

-- The awards that follow from each learner's evidence, written by the learner's grain.
CREATE TABLE standing_awards (
    id text NOT NULL PRIMARY KEY,
    person_id text NOT NULL,
    person_external_id text NOT NULL,
    partner_id text,
    certification text NOT NULL,
    earned_at text NOT NULL,
    known_at text NOT NULL,
    expires_at text,
    revoked_at text,
    modified_at text NOT NULL
);

CREATE INDEX standing_awards_person ON standing_awards (person_id);
CREATE INDEX standing_awards_partner ON standing_awards (partner_id);

-- How each gate answers each partner, from now on, if no new fact comes; written by the partner's grain.
CREATE TABLE standing_gate_status (
    partner_id text NOT NULL,
    gate text NOT NULL,
    valid_from text NOT NULL,
    valid_until text,
    partner_external_id text NOT NULL,
    allowed integer NOT NULL,
    tier text NOT NULL,
    short text NOT NULL,
    policy_version integer NOT NULL,
    modified_at text NOT NULL,
    PRIMARY KEY (partner_id, gate, valid_from)
);

-- Every answer that a gate gave, as it was given. Rows are never changed.
CREATE TABLE standing_decisions (
    id text NOT NULL PRIMARY KEY,
    asked_at text NOT NULL,
    credential_id text NOT NULL,
    gate text NOT NULL,
    partner_id text NOT NULL,
    allowed integer NOT NULL,
    policy_version integer NOT NULL,
    -- Whether the answer holds people's names.
    names integer NOT NULL,
    question text NOT NULL,
    answer blob NOT NULL
);

CREATE INDEX standing_decisions_partner ON standing_decisions (partner_id, id);
