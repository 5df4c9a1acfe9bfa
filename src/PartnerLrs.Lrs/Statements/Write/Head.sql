SELECT seq, stored FROM lrs_statements ORDER BY seq DESC LIMIT 1
