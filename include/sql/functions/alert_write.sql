-- Add an alert that was found good (`alert_refusal`) to a channel. What searches find by its words is kept beside its
-- filter: the whole, and the words of which an event has to have one, those of the longest word that it names.
create function jatre.alert_write(p_channel uuid, p_alert jsonb, p_confirmed boolean) returns uuid
language sql
set search_path = jatre, public, pg_temp
as $$
  insert into alerts (channel_id, name, filter, words, word_keys, event_id, kinds, confirmed_at)
  select
    p_channel,
    coalesce(
      p_alert ->> 'name', (select title from discovered_events where id = event_target((p_alert ->> 'event')::uuid)), '-'
    ),
    p_alert -> 'filter',
    w.words,
    w.keys,
    event_target((p_alert ->> 'event')::uuid),
    case
      when p_alert ? 'kinds' then array(select jsonb_array_elements_text(p_alert -> 'kinds'))
      when p_alert ? 'event' then '{moved,cancelled,postponed,price,sold_out,soon}'
      else '{new,moved,cancelled,postponed}'
    end,
    case when p_confirmed then clock_timestamp() end
  from alert_words(p_alert -> 'filter') as w
  returning id
$$;
