SELECT number, effective_at, published_at, document FROM program_versions ORDER BY number DESC LIMIT 1
