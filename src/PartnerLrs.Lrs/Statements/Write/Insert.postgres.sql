INSERT INTO lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, voids, voided_at, body)
SELECT n.seq, n.id, @stored, n.credential_id, n.actor_key, n.activity_key, n.voids, n.voided_at, n.body
FROM unnest(@seqs, @ids, @credentials, @actors, @activities, @voids, @voided, @bodies)
    AS n (seq, id, credential_id, actor_key, activity_key, voids, voided_at, body)
