INSERT INTO partners_changes (kind, person_id, partner_id, changed_at)
SELECT value ->> 0, value ->> 1, value ->> 2, @at
FROM json_each(@changes)
ORDER BY key
