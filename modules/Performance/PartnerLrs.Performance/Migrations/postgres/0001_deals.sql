-- Deals as they are known now. Amounts are minor units of their currency.
CREATE TABLE performance_deals (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    registrant_id text COLLATE "C",
    product text COLLATE "C",
    amount_minor bigint,
    currency text COLLATE "C",
    status text COLLATE "C" NOT NULL CHECK (status IN ('submitted', 'approved', 'rejected', 'won', 'lost', 'withdrawn')),
    submitted_at timestamptz NOT NULL,
    approved_at timestamptz,
    protected_until timestamptz,
    closed_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    UNIQUE (source, external_id),
    CHECK ((amount_minor IS NULL) = (currency IS NULL))
);

CREATE INDEX performance_deals_partner ON performance_deals (partner_id, id);

-- All that was ever known of deals: rows are added in the transaction that changes the deal, and never changed. Writers hold a lock
-- while they number rows, so seq is gap-free in commit order and known_at never goes backwards along it.
CREATE TABLE performance_deal_versions (
    seq bigint NOT NULL PRIMARY KEY,
    deal_id text COLLATE "C" NOT NULL REFERENCES performance_deals (id),
    version integer NOT NULL,
    known_at timestamptz NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    former_partner_id text COLLATE "C",
    registrant_id text COLLATE "C",
    product text COLLATE "C",
    amount_minor bigint,
    currency text COLLATE "C",
    status text COLLATE "C" NOT NULL,
    submitted_at timestamptz NOT NULL,
    approved_at timestamptz,
    protected_until timestamptz,
    closed_at timestamptz,
    UNIQUE (deal_id, version)
);

CREATE INDEX performance_deal_versions_partner ON performance_deal_versions (partner_id, deal_id);
