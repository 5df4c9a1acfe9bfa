-- Who is who.
CREATE TABLE partners_organisations (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'inactive')),
    parent_id text REFERENCES partners_organisations (id),
    created_at text NOT NULL,
    modified_at text NOT NULL
);

CREATE INDEX partners_organisations_parent ON partners_organisations (parent_id) WHERE parent_id IS NOT NULL;

-- What other systems call an organisation. Position 0 is the reference that feeds and answers show.
CREATE TABLE partners_organisation_references (
    system text NOT NULL,
    external_id text NOT NULL,
    organisation_id text NOT NULL REFERENCES partners_organisations (id),
    position integer NOT NULL,
    PRIMARY KEY (system, external_id),
    UNIQUE (organisation_id, position)
);

-- registered_by: the partner whose own credential registered the person, or null.
CREATE TABLE partners_people (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    registered_by text,
    created_at text NOT NULL,
    modified_at text NOT NULL
);

CREATE INDEX partners_people_registered_by ON partners_people (registered_by) WHERE registered_by IS NOT NULL;

CREATE TABLE partners_person_references (
    system text NOT NULL,
    external_id text NOT NULL,
    person_id text NOT NULL REFERENCES partners_people (id),
    position integer NOT NULL,
    PRIMARY KEY (system, external_id),
    UNIQUE (person_id, position)
);

-- By what statements name a person. agent_key is the statement log's key of an agent; being the primary key, it makes an
-- identifier belong to one person. A derived one is the SHA-1 form of a mailbox that the person has.
CREATE TABLE partners_identifiers (
    agent_key blob NOT NULL PRIMARY KEY,
    person_id text NOT NULL REFERENCES partners_people (id),
    kind text NOT NULL CHECK (kind IN ('mbox', 'mbox_sha1sum', 'openid', 'account')),
    value text NOT NULL,
    home_page text,
    derived integer NOT NULL
);

CREATE INDEX partners_identifiers_person ON partners_identifiers (person_id);

-- Holds from valid_from (included) until valid_to (excluded). Roles are slugs in order, separated by blanks.
CREATE TABLE partners_affiliations (
    id text NOT NULL PRIMARY KEY,
    person_id text NOT NULL REFERENCES partners_people (id),
    partner_id text NOT NULL REFERENCES partners_organisations (id),
    roles text NOT NULL,
    valid_from text NOT NULL,
    valid_to text,
    source text NOT NULL,
    counting integer NOT NULL,
    created_at text NOT NULL,
    modified_at text NOT NULL,
    UNIQUE (person_id, partner_id, valid_from),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX partners_affiliations_partner ON partners_affiliations (partner_id, id);

-- The directory's own log, written in the transaction that makes a change. Writers hold a lock while they draw seq, so it
-- rises in commit order; it may have gaps.
CREATE TABLE partners_changes (
    seq integer PRIMARY KEY AUTOINCREMENT,
    kind text NOT NULL CHECK (kind IN ('partner', 'person', 'affiliation')),
    person_id text,
    partner_id text,
    changed_at text NOT NULL
);
