UPDATE lrs_attachment_uploads SET abandoned = true WHERE id = ANY(@ids) RETURNING id, length
