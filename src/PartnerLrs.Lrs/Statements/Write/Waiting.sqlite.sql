SELECT r.target, r.voids, s.stored
FROM json_each(@places) AS n CROSS JOIN lrs_refs r ON r.target = substr(@ids, n.value, 16) CROSS JOIN lrs_statements s ON s.seq = r.seq
