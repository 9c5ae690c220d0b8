-- Other listings of :events that wait to be enriched, held until the end of the transaction: what one draft holds of
-- them all. Those that another run holds are left to it.
select
  l.id,
  l.event_id
from jatre.events_staging as l
where l.event_id = any(cast(:events as uuid[])) and l.stage = 'enrich' and l.id <> all(cast(:ids as uuid[]))
order by l.id
for update skip locked
