INSERT INTO standing_decisions (id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, answer)
SELECT n.id, n.asked_at, n.credential_id, n.gate, n.partner_id, n.allowed, n.policy_version, n.names, n.question, n.answer
FROM unnest(@ids, @asked, @credentials, @gates, @partners, @allowed, @policies, @names, @questions, @answers)
    AS n (id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, answer)
