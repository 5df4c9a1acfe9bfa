SELECT id, max(updated) FROM lrs_documents
WHERE context = @context AND (@any OR registration = @registration) AND updated > @since
GROUP BY id
ORDER BY id
