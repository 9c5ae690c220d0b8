-- Open the row of a fetch; a row that the same run or a dead one left open is closed as failed.
with abandoned as (
  update jatre.fetch_history
  set
    status = 'failed',
    completed_at = clock_timestamp(),
    error_details = jsonb_build_object('error', 'Abandoned', 'message', 'the run did not come to its end')
  where
    source_id = :source_id
    and status = 'running'
    and (run_id = cast(:run_id as text) or started_at < clock_timestamp() - interval '6 hours')
)

insert into jatre.fetch_history (
  source_id, run_id, started_at, business_time, status, backfill_start, backfill_end, reread_of
)
values (
  :source_id, cast(:run_id as text), clock_timestamp(), jatre.now_v1(), 'running',
  cast(:backfill_start as timestamptz), cast(:backfill_end as timestamptz),
  cast(:reread_of as timestamptz)
)
returning id
