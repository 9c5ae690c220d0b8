-- Recurring listings whose expanded dates run out within :ahead are read again; those of a replay by a replay.
update jatre.events_staging as l
set stage = 'extract'
from jatre.event_sources as s
where
  l.source_id = s.id
  and coalesce(s.config ->> 'as_of', '') = :replaying
  and l.stage = 'done'
  and l.status <> 'set_aside'
  and l.gone_at is null
  and l.raw_data is not null
  and l.expanded_until < jatre.now_v1() + cast(:ahead as interval)
