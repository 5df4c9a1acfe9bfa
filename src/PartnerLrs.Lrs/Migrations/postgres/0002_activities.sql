-- What the LRS holds of activities: the definitions of statements whose senders may define, joined. The key is the one of the related-activity filter.
CREATE TABLE lrs_activities (
    key uuid NOT NULL PRIMARY KEY,
    iri text COLLATE "C" NOT NULL,
    definition bytea NOT NULL
);

-- From a statement to the one that it refers to, so that chains can be followed downwards too.
CREATE UNIQUE INDEX lrs_refs_seq ON lrs_refs (seq);
