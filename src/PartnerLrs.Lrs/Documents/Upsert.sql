INSERT INTO lrs_documents (key, context, resource, partner_id, activity_key, agent_key, registration, id, content_type, etag, updated, body)
VALUES (@key, @context, @resource, @partner, @activity, @agent, @registration, @id, @type, @etag, @updated, @body)
ON CONFLICT (key) DO UPDATE SET content_type = excluded.content_type, etag = excluded.etag, updated = excluded.updated, body = excluded.body
