INSERT INTO lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, voids, voided_at, body)
VALUES (@seq, @id, @stored, @credential, @actor, @activity, @voids,
    CASE WHEN @voids IS NULL THEN (SELECT MIN(v.stored) FROM lrs_refs r JOIN lrs_statements v ON v.seq = r.seq WHERE r.target = @id AND r.voids = 1) END,
    @body)
