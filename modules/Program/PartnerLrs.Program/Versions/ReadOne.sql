SELECT number, effective_at, published_at, document FROM program_versions WHERE number = @number
