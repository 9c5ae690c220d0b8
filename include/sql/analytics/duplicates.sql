-- Who lists what others list, and who is first: one row per listing of an event that has several. Ids, names of sources
-- and figures alone, since it is a copy that is made anew every hour and must not outlive what is erased.
create materialized view analytics.duplicates as
with placed as (
  select
    l.event_id,
    l.id as listing_id,
    s.slug as source,
    s.official,
    l.first_seen_at,
    l.status <> 'duplicate' as is_shown,
    count(*) over every_one as listings,
    row_number() over in_order as place,
    first_value(s.slug) over in_order as first_source,
    l.first_seen_at - first_value(l.first_seen_at) over in_order as behind
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  where l.event_id is not null
  window
    every_one as (partition by l.event_id),
    in_order as (partition by l.event_id order by l.first_seen_at, l.id)
)

select
  p.listing_id,
  p.event_id,
  p.source,
  p.official,
  p.listings,
  p.place,
  p.first_source,
  p.source = p.first_source and p.place > 1 as repeats_itself,
  p.first_seen_at,
  p.behind,
  p.is_shown,
  d.similarity_score as score
from placed as p
left join jatre.event_duplicates as d on p.event_id = d.primary_event_id and p.listing_id = d.duplicate_event_id
where p.listings > 1;

create unique index duplicates_listing_idx on analytics.duplicates (listing_id);
create index duplicates_source_idx on analytics.duplicates (source, first_source);

comment on materialized view analytics.duplicates is
'One row per listing of an event that has several listings: in which order they came. Made anew every hour.';
comment on column analytics.duplicates.listing_id is 'the listing';
comment on column analytics.duplicates.event_id is 'the event, public or not';
comment on column analytics.duplicates.source is 'the slug of its source';
comment on column analytics.duplicates.official is 'whether that is the venue''s or organizer''s own';
comment on column analytics.duplicates.listings is 'how many listings the event has';
comment on column analytics.duplicates.place is 'in which place this one came; 1 is the first';
comment on column analytics.duplicates.first_source is 'the slug of the source that came first';
comment on column analytics.duplicates.repeats_itself is 'whether that is the same source: it lists one event twice';
comment on column analytics.duplicates.first_seen_at is 'when it was first seen';
comment on column analytics.duplicates.behind is 'how long after the first one that was';
comment on column analytics.duplicates.is_shown is 'whether it is the one whose values stand first';
comment on column analytics.duplicates.score is
'how alike it is to what it was joined with, 0 to 1; null for the one that the event was made from';
