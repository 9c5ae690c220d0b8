create function jatre.event_removed_json(p_id uuid, p_version bigint, p_merged_into uuid) returns text
language sql immutable
as $$
  select json_build_object('id', p_id, 'version', p_version, 'mergedInto', p_merged_into)::text
$$;
