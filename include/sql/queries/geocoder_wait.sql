-- :questions (a JSON array) are to be asked, and the listings with them read again once they are answered.
with asked as (
  select
    q.question,
    q.name,
    q.house,
    q.listing_id
  from jsonb_to_recordset(cast(:questions as jsonb)) as q (question text, name text, house text, listing_id uuid)
),

waiting as (
  insert into jatre.geocoder_answers as a (service, area_code, question, name, house, ask_at)
  select distinct on (q.question)
    :service,
    :area,
    q.question,
    q.name,
    q.house,
    clock_timestamp()
  from asked as q
  order by q.question
  on conflict (service, area_code, question) do update set ask_at = coalesce(a.ask_at, excluded.ask_at)
  returning question
)

insert into jatre.geocoder_askers (service, area_code, question, listing_id)
select distinct
  :service,
  :area,
  q.question,
  q.listing_id
from asked as q
inner join waiting as w on q.question = w.question
on conflict do nothing
