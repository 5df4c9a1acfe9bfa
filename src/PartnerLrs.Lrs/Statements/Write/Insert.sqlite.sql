INSERT INTO lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, voids, voided_at, body)
VALUES (@seq, @id, @stored, @credential, @actor, @activity, @voids, @voided, @body)
