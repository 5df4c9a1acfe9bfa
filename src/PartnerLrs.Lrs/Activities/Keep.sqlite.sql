INSERT INTO lrs_activities (key, iri, definition) VALUES (@key, @iri, @definition)
ON CONFLICT (key) DO UPDATE SET definition = excluded.definition
