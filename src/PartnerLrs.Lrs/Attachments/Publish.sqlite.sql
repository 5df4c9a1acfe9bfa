INSERT INTO lrs_attachments (sha2, id, length)
SELECT sha2, id, length FROM lrs_attachment_uploads WHERE id = @upload AND NOT abandoned
ON CONFLICT (sha2) DO NOTHING
