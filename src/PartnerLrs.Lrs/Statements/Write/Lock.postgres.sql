SELECT pg_advisory_xact_lock(5786100148532), set_config('synchronous_commit', 'off', true)
