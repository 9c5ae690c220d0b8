-- How many metres the box around a shape reaches from its centre, and a little more; null where it is so large that no
-- circle around it is of use.
create function jatre.shape_reach(p_shape geometry) returns float
language plpgsql immutable parallel safe
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select case when greatest(st_xmax(p_shape) - st_xmin(p_shape), st_ymax(p_shape) - st_ymin(p_shape)) <= 10 then
      1 + greatest(
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_ymin(p_shape)), 4326)::geography),
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_ymax(p_shape)), 4326)::geography),
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_y(st_centroid(st_envelope(p_shape)))), 4326)::geography)
      )
    end
    from (select st_centroid(st_envelope(p_shape))::geography as centre) as around
  );
end
$$;
