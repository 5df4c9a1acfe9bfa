SELECT content_type, etag, updated, length(body), CASE WHEN @content THEN body END FROM lrs_documents WHERE key = @key
