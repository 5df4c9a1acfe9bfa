-- Leave to pass a gate that would deny. Rows are never changed; an early end is a row of its own. Amounts are minor units.
CREATE TABLE standing_waivers (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    partner_id text COLLATE "C" NOT NULL,
    gate text COLLATE "C" NOT NULL,
    product text COLLATE "C",
    maximum_minor bigint,
    currency text COLLATE "C",
    reason text COLLATE "C" NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    CHECK ((maximum_minor IS NULL) = (currency IS NULL)),
    CHECK (valid_until > valid_from)
);

CREATE INDEX standing_waivers_partner ON standing_waivers (partner_id, id);

CREATE TABLE standing_waiver_ends (
    waiver_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES standing_waivers (id),
    ended_at timestamptz NOT NULL,
    ended_by text COLLATE "C" NOT NULL
);

-- What evidence that was learned of later would have made of a decision. Rows are never changed, and neither are the decisions.
CREATE TABLE standing_reconsiderations (
    decision_id text COLLATE "C" NOT NULL REFERENCES standing_decisions (id),
    number integer NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    was boolean NOT NULL,
    would_be boolean NOT NULL,
    -- Ids of statements, a JSON array.
    because text COLLATE "C" NOT NULL,
    -- Evidence stored up to this instant was considered.
    known_at timestamptz NOT NULL,
    noticed_at timestamptz NOT NULL,
    answer bytea NOT NULL,
    PRIMARY KEY (decision_id, number)
);

CREATE INDEX standing_reconsiderations_partner ON standing_reconsiderations (partner_id, decision_id);

-- Keys of receipts. The newest signs, all are published. The private key is sealed under a secret that is not in the database.
CREATE TABLE standing_receipt_keys (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    created_at timestamptz NOT NULL,
    x text COLLATE "C" NOT NULL,
    y text COLLATE "C" NOT NULL,
    sealed bytea NOT NULL
);
