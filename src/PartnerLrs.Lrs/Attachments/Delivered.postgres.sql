SELECT a.id, a.sha2, a.length, r.content_type
FROM lrs_attachment_refs r JOIN lrs_attachments a ON a.sha2 = r.sha2
WHERE r.seq = ANY(@seqs)
ORDER BY r.seq DESC, r.sha2
