SELECT bytes FROM lrs_attachment_chunks WHERE attachment = @id AND number = @number
