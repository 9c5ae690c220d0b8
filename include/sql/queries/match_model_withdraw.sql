-- Take the trained matcher out of use; the one before it is in use then.
update jatre.match_models
set withdrawn_at = clock_timestamp()
where
  id = (
    select m.id
    from jatre.match_models as m
    where m.promoted and m.withdrawn_at is null
    order by m.id desc
    limit 1
  )
returning id
