-- Leave to pass a gate that would deny. Rows are never changed; an early end is a row of its own. Amounts are minor units.
CREATE TABLE standing_waivers (
    id text NOT NULL PRIMARY KEY,
    partner_id text NOT NULL,
    gate text NOT NULL,
    product text,
    maximum_minor integer,
    currency text,
    reason text NOT NULL,
    valid_from text NOT NULL,
    valid_until text NOT NULL,
    created_at text NOT NULL,
    created_by text NOT NULL,
    CHECK ((maximum_minor IS NULL) = (currency IS NULL)),
    CHECK (valid_until > valid_from)
);

CREATE INDEX standing_waivers_partner ON standing_waivers (partner_id, id);

CREATE TABLE standing_waiver_ends (
    waiver_id text NOT NULL PRIMARY KEY REFERENCES standing_waivers (id),
    ended_at text NOT NULL,
    ended_by text NOT NULL
);

-- What evidence that was learned of later would have made of a decision. Rows are never changed, and neither are the decisions.
CREATE TABLE standing_reconsiderations (
    decision_id text NOT NULL REFERENCES standing_decisions (id),
    number integer NOT NULL,
    partner_id text NOT NULL,
    was integer NOT NULL,
    would_be integer NOT NULL,
    -- Ids of statements, a JSON array.
    because text NOT NULL,
    -- Evidence stored up to this instant was considered.
    known_at text NOT NULL,
    noticed_at text NOT NULL,
    answer blob NOT NULL,
    PRIMARY KEY (decision_id, number)
);

CREATE INDEX standing_reconsiderations_partner ON standing_reconsiderations (partner_id, decision_id);

-- Keys of receipts. The newest signs, all are published. The private key is sealed under a secret that is not in the database.
CREATE TABLE standing_receipt_keys (
    id text NOT NULL PRIMARY KEY,
    created_at text NOT NULL,
    x text NOT NULL,
    y text NOT NULL,
    sealed blob NOT NULL
);
