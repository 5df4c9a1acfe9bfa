SELECT statement_id, accepted, reason, ruled_at, ruled_by
FROM standing_rulings
WHERE statement_id IN (SELECT value FROM json_each(@ids))
ORDER BY statement_id, ruled_at
