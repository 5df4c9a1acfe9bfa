SELECT bytes, rowid FROM lrs_attachment_chunks WHERE attachment = @id AND number = @number
