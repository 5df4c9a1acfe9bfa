INSERT INTO lrs_links (key, seq) SELECT substr(@keys, n.key * 16 + 1, 16), n.value FROM json_each(@seqs) AS n WHERE true ON CONFLICT DO NOTHING
