-- In which hours of the week places of an area (:area) are open, by their hours of the next days: for each the numbers
-- of these hours, from midnight before Monday in its zone (:zone); an hour counts in whose middle it is open.
with spans as (
  select
    w.place_id,
    (s.span ->> 'from')::timestamptz at time zone :zone as opens_at,
    (s.span ->> 'to')::timestamptz at time zone :zone as closes_at
  from jatre.place_weeks as w
  inner join jatre.places as p on w.place_id = p.id, jsonb_array_elements(w.days) as d (day),
    jsonb_array_elements(d.day -> 'spans') as s (span)
  where p.area_code = :area
)

select
  s.place_id,
  array_agg(distinct extract(isodow from h.hour)::integer * 24 - 24 + extract(hour from h.hour)::integer) as hours
from spans as s,
  generate_series(date_trunc('hour', s.opens_at), s.closes_at, '1 hour') as h (hour)
where h.hour + interval '30 minutes' >= s.opens_at and h.hour + interval '30 minutes' < s.closes_at
group by s.place_id
order by s.place_id
