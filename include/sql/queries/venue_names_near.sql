-- Known names of an area that are spelled nearly as one of :keys; how near is for the caller to judge.
select
  w.key,
  n.name_key as near
from unnest(cast(:keys as text[])) as w (key)
inner join jatre.venue_names as n
  on w.key % n.name_key and w.key <> n.name_key
where n.area_code = :area and similarity(n.name_key, w.key) >= 0.5
order by w.key, n.name_key
