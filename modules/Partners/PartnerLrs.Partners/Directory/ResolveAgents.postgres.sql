SELECT agent_key, person_id FROM partners_identifiers WHERE agent_key = ANY (@keys)
