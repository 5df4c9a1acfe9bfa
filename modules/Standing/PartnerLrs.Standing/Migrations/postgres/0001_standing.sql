-- How far each learner's rows have come: an older writer never overwrites a newer one.
CREATE TABLE standing_learners (
    person_id text COLLATE "C" NOT NULL PRIMARY KEY,
    revision bigint NOT NULL
);

-- The awards that follow from each learner's evidence, written by the learner's grain.
CREATE TABLE standing_awards (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    person_id text COLLATE "C" NOT NULL,
    person_external_id text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C",
    certification text COLLATE "C" NOT NULL,
    earned_at timestamptz NOT NULL,
    known_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    modified_at timestamptz NOT NULL
);

CREATE INDEX standing_awards_person ON standing_awards (person_id);
CREATE INDEX standing_awards_partner ON standing_awards (partner_id);

-- How each gate answers each partner, from now on, if no new fact comes; written by the partner's grain.
CREATE TABLE standing_gate_status (
    partner_id text COLLATE "C" NOT NULL,
    gate text COLLATE "C" NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    partner_external_id text COLLATE "C" NOT NULL,
    allowed boolean NOT NULL,
    tier text COLLATE "C" NOT NULL,
    short text COLLATE "C" NOT NULL,
    policy_version integer NOT NULL,
    modified_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, gate, valid_from)
);

-- Every answer that a gate gave, as it was given. Rows are never changed.
CREATE TABLE standing_decisions (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    asked_at timestamptz NOT NULL,
    credential_id text COLLATE "C" NOT NULL,
    gate text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    allowed boolean NOT NULL,
    policy_version integer NOT NULL,
    -- Whether the answer holds people's names.
    names boolean NOT NULL,
    question text NOT NULL,
    answer bytea NOT NULL
);

CREATE INDEX standing_decisions_partner ON standing_decisions (partner_id, id);
