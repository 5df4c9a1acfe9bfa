DELETE FROM lrs_documents WHERE context = @context AND (@any OR registration = @registration)
