-- The thumbnail of that name, WebP; null where there is none, or no public event shows its picture any more.
create function jatre.image_get_v1(p_name text) returns bytea
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select t.body
  from image_thumbnails t
  where t.name = p_name
    and exists (
      select from event_images i join discovered_events e on e.id = i.event_id
      where md5(i.url) = md5(t.url) and i.url = t.url and e.is_public
    )
  limit 1
$$;
