SELECT statement_id, accepted, reason, ruled_at, ruled_by
FROM standing_rulings
WHERE statement_id = ANY (@ids)
ORDER BY statement_id, ruled_at
