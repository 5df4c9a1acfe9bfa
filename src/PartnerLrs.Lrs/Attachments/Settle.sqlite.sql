DELETE FROM lrs_attachment_uploads WHERE id = @upload AND EXISTS (SELECT 1 FROM lrs_attachments a WHERE a.id = @upload)
