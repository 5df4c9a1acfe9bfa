INSERT INTO lrs_refs (target, seq, voids) VALUES (@target, @seq, @voids)
