INSERT INTO standing_gate_status (partner_id, gate, valid_from, valid_until, partner_external_id, allowed, tier, short, policy_version, modified_at)
VALUES (@partner, @gate, @from, @until, @external, @allowed, @tier, @short, @policy, @modified)
