SELECT i.agent_key, COALESCE(p.merged_into, p.id)
FROM partners_identifiers i JOIN partners_people p ON p.id = i.person_id
WHERE i.agent_key = ANY (@keys)
