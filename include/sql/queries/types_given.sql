-- What each of :sources calls nearly all that it lists: of its :most listings with the last ids, if there are :least,
-- the type that at least :share of them have.
with listed as (
  select
    s.source_id,
    l.category
  from unnest(cast(:sources as uuid[])) as s (source_id)
  cross join
    lateral ( -- noqa: ST05
      select
        recent.processed_data ->> 'source_category' as category,
        recent.processed_data is not null as is_read
      from jatre.events_staging as recent
      where recent.source_id = s.source_id
      order by recent.external_id desc
      limit :most
    ) as l
  where l.is_read
),

counted as (
  select
    source_id,
    category,
    count(*) as listings,
    sum(count(*)) over (partition by source_id) as every
  from listed
  group by source_id, category
)

select
  source_id,
  category
from counted
where category is not null and every >= :least and listings >= :share * every
