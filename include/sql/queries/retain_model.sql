-- Forget at most :size answers older than :keep, and as many questions that nobody has asked for as long, as
-- of a model that the settings do not name any more; who needs one asks again.
delete from jatre.model_answers as a
where
  a.ctid = any(array(
    select o.ctid
    from jatre.model_answers as o
    where o.answered_at < clock_timestamp() - cast(:keep as interval) and o.ask_at is null
    order by o.answered_at
    limit cast(:size as bigint)
    for update skip locked
  ))
  or a.ctid = any(array(
    select o.ctid
    from jatre.model_answers as o
    where o.ask_at < clock_timestamp() - cast(:keep as interval)
    order by o.ask_at
    limit cast(:size as bigint)
    for update skip locked
  ))
