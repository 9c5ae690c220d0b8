-- Written by `make schema` from include/filters/fields.py; never edited.
-- What a date `o` and its event `e` count for in a facet: an array of texts, as the text of an expression.
create function jatre.events_facet_values(p_facet text) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return case p_facet
    when 'category' then $sql$array[o.category]$sql$
    when 'tags' then $sql$e.tags$sql$
    when 'weekday' then $sql$array[to_char(o.local_start, 'dy')]$sql$
    when 'area' then $sql$o.areas$sql$
    when 'venue' then $sql$array[e.venue_name]$sql$
    when 'organizer' then $sql$array[e.organizer_name]$sql$
    when 'source' then $sql$array(select one ->> 'source' from jsonb_array_elements(e.links) as one)$sql$
    when 'cost' then $sql$array[case when o.cost_type = 'free' then 'free' when o.cost_type is not null then 'paid' end]$sql$
    when 'availability' then $sql$array[e.availability]$sql$
    when 'online' then $sql$array[(e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null)::text]$sql$
    when 'verified' then $sql$array[(e.verification_status in ('verified', 'official'))::text]$sql$
    when 'status' then $sql$array[e.status]$sql$
  end;
end
$$;
