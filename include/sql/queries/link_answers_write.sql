-- Keep :answers of :version, each for its seconds; those that no longer hold go.
with answered as (
  select
    decode(a.asked, 'hex') as asked,
    a.threats,
    clock_timestamp() + make_interval(secs => a.seconds) as expires_at
  from jsonb_to_recordset(cast(:answers as jsonb)) as a (asked text, threats jsonb, seconds double precision)
),

over as (
  select
    v.version,
    v.asked
  from jatre.link_answers as v
  left join answered as a on v.version = :version and v.asked = a.asked
  where v.expires_at < clock_timestamp() and a.asked is null
  for update of v skip locked
),

gone as (
  delete from jatre.link_answers as v
  using over as o
  where v.version = o.version and v.asked = o.asked
)

insert into jatre.link_answers as v (version, asked, threats, expires_at)
select
  :version,
  a.asked,
  a.threats,
  a.expires_at
from answered as a
order by a.asked
on conflict (version, asked) do update set threats = excluded.threats, expires_at = excluded.expires_at
