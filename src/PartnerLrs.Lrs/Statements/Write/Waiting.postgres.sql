SELECT r.target, r.voids, s.stored FROM lrs_refs r JOIN lrs_statements s ON s.seq = r.seq WHERE r.target = ANY(@ids)
