-- What is stated of :keys in an area, each source's newest :each of the :most most believed sources of a name, with the
-- listing that states it. Not by what is set aside or gone, or whose event a person rejected, nor by a source that is
-- moderated.
select t.*
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
    l.external_id,
    l.processed_data,
    l.gone_at,
    l.first_seen_at,
    row_number() over (partition by v.name_key, v.source_id order by v.stated_at desc, v.spot) as place_in_source,
    dense_rank() over (partition by v.name_key order by s.official desc, s.priority, s.slug) as place_of_source
  from jatre.venue_statements as v
  inner join jatre.event_sources as s on v.source_id = s.id
  inner join jatre.events_staging as l on v.listing_id = l.id
  left join jatre.discovered_events as e on l.event_id = e.id
  where
    v.area_code = :area
    and v.name_key = any(cast(:keys as text[]))
    and l.gone_at is null
    and l.status <> 'set_aside'
    and coalesce(s.config -> 'moderated', 'false') = 'false'
    and (e.id is null or e.moderation_status <> 'rejected' or e.moderated_by is null)
) as t
where t.place_in_source <= cast(:each as integer) and t.place_of_source <= cast(:most as integer)
order by t.name_key, t.place_of_source, t.place_in_source
