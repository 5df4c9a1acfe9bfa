DELETE FROM lrs_attachment_chunks WHERE attachment = @id AND number >= @first AND number < @end
