INSERT INTO lrs_attachment_refs (seq, sha2, content_type) VALUES (@seq, @sha2, @type)
