SELECT 1 FROM lrs_attachments WHERE sha2 = @sha2
