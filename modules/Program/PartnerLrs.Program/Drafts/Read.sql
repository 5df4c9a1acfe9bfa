SELECT saved_at, saved_by, document FROM program_drafts WHERE id = 1
