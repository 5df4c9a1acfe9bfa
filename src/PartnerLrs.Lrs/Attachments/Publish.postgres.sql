INSERT INTO lrs_attachments (sha2, id, length)
SELECT u.sha2, u.id, u.length FROM lrs_attachment_uploads u WHERE u.id = ANY(@uploads) AND NOT u.abandoned
FOR UPDATE
ON CONFLICT (sha2) DO NOTHING
