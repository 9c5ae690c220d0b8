-- Events to come that are like a public one, the likest first: of its category, of a like meaning or title, at its
-- place or near it, or at a like hour. Each part is 0 to 1; category and text count .3, place and hour .2. `p_near` has
-- the meanings that are known, by event: of those the text is the mean of meaning and title, of others the title alone.
-- Candidates are these, the next 200 dates of its category, the 100 events at its place that are over first, and some
-- with all words of its title but one (`events_titled`), whatever is stored. Of the 200 likest that are called the same
-- but for the number of a session, the likest one stands for all, and of those the first. After a merge
-- {"movedTo": id}; null when there is nothing to see.
create function jatre.event_similar_v2(p_id uuid, p_limit integer, p_near jsonb) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
-- a few hundred candidates, each looked up by its key
set enable_hashjoin = off
set jit = off
as $$
declare
  c_compared constant integer := 200;
  c_session constant text := '\m(?:session|sitting|week|day|vol|volume|part|episode|ep|edition|season|chapter|batch|no)\M'
    || '\.?\s*#?\s*\d+|#\s*\d+';
begin
  return (
    with shown as materialized (
      select e.*, e.start_time at time zone e.timezone as local_start from discovered_events e where e.id = event_target(p_id)
    ),
    clock as materialized (select now_v1() as now),
    words as materialized (
      select search_query(found.keys, cardinality(found.keys) > 1) as keys
      from (
        select array(select quote_literal(lexeme) from unnest(to_tsvector('english', s.title)) limit 16) as keys
        from shown s
      ) as found
    ),
    near as materialized (
      select n.key::uuid as event_id, greatest(0, n.value::numeric) as meaning from jsonb_each_text(p_near) as n
    ),
    candidates as (
      (
        select o.event_id from event_occurrences o
        where o.is_public and o.category = (select category from shown) and o.starts_at > (select now from clock)
        order by o.starts_at, o.event_id limit 200
      )
      union
      (
        select e.id from discovered_events e
        where e.is_public and e.place_id = (select place_id from shown) and e.over_at > (select now from clock)
        order by e.over_at limit 100
      )
      union
      select titled.id from words w, events_titled(w.keys, 2000, 100) as titled (id)
      union
      select n.event_id from near n
    ),
    parts as (
      select
        c.event_id, e.start_time, e.title as called,
        case when e.category = s.category then 1 else 0 end as category,
        similarity(e.title, s.title)::numeric as title,
        n.meaning,
        case
          when e.place_id = s.place_id then 1
          when e.location is null or s.location is null then 0
          else greatest(0, 1 - st_distance(e.location, s.location) / 3000)::numeric
        end as place,
        case
          when e.date_only or s.date_only then 0
          else greatest(0, 1 - abs(extract(epoch from (e.start_time at time zone e.timezone)::time - s.local_start::time)) / 10800)
        end as hour
      from candidates c
      join discovered_events e on e.id = c.event_id and e.is_public and e.over_at > (select now from clock)
        and e.status in ('scheduled', 'postponed')
      left join near n on n.event_id = c.event_id
      cross join shown s
      where e.id <> s.id
    ),
    compared as (
      select p.*, .3 * p.category + .3 * coalesce((p.title + p.meaning) / 2, p.title) + .2 * p.place + .2 * p.hour as likeness
      from parts p order by likeness desc, p.event_id limit c_compared
    ),
    distinct_ones as (
      select distinct on (k.key) c.*
      from compared c
      cross join lateral (
        -- of a title of nothing else, and of one without a letter that is compared, all of it
        select coalesce(
          nullif(btrim(search_plain(regexp_replace(lower(c.called), c_session, ' ', 'g'))), ''), lower(c.called)
        ) as key
      ) as k
      order by k.key, c.likeness desc, c.start_time, c.event_id
    ),
    likest as (select d.* from distinct_ones d order by d.likeness desc, d.event_id limit p_limit)
    select case when s.id = p_id
      then jsonb_build_object('events', (
        select coalesce(jsonb_agg(event_upcoming(e, (select now from clock)) || jsonb_build_object(
          'likeness', round(l.likeness, 3),
          'because', jsonb_build_object(
            'category', l.category, 'title', round(l.title, 2), 'meaning', round(l.meaning, 2), 'place', round(l.place, 2),
            'hour', round(l.hour, 2)
          )
        ) order by l.likeness desc, l.event_id), '[]')
        from likest l
        join discovered_events e on e.id = l.event_id
      ))
      else jsonb_build_object('movedTo', s.id)
    end
    from shown s
  );
end
$$;
