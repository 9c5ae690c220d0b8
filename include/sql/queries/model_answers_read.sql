-- What :model has answered to :questions (a JSON array of their hashes); one that failed for good has no answer.
with asked as (
  select decode(q.hash, 'hex') as hash
  from jsonb_to_recordset(cast(:questions as jsonb)) as q (hash text)
)

select
  a.question_hash,
  a.answer
from jatre.model_answers as a
inner join asked as q on a.question_hash = q.hash
where a.model = :model and a.prompt_version = :version and a.answered_at is not null
