DELETE FROM lrs_attachment_uploads u USING lrs_attachments a WHERE u.id = ANY(@uploads) AND a.id = u.id
