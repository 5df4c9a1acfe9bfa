INSERT INTO lrs_attachment_refs (seq, sha2, content_type) SELECT n.seq, n.sha2, n.content_type FROM unnest(@seqs, @hashes, @types) AS n (seq, sha2, content_type)
