-- The thumbnail of that name, WebP; null where there is none.
create function jatre.image_get_v1(p_name text) returns bytea
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select t.body from image_thumbnails t where t.name = p_name limit 1
$$;
