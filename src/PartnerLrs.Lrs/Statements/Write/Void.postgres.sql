UPDATE lrs_statements SET voided_at = @stored WHERE id = ANY(@targets) AND voids IS NULL AND voided_at IS NULL
