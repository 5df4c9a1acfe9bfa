INSERT INTO lrs_links (key, seq) VALUES (@key, @seq) ON CONFLICT DO NOTHING
