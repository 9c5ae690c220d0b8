-- Requests whose taker died wait again, once; then they are given up. Only one taker runs at a time.
update jatre.pipeline_requests
set
  state = case when tries < 2 then 'waiting' else 'failed' end,
  finished_at = case when tries < 2 then null else clock_timestamp() end,
  answer = case when tries < 2 then null else '{"error": "Abandoned", "message": "the run died, twice"}'::jsonb end
where state = 'running'
