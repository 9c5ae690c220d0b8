-- Written by `make schema` from include/filters/fields.py; never edited.
-- What a date `o` and its event `e` count for in a facet, as the text of an expression: of a text, or of an array of
-- texts. Where it is of the date, it may be another of each date of an event. Null where there is no such facet.
create function jatre.events_facet_values(p_facet text, out value text, out of_date boolean, out is_array boolean)
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  select f.value, f.of_date, f.is_array into value, of_date, is_array
  from (values
    ('category', $sql$o.category$sql$, false, false),
    ('tags', $sql$e.tags$sql$, false, true),
    ('weekday', $sql$to_char(o.local_start, 'dy')$sql$, true, false),
    ('area', $sql$o.areas$sql$, false, true),
    ('venue', $sql$e.venue_name$sql$, false, false),
    ('organizer', $sql$e.organizer_name$sql$, false, false),
    ('source', $sql$array(select one ->> 'source' from jsonb_array_elements(e.links) as one)$sql$, false, true),
    ('cost', $sql$case when o.cost_type = 'free' then 'free' when o.cost_type is not null then 'paid' end$sql$, false, false),
    ('availability', $sql$e.availability$sql$, false, false),
    ('online', $sql$(e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null)::text$sql$, false, false),
    ('verified', $sql$o.is_verified::text$sql$, false, false),
    ('status', $sql$e.status$sql$, false, false)
  ) as f (facet, value, of_date, is_array)
  where f.facet = p_facet;
end
$$;
