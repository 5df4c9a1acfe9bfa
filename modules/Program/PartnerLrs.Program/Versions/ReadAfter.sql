SELECT number, effective_at, published_at, document FROM program_versions WHERE number > @after ORDER BY number
