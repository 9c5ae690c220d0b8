-- Venues that a person should place: named by events ahead that nothing places, with what sources state of them. Not
-- those that a person has decided about.
create view jatre.venue_reviews as
select
  n.area_code,
  n.name_key,
  n.name,
  w.events,
  w.next_start,
  coalesce(t.statements, '[]') as statements
from (
  select
    s.area_code,
    l.venue_key,
    count(distinct e.id) as events,
    min(e.start_time) as next_start
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  inner join jatre.discovered_events as e on l.event_id = e.id
  where
    l.venue_key is not null
    and l.gone_at is null
    and e.merged_into is null
    and e.location is null
    and e.named_area is null
    and e.moderation_status in ('approved', 'pending')
    and jatre.now_v1()::date <= any(l.local_dates)
  group by s.area_code, l.venue_key
) as w
inner join jatre.venue_names as n on w.area_code = n.area_code and w.venue_key = n.name_key
left join
  lateral (
    select
      jsonb_agg(
        jsonb_build_object(
          'source', s.slug, 'official', s.official, 'name', v.name, 'is_branch', v.is_branch, 'part', v.part,
          'address', v.address, 'latitude', st_y(v.location::geometry), 'longitude', st_x(v.location::geometry)
        )
        order by s.official desc, s.slug, v.spot
      ) as statements
    from jatre.venue_statements as v
    inner join jatre.event_sources as s on v.source_id = s.id
    where v.area_code = n.area_code and v.name_key = n.name_key
  ) as t
  on true
where
  not exists (
    select
    from jatre.venue_decisions as d
    where d.area_code = n.area_code and d.name_key = n.name_key and d.revoked_at is null
  );
