-- What an event is found by: the words of its title (A), venue (B) and description (C), as English reads them and, of
-- title and venue, by their keys too (`search_fold`); of a description in an Indian script also. Beside these,
-- without a weight: two words of a title or a venue's name that stand together as one, and skeletons of all
-- (`search_skeletons`).
--
-- Expressions without a query in them, which plpgsql evaluates without planning: this runs for every event.
create function jatre.event_search(p_title text, p_venue text, p_description text) returns tsvector
language plpgsql immutable parallel safe
as $$
declare
  c_too_long constant text := '[^ ]{60,}';
  v_title constant text := regexp_replace(jatre.search_plain(p_title), c_too_long, '', 'g');
  v_venue constant text := regexp_replace(coalesce(jatre.search_plain(p_venue), ''), c_too_long, '', 'g');
  v_title_keys constant text := jatre.search_fold(v_title);
  v_venue_keys constant text := jatre.search_fold(v_venue);
  v_pairs constant text := jatre.search_fold(jatre.search_pairs(v_title) || ' ' || jatre.search_pairs(v_venue));
  v_found tsvector := setweight(to_tsvector('english', p_title), 'A')
    || setweight(to_tsvector('simple', v_title_keys), 'A')
    || setweight(to_tsvector('simple', v_venue || ' ' || v_venue_keys), 'B')
    || setweight(to_tsvector('english', coalesce(p_description, '')), 'C');
begin
  if p_description ~ '[\u0900-\u0d7f]' then
    v_found := v_found || setweight(to_tsvector('simple', jatre.search_fold(p_description)), 'C');
  end if;
  return v_found || array_to_tsvector(array_remove(array_remove(
    string_to_array(v_pairs, ' ') || jatre.search_skeletons(v_title, v_title_keys)
      || jatre.search_skeletons(v_venue, v_venue_keys),
    ''
  ), null));
end
$$;
