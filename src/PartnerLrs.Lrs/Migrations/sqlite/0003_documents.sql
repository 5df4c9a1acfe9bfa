-- State, activity profile and agent profile documents. key names one document, context all that share resource, partner, activity and
-- agent: 128-bit hashes over length-prefixed parts (see DocumentContext). What is hashed cannot be read back, so whose documents these
-- are stands beside it. id is UTF-8, because text columns do not hold every character that an id may have.
CREATE TABLE lrs_documents (
    key blob NOT NULL PRIMARY KEY,
    context blob NOT NULL,
    -- 1 state, 2 activity profile, 3 agent profile.
    resource integer NOT NULL,
    -- The partner of the credential that wrote it; null for credentials that are bound to none.
    partner_id text,
    activity_key blob,
    agent_key blob,
    registration blob,
    id blob NOT NULL,
    content_type text NOT NULL,
    etag text NOT NULL,
    -- Microseconds since 1970, UTC; rises with each change of the document.
    updated integer NOT NULL,
    body blob NOT NULL
);

CREATE INDEX lrs_documents_context ON lrs_documents (context);
