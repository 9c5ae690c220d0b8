-- Whether the public sees an event: approved, active, published, not merged away, and in an area or nowhere known.
create function jatre.event_is_public(
  p_moderation text, p_active boolean, p_published timestamptz, p_merged_into uuid, p_location geography, p_area text
) returns boolean
language sql immutable parallel safe
as $$
  select p_moderation = 'approved' and p_active and p_published is not null and p_merged_into is null
    and (p_location is null or p_area is not null)
$$;
