INSERT INTO standing_reviews (statement_id, person_id, partner_id, course, activity, verdict, accepted_at, authority, signer, effective_at, known_at, modified_at)
VALUES (@id, @person, @partner, @course, @activity, @verdict, @accepted, @authority, @signer, @effective, @known, @modified)
ON CONFLICT (statement_id) DO UPDATE SET person_id = excluded.person_id, partner_id = excluded.partner_id, course = excluded.course, activity = excluded.activity,
    verdict = excluded.verdict, accepted_at = excluded.accepted_at, authority = excluded.authority, signer = excluded.signer,
    effective_at = excluded.effective_at, known_at = excluded.known_at, modified_at = excluded.modified_at
