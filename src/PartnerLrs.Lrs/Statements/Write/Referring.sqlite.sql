WITH RECURSIVE referring (seq, target, hops) AS (
    SELECT r.seq, r.target, 1 FROM lrs_refs r WHERE r.target = @id
    UNION
    SELECT r.seq, r.target, n.hops + 1 FROM referring n JOIN lrs_statements s ON s.seq = n.seq JOIN lrs_refs r ON r.target = s.id WHERE n.hops < @hops
)
SELECT DISTINCT s.id, n.seq, n.target FROM referring n JOIN lrs_statements s ON s.seq = n.seq
