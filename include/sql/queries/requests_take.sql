-- Take the oldest request that waits, for the scheduler's run :run; previews, which somebody else's site may drag out,
-- after all others, and none once :without_previews.
update jatre.pipeline_requests
set state = 'running', tries = tries + 1, started_at = clock_timestamp(), run_id = :run
where
  id = (
    select r.id
    from jatre.pipeline_requests as r
    where r.state = 'waiting' and not (:without_previews and r.kind in ('preview', 'preview_address'))
    order by r.kind in ('preview', 'preview_address'), r.id
    limit 1
    for update skip locked
  )
returning id, kind, target, options, asked_by
