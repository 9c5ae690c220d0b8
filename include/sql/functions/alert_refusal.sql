-- Why an alert, a change of one or settings of a person cannot be taken; null where they can. The service has read the
-- filter by the grammar; bounds of what is stored are the tables'.
create function jatre.alert_refusal(p_alert jsonb) returns text
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select case
    when jsonb_typeof(p_alert) is distinct from 'object' then 'an alert is an object'
    when length(p_alert::text) > 10000 then 'an alert has at most 10000 characters'
    when p_alert ? 'filter' and p_alert ? 'event' then 'an alert has a filter or follows an event, not both'
    when p_alert ? 'filter' and jsonb_typeof(p_alert -> 'filter') <> 'object' then 'a filter is an object'
    when p_alert ? 'event' and p_alert ->> 'event' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      then 'there is no such event'
    when p_alert ? 'event' and event_target((p_alert ->> 'event')::uuid) is null then 'there is no such event'
    when length(p_alert ->> 'name') not between 1 and 200 then 'a name has 1 to 200 characters'
    when p_alert ? 'kinds' and (
      jsonb_typeof(p_alert -> 'kinds') <> 'array' or p_alert -> 'kinds' = '[]'
      or not p_alert -> 'kinds' <@ '["new", "moved", "cancelled", "postponed", "price", "sold_out", "soon"]'
    ) then 'kinds are one or more of new, moved, cancelled, postponed, price, sold_out and soon'
    when p_alert ->> 'language' not in ('en', 'kn') then 'the language is en or kn'
    when p_alert ->> 'zone' is not null and not exists (
      select from pg_timezone_names where name = p_alert ->> 'zone'
    ) then 'there is no such time zone'
    when (p_alert ->> 'quietFrom' is null) <> (p_alert ->> 'quietUntil' is null)
      then 'quiet hours have a beginning and an end'
    when p_alert ->> 'quietFrom' = p_alert ->> 'quietUntil' then 'quiet hours begin and end at different times'
    when coalesce(p_alert ->> 'quietFrom', '00:00') || coalesce(p_alert ->> 'quietUntil', '00:00')
      !~ '^(([01]\d|2[0-3]):[0-5]\d){2}$' then 'quiet hours are written as 22:00'
    when coalesce(p_alert ->> 'digestHour', '0') !~ '^(1?\d|2[0-3])$' then 'the hour of a digest is 0 to 23'
    when coalesce(p_alert ->> 'maxPerDay', '1') !~ '^([1-9]\d?|100)$' then 'a day has 1 to 100 messages at most'
  end
$$;
