-- Put together what is due for each channel of some kinds, at most :channels of them: one message each, of at most
-- :items things. Who has had as many as they want on their day hears of the rest on the next one, and who
-- has quiet hours, since what was due could not be sent before, after these.
with due as (
  select distinct o.channel_id from (
    select t.channel_id
    from jatre.alert_outbox as t inner join jatre.alert_channels as c on t.channel_id = c.id
    where t.waits and t.due_at <= clock_timestamp() and c.kind = any(cast(:kinds as text[]))
    order by t.due_at limit 10000
  ) as o
),

held as (
  select
    c.*,
    jatre.alert_awake(c, now()) > now() as is_quiet
  from jatre.alert_channels as c
  where c.id in (select channel_id from due) and c.unsubscribed_at is null
  order by c.id
  limit :channels
  for update skip locked
),

days as (
  select
    h.id,
    h.max_per_day,
    h.is_quiet,
    date_trunc('day', clock_timestamp() at time zone h.zone) at time zone h.zone as begins,
    (date_trunc('day', clock_timestamp() at time zone h.zone) + interval '1 day') at time zone h.zone as ends
  from held as h
),

counted as (
  select
    d.*,
    (
      select count(*) from jatre.alert_messages as m
      where m.channel_id = d.id and m.kind = 'news' and m.created_at >= d.begins
    ) >= d.max_per_day as is_full
  from days as d
),

made as (
  insert into jatre.alert_messages (channel_id, kind)
  select
    id,
    'news'
  from counted
  where not is_full and not is_quiet
  returning id, channel_id
),

put_off as (
  update jatre.alert_outbox as o
  set due_at = case when d.is_full then jatre.alert_due(c, o.kind, d.ends) else jatre.alert_awake(c, now()) end
  from counted as d inner join jatre.alert_channels as c on d.id = c.id
  where (d.is_full or d.is_quiet) and o.channel_id = d.id and o.waits and o.due_at <= clock_timestamp()
),

first_items as (
  select
    i.id,
    m.id as message_id
  from made as m
  cross join lateral (
    select w.id from jatre.alert_outbox as w
    where w.channel_id = m.channel_id and w.waits and w.due_at <= clock_timestamp()
    order by w.id limit :items
  ) as i
),

taken as (
  update jatre.alert_outbox as o
  set message_id = f.message_id, waits = false
  from first_items as f
  where o.id = f.id
)

select count(*) from made
