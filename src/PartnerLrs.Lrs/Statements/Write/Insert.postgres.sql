INSERT INTO lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, voids, voided_at, body)
SELECT n.seq, n.id, @stored, n.credential_id, n.actor_key, n.activity_key, n.voids,
    CASE WHEN n.voids IS NULL THEN (SELECT MIN(v.stored) FROM lrs_refs r JOIN lrs_statements v ON v.seq = r.seq WHERE r.target = n.id AND r.voids) END,
    n.body
FROM unnest(@seqs, @ids, @credentials, @actors, @activities, @voids, @bodies)
    AS n (seq, id, credential_id, actor_key, activity_key, voids, body)
