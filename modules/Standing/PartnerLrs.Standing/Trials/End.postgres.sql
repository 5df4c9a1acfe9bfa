UPDATE standing_trials SET state = @state, finished_at = @at, result = @result::text WHERE id = @id AND state = 'running'
