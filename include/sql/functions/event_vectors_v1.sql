-- The vectors of public events to come that were made since a moment, of those that are over first; of the model of the
-- newest one alone, by its name and the length of its vectors: those of two models are not to be compared.
create function jatre.event_vectors_v1(p_since timestamptz, p_limit integer)
returns table (event_id uuid, vector bytea, made_at timestamptz, model text)
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return query
    select v.event_id, v.vector, v.made_at, v.model
    from event_vectors v
    join discovered_events e on e.id = v.event_id
    where v.made_at > p_since
      and (v.model, length(v.vector)) = (
        select newest.model, length(newest.vector) from event_vectors newest order by newest.made_at desc, newest.event_id limit 1
      )
      and e.is_public and e.over_at > now_v1()
    order by e.over_at, e.id
    limit p_limit;
end
$$;
