-- :questions (a JSON array) are to be asked, and their listings categorised again once they are answered.
with asked as (
  select
    decode(q.hash, 'hex') as hash,
    q.question,
    q.posted_at,
    q.listing_id
  from
    jsonb_to_recordset(cast(:questions as jsonb))
      as q (hash text, question text, posted_at timestamptz, listing_id uuid)
),

waiting as (
  insert into jatre.model_answers as a (model, prompt_version, question_hash, question, posted_at, ask_at)
  select distinct on (q.hash)
    :model,
    :version,
    q.hash,
    q.question,
    q.posted_at,
    clock_timestamp()
  from asked as q
  order by q.hash
  on conflict (model, prompt_version, question_hash) do update set ask_at = coalesce(a.ask_at, excluded.ask_at)
  returning question_hash
)

insert into jatre.model_askers (model, prompt_version, question_hash, listing_id)
select distinct
  :model,
  :version,
  q.hash,
  q.listing_id
from asked as q
inner join waiting as w on q.hash = w.question_hash
on conflict do nothing
