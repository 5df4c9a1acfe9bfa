DELETE FROM lrs_attachment_uploads WHERE id = @id AND abandoned
