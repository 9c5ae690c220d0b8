-- How the request :id ended.
update jatre.pipeline_requests
set state = :state, finished_at = clock_timestamp(), answer = cast(:answer as jsonb)
where id = :id
