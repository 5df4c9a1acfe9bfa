INSERT INTO standing_set_aside (kind, key, statement_id, person_id, reason, attempts, first_at, last_at)
VALUES (@kind, @key, CAST(@statement AS text), CAST(@person AS text), @reason, 1, @now, @now)
ON CONFLICT (kind, key) DO UPDATE SET
    statement_id = excluded.statement_id, person_id = excluded.person_id, reason = excluded.reason, attempts = standing_set_aside.attempts + 1, last_at = excluded.last_at
