-- Deals as they are known now. Amounts are minor units of their currency.
CREATE TABLE performance_deals (
    id text NOT NULL PRIMARY KEY,
    source text NOT NULL,
    external_id text NOT NULL,
    partner_id text NOT NULL,
    registrant_id text,
    product text,
    amount_minor integer,
    currency text,
    status text NOT NULL CHECK (status IN ('submitted', 'approved', 'rejected', 'won', 'lost', 'withdrawn')),
    submitted_at text NOT NULL,
    approved_at text,
    protected_until text,
    closed_at text,
    version integer NOT NULL,
    created_at text NOT NULL,
    modified_at text NOT NULL,
    UNIQUE (source, external_id),
    CHECK ((amount_minor IS NULL) = (currency IS NULL))
);

CREATE INDEX performance_deals_partner ON performance_deals (partner_id, id);

-- All that was ever known of deals: rows are added in the transaction that changes the deal, and never changed. Writers hold a lock
-- while they number rows, so seq is gap-free in commit order and known_at never goes backwards along it.
CREATE TABLE performance_deal_versions (
    seq integer NOT NULL PRIMARY KEY,
    deal_id text NOT NULL REFERENCES performance_deals (id),
    version integer NOT NULL,
    known_at text NOT NULL,
    partner_id text NOT NULL,
    former_partner_id text,
    registrant_id text,
    product text,
    amount_minor integer,
    currency text,
    status text NOT NULL,
    submitted_at text NOT NULL,
    approved_at text,
    protected_until text,
    closed_at text,
    UNIQUE (deal_id, version)
);

CREATE INDEX performance_deal_versions_partner ON performance_deal_versions (partner_id, deal_id);
