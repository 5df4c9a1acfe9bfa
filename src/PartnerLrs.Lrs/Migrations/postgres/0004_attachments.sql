-- Content of attachments that statements delivered, once per hash. A row is written in the transaction of the first statement that
-- refers to it and never goes: neither do statements.
CREATE TABLE lrs_attachments (
    sha2 bytea NOT NULL PRIMARY KEY,
    -- Under which its chunks stand.
    id uuid NOT NULL UNIQUE,
    length bigint NOT NULL
);

-- The bytes, in pieces that fit in memory. Chunks are written before it is known whether a statement will refer to them.
CREATE TABLE lrs_attachment_chunks (
    attachment uuid NOT NULL,
    number integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (attachment, number)
);

-- Videos and images are compressed already; trying again costs time only.
ALTER TABLE lrs_attachment_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Which statement delivered which content. An announcement alone is no row here, so nobody gets content by naming its hash.
CREATE TABLE lrs_attachment_refs (
    seq bigint NOT NULL,
    sha2 bytea NOT NULL REFERENCES lrs_attachments (sha2),
    content_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (seq, sha2)
);

-- Content that is on its way in. What a failed request or a crash leaves here is removed with its chunks.
CREATE TABLE lrs_attachment_uploads (
    id uuid NOT NULL PRIMARY KEY,
    sha2 bytea NOT NULL,
    length bigint NOT NULL,
    started bigint NOT NULL,
    -- Being removed: no statement may take it any more.
    abandoned boolean NOT NULL
);
