INSERT INTO lrs_attachment_chunks (attachment, number, bytes) VALUES (@id, @number, @bytes)
