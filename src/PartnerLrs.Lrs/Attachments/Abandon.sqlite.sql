UPDATE lrs_attachment_uploads SET abandoned = true WHERE hex(id) IN (SELECT value FROM json_each(@ids)) RETURNING id, length
