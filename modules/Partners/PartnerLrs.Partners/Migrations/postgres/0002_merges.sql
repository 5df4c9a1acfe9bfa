-- Organisations and people that were merged into others. A row is a merge; undoing it fills its last columns, once.
CREATE TABLE partners_merges (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('partner', 'person')),
    absorbed_id text COLLATE "C" NOT NULL,
    into_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    merged_at timestamptz NOT NULL,
    merged_by text COLLATE "C" NOT NULL,
    undone_at timestamptz,
    undone_by text COLLATE "C",
    undo_reason text COLLATE "C",
    CHECK (absorbed_id <> into_id)
);

CREATE UNIQUE INDEX partners_merges_absorbed ON partners_merges (absorbed_id) WHERE undone_at IS NULL;

CREATE INDEX partners_merges_into ON partners_merges (into_id);

-- What an organisation or person goes on as, at the end of all merges; null for itself. All that belongs to it stays where it is: references,
-- identifiers and affiliations are read through this, so undoing a merge moves nothing either.
ALTER TABLE partners_organisations ADD COLUMN merged_into text COLLATE "C" REFERENCES partners_organisations (id);

CREATE INDEX partners_organisations_merged ON partners_organisations (merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE partners_people ADD COLUMN merged_into text COLLATE "C" REFERENCES partners_people (id);

CREATE INDEX partners_people_merged ON partners_people (merged_into) WHERE merged_into IS NOT NULL;

-- A claim to count that came while the person counted for somebody else waits for a choice.
ALTER TABLE partners_affiliations ADD COLUMN contested boolean NOT NULL DEFAULT false;

CREATE INDEX partners_affiliations_contested ON partners_affiliations (id) WHERE contested;

-- For which partner people chose to count; the cool-down runs from there.
CREATE TABLE partners_choices (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    person_id text COLLATE "C" NOT NULL REFERENCES partners_people (id),
    affiliation_id text COLLATE "C" NOT NULL REFERENCES partners_affiliations (id),
    partner_id text COLLATE "C" NOT NULL REFERENCES partners_organisations (id),
    reason text COLLATE "C",
    chosen_at timestamptz NOT NULL,
    chosen_by text COLLATE "C" NOT NULL
);

CREATE INDEX partners_choices_person ON partners_choices (person_id, chosen_at);
