create function jatre.event_moderation_json(
  p_id uuid, p_version bigint, p_title text, p_status text, p_reasons text[]
) returns text
language sql immutable
as $$
  select json_build_object(
    'id', p_id, 'version', p_version, 'title', p_title, 'status', p_status, 'reasons', p_reasons
  )::text
$$;
