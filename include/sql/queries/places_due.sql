-- The latest moment at which a place was to open, close or begin something, and was not looked at since; null: none.
select max(extract(epoch from l.valid_until))::bigint
from jatre.place_live_status as l
where l.source = 'hours' and l.valid_until <= jatre.now_v1()
