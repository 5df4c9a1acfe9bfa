INSERT INTO lrs_links (key, seq) VALUES (@key, @seq)
