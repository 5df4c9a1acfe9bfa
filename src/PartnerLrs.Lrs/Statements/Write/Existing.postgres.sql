SELECT id, body FROM lrs_statements WHERE id = ANY(@ids)
