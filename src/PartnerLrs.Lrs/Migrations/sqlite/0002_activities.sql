-- What the LRS holds of activities: the definitions of statements whose senders may define, joined. The key is the one of the related-activity filter.
CREATE TABLE lrs_activities (
    key blob NOT NULL PRIMARY KEY,
    iri text NOT NULL,
    definition blob NOT NULL
) WITHOUT ROWID;

-- From a statement to the one that it refers to, so that chains can be followed downwards too.
CREATE UNIQUE INDEX lrs_refs_seq ON lrs_refs (seq);
