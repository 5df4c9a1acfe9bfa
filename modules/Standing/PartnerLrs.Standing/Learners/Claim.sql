INSERT INTO standing_learners (person_id, revision) VALUES (@person, @revision)
ON CONFLICT (person_id) DO UPDATE SET revision = excluded.revision WHERE standing_learners.revision <= excluded.revision
