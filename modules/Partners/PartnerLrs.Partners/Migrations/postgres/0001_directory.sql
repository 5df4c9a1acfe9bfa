-- Who is who. Text is compared by its bytes, as SQLite does, so that both databases sort alike.
CREATE TABLE partners_organisations (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL CHECK (status IN ('active', 'inactive')),
    parent_id text COLLATE "C" REFERENCES partners_organisations (id),
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL
);

CREATE INDEX partners_organisations_parent ON partners_organisations (parent_id) WHERE parent_id IS NOT NULL;

-- What other systems call an organisation. Position 0 is the reference that feeds and answers show.
CREATE TABLE partners_organisation_references (
    system text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    organisation_id text COLLATE "C" NOT NULL REFERENCES partners_organisations (id),
    position integer NOT NULL,
    PRIMARY KEY (system, external_id),
    UNIQUE (organisation_id, position)
);

-- registered_by: the partner whose own credential registered the person, or null.
CREATE TABLE partners_people (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    registered_by text COLLATE "C",
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL
);

CREATE INDEX partners_people_registered_by ON partners_people (registered_by) WHERE registered_by IS NOT NULL;

CREATE TABLE partners_person_references (
    system text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    person_id text COLLATE "C" NOT NULL REFERENCES partners_people (id),
    position integer NOT NULL,
    PRIMARY KEY (system, external_id),
    UNIQUE (person_id, position)
);

-- By what statements name a person. agent_key is the statement log's key of an agent; being the primary key, it makes an
-- identifier belong to one person. A derived one is the SHA-1 form of a mailbox that the person has.
CREATE TABLE partners_identifiers (
    agent_key uuid NOT NULL PRIMARY KEY,
    person_id text COLLATE "C" NOT NULL REFERENCES partners_people (id),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('mbox', 'mbox_sha1sum', 'openid', 'account')),
    value text COLLATE "C" NOT NULL,
    home_page text COLLATE "C",
    derived boolean NOT NULL
);

CREATE INDEX partners_identifiers_person ON partners_identifiers (person_id);

-- Holds from valid_from (included) until valid_to (excluded). Roles are slugs in order, separated by blanks.
CREATE TABLE partners_affiliations (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    person_id text COLLATE "C" NOT NULL REFERENCES partners_people (id),
    partner_id text COLLATE "C" NOT NULL REFERENCES partners_organisations (id),
    roles text COLLATE "C" NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    source text COLLATE "C" NOT NULL,
    counting boolean NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    UNIQUE (person_id, partner_id, valid_from),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX partners_affiliations_partner ON partners_affiliations (partner_id, id);

-- The directory's own log, written in the transaction that makes a change. Writers hold a lock while they draw seq, so it
-- rises in commit order; it may have gaps.
CREATE TABLE partners_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('partner', 'person', 'affiliation')),
    person_id text COLLATE "C",
    partner_id text COLLATE "C",
    changed_at timestamptz NOT NULL
);
