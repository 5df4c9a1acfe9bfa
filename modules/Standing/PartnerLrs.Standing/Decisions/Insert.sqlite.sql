INSERT INTO standing_decisions (id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, answer)
VALUES (@id, @asked, @credential, @gate, @partner, @allowed, @policy, @names, @question, @answer)
