SELECT id, length FROM lrs_attachment_uploads WHERE abandoned
