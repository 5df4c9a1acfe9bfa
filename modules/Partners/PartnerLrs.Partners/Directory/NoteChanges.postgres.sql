INSERT INTO partners_changes (kind, person_id, partner_id, changed_at)
SELECT kind, person_id, partner_id, @at
FROM unnest(@kinds, @people, @partners) WITH ORDINALITY AS change (kind, person_id, partner_id, place)
ORDER BY place
