-- Store what was pushed to the source p_source and signed at p_signed_at, once per delivery, and wake whoever waits for
-- it. Returns `stored`;
-- `known` when this delivery is here already; `conflict` when it is, with another body; `full` when as many wait, or as
-- many bytes of them, as the session's `jatre.waiting_deliveries` and `jatre.waiting_delivery_bytes` allow (20,000 and
-- 64 MiB); `unknown` when there is no such source or it is not pushed to.
create function jatre.webhook_receive_v2(p_source text, p_delivery text, p_body bytea, p_signed_at timestamptz)
returns text
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_source uuid;
  v_known bytea;
begin
  select id into v_source from event_sources where slug = p_source and type = 'webhook';
  if v_source is null then
    return 'unknown';
  end if;
  select body into v_known from webhook_inbox where source_id = v_source and delivery_id = p_delivery;
  if found then
    return case when v_known = p_body then 'known' else 'conflict' end;
  end if;
  if (
    select
      count(*) >= coalesce(nullif(current_setting('jatre.waiting_deliveries', true), '')::bigint, 20000)
      or coalesce(sum(octet_length(body)), 0) + octet_length(p_body)
      > coalesce(nullif(current_setting('jatre.waiting_delivery_bytes', true), '')::bigint, 67108864)
    from webhook_inbox
    where source_id = v_source and taken_at is null
  ) then
    return 'full';
  end if;
  insert into webhook_inbox (source_id, delivery_id, body, signed_at)
  values (v_source, p_delivery, p_body, p_signed_at)
  on conflict (source_id, delivery_id) do nothing;
  if not found then
    -- the same delivery came twice at the same moment
    select body into v_known from webhook_inbox where source_id = v_source and delivery_id = p_delivery;
    return case when v_known = p_body then 'known' else 'conflict' end;
  end if;
  perform pg_notify('jatre_webhooks', p_source);
  return 'stored';
end
$$;
