-- What the public sees of an event is summed up on its row: whether it is public, in which rooms, the hash of its
-- visible state, and a version that moves exactly when one of these does. Whatever the writer put there is
-- overruled. What an update leaves alone is not computed again: this runs for every row that anybody writes.
create function jatre.event_search(p_title text, p_venue text, p_description text) returns tsvector
language sql immutable parallel safe
as $$
  select setweight(to_tsvector('english', p_title), 'A')
    || setweight(to_tsvector('simple', coalesce(p_venue, '')), 'B')
    || setweight(to_tsvector('english', coalesce(p_description, '')), 'C')
$$;
