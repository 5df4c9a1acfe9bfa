INSERT INTO lrs_refs (target, seq, voids) SELECT n.target, n.seq, n.voids FROM unnest(@targets, @seqs, @voids) AS n (target, seq, voids)
