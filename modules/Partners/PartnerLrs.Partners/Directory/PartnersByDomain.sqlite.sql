SELECT DISTINCT lower(substr(i.value, instr(i.value, '@') + 1)), COALESCE(o.merged_into, o.id)
FROM partners_identifiers i JOIN partners_affiliations a ON a.person_id = i.person_id
    JOIN partners_organisations o ON o.id = a.partner_id
WHERE i.kind = 'mbox' AND lower(substr(i.value, instr(i.value, '@') + 1)) IN (SELECT value FROM json_each(@domains))
    AND a.counting AND a.valid_from <= @now AND (a.valid_to IS NULL OR a.valid_to > @now)
