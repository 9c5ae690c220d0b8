-- Why listings were taken for the same happening as an event: :rows is a JSON array.
insert into jatre.event_duplicates as d (primary_event_id, duplicate_event_id, similarity_score, match_fields)
select
  r.event,
  r.listing,
  r.score,
  r.fields
from jsonb_to_recordset(cast(:rows as jsonb)) as r (event uuid, listing uuid, score numeric, fields jsonb)
order by r.event, r.listing
on conflict (primary_event_id, duplicate_event_id) do update
  set similarity_score = excluded.similarity_score, match_fields = excluded.match_fields
  where (d.similarity_score, d.match_fields) is distinct from (excluded.similarity_score, excluded.match_fields)
