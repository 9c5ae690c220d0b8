-- Its images, the best one first.
create function jatre.event_images_json(p_event uuid) returns json
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'url', i.url, 'thumbnailUrl', i.thumbnail_url, 'alt', i.alt_text
    ) order by i.is_primary desc, i.url), '[]')
    from event_images i
    where i.event_id = p_event
  );
end
$$;
