INSERT INTO lrs_links (key, seq) SELECT n.key, n.seq FROM unnest(@keys, @seqs) AS n (key, seq) ON CONFLICT DO NOTHING
