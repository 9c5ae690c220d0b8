-- What a place is like now, and the last changes of that, the newest first; null for an unknown one.
create function jatre.place_status_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'id', p.id,
    'status', place_now(p.id),
    'history', coalesce((
      select jsonb_agg(
        h.status || jsonb_build_object('source', h.source, 'at', instant_text(h.changed_at)) order by h.version desc
      )
      from (
        select * from place_status_changes as c where c.place_id = p.id order by c.version desc limit 100
      ) as h
    ), '[]')
  )
  from places as p where p.id = p_id
$$;
