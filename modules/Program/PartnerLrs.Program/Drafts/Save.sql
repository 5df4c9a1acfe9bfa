INSERT INTO program_drafts (id, saved_at, saved_by, document) VALUES (1, @saved, @by, @document)
ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, saved_by = excluded.saved_by, document = excluded.document
