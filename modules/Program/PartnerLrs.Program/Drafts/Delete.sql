DELETE FROM program_drafts WHERE id = 1 AND saved_at = @saved
