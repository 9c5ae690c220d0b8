-- Keep the vector of an event, unless it is gone meanwhile.
insert into jatre.event_vectors (event_id, model, text_hash, vector)
select
  e.id,
  :model,
  :text_hash,
  :vector
from jatre.discovered_events as e
where e.id = :event_id
on conflict (event_id) do update
  set
    model = excluded.model,
    text_hash = excluded.text_hash,
    vector = excluded.vector,
    made_at = clock_timestamp()
