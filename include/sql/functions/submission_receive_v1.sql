-- Store what a reader of the area p_area sends in, as a delivery of the moderated source `submissions`, which is made
-- when the first one comes. Returns what webhook_receive_v2 returns; `unknown` too while an administrator has paused
-- the source, or has made another one under its name; `full` too when p_per_hour were stored within an hour.
create function jatre.submission_receive_v1(
  p_area text, p_delivery text, p_body bytea, p_per_hour integer default 100
) returns text
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_source uuid;
begin
  insert into event_sources (slug, name, kind, type, config, area_code, schedule, priority)
  values ('submissions', 'Sent in by readers', 'webhook', 'webhook', '{"moderated": true}', p_area, null, 10)
  on conflict (slug) do nothing;
  select id into v_source from event_sources
  where slug = 'submissions' and is_active and config -> 'moderated' = 'true';
  if not found then
    return 'unknown';
  end if;
  -- one after the other: two at once would both see room for one; the row of the source is a fetch's to lock
  perform pg_advisory_xact_lock(hashtext('jatre.submission_receive_v1'));
  if (
    select count(*) from webhook_inbox
    where source_id = v_source and received_at > clock_timestamp() - interval '1 hour' and delivery_id <> p_delivery
  ) >= p_per_hour then
    return 'full';
  end if;
  return webhook_receive_v2('submissions', p_delivery, p_body, clock_timestamp());
end
$$;
