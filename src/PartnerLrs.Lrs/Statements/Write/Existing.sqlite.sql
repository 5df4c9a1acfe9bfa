SELECT body FROM lrs_statements WHERE id = @id
