WITH RECURSIVE referred (seq, hops) AS (
    SELECT s.seq, 1 FROM lrs_statements s WHERE s.id = @id
    UNION
    SELECT s.seq, n.hops + 1 FROM referred n JOIN lrs_refs r ON r.seq = n.seq JOIN lrs_statements s ON s.id = r.target WHERE n.hops < @hops
)
SELECT s.id, s.body FROM lrs_statements s WHERE s.seq IN (SELECT n.seq FROM referred n)
