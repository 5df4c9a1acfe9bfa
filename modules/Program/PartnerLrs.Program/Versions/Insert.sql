INSERT INTO program_versions (number, effective_at, published_at, document) VALUES (@number, @effective, @published, @document)
