INSERT INTO standing_awards (id, person_id, person_external_id, partner_id, certification, earned_at, known_at, expires_at, revoked_at, expiring_from, at_risk_from, superseded_by, modified_at)
VALUES (@id, @person, @external, @partner, @certification, @earned, @known, @expires::timestamptz, @revoked::timestamptz, @expiring::timestamptz, @risk::timestamptz, @superseded::text, @modified)
ON CONFLICT (id) DO UPDATE SET person_external_id = excluded.person_external_id, partner_id = excluded.partner_id, known_at = excluded.known_at,
    expires_at = excluded.expires_at, revoked_at = excluded.revoked_at,
    expiring_from = excluded.expiring_from, at_risk_from = excluded.at_risk_from, superseded_by = excluded.superseded_by, modified_at = excluded.modified_at
