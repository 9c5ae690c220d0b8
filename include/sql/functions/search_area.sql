-- The area whose synonyms a search has: the first that its filter names, or null.
create function jatre.search_area(p_filter jsonb) returns text
language sql immutable parallel safe
return coalesce(p_filter #>> '{area,0}', p_filter ->> 'area');
