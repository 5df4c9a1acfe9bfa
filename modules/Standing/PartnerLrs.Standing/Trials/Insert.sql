INSERT INTO standing_trials (id, kind, state, draft_digest, draft_saved_at, draft_saved_by, policy_version, parameters, requested_at, requested_by, done, total)
VALUES (@id, @kind, @state, @digest, @saved, @by, @policy, @parameters, @requested, @requester, 0, 0)
