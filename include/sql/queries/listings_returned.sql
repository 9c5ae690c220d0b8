-- Listings that are there again. The event of one that was gone is rebuilt, unless it waits for an earlier stage.
update jatre.events_staging
set
  absent_runs = 0,
  gone_at = null,
  stage = case
    when gone_at is not null and event_id is not null and stage in ('publish', 'done') then 'enrich' else stage
  end
where
  source_id = :source_id
  and external_id = any(cast(:external_ids as text[]))
  and (absent_runs > 0 or gone_at is not null)
