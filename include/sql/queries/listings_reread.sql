-- Recurring listings whose expanded dates run out within :ahead are read again.
update jatre.events_staging
set stage = 'extract'
where
  stage = 'done'
  and status <> 'set_aside'
  and gone_at is null
  and raw_data is not null
  and expanded_until < jatre.now_v1() + cast(:ahead as interval)
