-- Take out what is on at each place, now and before: these lines quote the titles of events. The next run of
-- `place_status` writes those of the present anew.
with now as (
  update jatre.place_live_status as s set special_status = null
  where s.special_status is not null
)

update jatre.place_status_changes as c
set status = jsonb_set(c.status, '{specialStatus}', 'null')
where c.status ->> 'specialStatus' is not null
