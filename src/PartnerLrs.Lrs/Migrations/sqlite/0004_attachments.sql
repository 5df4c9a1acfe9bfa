-- Content of attachments that statements delivered, once per hash. A row is written in the transaction of the first statement that
-- refers to it and never goes: neither do statements.
CREATE TABLE lrs_attachments (
    sha2 blob NOT NULL PRIMARY KEY,
    -- Under which its chunks stand.
    id blob NOT NULL UNIQUE,
    length integer NOT NULL
);

-- The bytes, in pieces that fit in memory. Chunks are written before it is known whether a statement will refer to them.
CREATE TABLE lrs_attachment_chunks (
    attachment blob NOT NULL,
    number integer NOT NULL,
    bytes blob NOT NULL,
    PRIMARY KEY (attachment, number)
);

-- Which statement delivered which content. An announcement alone is no row here, so nobody gets content by naming its hash.
CREATE TABLE lrs_attachment_refs (
    seq integer NOT NULL,
    sha2 blob NOT NULL REFERENCES lrs_attachments (sha2),
    content_type text NOT NULL,
    PRIMARY KEY (seq, sha2)
) WITHOUT ROWID;

-- Content that is on its way in. What a failed request or a crash leaves here is removed with its chunks.
CREATE TABLE lrs_attachment_uploads (
    id blob NOT NULL PRIMARY KEY,
    sha2 blob NOT NULL,
    length integer NOT NULL,
    started integer NOT NULL,
    -- Being removed: no statement may take it any more.
    abandoned integer NOT NULL
) WITHOUT ROWID;
