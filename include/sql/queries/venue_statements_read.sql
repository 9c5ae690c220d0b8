-- What is stated of :keys in an area, each source's newest :each and :most of a name in all, the most believed sources
-- first; with a listing that states it.
select
  t.*,
  l.external_id,
  l.processed_data,
  l.gone_at,
  l.first_seen_at
from (
  select
    v.name_key,
    v.name,
    v.is_branch,
    v.part,
    v.address,
    v.listing_id,
    st_y(v.location::geometry) as latitude,
    st_x(v.location::geometry) as longitude,
    s.id as source_id,
    s.slug,
    s.name as source_name,
    s.priority,
    s.official,
    s.config ->> 'url' as site,
    row_number() over (partition by v.name_key, v.source_id order by v.stated_at desc, v.id) as place_of_source,
    row_number() over (partition by v.name_key order by s.official desc, s.priority, v.stated_at desc, v.id) as place
  from jatre.venue_statements as v
  inner join jatre.event_sources as s on v.source_id = s.id
  where v.area_code = :area and v.name_key = any(cast(:keys as text[]))
) as t
inner join jatre.events_staging as l on t.listing_id = l.id
where t.place_of_source <= cast(:each as integer) and t.place <= cast(:most as integer)
order by t.name_key, t.place
