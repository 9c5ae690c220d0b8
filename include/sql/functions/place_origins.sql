-- Who states opening hours; an earlier one outweighs those after it.
create function jatre.place_origins() returns text[]
language sql immutable parallel safe
return array['moderator', 'venue_page', 'google', 'osm'];
