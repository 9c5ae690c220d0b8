-- How many people go to each listing of a source now (:rows, a JSON array). A number that has not moved writes nothing.
insert into jatre.listing_popularity as stored (source_id, external_id, attending)
select
  cast(:source_id as uuid) as source_id,
  r.external_id,
  r.attending
from jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text, attending integer)
order by r.external_id
on conflict (source_id, external_id) do update set
  attending = excluded.attending,
  seen_at = clock_timestamp()
where stored.attending <> excluded.attending
