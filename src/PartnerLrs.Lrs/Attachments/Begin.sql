INSERT INTO lrs_attachment_uploads (id, sha2, length, started, abandoned) VALUES (@id, @sha2, @length, @started, false)
