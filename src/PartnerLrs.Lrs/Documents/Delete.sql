DELETE FROM lrs_documents WHERE key = @key
