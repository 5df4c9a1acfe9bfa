SELECT DISTINCT lower(split_part(i.value, '@', 2)), COALESCE(o.merged_into, o.id)
FROM partners_identifiers i JOIN partners_affiliations a ON a.person_id = i.person_id
    JOIN partners_organisations o ON o.id = a.partner_id
WHERE i.kind = 'mbox' AND lower(split_part(i.value, '@', 2)) = ANY (@domains)
    AND a.counting AND a.valid_from <= @now AND (a.valid_to IS NULL OR a.valid_to > @now)
