UPDATE lrs_statements SET voided_at = @stored WHERE id = @target AND voids IS NULL AND voided_at IS NULL
