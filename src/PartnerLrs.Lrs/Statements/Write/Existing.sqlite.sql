SELECT s.id, s.body FROM json_each(@places) AS n CROSS JOIN lrs_statements s ON s.id = substr(@ids, n.value, 16)
