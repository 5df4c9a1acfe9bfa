INSERT INTO standing_waivers (id, partner_id, gate, product, maximum_minor, currency, reason, valid_from, valid_until, created_at, created_by)
VALUES (@id, @partner, @gate, @product, @maximum, @currency, @reason, @from, @until, @created, @by)
