-- Runs that try the draft of the programme on what is known: what would change (impact), and what would have been different (backtest).
CREATE TABLE standing_trials (
    id text NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('impact', 'backtest')),
    state text NOT NULL CHECK (state IN ('running', 'finished', 'cancelled', 'failed', 'interrupted')),
    -- The draft that is tried. It may have been edited since.
    draft_digest text NOT NULL,
    draft_saved_at text NOT NULL,
    draft_saved_by text NOT NULL,
    -- The last published version that it is compared with; 0 for none.
    policy_version integer NOT NULL,
    parameters text NOT NULL,
    requested_at text NOT NULL,
    requested_by text NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    finished_at text,
    result text
);

CREATE INDEX standing_trials_kind ON standing_trials (kind, id);

-- What was found of a partner.
CREATE TABLE standing_trial_partners (
    trial_id text NOT NULL REFERENCES standing_trials (id),
    partner_id text NOT NULL,
    change text NOT NULL,
    finding text NOT NULL,
    PRIMARY KEY (trial_id, partner_id)
);

-- Recorded decisions and deals on which the draft would have answered differently.
CREATE TABLE standing_trial_differences (
    trial_id text NOT NULL REFERENCES standing_trials (id),
    id text NOT NULL,
    partner_id text NOT NULL,
    change text NOT NULL,
    finding text NOT NULL,
    PRIMARY KEY (trial_id, id)
);
