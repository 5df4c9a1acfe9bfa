INSERT INTO lrs_activities (key, iri, definition) SELECT n.key, n.iri, n.definition FROM unnest(@keys, @iris, @definitions) AS n (key, iri, definition)
ON CONFLICT (key) DO UPDATE SET definition = excluded.definition
