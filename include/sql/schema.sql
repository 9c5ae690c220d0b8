-- Written by `make schema` with PostgreSQL 15; never edited.
CREATE SCHEMA analytics;
CREATE SCHEMA jatre;
CREATE FUNCTION jatre.access_log_retain(p_keep interval, p_size bigint) RETURNS SETOF bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  delete from access_log
  where id in (
    select a.id
    from access_log as a
    where a.at < clock_timestamp() - greatest(p_keep, interval '30 days')
    order by a.id
    limit p_size
  )
  returning id
$$;
CREATE FUNCTION jatre.access_log_v1(p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'at', l.at, 'actor', l.actor, 'action', l.action, 'target', l.target, 'details', l.details
  ) order by l.id desc), '[]')
  from (select * from access_log order by id desc limit least(p_limit, 1000)) as l
$$;
CREATE FUNCTION jatre.access_log_write(p_actor text, p_action text, p_target text, p_details jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  insert into access_log (actor, action, target, details) values (p_actor, p_action, p_target, p_details)
$$;
CREATE FUNCTION jatre.address_preview_v1(p_address text, p_asked_by text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select request_append('preview_address', p_address, '{}', p_asked_by)
  where p_address ~* '^https?://[^/\s]' and length(p_address) <= 2000
$$;
CREATE FUNCTION jatre.alert_add_v1(p_token bytea, p_alert jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_channel uuid;
  v_confirmed boolean;
  v_refusal text := coalesce(alert_refusal(p_alert), case
    when not p_alert ?| '{filter,event}' then 'an alert has a filter or follows an event' end);
begin
  update alert_channels set
    confirmed_at = coalesce(confirmed_at, case when kind <> 'webhook' then clock_timestamp() end)
  where token_digest = p_token
  returning id, confirmed_at is not null into v_channel, v_confirmed;
  if v_channel is null then
    return null;
  elsif (select count(*) from alerts where channel_id = v_channel) >= 50 then
    v_refusal := coalesce(v_refusal, 'one channel has at most 50 alerts');
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  return jsonb_build_object('alert', alert_write(v_channel, p_alert, v_confirmed), 'confirmed', v_confirmed);
end
$$;
CREATE TABLE jatre.alert_channels (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    address bytea,
    digest bytea NOT NULL,
    token_digest bytea NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    zone text NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    digest_hour smallint,
    max_per_day smallint DEFAULT 10 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    confirmed_at timestamp with time zone,
    unsubscribed_at timestamp with time zone,
    mailbox bytea,
    CONSTRAINT alert_channels_address_check CHECK ((octet_length(address) <= 8192)),
    CONSTRAINT alert_channels_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
    CONSTRAINT alert_channels_check1 CHECK ((quiet_from <> quiet_until)),
    CONSTRAINT alert_channels_check2 CHECK (((kind = 'page'::text) = (address IS NULL))),
    CONSTRAINT alert_channels_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT alert_channels_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
    CONSTRAINT alert_channels_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'push'::text, 'webhook'::text, 'page'::text]))),
    CONSTRAINT alert_channels_language_check CHECK ((language = ANY (ARRAY['en'::text, 'kn'::text]))),
    CONSTRAINT alert_channels_mailbox_check CHECK ((octet_length(mailbox) = 32)),
    CONSTRAINT alert_channels_max_per_day_check CHECK (((max_per_day >= 1) AND (max_per_day <= 100))),
    CONSTRAINT alert_channels_token_digest_check CHECK ((octet_length(token_digest) = 32))
);
COMMENT ON TABLE jatre.alert_channels IS 'Who wants to be told of events: an address, a device or a webhook. There are no accounts.';
COMMENT ON COLUMN jatre.alert_channels.id IS 'the person, as far as we know one';
COMMENT ON COLUMN jatre.alert_channels.kind IS 'email, push, webhook, or page: what a browser asks for itself';
COMMENT ON COLUMN jatre.alert_channels.address IS 'where, sealed (include/alerts/sealing.py); page has none';
COMMENT ON COLUMN jatre.alert_channels.digest IS 'a keyed digest of kind and address, to recognise it by';
COMMENT ON COLUMN jatre.alert_channels.token_digest IS 'SHA-256 of the word in its links';
COMMENT ON COLUMN jatre.alert_channels.language IS 'in which it is told: en, kn';
COMMENT ON COLUMN jatre.alert_channels.zone IS 'in which its hours and days are: IANA name';
COMMENT ON COLUMN jatre.alert_channels.quiet_from IS 'when its quiet hours begin, in which nothing is sent';
COMMENT ON COLUMN jatre.alert_channels.quiet_until IS 'when they end; they may pass midnight';
COMMENT ON COLUMN jatre.alert_channels.digest_hour IS 'the hour at which news come together; at once without it';
COMMENT ON COLUMN jatre.alert_channels.max_per_day IS 'messages on one of its days at most';
COMMENT ON COLUMN jatre.alert_channels.created_at IS 'when';
COMMENT ON COLUMN jatre.alert_channels.confirmed_at IS 'when its holder said yes';
COMMENT ON COLUMN jatre.alert_channels.unsubscribed_at IS 'since when nothing is sent to it any more';
COMMENT ON COLUMN jatre.alert_channels.mailbox IS 'a keyed digest that all spellings of an e-mail address share, to count how often its holder is asked';
CREATE FUNCTION jatre.alert_awake(c jatre.alert_channels, p_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_wall timestamp := p_at at time zone c.zone;
begin
  if c.quiet_from is null or not within_hours(v_wall::time, array[c.quiet_from, c.quiet_until]) then
    return p_at;
  end if;
  v_wall := v_wall::date + c.quiet_until
    + case when v_wall::time < c.quiet_until then interval '0' else interval '1 day' end;
  return greatest(p_at, v_wall at time zone c.zone);
end
$$;
CREATE FUNCTION jatre.alert_change_v1(p_token bytea, p_alert uuid, p_changes jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_alert alerts;
  v_refusal text := alert_refusal(p_changes);
begin
  select a.* into v_alert from alerts as a join alert_channels as c on c.id = a.channel_id
  where a.id = p_alert and c.token_digest = p_token
  for update of a;
  if not found then
    return null;
  elsif p_changes ? 'event' or p_changes ? 'filter' and v_alert.filter is null then
    v_refusal := coalesce(v_refusal, 'what an alert follows stays; add another one');
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  update alerts as a set
    name = coalesce(p_changes ->> 'name', a.name),
    filter = coalesce(p_changes -> 'filter', a.filter),
    words = w.words,
    word_keys = w.keys,
    kinds = case when p_changes ? 'kinds' then array(select jsonb_array_elements_text(p_changes -> 'kinds')) else a.kinds end,
    changed_xid = pg_current_xact_id()
  from alert_words(coalesce(p_changes -> 'filter', v_alert.filter)) as w
  where a.id = p_alert
  returning a.* into v_alert;
  return alert_json(v_alert);
end
$$;
CREATE FUNCTION jatre.alert_changes_read(p_after bigint, p_limit integer, p_bytes bigint, p_words boolean, p_since text) RETURNS TABLE(seq bigint, kind text, entity text, version bigint, payload text, known_version bigint, known text, words text[], reworded boolean, now timestamp with time zone, erasures bigint, has_new_alerts boolean)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    f.seq,
    f.kind,
    f.entity,
    f.version,
    f.payload,
    s.version,
    s.document::text,
    case when p_words then alert_event_words(e.search, s.search) else '{}' end,
    p_words and coalesce(e.search <> s.search, true),
    now_v1(),
    c.erasures,
    coalesce((select a.changed_xid from alerts a order by a.changed_xid desc limit 1) >= p_since::xid8, false)
  from feed_read_v2(p_after, p_limit, p_bytes) as f
  cross join alert_cursor as c
  cross join lateral (
    select case
      when f.kind like 'event:%' and f.entity ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then f.entity::uuid
    end as id
  ) as w
  left join lateral (
    select b.version, b.document, b.search from alert_events b where b.event_id = w.id order by b.event_id limit 1
  ) as s on true
  left join lateral (
    select d.search from discovered_events d where p_words and d.id = w.id order by d.id limit 1
  ) as e on true
  order by f.seq;
end
$_$;
CREATE FUNCTION jatre.alert_channel_json(c jatre.alert_channels) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', c.id, 'kind', c.kind, 'language', c.language, 'zone', c.zone,
    'quietFrom', to_char(c.quiet_from, 'HH24:MI'), 'quietUntil', to_char(c.quiet_until, 'HH24:MI'),
    'digestHour', c.digest_hour, 'maxPerDay', c.max_per_day,
    'createdAt', c.created_at, 'confirmedAt', c.confirmed_at, 'unsubscribedAt', c.unsubscribed_at
  )
$$;
CREATE FUNCTION jatre.alert_channels_removed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform from alert_cursor for update;
  perform pg_advisory_xact_lock(7391, 3);
  delete from alert_outbox where channel_id = old.id;
  return old;
end
$$;
CREATE FUNCTION jatre.alert_confirm_v1(p_token bytea, p_alert uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_channel uuid;
  v_may boolean;
  v_confirmed integer;
begin
  update alert_channels set
    confirmed_at = coalesce(confirmed_at, case when kind <> 'webhook' then clock_timestamp() end)
  where token_digest = p_token
  returning id, confirmed_at is not null into v_channel, v_may;
  if v_channel is null then
    return null;
  end if;
  update alerts set confirmed_at = clock_timestamp(), changed_xid = pg_current_xact_id()
  where channel_id = v_channel and v_may and confirmed_at is null and id = coalesce(p_alert, id);
  get diagnostics v_confirmed = row_count;
  return jsonb_build_object('confirmed', v_confirmed);
end
$$;
CREATE FUNCTION jatre.alert_create_v2(p_kind text, p_address bytea, p_digests bytea[], p_mailbox bytea, p_token bytea, p_alert jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_refusal constant text := coalesce(alert_refusal(p_alert), case
    when not p_alert ?| '{filter,event}' then 'an alert has a filter or follows an event' end);
  v_is_email constant boolean := p_kind = 'email';
  v_channel alert_channels;
  v_alert uuid;
  v_asks boolean;
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  -- two that sign up one mailbox at once count one after the other
  perform pg_advisory_xact_lock(hashtextextended('alert mailbox ' || encode(p_mailbox, 'hex'), 0));
  select * into v_channel from alert_channels where digest = any(p_digests) for update;
  if not found then
    insert into alert_channels as c (kind, address, digest, mailbox, token_digest, zone, confirmed_at)
    values (
      p_kind, p_address, p_digests[1], p_mailbox, p_token,
      coalesce((select timezone from areas where code = search_area(p_alert -> 'filter')),
        (select timezone from areas order by code limit 1), 'UTC'),
      case when p_kind in ('push', 'page') then clock_timestamp() end
    )
    on conflict (digest) do update set digest = excluded.digest
    returning * into v_channel;
    perform alert_settings_write(v_channel.id, p_alert);
  elsif not v_is_email then
    update alert_channels set
      address = p_address, digest = p_digests[1], token_digest = p_token, unsubscribed_at = null
    where id = v_channel.id
    returning * into v_channel;
  elsif v_channel.unsubscribed_at is not null then
    return jsonb_build_object('confirmed', false);
  end if;
  if (select count(*) from alerts where channel_id = v_channel.id) >= 50 then
    return case when v_is_email then jsonb_build_object('confirmed', false)
      else jsonb_build_object('refused', 'one channel has at most 50 alerts') end;
  end if;
  v_asks := v_is_email or v_channel.confirmed_at is null;
  if v_asks and (
    select count(*)
    from alert_channels as c join alert_messages as m on m.channel_id = c.id
    where (c.id = v_channel.id or c.mailbox = p_mailbox)
      and m.kind = 'confirm' and m.created_at > clock_timestamp() - interval '1 day'
  ) >= 3 then
    return case when v_is_email then jsonb_build_object('confirmed', false)
      else jsonb_build_object('refused', 'this program was asked three times within a day, and has not answered') end;
  end if;
  v_alert := alert_write(v_channel.id, p_alert, not v_asks);
  if v_asks then
    insert into alert_messages (channel_id, kind, alert_id) values (v_channel.id, 'confirm', v_alert);
  end if;
  return case when v_is_email then jsonb_build_object('confirmed', false)
    else jsonb_build_object('channel', v_channel.id, 'alert', v_alert, 'confirmed', not v_asks) end;
end
$$;
CREATE FUNCTION jatre.alert_due(c jatre.alert_channels, p_kind text, p_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_wall timestamp := p_at at time zone c.zone;
  v_digest timestamp;
begin
  if c.digest_hour is null or p_kind not in ('new', 'price', 'sold_out') then
    return alert_awake(c, p_at);
  end if;
  v_digest := v_wall::date + make_interval(hours => c.digest_hour);
  v_digest := case when v_digest < v_wall then v_digest + interval '1 day' else v_digest end;
  return alert_awake(c, greatest(p_at, v_digest at time zone c.zone));
end
$$;
CREATE FUNCTION jatre.alert_event_words(p_now tsvector, p_before tsvector) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (p_now = p_before) THEN tsvector_to_array(p_now) ELSE (COALESCE(tsvector_to_array(p_now), '{}'::text[]) || COALESCE(tsvector_to_array(p_before), '{}'::text[])) END;
CREATE TABLE jatre.alerts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    channel_id uuid NOT NULL,
    name text NOT NULL,
    filter jsonb,
    words tsquery,
    word_keys text[] DEFAULT '{}'::text[] NOT NULL,
    event_id uuid,
    kinds text[] NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    confirmed_at timestamp with time zone,
    changed_xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT alerts_check CHECK (((filter IS NULL) <> (event_id IS NULL))),
    CONSTRAINT alerts_filter_check CHECK (((jsonb_typeof(filter) = 'object'::text) AND (length((filter)::text) <= 8000))),
    CONSTRAINT alerts_kinds_check CHECK (((kinds <@ ARRAY['new'::text, 'moved'::text, 'cancelled'::text, 'postponed'::text, 'price'::text, 'sold_out'::text, 'soon'::text]) AND (kinds <> '{}'::text[]))),
    CONSTRAINT alerts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
COMMENT ON TABLE jatre.alerts IS 'What somebody wants to be told of: what passes a filter, or what becomes of one event.';
COMMENT ON COLUMN jatre.alerts.id IS 'its name';
COMMENT ON COLUMN jatre.alerts.channel_id IS 'who wants it';
COMMENT ON COLUMN jatre.alerts.name IS 'what they call it';
COMMENT ON COLUMN jatre.alerts.filter IS 'the filter, by the names of its fields in requests';
COMMENT ON COLUMN jatre.alerts.words IS 'what the search of its filter finds, as a query';
COMMENT ON COLUMN jatre.alerts.word_keys IS 'keys of which each event has one that the search finds; none: no such words';
COMMENT ON COLUMN jatre.alerts.event_id IS 'the event that it follows';
COMMENT ON COLUMN jatre.alerts.kinds IS 'of which news it tells: new, moved, cancelled, postponed, price, sold_out, soon';
COMMENT ON COLUMN jatre.alerts.created_at IS 'when';
COMMENT ON COLUMN jatre.alerts.confirmed_at IS 'when the holder of the address said yes to this one';
COMMENT ON COLUMN jatre.alerts.changed_xid IS 'the transaction that changed it last: how the matcher finds what is new';
CREATE FUNCTION jatre.alert_json(a jatre.alerts) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', a.id, 'name', a.name, 'filter', a.filter, 'event', a.event_id, 'kinds', a.kinds,
    'createdAt', a.created_at, 'confirmedAt', a.confirmed_at
  )
$$;
CREATE FUNCTION jatre.alert_leader_end(p_seconds double precision) RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(bool_or(pg_terminate_backend(l.pid)), false)
  from pg_locks as l
  inner join pg_database as d on d.oid = l.database and d.datname = current_database()
  inner join pg_stat_activity as a on a.pid = l.pid and a.usename = current_user
  where l.locktype = 'advisory' and l.classid = 7391 and l.objid = 2 and l.granted
    and a.state_change < clock_timestamp() - make_interval(secs => p_seconds)
$$;
CREATE FUNCTION jatre.alert_refusal(p_alert jsonb) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
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
$_$;
CREATE FUNCTION jatre.alert_remove_v1(p_token bytea, p_alert uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_channel uuid;
  v_removed boolean;
begin
  select id into v_channel from alert_channels where token_digest = p_token for update;
  if not found then
    return null;
  end if;
  delete from alerts where id = p_alert and channel_id = v_channel;
  v_removed := found;
  delete from alert_outbox where channel_id = v_channel and alert_id = p_alert and waits;
  return jsonb_build_object('removed', v_removed);
end
$$;
CREATE FUNCTION jatre.alert_settings_write(p_channel uuid, p_settings jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  update alert_channels as c set
    language = coalesce(p_settings ->> 'language', language),
    zone = coalesce(p_settings ->> 'zone', zone),
    quiet_from = case when p_settings ? 'quietFrom' then (p_settings ->> 'quietFrom')::time else quiet_from end,
    quiet_until = case when p_settings ? 'quietUntil' then (p_settings ->> 'quietUntil')::time else quiet_until end,
    digest_hour = case when p_settings ? 'digestHour' then (p_settings ->> 'digestHour')::smallint else digest_hour end,
    max_per_day = coalesce((p_settings ->> 'maxPerDay')::smallint, max_per_day)
  where c.id = p_channel;
  update alert_outbox as o set due_at = greatest(alert_due(c, o.kind, o.created_at), alert_awake(c, now()))
  from alert_channels as c
  where c.id = p_channel and o.channel_id = c.id and o.waits;
end
$$;
CREATE FUNCTION jatre.alert_words(p_filter jsonb, OUT words tsquery, OUT keys text[]) RETURNS record
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with terms as materialized (
    select t.place, t.word, concat_ws(' | ', t.exact, t.near, t.far, t.meant) as found_by
    from search_terms(nullif(trim(p_filter ->> 'q'), ''), search_area(p_filter)) as t
  )
  select
    case when trim(p_filter ->> 'q') <> ''
      then search_query(array(select found_by from terms order by place)) && search_signs(p_filter ->> 'q') end,
    array(
      select distinct replace(key[1], '''''', '''')
      from (select found_by from terms order by length(word) desc, place limit 1) as longest,
        regexp_matches(longest.found_by, '''((?:[^'']|'''')+)''', 'g') as key
    )
$$;
CREATE FUNCTION jatre.alert_write(p_channel uuid, p_alert jsonb, p_confirmed boolean) RETURNS uuid
    LANGUAGE sql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION jatre.alerts_erase_v1(p_token bytea) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET lock_timeout TO '25s'
    AS $$
begin
  delete from alert_channels where token_digest = p_token;
  return case when found then jsonb_build_object('erased', true) end;
end
$$;
CREATE FUNCTION jatre.alerts_export_v1(p_token bytea) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select alerts_list_v1(p_token) || jsonb_build_object(
    'address', encode(c.address, 'base64'),
    'told', coalesce((
      select jsonb_agg(jsonb_build_object(
        'event', o.event_id, 'kind', o.kind, 'version', o.version, 'detail', o.detail, 'at', o.created_at,
        'sentAt', case when m.ended = 'sent' then m.ended_at end
      ) order by o.id)
      from alert_outbox as o left join alert_messages as m on m.id = o.message_id
      where o.channel_id = c.id
    ), '[]'),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'createdAt', m.created_at, 'ended', m.ended, 'endedAt', m.ended_at
      ) order by m.created_at, m.id)
      from alert_messages as m where m.channel_id = c.id
    ), '[]')
  )
  from alert_channels as c
  where c.token_digest = p_token
$$;
CREATE FUNCTION jatre.alerts_list_v1(p_token bytea) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('channel', alert_channel_json(c), 'alerts', coalesce(
    (select jsonb_agg(alert_json(a) order by a.created_at, a.id) from alerts as a where a.channel_id = c.id), '[]'
  ))
  from alert_channels as c
  where c.token_digest = p_token
$$;
CREATE FUNCTION jatre.alerts_resubscribe_v1(p_token bytea) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  update alert_channels set unsubscribed_at = null where token_digest = p_token;
  return case when found then jsonb_build_object('unsubscribed', false) end;
end
$$;
CREATE FUNCTION jatre.alerts_settings_v1(p_token bytea, p_settings jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_channel alert_channels;
  v_refusal text := alert_refusal(p_settings);
begin
  select * into v_channel from alert_channels where token_digest = p_token for update;
  if not found then
    return null;
  elsif p_settings ? 'quietFrom' <> p_settings ? 'quietUntil' then
    v_refusal := coalesce(v_refusal, 'quiet hours have a beginning and an end');
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  perform alert_settings_write(v_channel.id, p_settings);
  select * into v_channel from alert_channels where id = v_channel.id;
  return alert_channel_json(v_channel);
end
$$;
CREATE FUNCTION jatre.alerts_told_v1(p_token bytea, p_after bigint, p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('told', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', o.id, 'alert', o.alert_id, 'name', a.name, 'event', o.event_id, 'kind', o.kind, 'version', o.version,
      'detail', o.detail, 'document', e.payload::jsonb, 'at', o.due_at
    ) order by o.id)
    from (
      select * from alert_outbox as o
      where o.channel_id = c.id and o.id > p_after
      order by o.id limit least(greatest(p_limit, 0), 200)
    ) as o
    left join alerts as a on a.id = o.alert_id
    left join event_payload as e on e.id = o.event_id
  ), '[]'))
  from alert_channels as c
  where c.token_digest = p_token
$$;
CREATE FUNCTION jatre.alerts_unsubscribe_v1(p_token bytea) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET lock_timeout TO '25s'
    AS $$
declare
  v_channel uuid;
begin
  update alert_channels set unsubscribed_at = coalesce(unsubscribed_at, clock_timestamp())
  where token_digest = p_token
  returning id into v_channel;
  if v_channel is null then
    return null;
  end if;
  update alert_messages set ended = 'dropped', ended_at = clock_timestamp()
  where channel_id = v_channel and ended is null;
  delete from alert_outbox where channel_id = v_channel and waits;
  return jsonb_build_object('unsubscribed', true);
end
$$;
CREATE FUNCTION jatre.analytics_refresh() RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET lock_timeout TO '10s'
    AS $$
begin
  refresh materialized view concurrently analytics.daily_facts;
  refresh materialized view concurrently analytics.duplicates;
  refresh materialized view concurrently analytics.copies;
  return jsonb_build_object(
    'daily_facts', (select count(*) from analytics.daily_facts),
    'duplicates', (select count(*) from analytics.duplicates)
  );
end
$$;
CREATE FUNCTION jatre.area_get_v1(p_code text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
    'code', a.code,
    'name', a.name,
    'timezone', a.timezone,
    'currency', a.currency,
    'centre', jsonb_build_object('latitude', st_y(a.centre::geometry), 'longitude', st_x(a.centre::geometry)),
    'outline', st_asgeojson(a.outline, 6)::jsonb
  )
  from areas a where a.code = p_code
$$;
CREATE FUNCTION jatre.area_search_v1(p_code text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select a.search from areas a where a.code = p_code
$$;
CREATE FUNCTION jatre.area_synonyms_v1(p_code text, p_words text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with typed as (
    select (string_to_array(search_plain(p_words), ' '))[: 16] as words
  ),
  folded as (
    select t.words, string_to_array(search_fold(array_to_string(t.words, ' ')), ' ') as keys from typed as t
  )
  select coalesce(jsonb_agg(jsonb_build_object('words', found.words, 'meant', found.meant) order by found.place), '[]')
  from (
    select distinct on (starts) starts as place, array_to_string(f.words[starts : ends], ' ') as words,
      a.search_synonyms -> array_to_string(f.keys[starts : ends], ' ') -> 'meant' as meant
    from folded as f
    inner join areas as a on a.code = p_code
    cross join generate_series(1, cardinality(f.keys)) as starts
    cross join generate_series(starts, least(cardinality(f.keys), starts + 3)) as ends
    where a.search_synonyms ? array_to_string(f.keys[starts : ends], ' ')
    order by starts, ends desc
  ) as found
$$;
CREATE FUNCTION jatre.control_publish_v1(p_message jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select pg_notify('jatre_control', p_message::text) where octet_length(p_message::text) <= 2000
$$;
CREATE FUNCTION jatre.decision_announce(p_decision uuid, p_event uuid, p_by text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select pg_notify(
    'jatre_control',
    jsonb_build_object('kind', 'decided', 'decision', p_decision, 'event', p_event, 'by', p_by)::text
  )
$$;
CREATE FUNCTION jatre.decision_conflicts(p_event uuid, p_expected bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(d.one), '[]')
  from jsonb_array_elements(decisions_get_v1(p_event) -> 'decisions') as d (one)
  where (d.one ->> 'version')::bigint > p_expected
$$;
CREATE FUNCTION jatre.decision_listings(p_event uuid) RETURNS TABLE(slug text, external_id text)
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select s.slug, l.external_id
  from events_staging as l
  inner join event_sources as s on l.source_id = s.id
  where l.event_id = p_event
  order by s.slug, l.external_id
$$;
CREATE FUNCTION jatre.decision_refusal(p_by text, p_reason text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select case
    when p_by is null or p_by !~ '\S' then 'who decides is kept with the decision: it cannot be blank'
    when length(p_by) > 200 or length(p_reason) > 2000
      then 'who decides has at most 200 characters, the reason 2000'
    -- what controls a terminal, is not seen, or turns the direction of writing; the joiners of scripts stay
    when concat(p_by, p_reason)
      ~ '[\u0001-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
      then 'who decides and why are one line each, without control characters'
  end
$$;
CREATE FUNCTION jatre.decision_reopen(p_decision uuid, p_by text) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_events uuid[];
begin
  with concerned as (
    select distinct on (l.id) l.id, l.event_id, d.kind
    from event_decisions as d
    inner join event_sources as s on s.slug in (d.source_slug, d.other_source_slug)
    inner join events_staging as l on
      l.source_id = s.id
      and (s.slug, l.external_id)
      in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
    where d.decision = p_decision and l.event_id is not null
  ),
  reopened as (
    update events_staging as l
    set stage = case when c.is_matching then 'dedup' else 'enrich' end, tries = 0
    from (select event_id, bool_or(kind in ('merge', 'split')) as is_matching from concerned group by event_id) as c
    where
      l.event_id = c.event_id
      and (c.is_matching or l.id in (select id from concerned))
      and l.status <> 'set_aside'
      and l.stage in ('enrich', 'publish', 'done')
  )
  select coalesce(array_agg(distinct event_id), '{}') into v_events from concerned;
  perform request_append('stages', 'decisions', '{}', p_by);
  return v_events;
end
$$;
CREATE FUNCTION jatre.decision_revoke_v1(p_decision uuid, p_by text, p_reason text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_before event_decisions;
  v_events uuid[];
  v_version bigint;
  v_refusal text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  -- as who decides on these events does, so that each sees what the other did
  perform from discovered_events where id in (
    select l.event_id
    from event_decisions as d
    inner join event_sources as s on s.slug in (d.source_slug, d.other_source_slug)
    inner join events_staging as l on
      l.source_id = s.id
      and (s.slug, l.external_id) in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
    where d.decision = p_decision
  ) order by id for update;
  v_version := nextval('decision_versions');
  perform from event_decisions where decision = p_decision order by id for update;
  select d.* into v_before from event_decisions as d where d.decision = p_decision order by d.id limit 1;
  if not found then
    return jsonb_build_object('missing', p_decision);
  elsif v_before.revoked_at is not null then
    return jsonb_build_object('conflict', jsonb_build_array(jsonb_build_object(
      'decision', p_decision, 'kind', v_before.kind, 'by', v_before.decided_by, 'at', v_before.decided_at,
      'version', v_before.revoked_version, 'revokedBy', v_before.revoked_by, 'revokedAt', v_before.revoked_at
    )));
  end if;
  if v_before.kind = 'gone' then
    -- but for what has been listed again since
    update events_staging as l
    set gone_at = null
    from event_decisions as d
    inner join event_sources as s on d.source_slug = s.slug
    where d.decision = p_decision and l.source_id = s.id and l.external_id = d.external_id
      and l.gone_at = (d.patch ->> 'gone_at')::timestamptz;
  end if;
  update event_decisions
  set revoked_at = clock_timestamp(), revoked_by = p_by, revoked_reason = p_reason, revoked_version = v_version
  where decision = p_decision;
  v_events := decision_reopen(p_decision, p_by);
  perform decision_announce(p_decision, v_events[1], p_by);
  return jsonb_build_object('decision', p_decision, 'version', v_version, 'events', to_jsonb(v_events));
end
$$;
CREATE FUNCTION jatre.decision_snooze_until(p_details jsonb) RETURNS timestamp with time zone
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_until timestamptz;
begin
  -- not in its declaration, whose errors a handler does not get
  v_until := p_details ->> 'until';
  return case when v_until > clock_timestamp() and v_until <= clock_timestamp() + interval '1 year' then v_until end;
exception when data_exception then
  return null;
end
$$;
CREATE FUNCTION jatre.decision_version(p_event uuid) RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(max(greatest(d.version, d.revoked_version)), 0)
  from event_decisions as d
  where d.decision in (
    select x.decision
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    inner join event_decisions as x on (x.source_slug, x.external_id) = (s.slug, l.external_id)
    where l.event_id = p_event
    union
    select x.decision
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    inner join event_decisions as x on (x.other_source_slug, x.other_external_id) = (s.slug, l.external_id)
    where l.event_id = p_event
  )
$$;
CREATE FUNCTION jatre.decision_write_many_v1(p_kind text, p_events jsonb, p_by text, p_reason text, p_details jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_max_events constant integer := 500;
  v_decision uuid := gen_random_uuid();
  v_asked uuid[];
  v_known uuid[];
  v_decided uuid[];
  v_conflicts jsonb;
  v_until timestamptz;
  v_refusal text := coalesce(decision_refusal(p_by, p_reason), case
    when p_kind not in ('approve', 'reject', 'flag', 'snooze') then format('%s is decided on one event alone', p_kind)
    when jsonb_typeof(p_events) <> 'array' or p_events = '[]' then 'no event is named'
    when jsonb_array_length(p_events) > v_max_events then format('at most %s events are decided at once', v_max_events)
  end);
begin
  if v_refusal is null and p_kind = 'snooze' then
    v_until := decision_snooze_until(p_details);
    if v_until is null then
      v_refusal := 'until when it is put off is a moment within a year from now';
    end if;
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  select array_agg(distinct (one ->> 0)::uuid) into v_asked from jsonb_array_elements(p_events) as e (one);
  -- held until the end, in the order in which whoever decides on one of them holds them
  perform from discovered_events where id = any(v_asked) order by id for update;
  select array_agg(e.id) into v_known
  from discovered_events as e
  where e.id = any(v_asked) and e.merged_into is null
    and exists (select from events_staging as l where l.event_id = e.id);
  -- without all that each decision is on: one on hundreds would be told hundreds of times
  select jsonb_agg(jsonb_build_object('event', f.event, 'conflict', f.conflict)) into v_conflicts
  from (
    select e.event, jsonb_agg(jsonb_build_object(
      'decision', d.decision, 'kind', d.kind, 'by', d.by, 'at', d.at, 'version', d.version,
      'revokedBy', d.revoked_by, 'revokedAt', d.revoked_at
    ) order by d.version desc) as conflict
    from (
      select (a.one ->> 0)::uuid as event, min((a.one ->> 1)::bigint) as expected
      from jsonb_array_elements(p_events) as a (one)
      group by 1
    ) as e
    cross join lateral (
      select
        x.decision, min(x.kind) as kind, min(x.decided_by) as by, min(x.decided_at) as at,
        max(greatest(x.version, x.revoked_version)) as version,
        min(x.revoked_by) as revoked_by, min(x.revoked_at) as revoked_at
      from decision_listings(e.event) as l
      cross join lateral (
        select o.* from event_decisions as o where (o.source_slug, o.external_id) = (l.slug, l.external_id)
        union all
        select o.* from event_decisions as o where (o.other_source_slug, o.other_external_id) = (l.slug, l.external_id)
      ) as x
      group by x.decision
      having max(greatest(x.version, x.revoked_version)) > e.expected
    ) as d
    where e.event = any(v_known)
    group by e.event
  ) as f;
  select array_agg(k.id order by k.id) into v_decided
  from unnest(v_known) as k (id)
  where not coalesce(v_conflicts, '[]') @> jsonb_build_array(jsonb_build_object('event', k.id));
  insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
  select
    v_decision, p_kind, l.slug, l.external_id, case p_kind when 'snooze' then jsonb_build_object('until', v_until) end,
    p_reason, p_by
  from unnest(v_decided) as k (id), decision_listings(k.id) as l;
  if v_decided is not null and p_kind <> 'snooze' then
    perform decision_reopen(v_decision, p_by);
  end if;
  perform decision_announce(v_decision, k.id, p_by) from unnest(v_decided) as k (id);
  return jsonb_build_object(
    'decision', case when v_decided is not null then v_decision end,
    'version', (select max(d.version) from event_decisions as d where d.decision = v_decision),
    'decided', coalesce(to_jsonb(v_decided), '[]'),
    'conflicts', coalesce(v_conflicts, '[]'),
    'missing', (select coalesce(jsonb_agg(a.id), '[]') from unnest(v_asked) as a (id)
      where not a.id = any(coalesce(v_known, '{}')))
  );
end
$$;
CREATE FUNCTION jatre.decision_write_v1(p_kind text, p_event uuid, p_by text, p_reason text, p_expected bigint, p_details jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_max_rows constant integer := 2000;
  v_max_chars constant integer := 500000;
  v_other uuid := (p_details ->> 'other')::uuid;
  v_shown uuid;
  v_shown_other uuid;
  v_conflict jsonb;
  v_decision uuid := gen_random_uuid();
  v_taken jsonb := p_details -> 'listings';
  v_rows bigint;
  v_events uuid[];
  v_until timestamptz;
  v_refusal text := coalesce(decision_refusal(p_by, p_reason), case
    when length(p_details::text) > v_max_chars
      then format('what is decided has at most %s characters', v_max_chars)
    when p_kind = 'edit'
      and (coalesce(jsonb_typeof(p_details -> 'patch'), '') <> 'object' or p_details -> 'patch' = '{}')
      then 'an edit sets fields: its patch is an object that names some'
    when jsonb_typeof(v_taken) <> 'array' then 'the listings that leave are an array'
  end);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  if p_kind = 'snooze' then
    v_until := decision_snooze_until(p_details);
    if v_until is null then
      return jsonb_build_object('refused', 'until when it is put off is a moment within a year from now');
    end if;
  end if;
  -- those that an event was merged into, held until the end, in the order of their ids
  select coalesce(e.merged_into, e.id) into v_shown from discovered_events as e where e.id = p_event;
  select coalesce(e.merged_into, e.id) into v_shown_other from discovered_events as e where e.id = v_other;
  if v_shown is null or (v_other is not null and v_shown_other is null) then
    return jsonb_build_object('missing', case when v_shown is null then p_event else v_other end);
  end if;
  perform from discovered_events where id in (v_shown, v_shown_other) order by id for update;
  if exists (select from discovered_events where id in (v_shown, v_shown_other) and merged_into is not null) then
    return jsonb_build_object('refused', 'the event was merged into another one just now: look at it again');
  end if;
  v_conflict := decision_conflicts(v_shown, p_expected)
    || decision_conflicts(v_shown_other, (p_details ->> 'otherExpected')::bigint);
  if v_conflict <> '[]' then
    return jsonb_build_object('conflict', v_conflict);
  end if;
  if p_kind in ('approve', 'reject', 'flag', 'edit', 'snooze') then
    insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
    select
      v_decision, p_kind, l.slug, l.external_id,
      case p_kind when 'edit' then p_details -> 'patch' when 'snooze' then jsonb_build_object('until', v_until) end,
      p_reason, p_by
    from decision_listings(v_shown) as l;
  elsif p_kind in ('merge', 'split') then
    if p_kind = 'merge' and v_other is null then
      return jsonb_build_object('refused', 'a merge needs the other event');
    elsif v_taken is not null and exists (
      select from jsonb_array_elements(v_taken) as t (one)
      where t.one not in (select jsonb_build_array(a.slug, a.external_id) from decision_listings(v_shown) as a)
    ) then
      return jsonb_build_object('refused', 'there are no two listings that this would part: not all that are named are '
        || 'listings of the event');
    elsif v_shown = v_shown_other then
      return jsonb_build_object('refused', case
        when p_kind = 'merge' then 'the two are one event already'
        else 'the two are one event: name the listings that leave it' end);
    end if;
    insert into event_decisions (
      decision, kind, source_slug, external_id, other_source_slug, other_external_id, reason, decided_by
    )
    select v_decision, p_kind, a.slug, a.external_id, b.slug, b.external_id, p_reason, p_by
    from decision_listings(v_shown) as a
    inner join decision_listings(coalesce(v_shown_other, v_shown)) as b on
      case
        when v_shown_other is not null then true
        when v_taken is null then (a.slug, a.external_id) < (b.slug, b.external_id)
        else v_taken @> jsonb_build_array(jsonb_build_array(a.slug, a.external_id))
          and not v_taken @> jsonb_build_array(jsonb_build_array(b.slug, b.external_id))
      end
    limit v_max_rows + 1;
  else
    return jsonb_build_object('refused', format('%s is no kind of decision on an event', p_kind));
  end if;
  get diagnostics v_rows = row_count;
  if v_rows = 0 then
    return jsonb_build_object('refused', case
      when p_kind = 'split' then 'there are no two listings that this would part: name some, not all, of the event''s'
      else 'the event has no listing that a decision could hold on' end);
  elsif v_rows > v_max_rows then
    delete from event_decisions where decision = v_decision;
    return jsonb_build_object('refused', format(
      'that would be more than %s pairs of listings: name fewer listings', v_max_rows
    ));
  end if;
  -- of a snooze nothing follows but for the queue
  v_events := case when p_kind = 'snooze' then array[v_shown] else decision_reopen(v_decision, p_by) end;
  perform decision_announce(v_decision, v_shown, p_by);
  return jsonb_build_object(
    'decision', v_decision, 'version', decisions_get_v1(v_shown) -> 'version', 'events', to_jsonb(v_events)
  );
end
$$;
CREATE FUNCTION jatre.decisions_get_v1(p_event uuid, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 100) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with shown as (
    select t.id, t.title
    from discovered_events as e
    inner join discovered_events as t on t.id = coalesce(e.merged_into, e.id)
    where e.id = p_event
  ),
  own as materialized (
    select s.slug, l.external_id
    from shown
    inner join events_staging as l on l.event_id = shown.id
    inner join event_sources as s on s.id = l.source_id
  ),
  -- by all its rows, of which each has a version: as `decision_version` has it
  concerned as materialized (
    select d.decision, max(greatest(d.version, d.revoked_version)) as version, count(*) as listings
    from event_decisions as d
    where d.decision in (
      select x.decision
      from own as o
      inner join event_decisions as x on (x.source_slug, x.external_id) = (o.slug, o.external_id)
      union
      select x.decision
      from own as o
      inner join event_decisions as x on (x.other_source_slug, x.other_external_id) = (o.slug, o.external_id)
    )
    group by d.decision
  ),
  page as (
    select c.decision, c.version, c.listings
    from concerned as c
    where p_before is null or c.version < p_before
    order by c.version desc
    limit greatest(least(p_limit, 1000), 0) + 1
  )
  select jsonb_build_object(
    'event', shown.id,
    'title', shown.title,
    'version', coalesce((select max(c.version) from concerned as c), 0),
    'hasMore', (select count(*) from page) > p_limit,
    'decisions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'decision', p.decision, 'kind', r.kind, 'by', r.decided_by, 'at', r.decided_at,
        'reason', r.reason, 'patch', r.patch, 'version', p.version,
        'revokedBy', r.revoked_by, 'revokedAt', r.revoked_at, 'revokedReason', r.revoked_reason,
        'listings', (
          select jsonb_agg(
            jsonb_build_array(n.source_slug, n.external_id)
            || case
              when n.other_source_slug is null then '[]'
              else jsonb_build_array(n.other_source_slug, n.other_external_id)
            end
            order by n.source_slug, n.external_id
          )
          from (
            select d.*
            from event_decisions as d
            where d.decision = p.decision
            order by
              exists (
                select from own as o
                where (o.slug, o.external_id)
                  in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
              ) desc,
              d.source_slug, d.external_id
            limit 100
          ) as n
        ),
        'listingCount', p.listings
      ) order by p.version desc)
      from (select * from page order by version desc limit p_limit) as p
      cross join lateral (
        select d.* from event_decisions as d where d.decision = p.decision order by d.version limit 1
      ) as r
    ), '[]')
  )
  from shown
$$;
CREATE FUNCTION jatre.decisions_recent_v1(p_before bigint, p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  -- a decision may have thousands of rows, of which the first stands for all: along the versions, until there are enough
  with page as (
    select d.*
    from event_decisions as d
    where
      d.version < p_before
      and not exists (
        select from event_decisions as e where e.decision = d.decision and e.version < d.version
      )
    order by d.version desc
    limit greatest(least(p_limit, 200), 0)
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'decision', p.decision, 'kind', p.kind, 'by', p.decided_by, 'at', p.decided_at, 'reason', p.reason,
    'version', p.version, 'event', e.id, 'title', coalesce(e.title, l.processed_data ->> 'title', p.external_id),
    'more', case when p.kind in ('approve', 'reject', 'flag', 'snooze') then (
      select greatest(count(distinct m.event_id) - 1, 0)
      from event_decisions as d
      inner join event_sources as s on d.source_slug = s.slug
      inner join events_staging as m on s.id = m.source_id and d.external_id = m.external_id
      where d.decision = p.decision and m.event_id is not null
    ) end,
    'revokedBy', p.revoked_by, 'revokedAt', p.revoked_at
  ) order by p.version desc), '[]')
  from page as p
  left join lateral (
    select l.event_id, l.processed_data
    from event_sources as s
    inner join events_staging as l on s.id = l.source_id
    where s.slug = p.source_slug and l.external_id = p.external_id
    limit 1
  ) as l on true
  left join discovered_events as e on l.event_id = e.id
$$;
CREATE FUNCTION jatre.event_added_state() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_areas constant text[] := event_areas(new.location, new.named_area, new.source_id);
begin
  new.rooms := event_rooms(new.category, v_areas);
  new.area_code := v_areas[1];
  new.is_public := event_is_public(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );
  -- by the title as it was published, too: the shown one has none of its words that stand elsewhere
  new.search := event_search(
    coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name, new.description
  );
  perform search_words_add(coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name);
  new.search_tier := null;
  new.version := 1;
  new.moved_at := null;
  new.change_kind := case when new.is_public then 'event:new' end;
  new.change_rooms := null;
  new.change_moved := false;
  new.change_moderated := false;
  return new;
end
$$;
CREATE FUNCTION jatre.event_area_codes(p_rooms text[]) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
  select string_to_array(
    replace(coalesce(substring(array_to_string(p_rooms, ' ') from 'events:area:.*$'), ''), 'events:area:', ''), ' '
  )
$_$;
CREATE FUNCTION jatre.event_areas(p_location public.geography, p_named text, p_source uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  if p_location is not null then
    return array(
      select a.code from areas a where st_covers(a.outline::geometry, p_location::geometry)
      order by a.square_metres, a.code
    );
  end if;
  if p_named is not null then
    return array[p_named];
  end if;
  return array(
    select a.code from event_sources s join areas a on a.code = s.area_code where s.id = p_source and s.official
  );
end
$$;
CREATE FUNCTION jatre.event_changed_state() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_areas text[];
  v_visible boolean;
  v_before discovered_events;
begin
  if new.id <> old.id then
    raise exception 'the id of an event never changes: insert a new event and set merged_into on the old one';
  end if;
  if (new.location, new.category) is distinct from (old.location, old.category)
    or (new.location is null and (
      old.area_code is null
      or (new.source_id, new.named_area) is distinct from (old.source_id, old.named_area)
    )) then
    v_areas := event_areas(new.location, new.named_area, new.source_id);
    new.rooms := event_rooms(new.category, v_areas);
    new.area_code := v_areas[1];
  else
    new.rooms := old.rooms;
    new.area_code := old.area_code;
  end if;
  new.is_public := event_is_public(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );
  if (new.title, new.provenance #>> '{title,published}', new.venue_name, new.description)
    is distinct from (old.title, old.provenance #>> '{title,published}', old.venue_name, old.description)
    or new.search is null then
    new.search := event_search(
      coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name, new.description
    );
    if (new.title, new.provenance #>> '{title,published}', new.venue_name)
      is distinct from (old.title, old.provenance #>> '{title,published}', old.venue_name) then
      perform search_words_add(coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name);
    end if;
  else
    new.search := old.search;
  end if;
  if new.is_public and (not old.is_public or new.search_tier is distinct from old.search_tier
    or new.over_at is distinct from old.over_at or new.occurrences::text is distinct from old.occurrences::text) then
    new.search_tier := event_search_tier(new.id, new.over_at);
  else
    new.search_tier := old.search_tier;
  end if;
  new.moved_at := case
    when not (old.is_public and new.is_public) then null
    when event_has_moved(old, new) then now_v1()
    else old.moved_at
  end;
  v_before := old;
  -- not visible: how the record is made, judged and delivered
  v_before.staging_id := new.staging_id;
  v_before.named_area := new.named_area;
  v_before.google_place_id := new.google_place_id;
  if (new.contact_info ->> 'url') is not distinct from (old.contact_info ->> 'url') then
    v_before.contact_info := new.contact_info;
  end if;
  v_before.moderation_status := new.moderation_status;
  v_before.moderation_reasons := new.moderation_reasons;
  v_before.moderation_notes := new.moderation_notes;
  v_before.moderated_by := new.moderated_by;
  v_before.moderated_at := new.moderated_at;
  v_before.is_active := new.is_active;
  v_before.draft := new.draft;
  v_before.provenance := new.provenance;
  v_before.search := new.search;
  v_before.search_tier := new.search_tier;
  v_before.over_at := new.over_at;
  v_before.rooms := new.rooms;
  v_before.version := new.version;
  v_before.created_at := new.created_at;
  v_before.updated_at := new.updated_at;
  v_before.change_kind := new.change_kind;
  v_before.change_rooms := new.change_rooms;
  v_before.change_moved := new.change_moved;
  v_before.change_moderated := new.change_moderated;
  v_visible := v_before *<> new;
  if v_visible then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    new.change_kind := case
      when not new.is_public then case when old.is_public then 'event:removed' end
      when not old.is_public then 'event:new'
      when new.status = 'cancelled' and old.status <> 'cancelled' then 'event:cancelled'
      else 'event:updated'
    end;
    -- who saw it in a room that it has left gets the change there
    new.change_rooms := case
      when new.rooms = old.rooms or not old.is_public then null
      when not new.is_public then old.rooms
      else array(select unnest(new.rooms) union select unnest(old.rooms))
    end;
  else
    new.version := old.version;
    new.change_kind := null;
    new.change_rooms := null;
  end if;
  new.change_moved := v_visible
    and (
      new.is_public, new.category, new.rooms, new.location, new.cost_type, new.timezone,
      new.verification_status in ('verified', 'official')
    ) is distinct from (
      old.is_public, old.category, old.rooms, old.location, old.cost_type, old.timezone,
      old.verification_status in ('verified', 'official')
    );
  new.change_moderated := new.moderation_status <> old.moderation_status
    or new.moderation_reasons <> old.moderation_reasons;
  return new;
end
$$;
CREATE FUNCTION jatre.event_changes_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_rows integer;
  v_shown boolean;
  v_moderated boolean;
  v_moved boolean;
  v_rang boolean;
begin
  select count(*), bool_or(change_kind is not null), bool_or(change_moderated), bool_or(change_moved)
  into v_rows, v_shown, v_moderated, v_moved
  from new_rows;
  if v_moved then
    perform occurrence_place_update(array(select id from new_rows where change_moved order by id));
  end if;
  if not coalesce(v_shown or v_moderated, false) then
    return null;
  end if;
  if v_rows = 1 then
    if v_shown then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      select n.change_kind, n.id::text, n.version, coalesce(n.change_rooms, n.rooms), case
        when n.is_public then event_document(
          n, (select s.name from event_sources s where s.id = n.source_id), n.occurrences, n.images
        )::text
        else event_removed_json(n.id, n.version, n.merged_into)
      end
      from new_rows n;
    end if;
    if v_moderated then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      select 'moderation', n.id::text, n.version, array['moderation'],
        event_moderation_json(n.id, n.version, n.title, n.moderation_status, n.moderation_reasons)
      from new_rows n;
    end if;
  else
    set local jit = off;
    execute feed_append_statement($q$
      select
        change_kind as kind, id as entity, version, coalesce(change_rooms, rooms) as rooms,
        case when not is_public then event_removed_json(id, version, merged_into) end as payload
      from new_rows
      where change_kind is not null
      union all
      select
        'moderation', id, version, array['moderation'],
        event_moderation_json(id, version, title, moderation_status, moderation_reasons)
      from new_rows
      where change_moderated
    $q$);
  end if;
  v_rang := feed_notify();  -- an expression, where PERFORM would be a query
  return null;
end
$_$;
CREATE FUNCTION jatre.event_count_v1(p_event uuid, p_what text, p_day date, p_visitor bytea) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from discovered_events e where e.id = p_event and e.is_public) then
    return 'unknown';
  end if;
  insert into event_visits (day, event_id, what, visitor) values (p_day, p_event, p_what, p_visitor)
  on conflict do nothing;
  if not found then
    return 'again';
  end if;
  insert into event_counters as c (event_id, view_count, share_count)
  values (p_event, (p_what = 'view')::integer, (p_what = 'share')::integer)
  on conflict (event_id) do update
  set view_count = c.view_count + excluded.view_count, share_count = c.share_count + excluded.share_count;
  return 'counted';
end
$$;
CREATE FUNCTION jatre.event_dates_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_details_update(array(
    select event_id from (
      (select event_id, starts_at, ends_at, date_only, cancelled from old_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from new_rows)
      union
      (select event_id, starts_at, ends_at, date_only, cancelled from new_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from old_rows)
    ) changed group by event_id
  ));
  return null;
end
$$;
CREATE FUNCTION jatre.event_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $_$
declare
  v_written integer;
begin
  if not exists (select from old_rows where is_public) then
    return null;
  end if;
  execute feed_append_statement($q$
    select
      'event:removed' as kind, id as entity, version + 1 as version, rooms,
      event_removed_json(id, version + 1, null) as payload
    from old_rows where is_public
  $q$);
  get diagnostics v_written = row_count;
  if v_written > 0 then
    perform feed_notify();
  end if;
  return null;
end
$_$;
CREATE FUNCTION jatre.event_details_added() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_details_update(array(select distinct event_id from new_rows));
  return null;
end
$$;
CREATE FUNCTION jatre.event_details_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_details_update(array(select event_id from old_rows union select event_id from new_rows));
  return null;
end
$$;
CREATE FUNCTION jatre.event_details_removed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_details_update(array(select distinct event_id from old_rows));
  return null;
end
$$;
CREATE FUNCTION jatre.event_details_update(p_events uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_stale uuid[];
begin
  -- in one order, so that two transactions do not wait for each other
  select array_agg(e.id order by e.id) into v_stale
  from discovered_events e
  where e.id = any(p_events)
    and (e.occurrences::text, e.images::text)
    is distinct from (event_occurrences_json(e.id)::text, event_images_json(e.id)::text);
  if v_stale is not null then
    update discovered_events e
    set
      occurrences = event_occurrences_json(e.id),
      images = event_images_json(e.id),
      over_at = (select max(o.over_at) from event_occurrences o where o.event_id = e.id)
    where e.id = any(v_stale);
  end if;
end
$$;
CREATE TABLE jatre.discovered_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    staging_id uuid,
    source_id uuid,
    title text NOT NULL,
    description text,
    category text,
    subcategory text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    start_time timestamp with time zone NOT NULL,
    end_time timestamp with time zone,
    timezone text DEFAULT 'Asia/Kolkata'::text NOT NULL,
    date_only boolean DEFAULT false NOT NULL,
    is_recurring boolean DEFAULT false NOT NULL,
    recurrence_rule jsonb,
    status text DEFAULT 'scheduled'::text NOT NULL,
    venue_name text,
    venue_address text,
    place_id uuid,
    location public.geography(Point,4326),
    plus_code text,
    google_place_id text,
    area_code text,
    named_area text,
    organizer_name text,
    organizer_type text,
    contact_info jsonb,
    external_url text,
    ticket_url text,
    links jsonb DEFAULT '[]'::jsonb NOT NULL,
    cost_type text,
    price_range jsonb,
    capacity integer,
    registration_required boolean,
    quality_score numeric(3,2),
    verification_status text DEFAULT 'unverified'::text NOT NULL,
    moderation_status text DEFAULT 'pending'::text NOT NULL,
    moderation_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    moderation_notes text,
    moderated_by text,
    moderated_at timestamp with time zone,
    is_active boolean DEFAULT true NOT NULL,
    merged_into uuid,
    published_at timestamp with time zone,
    draft jsonb,
    provenance jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    rooms text[] DEFAULT '{}'::text[] NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    occurrences json DEFAULT '[]'::json NOT NULL,
    images json DEFAULT '[]'::json NOT NULL,
    change_kind text,
    change_rooms text[],
    change_moved boolean DEFAULT false NOT NULL,
    change_moderated boolean DEFAULT false NOT NULL,
    search tsvector,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    location_precision text,
    approximate jsonb,
    description_html text,
    moved_at timestamp with time zone,
    over_at timestamp with time zone,
    search_tier smallint,
    is_outdoors boolean,
    availability text,
    CONSTRAINT discovered_events_availability_check CHECK ((availability = ANY (ARRAY['available'::text, 'limited'::text, 'sold_out'::text]))),
    CONSTRAINT discovered_events_category_check CHECK ((category = ANY (ARRAY['food_festival'::text, 'market'::text, 'cultural_event'::text, 'music'::text, 'sports'::text, 'workshop'::text, 'meetup'::text]))),
    CONSTRAINT discovered_events_check CHECK (((end_time IS NULL) OR (end_time >= start_time))),
    CONSTRAINT discovered_events_check1 CHECK (((merged_into IS NULL) OR (merged_into <> id))),
    CONSTRAINT discovered_events_cost_type_check CHECK ((cost_type = ANY (ARRAY['free'::text, 'paid'::text, 'donation'::text, 'variable'::text]))),
    CONSTRAINT discovered_events_location_precision_check CHECK ((location_precision = ANY (ARRAY['venue'::text, 'address'::text, 'road'::text, 'postcode'::text]))),
    CONSTRAINT discovered_events_moderation_status_check CHECK ((moderation_status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'flagged'::text]))),
    CONSTRAINT discovered_events_organizer_type_check CHECK ((organizer_type = ANY (ARRAY['business'::text, 'individual'::text, 'community'::text, 'government'::text]))),
    CONSTRAINT discovered_events_quality_score_check CHECK (((quality_score >= (0)::numeric) AND (quality_score <= (1)::numeric))),
    CONSTRAINT discovered_events_status_check CHECK ((status = ANY (ARRAY['scheduled'::text, 'cancelled'::text, 'postponed'::text, 'unlisted'::text]))),
    CONSTRAINT discovered_events_title_check CHECK (((length(title) >= 1) AND (length(title) <= 255))),
    CONSTRAINT discovered_events_verification_status_check CHECK ((verification_status = ANY (ARRAY['unverified'::text, 'verified'::text, 'official'::text])))
)
WITH (fillfactor='85');
COMMENT ON TABLE jatre.discovered_events IS 'One row per real happening. What the public sees of it is event_public_v1 and nothing else.';
COMMENT ON COLUMN jatre.discovered_events.id IS 'stable for ever; merged events keep theirs and point to the one that stays';
COMMENT ON COLUMN jatre.discovered_events.staging_id IS 'the listing that it was made from';
COMMENT ON COLUMN jatre.discovered_events.source_id IS 'the source whose word stands first';
COMMENT ON COLUMN jatre.discovered_events.title IS 'what it is called';
COMMENT ON COLUMN jatre.discovered_events.description IS 'plain text';
COMMENT ON COLUMN jatre.discovered_events.category IS 'one of the seven';
COMMENT ON COLUMN jatre.discovered_events.subcategory IS 'a closer name of its kind';
COMMENT ON COLUMN jatre.discovered_events.tags IS 'words for filters';
COMMENT ON COLUMN jatre.discovered_events.start_time IS 'the start of its first date still to come, else of its last';
COMMENT ON COLUMN jatre.discovered_events.end_time IS 'the end of that date';
COMMENT ON COLUMN jatre.discovered_events.timezone IS 'IANA name';
COMMENT ON COLUMN jatre.discovered_events.date_only IS 'whether no hour is known';
COMMENT ON COLUMN jatre.discovered_events.is_recurring IS 'whether a rule is behind its dates';
COMMENT ON COLUMN jatre.discovered_events.recurrence_rule IS 'that rule, RFC 5545';
COMMENT ON COLUMN jatre.discovered_events.status IS 'scheduled, cancelled, postponed, or unlisted: gone from every source';
COMMENT ON COLUMN jatre.discovered_events.venue_name IS 'where, as its sources name it';
COMMENT ON COLUMN jatre.discovered_events.venue_address IS 'the postal address';
COMMENT ON COLUMN jatre.discovered_events.place_id IS 'the known place, if it is one';
COMMENT ON COLUMN jatre.discovered_events.location IS 'the point, WGS 84; null when nobody knows it';
COMMENT ON COLUMN jatre.discovered_events.plus_code IS 'Open Location Code of the point';
COMMENT ON COLUMN jatre.discovered_events.google_place_id IS 'Google''s id of the venue';
COMMENT ON COLUMN jatre.discovered_events.area_code IS 'the smallest area it belongs to; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.named_area IS 'the area that its words name while nobody knows its point';
COMMENT ON COLUMN jatre.discovered_events.organizer_name IS 'who holds it';
COMMENT ON COLUMN jatre.discovered_events.organizer_type IS 'business, individual, community or government';
COMMENT ON COLUMN jatre.discovered_events.contact_info IS 'of the organizer: its public page ("url"), the keyed hash of its e-mail address ("email_hash"), which is never shown';
COMMENT ON COLUMN jatre.discovered_events.external_url IS 'its page';
COMMENT ON COLUMN jatre.discovered_events.ticket_url IS 'where tickets are';
COMMENT ON COLUMN jatre.discovered_events.links IS 'every source''s link: [{"source": name, "url": address}]';
COMMENT ON COLUMN jatre.discovered_events.cost_type IS 'free, paid, donation or variable';
COMMENT ON COLUMN jatre.discovered_events.price_range IS '{"minimum", "maximum", "currency"}, in units of the currency';
COMMENT ON COLUMN jatre.discovered_events.capacity IS 'how many people it takes';
COMMENT ON COLUMN jatre.discovered_events.registration_required IS 'whether one has to register';
COMMENT ON COLUMN jatre.discovered_events.quality_score IS 'how complete and credible the record is, 0 to 1';
COMMENT ON COLUMN jatre.discovered_events.verification_status IS 'unverified, verified (independent sources agree) or official';
COMMENT ON COLUMN jatre.discovered_events.moderation_status IS 'pending, approved, rejected or flagged';
COMMENT ON COLUMN jatre.discovered_events.moderation_reasons IS 'why it waits for a moderator, or was rejected';
COMMENT ON COLUMN jatre.discovered_events.moderation_notes IS 'what a moderator wrote';
COMMENT ON COLUMN jatre.discovered_events.moderated_by IS 'who gave the standing verdict';
COMMENT ON COLUMN jatre.discovered_events.moderated_at IS 'when that was given';
COMMENT ON COLUMN jatre.discovered_events.is_active IS 'whether it takes part at all';
COMMENT ON COLUMN jatre.discovered_events.merged_into IS 'the event that it was merged into';
COMMENT ON COLUMN jatre.discovered_events.published_at IS 'when the public first saw it';
COMMENT ON COLUMN jatre.discovered_events.draft IS 'the golden record that waits to be published';
COMMENT ON COLUMN jatre.discovered_events.provenance IS 'per field, where its value came from and how sure that is';
COMMENT ON COLUMN jatre.discovered_events.is_public IS 'whether the public sees it; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.rooms IS 'where its changes are delivered; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.version IS 'counts its visible states; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.occurrences IS 'its dates as the public sees them; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.images IS 'its images as the public sees them; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.change_kind IS 'what the last write changed, null when the public sees nothing of it; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.change_rooms IS 'where that is delivered, when not in rooms; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.change_moved IS 'whether its dates have to follow it; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.change_moderated IS 'whether moderators get the last write; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.search IS 'title, venue and description for full text; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.created_at IS 'when the row was made';
COMMENT ON COLUMN jatre.discovered_events.updated_at IS 'when its visible state last changed';
COMMENT ON COLUMN jatre.discovered_events.location_precision IS 'what that is the place of: the venue, its address (house number), or, where there is no point, its road or postcode';
COMMENT ON COLUMN jatre.discovered_events.approximate IS 'where there is no point: it is within {"metres"} of {"latitude", "longitude"}';
COMMENT ON COLUMN jatre.discovered_events.description_html IS 'the description with its markup (b i em strong a[href]; line breaks count); null where it has none';
COMMENT ON COLUMN jatre.discovered_events.moved_at IS 'when its time or venue became another, since it was published; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.over_at IS 'when the last of its dates is over; null without dates; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.search_tier IS 'to searches: 0 over, 1 later, 2 soon, 3 among the next; kept by triggers';
COMMENT ON COLUMN jatre.discovered_events.is_outdoors IS 'whether it is under the open sky, so that the weather concerns it; null: it was not looked at yet';
COMMENT ON COLUMN jatre.discovered_events.availability IS 'of tickets or seats: available, limited, sold_out; null where no source says it';
CREATE FUNCTION jatre.event_document(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select json_build_object(
    'id', e.id,
    'version', e.version,
    'title', e.title,
    'description', e.description,
    'descriptionHtml', e.description_html,
    'category', e.category,
    'subcategory', e.subcategory,
    'tags', e.tags,
    'startTime', to_json(e.start_time at time zone 'UTC') #>> '{}' || 'Z',
    'endTime', to_json(e.end_time at time zone 'UTC') #>> '{}' || 'Z',
    'timezone', e.timezone,
    'dateOnly', e.date_only,
    'recurring', e.is_recurring,
    'recurrenceRule', e.recurrence_rule,
    'status', e.status,
    'movedAt', to_json(e.moved_at at time zone 'UTC') #>> '{}' || 'Z',
    'occurrences', coalesce(p_occurrences, '[]'),
    'venue', json_build_object(
      'name', e.venue_name,
      'address', e.venue_address,
      'latitude', st_y(e.location::geometry),
      'longitude', st_x(e.location::geometry),
      'precision', e.location_precision,
      'approximate', e.approximate,
      'placeId', e.place_id,
      'plusCode', e.plus_code
    ),
    'area', e.area_code,
    'areas', jatre.event_area_codes(e.rooms),
    'organizer', json_build_object(
      'name', e.organizer_name, 'type', e.organizer_type, 'url', e.contact_info ->> 'url'
    ),
    'pricing', json_build_object(
      'type', e.cost_type,
      'amount', (e.price_range ->> 'minimum')::numeric,
      'minimum', (e.price_range ->> 'minimum')::numeric,
      'maximum', (e.price_range ->> 'maximum')::numeric,
      'currency', e.price_range ->> 'currency'
    ),
    'source', json_build_object('name', p_source, 'url', e.external_url),
    'links', e.links,
    'ticketUrl', e.ticket_url,
    'images', coalesce(p_images, '[]'),
    'capacity', e.capacity,
    'registrationRequired', e.registration_required,
    'outdoors', e.is_outdoors,
    'availability', e.availability,
    'qualityScore', e.quality_score,
    'verificationStatus', e.verification_status,
    'publishedAt', to_json(e.published_at at time zone 'UTC') #>> '{}' || 'Z',
    'updatedAt', to_json(e.updated_at at time zone 'UTC') #>> '{}' || 'Z'
  )
$$;
CREATE FUNCTION jatre.event_document_jsonb(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select jsonb_build_object(
    'id', e.id,
    'version', e.version,
    'title', e.title,
    'description', e.description,
    'descriptionHtml', e.description_html,
    'category', e.category,
    'subcategory', e.subcategory,
    'tags', e.tags,
    'startTime', to_json(e.start_time at time zone 'UTC') #>> '{}' || 'Z',
    'endTime', to_json(e.end_time at time zone 'UTC') #>> '{}' || 'Z',
    'timezone', e.timezone,
    'dateOnly', e.date_only,
    'recurring', e.is_recurring,
    'recurrenceRule', e.recurrence_rule,
    'status', e.status,
    'movedAt', to_json(e.moved_at at time zone 'UTC') #>> '{}' || 'Z',
    'occurrences', coalesce(p_occurrences, '[]'),
    'venue', jsonb_build_object(
      'name', e.venue_name,
      'address', e.venue_address,
      'latitude', st_y(e.location::geometry),
      'longitude', st_x(e.location::geometry),
      'precision', e.location_precision,
      'approximate', e.approximate,
      'placeId', e.place_id,
      'plusCode', e.plus_code
    ),
    'area', e.area_code,
    'areas', jatre.event_area_codes(e.rooms),
    'organizer', jsonb_build_object(
      'name', e.organizer_name, 'type', e.organizer_type, 'url', e.contact_info ->> 'url'
    ),
    'pricing', jsonb_build_object(
      'type', e.cost_type,
      'amount', (e.price_range ->> 'minimum')::numeric,
      'minimum', (e.price_range ->> 'minimum')::numeric,
      'maximum', (e.price_range ->> 'maximum')::numeric,
      'currency', e.price_range ->> 'currency'
    ),
    'source', jsonb_build_object('name', p_source, 'url', e.external_url),
    'links', e.links,
    'ticketUrl', e.ticket_url,
    'images', coalesce(p_images, '[]'),
    'capacity', e.capacity,
    'registrationRequired', e.registration_required,
    'outdoors', e.is_outdoors,
    'availability', e.availability,
    'qualityScore', e.quality_score,
    'verificationStatus', e.verification_status,
    'publishedAt', to_json(e.published_at at time zone 'UTC') #>> '{}' || 'Z',
    'updatedAt', to_json(e.updated_at at time zone 'UTC') #>> '{}' || 'Z'
  )
$$;
CREATE FUNCTION jatre.event_get_v2(p_id uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select case when e.id = p_id
      then event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
        'sources', event_sources_json(e), 'provenance', event_provenance_json(e), 'matches', event_matches_json(e.id)
      )
      else jsonb_build_object('movedTo', e.id)
    end
    from discovered_events e
    left join event_sources s on s.id = e.source_id
    where e.id = event_target(p_id)
  );
end
$$;
CREATE FUNCTION jatre.event_has_moved(p_old jatre.discovered_events, p_new jatre.discovered_events) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return coalesce(p_old.over_at > now_v1(), true) and (
    case
      when p_old.start_time = p_new.start_time or p_old.is_recurring or p_new.is_recurring then false
      when p_old.date_only or p_new.date_only
        then (p_old.start_time at time zone p_old.timezone)::date <> (p_new.start_time at time zone p_new.timezone)::date
      else true
    end or coalesce(
      lower(p_old.venue_name) <> lower(p_new.venue_name) and st_distance(p_old.location, p_new.location) > 200, false
    )
  );
end
$$;
CREATE FUNCTION jatre.event_history_v1(p_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with shown as (
    select * from discovered_events where id = event_target(p_id)
  ),
  listings as (
    select l.first_seen_at, l.gone_at, l.external_id, s.slug, s.name
    from events_staging l join event_sources s on s.id = l.source_id
    where l.event_id = (select id from shown) and l.status in ('approved', 'duplicate')
  ),
  decided as (
    select d.decision, d.kind, min(d.decided_at) as decided_at, min(d.revoked_at) as revoked_at,
      min(d.patch::text)::jsonb as patch
    from listings l join event_decisions d on d.source_slug = l.slug and d.external_id = l.external_id
    where d.kind in ('approve', 'edit', 'merge', 'split', 'gone')
    group by d.decision, d.kind
  ),
  entries (at, kind, details) as (
    select first_seen_at, 'listed', jsonb_build_object('source', slug, 'name', name) from listings
    union all
    select gone_at, 'unlisted', jsonb_build_object('source', slug, 'name', name) from listings where gone_at is not null
    union all
    select published_at, 'published', '{}' from shown
    union all
    select updated_at, 'changed', jsonb_build_object('version', version) from shown where updated_at > published_at
    union all
    select decided_at, 'decided', jsonb_build_object('decision', kind) || case kind
      when 'edit' then jsonb_build_object('fields', (select jsonb_agg(key order by key) from jsonb_object_keys(patch) key))
      else '{}' end
    from decided
    union all
    select revoked_at, 'revoked', jsonb_build_object('decision', kind) from decided where revoked_at is not null
    union all
    select m.updated_at, 'merged', jsonb_build_object('id', m.id)
    from discovered_events m where m.merged_into = (select id from shown)
  ),
  newest as (
    select * from entries where at is not null order by at desc, kind, details::text limit 200
  )
  select case when e.id = p_id
    then jsonb_build_object('id', e.id, 'history', (
      select coalesce(jsonb_agg(
        jsonb_build_object('at', to_json(n.at at time zone 'UTC') #>> '{}' || 'Z', 'what', n.kind) || n.details
        order by n.at desc, n.kind, n.details::text
      ), '[]') from newest n
    ))
    else jsonb_build_object('movedTo', e.id)
  end
  from shown e
$$;
CREATE FUNCTION jatre.event_images_json(p_event uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'url', i.url, 'thumbnailUrl', i.thumbnail_url, 'alt', i.alt_text
    ) order by i.is_primary desc, i.url), '[]')
    from event_images i
    where i.event_id = p_event
  );
end
$$;
CREATE FUNCTION jatre.event_is_public(p_moderation text, p_active boolean, p_published timestamp with time zone, p_merged_into uuid, p_location public.geography, p_area text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select p_moderation = 'approved' and p_active and p_published is not null and p_merged_into is null
    and (p_location is null or p_area is not null)
$$;
CREATE FUNCTION jatre.event_matches_json(p_event uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'source', found.slug,
      'with', found.match_fields #>> '{with,source}',
      'score', found.similarity_score,
      'parts', (
        select coalesce(jsonb_object_agg(part.key, part.value), '{}')
        from jsonb_each(found.match_fields) as part
        where part.key in ('title', 'time', 'location', 'series') and jsonb_typeof(part.value) = 'number'
      ),
      'probability', found.match_fields -> 'probability',
      'logOdds', coalesce(found.match_fields -> 'log_odds', '{}'),
      'byScore', not found.match_fields ? 'decided'
    ) order by found.similarity_score desc, found.slug, found.id), '[]')
    from (
      select d.id, d.similarity_score, d.match_fields, s.slug
      from events_staging as l
      inner join event_duplicates as d on d.primary_event_id = l.event_id and d.duplicate_event_id = l.id
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = p_event and l.status in ('approved', 'duplicate')
        and d.match_fields ->> 'decided' is distinct from 'for review'
      order by d.similarity_score desc, d.id
      limit 50
    ) as found
  );
end
$$;
CREATE FUNCTION jatre.event_moderation_json(p_id uuid, p_version bigint, p_title text, p_status text, p_reasons text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select json_build_object(
    'id', p_id, 'version', p_version, 'title', p_title, 'status', p_status, 'reasons', p_reasons
  )::text
$$;
CREATE FUNCTION jatre.event_occurrences_json(p_event uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'startsAt', to_json(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
      'endsAt', to_json(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
      'dateOnly', o.date_only,
      'cancelled', o.cancelled
    ) order by o.starts_at), '[]')
    from event_occurrences o
    where o.event_id = p_event
  );
end
$$;
CREATE FUNCTION jatre.event_provenance_json(e jatre.discovered_events) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(jsonb_object_agg(named.shown, jsonb_strip_nulls(jsonb_build_object(
      'source', seen.slug,
      'name', seen.name,
      'seenAt', to_json(seen.seen_at at time zone 'UTC') #>> '{}' || 'Z',
      'origin', p.noted -> 'origin',
      'confidence', p.noted -> 'confidence'
    ))), '{}')
    from jsonb_each(e.provenance) as p (field, noted)
    inner join (values
      ('title', 'title'), ('description', 'description'), ('category', 'category'), ('tags', 'tags'),
      ('occurrences', 'occurrences'), ('status', 'status'), ('venue', 'venue'), ('organizer', 'organizer'),
      ('price', 'pricing'), ('url', 'source'), ('images', 'images'), ('capacity', 'capacity'),
      ('registration_required', 'registrationRequired'), ('availability', 'availability')
    ) as named (field, shown) on p.field = named.field
    left join lateral (
      select s.slug, s.name, max(coalesce(l.fetched_at, l.changed_at)) as seen_at
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id and s.slug = coalesce(p.noted ->> 'source', p.noted #>> '{sources,0}')
        and p.noted ->> 'origin' is distinct from 'person'
      group by s.slug, s.name
    ) as seen on true
  );
end
$$;
CREATE FUNCTION jatre.event_removed_json(p_id uuid, p_version bigint, p_merged_into uuid) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select json_build_object('id', p_id, 'version', p_version, 'mergedInto', p_merged_into)::text
$$;
CREATE FUNCTION jatre.event_rooms(p_category text, p_area_codes text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array['events:all']
    || case when p_category is null then '{}' else array['events:' || p_category] end
    || case
      when p_area_codes = '{}' then '{}'
      else string_to_array('events:area:' || array_to_string(p_area_codes, ' events:area:'), ' ')
    end
$$;
CREATE FUNCTION jatre.event_rsvps_added() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_rsvps_counted(array_agg(event_id), array_agg((status = 'going')::integer)) from new_rows;
  return null;
end
$$;
CREATE FUNCTION jatre.event_rsvps_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_rsvps_counted(array_agg(m.event_id), array_agg(m.move))
  from (
    select event_id, -(status = 'going')::integer as move from old_rows
    union all
    select event_id, (status = 'going')::integer from new_rows
  ) m;
  return null;
end
$$;
CREATE FUNCTION jatre.event_rsvps_counted(p_events uuid[], p_moves integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  insert into event_counters as c (event_id, rsvp_count)
  select m.event, sum(m.move)
  from unnest(p_events, p_moves) as m (event, move)
  join discovered_events e on e.id = m.event
  group by m.event
  having sum(m.move) <> 0
  order by m.event
  on conflict (event_id) do update set rsvp_count = c.rsvp_count + excluded.rsvp_count
$$;
CREATE FUNCTION jatre.event_rsvps_removed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform event_rsvps_counted(array_agg(event_id), array_agg(-(status = 'going')::integer)) from old_rows;
  return null;
end
$$;
CREATE FUNCTION jatre.event_search(p_title text, p_venue text, p_description text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
declare
  c_too_long constant text := '[^ ]{60,}';
  v_title constant text := regexp_replace(jatre.search_plain(p_title), c_too_long, '', 'g');
  v_venue constant text := regexp_replace(coalesce(jatre.search_plain(p_venue), ''), c_too_long, '', 'g');
  v_title_keys constant text := jatre.search_fold(v_title);
  v_venue_keys constant text := jatre.search_fold(v_venue);
  v_pairs constant text := jatre.search_fold(jatre.search_pairs(v_title) || ' ' || jatre.search_pairs(v_venue));
  v_found tsvector := setweight(to_tsvector('english', p_title), 'A')
    || setweight(to_tsvector('simple', v_title_keys), 'A')
    || setweight(to_tsvector('simple', v_venue || ' ' || v_venue_keys), 'B')
    || setweight(to_tsvector('english', coalesce(p_description, '')), 'C');
begin
  if p_description ~ '[\u0900-\u0d7f]' then
    v_found := v_found || setweight(to_tsvector('simple', jatre.search_fold(p_description)), 'C');
  end if;
  return v_found || array_to_tsvector(array_remove(array_remove(
    string_to_array(v_pairs, ' ') || jatre.search_skeletons(v_title, v_title_keys)
      || jatre.search_skeletons(v_venue, v_venue_keys),
    ''
  ), null));
end
$$;
CREATE FUNCTION jatre.event_search_tier(p_event uuid, p_over_at timestamp with time zone) RETURNS smallint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select case
      when p_over_at is null or p_over_at <= over.ends then 0
      else coalesce((
        select max(t.tier) from search_tiers as t
        where t.tier > 0 and t.ends > (
          select min(o.starts_at) from event_occurrences as o where o.event_id = p_event and o.over_at > over.ends
        )
      ), 1)
    end
    from search_tiers as over
    where over.tier = 0
  );
end
$$;
CREATE FUNCTION jatre.event_similar_v2(p_id uuid, p_limit integer, p_near jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET jit TO 'off'
    AS $$
declare
  c_compared constant integer := 200;
  c_session constant text := '\m(?:session|sitting|week|day|vol|volume|part|episode|ep|edition|season|chapter|batch|no)\M'
    || '\.?\s*#?\s*\d+|#\s*\d+';
begin
  return (
    with shown as materialized (
      select e.*, e.start_time at time zone e.timezone as local_start from discovered_events e where e.id = event_target(p_id)
    ),
    clock as materialized (select now_v1() as now),
    words as materialized (
      select search_query(found.keys, cardinality(found.keys) > 1) as keys
      from (
        select array(select quote_literal(lexeme) from unnest(to_tsvector('english', s.title)) limit 16) as keys
        from shown s
      ) as found
    ),
    near as materialized (
      select n.key::uuid as event_id, greatest(0, n.value::numeric) as meaning from jsonb_each_text(p_near) as n
    ),
    candidates as (
      (
        select o.event_id from event_occurrences o
        where o.is_public and o.category = (select category from shown) and o.starts_at > (select now from clock)
        order by o.starts_at, o.event_id limit 200
      )
      union
      (
        select e.id from discovered_events e
        where e.is_public and e.place_id = (select place_id from shown) and e.over_at > (select now from clock)
        order by e.over_at limit 100
      )
      union
      select titled.id from words w, events_titled(w.keys, 2000, 100) as titled (id)
      union
      select n.event_id from near n
    ),
    parts as (
      select
        c.event_id, e.start_time, e.title as called,
        case when e.category = s.category then 1 else 0 end as category,
        similarity(e.title, s.title)::numeric as title,
        n.meaning,
        case
          when e.place_id = s.place_id then 1
          when e.location is null or s.location is null then 0
          else greatest(0, 1 - st_distance(e.location, s.location) / 3000)::numeric
        end as place,
        case
          when e.date_only or s.date_only then 0
          else greatest(0, 1 - abs(extract(epoch from (e.start_time at time zone e.timezone)::time - s.local_start::time)) / 10800)
        end as hour
      from candidates c
      join discovered_events e on e.id = c.event_id and e.is_public and e.over_at > (select now from clock)
        and e.status in ('scheduled', 'postponed')
      left join near n on n.event_id = c.event_id
      cross join shown s
      where e.id <> s.id
    ),
    compared as (
      select p.*, .3 * p.category + .3 * coalesce((p.title + p.meaning) / 2, p.title) + .2 * p.place + .2 * p.hour as likeness
      from parts p order by likeness desc, p.event_id limit c_compared
    ),
    distinct_ones as (
      select distinct on (k.key) c.*
      from compared c
      cross join lateral (
        -- of a title of nothing else, and of one without a letter that is compared, all of it
        select coalesce(
          nullif(btrim(search_plain(regexp_replace(lower(c.called), c_session, ' ', 'g'))), ''), lower(c.called)
        ) as key
      ) as k
      order by k.key, c.likeness desc, c.start_time, c.event_id
    ),
    likest as (select d.* from distinct_ones d order by d.likeness desc, d.event_id limit p_limit)
    select case when s.id = p_id
      then jsonb_build_object('events', (
        select coalesce(jsonb_agg(event_upcoming(e, (select now from clock)) || jsonb_build_object(
          'likeness', round(l.likeness, 3),
          'because', jsonb_build_object(
            'category', l.category, 'title', round(l.title, 2), 'meaning', round(l.meaning, 2), 'place', round(l.place, 2),
            'hour', round(l.hour, 2)
          )
        ) order by l.likeness desc, l.event_id), '[]')
        from likest l
        join discovered_events e on e.id = l.event_id
      ))
      else jsonb_build_object('movedTo', s.id)
    end
    from shown s
  );
end
$$;
CREATE FUNCTION jatre.event_sources_json(e jatre.discovered_events) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'source', found.slug,
      'name', found.name,
      'official', found.official,
      'url', found.url,
      'firstSeenAt', to_json(found.first_seen_at at time zone 'UTC') #>> '{}' || 'Z',
      'seenAt', to_json(coalesce(found.fetched_at, found.changed_at) at time zone 'UTC') #>> '{}' || 'Z',
      'listed', found.gone_at is null
    ) order by found.place), '[]')
    from (
      select
        s.slug, s.name, s.official, l.first_seen_at, l.fetched_at, l.changed_at, l.gone_at,
        row_number() over (
          order by s.id is distinct from e.source_id, not s.official, s.priority, l.first_seen_at, l.id
        ) as place,
        (
          select k ->> 'url'
          from jsonb_array_elements(e.links) as k
          where k ->> 'source' = s.slug
          order by k ->> 'url' is distinct from l.processed_data ->> 'url', k ->> 'url'
          limit 1
        ) as url
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id and l.status in ('approved', 'duplicate')
      order by place
      limit 50
    ) as found
  );
end
$$;
CREATE FUNCTION jatre.event_target(p_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    with recursive trail as (
      select e.id, e.merged_into, e.is_public, 0 as hop from discovered_events e where e.id = p_id
      union all
      select e.id, e.merged_into, e.is_public, t.hop + 1
      from trail t join discovered_events e on e.id = t.merged_into
      where t.hop < 20
    )
    select id from trail where merged_into is null and is_public
  );
end
$$;
CREATE FUNCTION jatre.event_truncated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  values ('reset', 'events', 0, array['events:all'], '{"reason": "truncated"}');
  perform feed_notify();
  return null;
end
$$;
CREATE FUNCTION jatre.event_upcoming(e jatre.discovered_events, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
      'next', jsonb_build_object(
        'startsAt', to_json(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
        'endsAt', to_json(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
        'dateOnly', o.date_only,
        'cancelled', o.cancelled
      ),
      'moreDates', o.dates - 1
    )
    from (
      select f.*, count(*) over () as dates
      from event_occurrences as f
      where f.event_id = e.id and f.over_at > p_now
      order by f.starts_at
      limit 1
    ) as o
    left join event_sources as s on s.id = e.source_id
  );
end
$$;
CREATE FUNCTION jatre.event_vectors_v1(p_since timestamp with time zone, p_limit integer) RETURNS TABLE(event_id uuid, vector bytea, made_at timestamp with time zone, model text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return query
    select v.event_id, v.vector, v.made_at, v.model
    from event_vectors v
    join discovered_events e on e.id = v.event_id
    where v.made_at > p_since
      and (v.model, length(v.vector)) = (
        select newest.model, length(newest.vector) from event_vectors newest order by newest.made_at desc, newest.event_id limit 1
      )
      and e.is_public and e.over_at > now_v1()
    order by e.over_at, e.id
    limit p_limit;
end
$$;
CREATE FUNCTION jatre.events_calendar_v1(p_filter jsonb, p_top integer DEFAULT 3, p_dates integer DEFAULT 5000) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_filter constant jsonb := events_search_narrowed(events_list_filter(p_filter), 1000);
  v_walked constant integer := case when not v_filter ? 'named' then p_dates end;
  v_statement text;
  v_columns constant text := 'select o.event_id, o.starts_at, o.cancelled, e.title, e.category, e.quality_score, '
    'greatest((o.starts_at at time zone $8)::date, ($1 at time zone $8)::date) as day ';
begin
  v_statement :=
    'with begins as materialized (' || v_columns || events_list_dates(v_filter, 'begins', true, false, v_walked) || '), cut as ('
      || 'select case when count(*) >= $9 then greatest((max(o.starts_at) at time zone $8)::date, ($1 at time zone $8)::date) end '
      || 'as day ' || events_list_dates(case when v_walked is null then v_filter else events_list_walked(v_filter) end, 'begins', false, false, v_walked) || '), '
      || 'found as (select * from begins union all (' || v_columns || events_list_dates(v_filter, 'runs for long', true, false)
      || ' limit $9)), counted as (select distinct on (day, event_id) * from found where day < coalesce((select day from cut), ''infinity'') '
      || 'order by day, event_id, cancelled, starts_at), ranked as (select c.*, row_number() over (partition by c.day '
      || 'order by c.cancelled, t.popularity desc nulls last, c.quality_score desc nulls last, c.starts_at, c.event_id) as place '
      || 'from counted c left join trending_events_v1 t on t.event_id = c.event_id), '
      || 'days as (select day, count(*) as events, jsonb_agg(jsonb_build_object(''id'', event_id, ''title'', title, '
      || '''category'', category, ''startsAt'', to_jsonb(starts_at at time zone ''UTC'') #>> ''{}'' || ''Z'') order by place) '
      || 'filter (where place <= ' || p_top || ') as foremost from ranked group by day) '
      || 'select jsonb_build_object(''days'', coalesce((select jsonb_agg(jsonb_build_object(''date'', day, ''count'', events, '
      || '''events'', foremost) order by day) from days), ''[]''), ''through'', (select day - 1 from cut))';
  return jsonb_build_object('timezone', v_filter -> 'zone')
    || case when v_walked is null then events_list_run(v_statement, v_filter, p_dates)
      else events_list_walk(v_statement, v_filter, p_dates) end;
end
$_$;
CREATE FUNCTION jatre.events_facet_values(p_facet text, OUT value text, OUT of_date boolean, OUT is_array boolean) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  select f.value, f.of_date, f.is_array into value, of_date, is_array
  from (values
    ('category', $sql$o.category$sql$, false, false),
    ('tags', $sql$e.tags$sql$, false, true),
    ('weekday', $sql$to_char(o.local_start, 'dy')$sql$, true, false),
    ('area', $sql$o.areas$sql$, false, true),
    ('venue', $sql$e.venue_name$sql$, false, false),
    ('organizer', $sql$e.organizer_name$sql$, false, false),
    ('source', $sql$array(select one ->> 'source' from jsonb_array_elements(e.links) as one)$sql$, false, true),
    ('cost', $sql$case when o.cost_type = 'free' then 'free' when o.cost_type is not null then 'paid' end$sql$, false, false),
    ('availability', $sql$e.availability$sql$, false, false),
    ('online', $sql$(e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null)::text$sql$, false, false),
    ('verified', $sql$o.is_verified::text$sql$, false, false),
    ('status', $sql$e.status$sql$, false, false)
  ) as f (facet, value, of_date, is_array)
  where f.facet = p_facet;
end
$_$;
CREATE FUNCTION jatre.events_facets_count(p_filter jsonb, p_facets text[], p_slice integer, p_events integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_dates constant integer := 2 * p_events;
  v_asked constant text[] := array(select facet from unnest(p_facets) as facet where p_filter ? facet);
  v_filter jsonb := p_filter;
  -- events that are named are few in any window
  v_drawn constant text := case when not p_filter ? 'q' then events_list_slices(p_slice) end;
  v_is_whole boolean := p_slice = 12;
  v_gathered record;
  v_columns text;
  v_whole boolean;
  v_events text;
  v_counts text;
  v_statement text;
  v_found jsonb;
  v_exact boolean;
  v_growth float := 1;
begin
  if p_filter ? 'q' then
    v_gathered := events_search_gathered(p_filter, p_events);
    v_is_whole := v_gathered.is_whole;
    v_filter := p_filter - '{q,words}'::text[] || jsonb_build_object('named', v_gathered.ids::text);
  end if;
  with passing as (
    select facet, 'passes ' || facet as column_name, 'true' || c.on_index || c.on_dates || c.on_events as condition
    from unnest(v_asked) as facet, events_list_conditions(jsonb_build_object(facet, v_filter -> facet)) as c
  ),
  counted as (
    select
      c.facet, v.value, v.of_date, v.is_array,
      case when c.facet = any(v_asked) then 'events of ' || c.facet else 'events' end as events,
      coalesce((
        select string_agg(format('%I', p.column_name), ' and ') from passing as p where p.facet <> c.facet
      ), 'true') as passes
    from unnest(p_facets) as c (facet), events_facet_values(c.facet) as v
  ),
  readings as (
    select events, passes from counted where facet = any(v_asked)
    union all
    select 'events', coalesce(string_agg(format('%I', column_name), ' and '), 'true') from passing
  )
  select
    (
      select string_agg(one, ', ')
      from (
        select format('%s as %I', value, facet) as one from counted
        union all
        select format('%s as %I', condition, column_name) from passing
      ) as each
    ),
    (
      select string_agg(format(
        '%I as materialized (select distinct on (event_id) * from found where %s order by event_id)', events, passes
      ), ', ')
      from readings
    ),
    (
      select string_agg(format(
        '%L, (select jsonb_agg(jsonb_build_object(''value'', value, ''count'', events) order by events desc, value) from ('
          'select value, %s from %s where value is not null group by value order by events desc, value limit 20) as counted)',
        facet,
        -- many events have the same array
        case when is_array then 'sum(events)::bigint' when of_date then 'count(distinct event_id)' else 'count(*)' end
          || ' as events',
        format(
          case
            when is_array then '(select %1$I as each, count(*) as events from %2$I group by each) as alike, '
              'lateral (select distinct unnest(each) as value) as one'
            when of_date then '(select event_id, %1$I as value from found where %3$s) as each'
            else '(select %1$I as value from %2$I) as each'
          end,
          facet, events, passes
        )
      ), ', ')
      from counted
    )
  into v_columns, v_events, v_counts;
  -- what dates carry needs no look-up of their event
  v_whole := v_columns ~ '\me\.';
  v_statement :=
    'with found as materialized ((select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter - v_asked, 'begins', v_whole, false, p_drawn => v_drawn)
      || case when p_filter ? 'q' then ' limit 2 * $9' else '' end || ') union all (select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter - v_asked, 'runs for long', v_whole, false, p_drawn => v_drawn) || ' limit $9)), '
      || v_events || ' select jsonb_build_object('
      || case when p_filter ? 'q' then '''dates'', (select count(*) from found), ''events'', (select count(*) from events), ' else '' end
      || '''facets'', jsonb_build_object(' || v_counts || '))';
  v_found := events_list_run(v_statement, v_filter, v_dates);
  v_exact := v_is_whole and not (p_filter ? 'q' and (v_found ->> 'dates')::integer >= v_dates);
  if not v_exact then
    v_growth := case
      when p_filter ? 'q'
        then greatest(1, (select t.total from events_list_total(p_filter, p_events) as t) / nullif((v_found ->> 'events')::float, 0))
      else 2 ^ (12 - p_slice)
    end;
  end if;
  return (
    select jsonb_object_agg(facet, jsonb_build_object(
      'exact', v_exact,
      'values', coalesce((
        select jsonb_agg(jsonb_build_object('value', one -> 'value', 'count', case
          when v_growth = 1 then (one ->> 'count')::bigint
          else events_list_rounded((one ->> 'count')::numeric * v_growth::numeric)
        end) order by place)
        from jsonb_array_elements(nullif(values, 'null')) with ordinality as v (one, place)
      ), '[]')
    ))
    from jsonb_each(v_found -> 'facets') as f (facet, values)
  );
end
$_$;
CREATE FUNCTION jatre.events_facets_v1(p_filter jsonb, p_facets text[], p_events integer DEFAULT 1000) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_filter constant jsonb := events_list_filter(p_filter);
  v_has_words constant boolean := v_filter ? 'q';
  v_slice integer := 12;
  v_of_categories integer := 12;
  v_reading record;
  v_facets jsonb := '{}';
begin
  if not v_has_words then
    select s.slice, case when v_filter ? 'category' then s.slice_of_all else s.slice end into v_slice, v_of_categories
    from events_list_sample(v_filter, p_events, false) as s;
  end if;
  for v_reading in
    select each.filter, each.slice, array_agg(each.facet) as facets
    from (
      select
        facet,
        case when v_has_words then v_filter - facet else v_filter end as filter,
        case facet when 'category' then v_of_categories else v_slice end as slice
      from unnest(p_facets) as facet
      where (events_facet_values(facet)).value is not null
    ) as each
    group by each.filter, each.slice
  loop
    v_facets := v_facets || events_facets_count(v_reading.filter, v_reading.facets, v_reading.slice, p_events);
  end loop;
  return v_facets;
end
$$;
CREATE FUNCTION jatre.events_list_conditions(p_filter jsonb, p_by_event boolean DEFAULT false, OUT on_index text, OUT on_dates text, OUT on_others text, OUT on_events text) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  select
    coalesce(string_agg(' and ' || condition, '') filter (where about = 'index'), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'o'), '') filter (
      where about in ('date', 'place', case when not p_by_event then 'carried' end)
    ), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'p'), '') filter (where about = 'date'), ''),
    coalesce(string_agg(' and ' || condition, '') filter (
      where about in ('event', case when p_by_event then 'indexed' end)
    ), '')
  into on_index, on_dates, on_others, on_events
  from (values
    (jsonb_array_length(p_filter -> 'category') = 1, 'index', $sql$o.category = ($13)[1]$sql$),
    (jsonb_array_length(p_filter -> 'category') <> 1, 'place', $sql$o.category = any($13)$sql$),
    (p_filter ? 'tags', 'event', $sql$e.tags && $14$sql$),
    (p_filter ? 'weekday', 'date', $sql$to_char(:date.local_start, 'dy') = any($15)$sql$),
    (p_filter ? 'timeOfDay', 'date', $sql$not :date.date_only and within_hours(:date.local_start::time, $16)$sql$),
    (p_filter ? 'minDuration', 'date', $sql$:date.ends_at - :date.starts_at >= $17::float * interval '1 minute'$sql$),
    (p_filter ? 'maxDuration', 'date', $sql$:date.ends_at - :date.starts_at <= $18::float * interval '1 minute'$sql$),
    (p_filter ? 'area', 'carried', $sql$o.areas && $19$sql$),
    (p_filter ? 'area', 'indexed', $sql$e.rooms && $20$sql$),
    (p_filter ?& '{lat,lng,radiusKm}', 'place', $sql$o.location && $23$sql$),
    (p_filter ?& '{lat,lng,radiusKm}', 'place', $sql$st_dwithin(o.location, $21, $22)$sql$),
    (p_filter ? 'bbox', 'place', $sql$($25 is null or o.location && $25)$sql$),
    (p_filter ? 'bbox', 'place', $sql$st_intersects($24, o.location::geometry)$sql$),
    (p_filter ? 'polygon', 'place', $sql$($27 is null or o.location && $27)$sql$),
    (p_filter ? 'polygon', 'place', $sql$st_intersects($26, o.location::geometry)$sql$),
    (p_filter ? 'venue', 'event', $sql$(lower(e.venue_name) = any($28) or e.place_id = any($29))$sql$),
    (p_filter ? 'organizer', 'event', $sql$organizer_id(e.organizer_name) = any($31)$sql$),
    (p_filter ? 'organizer', 'event', $sql$lower(e.organizer_name) = any($30)$sql$),
    (p_filter ? 'source', 'event', $sql$e.links @> any($32)$sql$),
    (p_filter ? 'cost', 'carried', $sql$o.cost_type = any($33)$sql$),
    (p_filter ? 'cost', 'indexed', $sql$e.cost_type = any($33)$sql$),
    (p_filter ? 'minPrice', 'event', $sql$case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= $34$sql$),
    (p_filter ? 'maxPrice', 'event', $sql$case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= $35$sql$),
    (p_filter ? 'availability', 'event', $sql$e.availability = any($36)$sql$),
    (p_filter ? 'online', 'event', $sql$(e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = $37$sql$),
    (p_filter ? 'verified', 'carried', $sql$o.is_verified = $38$sql$),
    (p_filter ? 'verified', 'indexed', $sql$(e.verification_status in ('verified', 'official')) = $38$sql$),
    (p_filter ? 'status', 'event', $sql$e.status = any($39)$sql$),
    (p_filter -> 'includeCancelled' = 'false', 'date', $sql$not :date.cancelled$sql$),
    (p_filter -> 'includeCancelled' = 'false', 'event', $sql$e.status <> 'cancelled'$sql$),
    (p_filter ? 'modifiedSince', 'event', $sql$e.updated_at >= $41$sql$),
    (p_filter ? 'words', 'event', $sql$e.search @@ $10$sql$),
    (p_filter ? 'named', 'place', $sql$o.event_id = any($11)$sql$)
  ) as conditions (is_asked, about, condition)
  where is_asked;
end
$_$;
CREATE FUNCTION jatre.events_list_dates(p_filter jsonb, p_part text, p_whole boolean, p_first boolean DEFAULT true, p_walked integer DEFAULT NULL::integer, p_beyond text DEFAULT ''::text, p_drawn text DEFAULT NULL::text, p_by_events boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  return (
  select 'from '
    || case
      -- few run at a time: found by that alone, whatever else is asked
      when p_part = 'runs for long' then '(select * from event_occurrences o where ' || part.dates || ' offset 0) as o'
      when asked.is_drawn
        then '(select * from event_occurrences o where ' || part.dates || asked.on_index || p_drawn || ' offset 0) as o'
      when p_by_events then '(select * from discovered_events e where e.is_public and e.over_at > $1' || asked.on_events
        || ' offset 0) as e cross join lateral (select * from event_occurrences o where o.event_id = e.id and '
        || part.dates || p_beyond || ' offset 0) as o'
      -- the dates of each event that is named, by its id whatever else is asked
      when p_walked is null and p_filter ? 'named' then '(select o.* from unnest($11) as named (id) cross join lateral ('
        'select * from event_occurrences o where o.event_id = named.id and ' || part.dates || ' offset 0) as o) as o'
      when p_walked is null then 'event_occurrences o'
      else '(select * from event_occurrences o where ' || part.dates || asked.on_index || p_beyond
        || format(' order by o.starts_at fetch first %s rows with ties) as o', p_walked)
    end
    || case
      when not asked.is_joined or p_by_events then ''
      when p_drawn is not null or p_walked is not null or p_part = 'runs for long' then ' cross join lateral ('
        'select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e'
      -- so that of a venue or an organizer the index has what is to come
      else ' join discovered_events e on e.id = o.event_id and e.is_public and e.over_at > $1'
    end
    || ' where '
    || case
      when p_part = 'runs for long' then 'true' || asked.on_index || p_beyond || coalesce(p_drawn, '')
      when asked.is_drawn then 'true'
      when p_by_events then 'true' || asked.on_index
      when p_walked is null then part.dates || asked.on_index || p_beyond || coalesce(p_drawn, '')
      else 'true'
    end
    || asked.on_dates
    || case when p_by_events then '' else asked.on_events end
    || case when p_first then ' and ' || events_list_stands(asked.event, asked.on_others) else '' end
  from (
    select
      c.*,
      j.is_joined,
      coalesce(p_drawn, '') <> '' as is_drawn,
      case when j.is_joined and p_walked is not null then 'e.id' else 'o.event_id' end as event
    -- left to the planner, it may begin with an index of events
    from events_list_conditions(p_filter, p_first and p_walked is null) as c,
      lateral (select p_whole or (c.on_dates || c.on_events) ~ '\me\.' as is_joined) as j
  ) as asked, (
    select 'o.is_public and ' || case p_part
      -- of the other indexes none helps here; named by the range alone, none is tried
      when 'runs for long' then $sql$o.over_at - o.starts_at > interval '24 hours'
        and tstzrange(o.starts_at, o.over_at) @> $1
        and lower(tstzrange(o.starts_at, o.over_at)) < least($1 - interval '24 hours', $2)$sql$
      else 'o.over_at > $1 and o.starts_at < $2 and ' || case p_part
        when 'begins' then $sql$o.starts_at >= $1 - interval '24 hours'$sql$
        when 'begins today' then $sql$o.starts_at >= $1 - interval '24 hours' and o.starts_at <= $3$sql$
        when 'begins later' then 'o.starts_at > $3'
      end
    end as dates
  ) as part
  );
end
$_$;
CREATE FUNCTION jatre.events_list_expected(p_statement text, p_filter jsonb, p_what text DEFAULT 'Plan Rows'::text) RETURNS double precision
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    AS $$
declare
  v record;
  v_plan json;
begin
  v := events_list_values(p_filter);
  execute 'explain (format json) ' || p_statement into v_plan
  using v.starts_from, v.starts_until, v.day_ends, v.after_start, v.after_timed, v.after_title, v.after_id, v.zone,
    null::integer, v.of_words, v.of_named, v.of_loose, v.of_category, v.of_tags, v.of_weekday, v.of_time_of_day,
    v.of_min_duration, v.of_max_duration, v.of_area, v.of_room, v.of_lat, v.of_radius, v.of_around, v.of_bbox,
    v.of_bbox_around, v.of_polygon, v.of_polygon_around, v.of_venue, v.of_place, v.of_organizer, v.of_organizer_id,
    v.of_source, v.of_cost, v.of_min_price, v.of_max_price, v.of_availability, v.of_online, v.of_verified,
    v.of_status, v.of_include_cancelled, v.of_modified_since;
  return v_plan -> 0 -> 'Plan' ->> p_what;
end
$$;
CREATE FUNCTION jatre.events_list_filter(p_filter jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_from constant timestamptz := coalesce((p_filter ->> 'from')::timestamptz, now_v1());
  v_zone constant text := coalesce(
    (select timezone from areas where code = search_area(p_filter)),
    (select timezone from areas order by code limit 1),
    'UTC'
  );
  v_words jsonb;
begin
  if p_filter ->> 'sort' is distinct from 'relevance' then
    v_words := to_jsonb(search_all(nullif(trim(p_filter ->> 'q'), ''), search_area(p_filter)));
  end if;
  return jsonb_strip_nulls(p_filter - '{words,loose,named}'::text[] || jsonb_build_object(
    'from', v_from,
    'until', coalesce((p_filter ->> 'until')::timestamptz, 'infinity'),
    'zone', v_zone,
    'dayEnds', ((v_from at time zone v_zone)::date + 1)::timestamp at time zone v_zone - interval '1 microsecond',
    'q', nullif(trim(p_filter ->> 'q'), '')
  ) || coalesce(v_words, '{}'));
end
$$;
CREATE FUNCTION jatre.events_list_long_alone(p_values record, p_slices integer[]) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    AS $$
declare
  v_events bigint;
begin
  select count(distinct o.event_id) into v_events
  from (select * from event_occurrences o where o.is_public and o.over_at - o.starts_at > interval '24 hours' and tstzrange(o.starts_at, o.over_at) @> p_values.starts_from and lower(tstzrange(o.starts_at, o.over_at)) < least(p_values.starts_from - interval '24 hours', p_values.starts_until) offset 0) as o
  where (p_values.of_category is null or o.category = any(p_values.of_category))
    and sample_slice(o.event_id) = any(p_slices)
    and not exists (
      select from event_occurrences p
      where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from
        and p.starts_at < p_values.starts_until and p.starts_at >= p_values.starts_from - interval '24 hours'
    );
  return v_events;
end
$$;
CREATE FUNCTION jatre.events_list_long_part(p_values record, p_behind timestamp with time zone, p_limit integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    AS $$
declare
  c_any_place constant boolean := (p_values.of_area is null)
    and (p_values.of_around is null)
    and (p_values.of_lat is null or p_values.of_radius is null)
    and (p_values.of_bbox_around is null)
    and (p_values.of_bbox is null)
    and (p_values.of_polygon_around is null)
    and (p_values.of_polygon is null)
    and (p_values.of_cost is null)
    and (p_values.of_verified is null)
    and (p_values.of_named is null);
  c_any_date constant boolean := (p_values.of_weekday is null)
    and (p_values.of_time_of_day is null)
    and (p_values.of_min_duration is null)
    and (p_values.of_max_duration is null)
    and (p_values.of_include_cancelled is null);
  c_any_event constant boolean := (p_values.of_tags is null)
    and (p_values.of_place is null or p_values.of_venue is null)
    and (p_values.of_organizer_id is null)
    and (p_values.of_organizer is null)
    and (p_values.of_source is null)
    and (p_values.of_min_price is null)
    and (p_values.of_max_price is null)
    and (p_values.of_availability is null)
    and (p_values.of_online is null)
    and (p_values.of_status is null)
    and (p_values.of_include_cancelled is null)
    and (p_values.of_modified_since is null)
    and (p_values.of_words is null);
  v_dates jsonb;
begin
  select jsonb_agg(jsonb_build_array(event_id, starts_at)) into v_dates from (
    select o.event_id, o.starts_at
    from (
      select * from event_occurrences o where o.is_public and o.over_at - o.starts_at > interval '24 hours' and tstzrange(o.starts_at, o.over_at) @> p_values.starts_from and lower(tstzrange(o.starts_at, o.over_at)) < least(p_values.starts_from - interval '24 hours', p_values.starts_until) offset 0
    ) as o
    cross join lateral (select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e
    where (p_values.of_category is null or o.category = any(p_values.of_category))
      and (c_any_place or (true
        and (p_values.of_area is null or o.areas && p_values.of_area)
        and (p_values.of_around is null or o.location && p_values.of_around)
        and (p_values.of_lat is null or p_values.of_radius is null or st_dwithin(o.location, p_values.of_lat, p_values.of_radius))
        and (p_values.of_bbox_around is null or (p_values.of_bbox_around is null or o.location && p_values.of_bbox_around))
        and (p_values.of_bbox is null or st_intersects(p_values.of_bbox, o.location::geometry))
        and (p_values.of_polygon_around is null or (p_values.of_polygon_around is null or o.location && p_values.of_polygon_around))
        and (p_values.of_polygon is null or st_intersects(p_values.of_polygon, o.location::geometry))
        and (p_values.of_cost is null or o.cost_type = any(p_values.of_cost))
        and (p_values.of_verified is null or o.is_verified = p_values.of_verified)
        and (p_values.of_named is null or o.event_id = any(p_values.of_named))))
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(o.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not o.date_only and within_hours(o.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or o.ends_at - o.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or o.ends_at - o.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not o.cancelled)))
      and (c_any_event or (true
        and (p_values.of_tags is null or e.tags && p_values.of_tags)
        and (p_values.of_place is null or p_values.of_venue is null or (lower(e.venue_name) = any(p_values.of_venue) or e.place_id = any(p_values.of_place)))
        and (p_values.of_organizer_id is null or organizer_id(e.organizer_name) = any(p_values.of_organizer_id))
        and (p_values.of_organizer is null or lower(e.organizer_name) = any(p_values.of_organizer))
        and (p_values.of_source is null or e.links @> any(p_values.of_source))
        and (p_values.of_min_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= p_values.of_min_price)
        and (p_values.of_max_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= p_values.of_max_price)
        and (p_values.of_availability is null or e.availability = any(p_values.of_availability))
        and (p_values.of_online is null or (e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = p_values.of_online)
        and (p_values.of_status is null or e.status = any(p_values.of_status))
        and (p_values.of_include_cancelled is null or e.status <> 'cancelled')
        and (p_values.of_modified_since is null or e.updated_at >= p_values.of_modified_since)
        and (p_values.of_words is null or e.search @@ p_values.of_words)))
      and nullif(
        exists (
          select from event_occurrences p
          where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at >= p_values.starts_from - interval '24 hours'
            and p.starts_at < case when o.cancelled then 'infinity' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        )
        or exists (
          select from event_occurrences p
          where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at < p_values.starts_from - interval '24 hours' and p.over_at - p.starts_at > interval '24 hours'
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        ),
        true
      ) is not null
      and (p_behind is null or o.starts_at < p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
    order by o.starts_at desc, o.date_only desc, e.title, o.event_id limit p_limit
  ) as found;
  return coalesce(v_dates, '[]');
end
$$;
CREATE FUNCTION jatre.events_list_page(p_filter jsonb, p_limit integer, p_walk_from timestamp with time zone DEFAULT NULL::timestamp with time zone, p_walked integer DEFAULT 5000, p_cost double precision DEFAULT 50000, OUT dates jsonb, OUT walked_to timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  c_walks constant integer := 2 + p_limit / 1000;
  c_parts constant text[] := '{begins today,runs for long,begins later}';
  c_long constant integer := 2;
  v_day_ends constant timestamptz := p_filter ->> 'dayEnds';
  v_behind timestamptz := p_filter #>> '{after,startsAt}';
  v_first constant integer := case
    when v_behind < (p_filter ->> 'from')::timestamptz - interval '24 hours' then 2
    when v_behind > v_day_ends then 3
    else 1
  end;
  v_values record;
  v_found record;
  v_begins timestamptz;
  v_rest text;
begin
  dates := '[]';
  if p_filter ? 'q' then
    v_found := events_search_timed(p_filter, p_limit);
    dates := v_found.dates;
    walked_to := v_found.walked_to;
    return;
  end if;
  v_values := events_list_values(p_filter);
  for v_place in v_first..3 loop
    continue when v_place = c_long and p_walk_from is not null;
    v_begins := greatest(
      '-infinity', case when v_place <> c_long then v_behind end, p_walk_from,
      case when v_place = 3 then v_day_ends + interval '1 microsecond' end
    );
    v_rest := null;
    if p_filter ? 'named' then
      v_rest := events_list_dates(p_filter, c_parts[v_place], true, true, null, format(' and o.starts_at >= %L', v_begins));
    elsif v_place = c_long then
      dates := dates || events_list_long_part(v_values, v_behind, p_limit - jsonb_array_length(dates));
    else
      for v_walk in 1..c_walks loop
        v_found := events_list_walked_part(
          v_values, v_begins, case when v_place = 1 then v_day_ends else 'infinity' end, v_behind, p_walked,
          p_limit - jsonb_array_length(dates)
        );
        dates := dates || v_found.dates;
        if jsonb_array_length(dates) >= p_limit then
          return;
        end if;
        exit when v_found.read < p_walked;
        v_begins := v_found.walked_to + interval '1 microsecond';
        if v_walk = 1 and jsonb_array_length(dates) + (c_walks - 1) * jsonb_array_length(v_found.dates) < p_limit then
          v_rest := events_list_rest(p_filter, c_parts[v_place], format(' and o.starts_at >= %L', v_begins), p_cost);
          exit when v_rest is not null;
        end if;
        if v_walk = c_walks then
          walked_to := v_found.walked_to;
          return;
        end if;
      end loop;
    end if;
    if v_rest is not null then
      dates := dates || coalesce(events_list_run(
        'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at ' || v_rest
          || case when v_behind is not null then format(
            ' and (o.starts_at %s $4 or o.starts_at = $4 and (not o.date_only, e.title, o.event_id) > ($5, $6, $7))',
            case when v_place = c_long then '<' else '>' end
          ) else '' end
          || format(
            ' order by o.starts_at %s, o.date_only desc, e.title, o.event_id limit $9) as found',
            case when v_place = c_long then 'desc' end
          ),
        p_filter, p_limit - jsonb_array_length(dates)
      ), '[]');
    end if;
    exit when jsonb_array_length(dates) >= p_limit;
    -- what is behind an event is so in its own part
    v_behind := null;
  end loop;
end
$_$;
CREATE FUNCTION jatre.events_list_placed(p_filter jsonb) RETURNS double precision
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_place constant jsonb := (
    select jsonb_object_agg(key, value) from jsonb_each(p_filter)
    where key in ('from', 'until', 'dayEnds', 'zone', 'lat', 'lng', 'radiusKm', 'bbox', 'polygon')
  );
  v_slice constant integer := (select slice from events_list_sample(v_place, 500));
begin
  return events_list_sampled(v_place, v_slice, 500) * 2 ^ (12 - v_slice);
end
$$;
CREATE FUNCTION jatre.events_list_rest(p_filter jsonb, p_part text, p_beyond text, p_cost double precision) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  c_date constant float := 10;
  c_opening constant text := 'select o.event_id ';
  v_has_place constant boolean := p_filter ?| '{lat,bbox,polygon}';
  v_dates text;
begin
  if v_has_place and (select on_events from events_list_conditions(p_filter, true)) <> '' then
    v_dates := events_list_dates(p_filter, p_part, true, true, null, p_beyond, null, true);
    if events_list_expected(c_opening || v_dates, p_filter, 'Total Cost') < 2 * p_cost then
      return v_dates;
    end if;
  end if;
  v_dates := events_list_dates(p_filter, p_part, true, true, null, p_beyond);
  if events_list_expected(c_opening || v_dates, p_filter, 'Total Cost') < p_cost
    and (not v_has_place or c_date * events_list_placed(p_filter) < p_cost) then
    return v_dates;
  end if;
  return null;
end
$$;
CREATE FUNCTION jatre.events_list_rounded(p_estimate numeric) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    RETURN round(p_estimate, (1 - (floor(log(GREATEST((p_estimate / (2)::numeric), (1)::numeric))))::integer));
CREATE FUNCTION jatre.events_list_run(p_statement text, p_filter jsonb, p_limit integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    AS $$
declare
  v record;
  v_answer jsonb;
begin
  v := events_list_values(p_filter);
  execute p_statement into v_answer
  using v.starts_from, v.starts_until, v.day_ends, v.after_start, v.after_timed, v.after_title, v.after_id, v.zone,
    p_limit, v.of_words, v.of_named, v.of_loose, v.of_category, v.of_tags, v.of_weekday, v.of_time_of_day,
    v.of_min_duration, v.of_max_duration, v.of_area, v.of_room, v.of_lat, v.of_radius, v.of_around, v.of_bbox,
    v.of_bbox_around, v.of_polygon, v.of_polygon_around, v.of_venue, v.of_place, v.of_organizer, v.of_organizer_id,
    v.of_source, v.of_cost, v.of_min_price, v.of_max_price, v.of_availability, v.of_online, v.of_verified,
    v.of_status, v.of_include_cancelled, v.of_modified_since;
  return v_answer;
end
$$;
CREATE FUNCTION jatre.events_list_sample(p_filter jsonb, p_events integer, p_counts boolean DEFAULT true, OUT slice integer, OUT events bigint, OUT read bigint, OUT slice_of_all integer) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    AS $$
declare
  v_from constant timestamptz := p_filter ->> 'from';
  v_until constant timestamptz := p_filter ->> 'until';
  v_categories constant text[] :=
    (select array_agg(category) from jsonb_array_elements_text(p_filter -> 'category') as category);
  c_dates constant integer := 4 * p_events;
  c_read constant integer := 6 * p_events;
  v_dates bigint := 0;
  v_of_all bigint := 0;
  v_more record;
begin
  events := 0;
  read := 0;
  for v_slice in 0..11 loop
    if p_counts or v_categories is null then
      select
        count(distinct o.event_id) filter (where v_categories is null or o.category = any(v_categories)) as events,
        count(*) filter (where v_categories is null or o.category = any(v_categories)) as dates,
        count(*) as read
      into v_more
      from event_occurrences o
      where o.is_public and sample_slice(o.event_id) = v_slice
        and o.starts_at >= v_from - interval '24 hours' and o.starts_at < v_until and o.over_at > v_from;
    else
      select
        count(distinct o.event_id) filter (where o.category = any(v_categories)) as events,
        count(distinct o.event_id) filter (where slice_of_all is null) as of_all,
        count(*) filter (where o.category = any(v_categories)) as dates,
        count(*) as read
      into v_more
      from (
        select o.event_id, o.category
        from event_occurrences o
        where o.is_public and sample_slice(o.event_id) = v_slice
          and o.starts_at >= v_from - interval '24 hours' and o.starts_at < v_until and o.over_at > v_from
        limit c_read - read
      ) as o;
      v_of_all := v_of_all + v_more.of_all;
    end if;
    events := events + v_more.events;
    v_dates := v_dates + v_more.dates;
    read := read + v_more.read;
    slice := v_slice;
    if slice_of_all is null and (v_of_all >= p_events or read >= c_dates) then
      slice_of_all := slice;
    end if;
    if events >= p_events or v_dates >= c_dates or read >= c_read then
      return;
    end if;
  end loop;
  slice := 12;
  slice_of_all := coalesce(slice_of_all, slice);
  events := null;
end
$$;
CREATE FUNCTION jatre.events_list_sampled(p_filter jsonb, p_slice integer, p_long integer, p_first integer DEFAULT 0) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_slices constant text := events_list_slices(p_slice, p_first);
begin
  return events_list_run(
    'select to_jsonb(count(distinct event_id)) from (select o.event_id '
      || events_list_dates(p_filter, 'begins', false, false, p_drawn => v_slices) || ' union all (select o.event_id '
      || events_list_dates(p_filter, 'runs for long', false, false, p_drawn => v_slices) || ' limit $9)) as found',
    p_filter, p_long
  )::bigint;
end
$_$;
CREATE FUNCTION jatre.events_list_slices(p_slice integer, p_first integer DEFAULT 0) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return case when p_slice < 12 or p_first > 0 then format(
    ' and sample_slice(o.event_id) = any(%L::integer[])', array(select generate_series(p_first, p_slice))
  ) else '' end;
end
$$;
CREATE FUNCTION jatre.events_list_sorted(p_filter jsonb, p_limit integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_filter constant jsonb := events_search_narrowed(p_filter, 1000);
  v_columns constant text := 'select o.event_id, o.starts_at, ' || events_sort_key(p_filter ->> 'sort') || ' as key ';
  v_statement constant text := 'select jsonb_agg(jsonb_build_array(event_id, starts_at) order by key, starts_at, event_id) '
    || 'from (select * from (' || v_columns
    || events_list_dates(v_filter, 'begins', true, true, case when not v_filter ? 'named' then 5000 end)
    || ' union all ' || v_columns || events_list_dates(v_filter, 'runs for long', true)
    || ') as found order by key, starts_at, event_id limit $9) as foremost';
begin
  return coalesce(case
    when v_filter ? 'named' then events_list_run(v_statement, v_filter, p_limit)
    else events_list_walk(v_statement, v_filter, p_limit)
  end, '[]');
end
$_$;
CREATE FUNCTION jatre.events_list_stands(p_event text, p_others text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  return 'nullif(
        exists (
          select from event_occurrences p
          where p.event_id = ' || p_event || ' and p.is_public and p.over_at > $1 and p.starts_at < $2
            and p.starts_at >= $1 - interval ''24 hours''
            and p.starts_at < case when o.cancelled then ''infinity'' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)' || p_others || '
        )
        or exists (
          select from event_occurrences p
          where p.event_id = ' || p_event || ' and p.is_public and p.over_at > $1 and p.starts_at < $2
            and p.starts_at < $1 - interval ''24 hours'' and p.over_at - p.starts_at > interval ''24 hours''
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)' || p_others || '
        ),
        true
      ) is not null';
end
$_$;
CREATE FUNCTION jatre.events_list_total(p_filter jsonb, p_events integer, OUT total bigint, OUT exact boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_dates constant integer := 2 * p_events;
  v_slice integer;
  v_larger integer;
  v_drawn record;
  v_is_drawn_alone boolean;
  v_values record;
begin
  if p_filter ? 'q' then
    select s.total, s.exact into total, exact from events_search_dates(p_filter, 0, 200, p_events) as s;
    return;
  end if;
  v_values := events_list_values(p_filter);
  -- all that is asked is the window and the category: the sample has counted that, but for what runs for long
  v_is_drawn_alone := (select on_dates || on_events = '' from events_list_conditions(p_filter - 'category'));
  v_drawn := events_list_sample(p_filter, p_events, v_is_drawn_alone);
  v_slice := v_drawn.slice;
  if v_slice < 12 and v_is_drawn_alone then
    total := v_drawn.events + events_list_long_alone(v_values, array(select generate_series(0, v_slice)));
  else
    total := events_list_sampled(p_filter, v_slice, v_dates);
    if v_slice < 12 and total < p_events / 5 then
      v_larger := least(12, v_slice + case when v_drawn.read < 2 * p_events then 2 else 1 end);
      total := case
        when v_larger < 12 then total + events_list_sampled(p_filter, v_larger, v_dates, v_slice + 1)
        else events_list_sampled(p_filter, 12, v_dates)
      end;
      v_slice := v_larger;
    end if;
  end if;
  -- of what runs for long, no more were counted
  exact := v_slice = 12 and total < v_dates;
  total := total * 2 ^ (12 - v_slice);
  if not exact then
    total := events_list_rounded(total);
  end if;
end
$$;
CREATE FUNCTION jatre.events_list_v3(p_filter jsonb, p_limit integer, p_offset integer, OUT list text, OUT after jsonb) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  v_filter constant jsonb := events_list_filter(p_filter);
  v_from constant timestamptz := v_filter ->> 'from';
  v_until constant timestamptz := v_filter ->> 'until';
  v_here constant geography :=
    st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography;
  v_sort constant text := coalesce(p_filter ->> 'sort', 'time');
  v_fields constant jsonb := p_filter -> 'fields';
  v_read record;
  v_found jsonb;
  v_walked_to timestamptz;
  v_has_more boolean;
  v_total bigint;
  v_exact boolean := true;
  v_events text;
  v_last jsonb;
begin
  -- the last one only says that there is more
  if v_sort = 'relevance' then
    v_read := events_search_page(v_filter, p_offset + p_limit + 1);
    v_found := v_read.dates;
    v_total := v_read.total;
    v_exact := v_read.exact;
  else
    if v_sort = 'time' then
      v_read := events_list_page(v_filter, p_offset + p_limit + 1);
      v_found := v_read.dates;
      v_walked_to := v_read.walked_to;
    else
      v_found := events_list_sorted(v_filter, p_offset + p_limit + 1);
    end if;
    v_total := jsonb_array_length(v_found);
  end if;
  if jsonb_array_length(v_found) > p_offset + p_limit then
    v_walked_to := null;
    v_has_more := true;
  else
    v_has_more := v_walked_to is not null;
  end if;
  select string_agg((case
    when v_fields is null then event
    else (
      select jsonb_object_agg(key, value) from jsonb_each(event) where key in ('id', 'version') or v_fields ? key
    )
  end)::text, ', ' order by place)
  into v_events
  from (
    select
      f.place,
      event_document_jsonb(e, s.name, e.occurrences, e.images) || jsonb_build_object(
        'next', jsonb_build_object(
          'startsAt', to_jsonb(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
          'endsAt', to_jsonb(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
          'dateOnly', o.date_only,
          'cancelled', o.cancelled
        ),
        'moreDates', (
          select count(*) - 1 from event_occurrences d
          where d.event_id = e.id and d.is_public and d.over_at > v_from and d.starts_at < v_until
        ),
        'matched', f.found -> 2,
        'distanceKm', round((st_distance(e.location, v_here) / 1000)::numeric, 2)
      ) as event
    from jsonb_array_elements(v_found) with ordinality as f (found, place)
    join event_occurrences o on o.event_id = (f.found ->> 0)::uuid and o.starts_at = (f.found ->> 1)::timestamptz
    join discovered_events e on e.id = o.event_id
    left join event_sources s on s.id = e.source_id
    where f.place > p_offset and f.place <= p_offset + p_limit
  ) as page;
  if v_sort <> 'relevance' and (v_has_more or v_filter ? 'after' or p_offset > 0) then
    v_read := events_list_total(v_filter, 1000);
    v_total := v_read.total;
    v_exact := v_read.exact;
  end if;
  -- of a sample, none may pass of the few that do
  v_total := greatest(v_total, jsonb_array_length(v_found));
  list := concat(
    '{"total": ', v_total, ', "events": [', v_events, '], "hasMore": ', to_json(v_has_more),
    ', "totalExact": ', to_json(v_exact), '}'
  );
  if v_walked_to is not null then
    after := jsonb_build_object(
      'startsAt', to_jsonb((v_walked_to + interval '1 microsecond') at time zone 'UTC') #>> '{}' || 'Z', 'dateOnly', true,
      'title', '', 'id', '00000000-0000-0000-0000-000000000000'
    );
  elsif v_has_more and v_sort = 'time' then
    v_last := v_found -> (p_offset + p_limit - 1);
    select jsonb_build_object(
      'startsAt', to_jsonb(o.starts_at at time zone 'UTC') #>> '{}' || 'Z', 'dateOnly', o.date_only, 'title', e.title, 'id', e.id
    )
    into after
    from event_occurrences o
    join discovered_events e on e.id = o.event_id
    where o.event_id = (v_last ->> 0)::uuid and o.starts_at = (v_last ->> 1)::timestamptz;
  end if;
  after := after || jsonb_build_object('from', v_filter -> 'from', 'until', p_filter -> 'until');
end
$$;
CREATE FUNCTION jatre.events_list_values(p_filter jsonb, OUT starts_from timestamp with time zone, OUT starts_until timestamp with time zone, OUT day_ends timestamp with time zone, OUT after_start timestamp with time zone, OUT after_timed boolean, OUT after_title text, OUT after_id uuid, OUT zone text, OUT of_words tsquery, OUT of_named uuid[], OUT of_loose tsquery, OUT of_category text[], OUT of_tags text[], OUT of_weekday text[], OUT of_time_of_day time without time zone[], OUT of_min_duration numeric, OUT of_max_duration numeric, OUT of_area text[], OUT of_room text[], OUT of_lat public.geography, OUT of_radius double precision, OUT of_around public.geography, OUT of_bbox public.geometry, OUT of_bbox_around public.geography, OUT of_polygon public.geometry, OUT of_polygon_around public.geography, OUT of_venue text[], OUT of_place uuid[], OUT of_organizer text[], OUT of_organizer_id uuid[], OUT of_source jsonb[], OUT of_cost text[], OUT of_min_price numeric, OUT of_max_price numeric, OUT of_availability text[], OUT of_online boolean, OUT of_verified boolean, OUT of_status text[], OUT of_include_cancelled boolean, OUT of_modified_since timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  select
    (p_filter ->> 'from')::timestamptz,
    (p_filter ->> 'until')::timestamptz,
    (p_filter ->> 'dayEnds')::timestamptz,
    (p_filter #>> '{after,startsAt}')::timestamptz,
    not (p_filter #>> '{after,dateOnly}')::boolean,
    p_filter #>> '{after,title}',
    (p_filter #>> '{after,id}')::uuid,
    p_filter ->> 'zone',
    (p_filter ->> 'words')::tsquery,
    (p_filter ->> 'named')::uuid[],
    (p_filter ->> 'loose')::tsquery,
    case when p_filter ? 'category' then json_texts(p_filter -> 'category') end,
    case when p_filter ? 'tags' then json_texts(p_filter -> 'tags') end,
    case when p_filter ? 'weekday' then json_texts(p_filter -> 'weekday') end,
    case when p_filter ? 'timeOfDay' then json_texts(p_filter -> 'timeOfDay')::time[] end,
    (p_filter ->> 'minDuration')::numeric,
    (p_filter ->> 'maxDuration')::numeric,
    case when p_filter ? 'area' then json_texts(case jsonb_typeof(p_filter -> 'area') when 'array' then p_filter -> 'area' else jsonb_build_array(p_filter -> 'area') end) end,
    case when p_filter ? 'area' then array(select 'events:area:' || code from unnest(json_texts(case jsonb_typeof(p_filter -> 'area') when 'array' then p_filter -> 'area' else jsonb_build_array(p_filter -> 'area') end)) as code) end,
    st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography,
    (p_filter ->> 'radiusKm')::float * 1000,
    case when p_filter ? 'radiusKm' then _st_expand(st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography, (p_filter ->> 'radiusKm')::float * 1000) end,
    case when p_filter ? 'bbox' then st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326) end,
    case when p_filter ? 'bbox' then _st_expand(st_centroid(st_envelope(st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326)))::geography, shape_reach(st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326))) end,
    case when p_filter ? 'polygon' then st_geomfromtext((p_filter ->> 'polygon'), 4326) end,
    case when p_filter ? 'polygon' then _st_expand(st_centroid(st_envelope(st_geomfromtext((p_filter ->> 'polygon'), 4326)))::geography, shape_reach(st_geomfromtext((p_filter ->> 'polygon'), 4326))) end,
    case when p_filter ? 'venue' then json_texts(p_filter -> 'venue') end,
    case when p_filter ? 'venue' then array(select t::uuid from jsonb_array_elements_text(p_filter -> 'venue') as t where t ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') end,
    case when p_filter ? 'organizer' then json_texts(p_filter -> 'organizer') end,
    case when p_filter ? 'organizer' then array(select organizer_id(t) from jsonb_array_elements_text(p_filter -> 'organizer') as t) end,
    case when p_filter ? 'source' then array(select jsonb_build_array(jsonb_build_object('source', slug)) from jsonb_array_elements_text(p_filter -> 'source') as slug) end,
    case when p_filter ? 'cost' then case (p_filter ->> 'cost') when 'free' then array['free'] else array['paid', 'donation', 'variable'] end end,
    (p_filter ->> 'minPrice')::numeric,
    (p_filter ->> 'maxPrice')::numeric,
    case when p_filter ? 'availability' then json_texts(p_filter -> 'availability') end,
    (p_filter ->> 'online')::boolean,
    (p_filter ->> 'verified')::boolean,
    case when p_filter ? 'status' then json_texts(p_filter -> 'status') end,
    nullif((p_filter ->> 'includeCancelled')::boolean, true),
    (p_filter ->> 'modifiedSince')::timestamptz
  into
    starts_from, starts_until, day_ends, after_start, after_timed, after_title, after_id, zone, of_words,
    of_named, of_loose, of_category, of_tags, of_weekday, of_time_of_day, of_min_duration, of_max_duration,
    of_area, of_room, of_lat, of_radius, of_around, of_bbox, of_bbox_around, of_polygon, of_polygon_around,
    of_venue, of_place, of_organizer, of_organizer_id, of_source, of_cost, of_min_price, of_max_price,
    of_availability, of_online, of_verified, of_status, of_include_cancelled, of_modified_since;
end
$_$;
CREATE FUNCTION jatre.events_list_walk(p_statement text, p_filter jsonb, p_limit integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_sort TO 'off'
    AS $$
declare
  v record;
  v_answer jsonb;
begin
  v := events_list_values(p_filter);
  execute p_statement into v_answer
  using v.starts_from, v.starts_until, v.day_ends, v.after_start, v.after_timed, v.after_title, v.after_id, v.zone,
    p_limit, v.of_words, v.of_named, v.of_loose, v.of_category, v.of_tags, v.of_weekday, v.of_time_of_day,
    v.of_min_duration, v.of_max_duration, v.of_area, v.of_room, v.of_lat, v.of_radius, v.of_around, v.of_bbox,
    v.of_bbox_around, v.of_polygon, v.of_polygon_around, v.of_venue, v.of_place, v.of_organizer, v.of_organizer_id,
    v.of_source, v.of_cost, v.of_min_price, v.of_max_price, v.of_availability, v.of_online, v.of_verified,
    v.of_status, v.of_include_cancelled, v.of_modified_since;
  return v_answer;
end
$$;
CREATE FUNCTION jatre.events_list_walked(p_filter jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return case
    when jsonb_array_length(p_filter -> 'category') = 1 then jsonb_build_object('category', p_filter -> 'category')
    else '{}'
  end;
end
$$;
CREATE FUNCTION jatre.events_list_walked_part(p_values record, p_first timestamp with time zone, p_last timestamp with time zone, p_behind timestamp with time zone, p_dates integer, p_limit integer, OUT dates jsonb, OUT read integer, OUT walked_to timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_sort TO 'off'
    AS $$
declare
  c_any_place constant boolean := (p_values.of_area is null)
    and (p_values.of_around is null)
    and (p_values.of_lat is null or p_values.of_radius is null)
    and (p_values.of_bbox_around is null)
    and (p_values.of_bbox is null)
    and (p_values.of_polygon_around is null)
    and (p_values.of_polygon is null)
    and (p_values.of_cost is null)
    and (p_values.of_verified is null)
    and (p_values.of_named is null);
  c_any_date constant boolean := (p_values.of_weekday is null)
    and (p_values.of_time_of_day is null)
    and (p_values.of_min_duration is null)
    and (p_values.of_max_duration is null)
    and (p_values.of_include_cancelled is null);
  c_any_event constant boolean := (p_values.of_tags is null)
    and (p_values.of_place is null or p_values.of_venue is null)
    and (p_values.of_organizer_id is null)
    and (p_values.of_organizer is null)
    and (p_values.of_source is null)
    and (p_values.of_min_price is null)
    and (p_values.of_max_price is null)
    and (p_values.of_availability is null)
    and (p_values.of_online is null)
    and (p_values.of_status is null)
    and (p_values.of_include_cancelled is null)
    and (p_values.of_modified_since is null)
    and (p_values.of_words is null);
begin
  if cardinality(p_values.of_category) = 1 then
    select jsonb_agg(jsonb_build_array(event_id, starts_at)) into dates from (
      select o.event_id, o.starts_at
      from (
        select * from event_occurrences o
        where o.is_public and o.over_at > p_values.starts_from and o.starts_at < p_values.starts_until and o.starts_at >= p_values.starts_from - interval '24 hours'
          and o.starts_at >= p_first and o.starts_at <= p_last and o.category = (p_values.of_category)[1]
        order by o.starts_at fetch first (p_dates) rows with ties
      ) as o
    cross join lateral (select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e
      where true
      and (c_any_place or (true
        and (p_values.of_area is null or o.areas && p_values.of_area)
        and (p_values.of_around is null or o.location && p_values.of_around)
        and (p_values.of_lat is null or p_values.of_radius is null or st_dwithin(o.location, p_values.of_lat, p_values.of_radius))
        and (p_values.of_bbox_around is null or (p_values.of_bbox_around is null or o.location && p_values.of_bbox_around))
        and (p_values.of_bbox is null or st_intersects(p_values.of_bbox, o.location::geometry))
        and (p_values.of_polygon_around is null or (p_values.of_polygon_around is null or o.location && p_values.of_polygon_around))
        and (p_values.of_polygon is null or st_intersects(p_values.of_polygon, o.location::geometry))
        and (p_values.of_cost is null or o.cost_type = any(p_values.of_cost))
        and (p_values.of_verified is null or o.is_verified = p_values.of_verified)
        and (p_values.of_named is null or o.event_id = any(p_values.of_named))))
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(o.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not o.date_only and within_hours(o.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or o.ends_at - o.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or o.ends_at - o.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not o.cancelled)))
      and (c_any_event or (true
        and (p_values.of_tags is null or e.tags && p_values.of_tags)
        and (p_values.of_place is null or p_values.of_venue is null or (lower(e.venue_name) = any(p_values.of_venue) or e.place_id = any(p_values.of_place)))
        and (p_values.of_organizer_id is null or organizer_id(e.organizer_name) = any(p_values.of_organizer_id))
        and (p_values.of_organizer is null or lower(e.organizer_name) = any(p_values.of_organizer))
        and (p_values.of_source is null or e.links @> any(p_values.of_source))
        and (p_values.of_min_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= p_values.of_min_price)
        and (p_values.of_max_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= p_values.of_max_price)
        and (p_values.of_availability is null or e.availability = any(p_values.of_availability))
        and (p_values.of_online is null or (e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = p_values.of_online)
        and (p_values.of_status is null or e.status = any(p_values.of_status))
        and (p_values.of_include_cancelled is null or e.status <> 'cancelled')
        and (p_values.of_modified_since is null or e.updated_at >= p_values.of_modified_since)
        and (p_values.of_words is null or e.search @@ p_values.of_words)))
      and nullif(
        exists (
          select from event_occurrences p
          where p.event_id = e.id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at >= p_values.starts_from - interval '24 hours'
            and p.starts_at < case when o.cancelled then 'infinity' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        )
        or exists (
          select from event_occurrences p
          where p.event_id = e.id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at < p_values.starts_from - interval '24 hours' and p.over_at - p.starts_at > interval '24 hours'
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        ),
        true
      ) is not null
      and (p_behind is null or o.starts_at > p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
      order by o.starts_at, o.date_only desc, e.title, o.event_id limit p_limit
    ) as found;
    if dates is null or jsonb_array_length(dates) < p_limit then
      select count(*), max(walked.starts_at) into read, walked_to from (
        select o.starts_at from event_occurrences o
        where o.is_public and o.over_at > p_values.starts_from and o.starts_at < p_values.starts_until and o.starts_at >= p_values.starts_from - interval '24 hours'
          and o.starts_at >= p_first and o.starts_at <= p_last and o.category = (p_values.of_category)[1]
        order by o.starts_at fetch first (p_dates) rows with ties
      ) as walked;
    end if;
  else
    select jsonb_agg(jsonb_build_array(event_id, starts_at)) into dates from (
      select o.event_id, o.starts_at
      from (
        select * from event_occurrences o
        where o.is_public and o.over_at > p_values.starts_from and o.starts_at < p_values.starts_until and o.starts_at >= p_values.starts_from - interval '24 hours'
          and o.starts_at >= p_first and o.starts_at <= p_last
        order by o.starts_at fetch first (p_dates) rows with ties
      ) as o
    cross join lateral (select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e
      where true and (p_values.of_category is null or o.category = any(p_values.of_category))
      and (c_any_place or (true
        and (p_values.of_area is null or o.areas && p_values.of_area)
        and (p_values.of_around is null or o.location && p_values.of_around)
        and (p_values.of_lat is null or p_values.of_radius is null or st_dwithin(o.location, p_values.of_lat, p_values.of_radius))
        and (p_values.of_bbox_around is null or (p_values.of_bbox_around is null or o.location && p_values.of_bbox_around))
        and (p_values.of_bbox is null or st_intersects(p_values.of_bbox, o.location::geometry))
        and (p_values.of_polygon_around is null or (p_values.of_polygon_around is null or o.location && p_values.of_polygon_around))
        and (p_values.of_polygon is null or st_intersects(p_values.of_polygon, o.location::geometry))
        and (p_values.of_cost is null or o.cost_type = any(p_values.of_cost))
        and (p_values.of_verified is null or o.is_verified = p_values.of_verified)
        and (p_values.of_named is null or o.event_id = any(p_values.of_named))))
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(o.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not o.date_only and within_hours(o.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or o.ends_at - o.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or o.ends_at - o.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not o.cancelled)))
      and (c_any_event or (true
        and (p_values.of_tags is null or e.tags && p_values.of_tags)
        and (p_values.of_place is null or p_values.of_venue is null or (lower(e.venue_name) = any(p_values.of_venue) or e.place_id = any(p_values.of_place)))
        and (p_values.of_organizer_id is null or organizer_id(e.organizer_name) = any(p_values.of_organizer_id))
        and (p_values.of_organizer is null or lower(e.organizer_name) = any(p_values.of_organizer))
        and (p_values.of_source is null or e.links @> any(p_values.of_source))
        and (p_values.of_min_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= p_values.of_min_price)
        and (p_values.of_max_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= p_values.of_max_price)
        and (p_values.of_availability is null or e.availability = any(p_values.of_availability))
        and (p_values.of_online is null or (e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = p_values.of_online)
        and (p_values.of_status is null or e.status = any(p_values.of_status))
        and (p_values.of_include_cancelled is null or e.status <> 'cancelled')
        and (p_values.of_modified_since is null or e.updated_at >= p_values.of_modified_since)
        and (p_values.of_words is null or e.search @@ p_values.of_words)))
      and nullif(
        exists (
          select from event_occurrences p
          where p.event_id = e.id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at >= p_values.starts_from - interval '24 hours'
            and p.starts_at < case when o.cancelled then 'infinity' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        )
        or exists (
          select from event_occurrences p
          where p.event_id = e.id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at < p_values.starts_from - interval '24 hours' and p.over_at - p.starts_at > interval '24 hours'
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        ),
        true
      ) is not null
      and (p_behind is null or o.starts_at > p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
      order by o.starts_at, o.date_only desc, e.title, o.event_id limit p_limit
    ) as found;
    if dates is null or jsonb_array_length(dates) < p_limit then
      select count(*), max(walked.starts_at) into read, walked_to from (
        select o.starts_at from event_occurrences o
        where o.is_public and o.over_at > p_values.starts_from and o.starts_at < p_values.starts_until and o.starts_at >= p_values.starts_from - interval '24 hours'
          and o.starts_at >= p_first and o.starts_at <= p_last
        order by o.starts_at fetch first (p_dates) rows with ties
      ) as walked;
    end if;
  end if;
  dates := coalesce(dates, '[]');
end
$$;
CREATE FUNCTION jatre.events_map_run(p_statement text, p_filter jsonb, p_limit integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    SET jit TO 'off'
    SET "TimeZone" TO 'UTC'
    AS $$
declare
  v record;
  v_answer text;
begin
  v := events_list_values(p_filter);
  execute p_statement into v_answer
  using v.starts_from, v.starts_until, v.day_ends, v.after_start, v.after_timed, v.after_title, v.after_id, v.zone,
    p_limit, v.of_words, v.of_named, v.of_loose, v.of_category, v.of_tags, v.of_weekday, v.of_time_of_day,
    v.of_min_duration, v.of_max_duration, v.of_area, v.of_room, v.of_lat, v.of_radius, v.of_around, v.of_bbox,
    v.of_bbox_around, v.of_polygon, v.of_polygon_around, v.of_venue, v.of_place, v.of_organizer, v.of_organizer_id,
    v.of_source, v.of_cost, v.of_min_price, v.of_max_price, v.of_availability, v.of_online, v.of_verified,
    v.of_status, v.of_include_cancelled, v.of_modified_since;
  return v_answer;
end
$$;
CREATE FUNCTION jatre.events_map_sampled(p_filter jsonb, p_points integer, p_slice integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_drawn constant text := events_list_slices(p_slice);
  v_across constant float := greatest(
    (p_filter -> 'bbox' ->> 2)::float - (p_filter -> 'bbox' ->> 0)::float,
    (p_filter -> 'bbox' ->> 3)::float - (p_filter -> 'bbox' ->> 1)::float
  );
  c_columns constant text :=
    'select o.event_id, o.starts_at, o.date_only, o.cancelled, o.category, o.location::geometry as place ';
  c_located constant text := ' and o.location is not null';
  v_count constant text := case
    when p_slice = 12 then 'count(*)' else format('events_list_rounded(count(*) * %s)', 2 ^ (12 - p_slice))
  end;
begin
  return events_map_run(
    format(
      $statement$
        with dates as (%1$s union all %2$s),
        found as materialized (
          select distinct on (event_id)
            event_id, starts_at, date_only, cancelled, category, st_x(place) as lng, st_y(place) as lat
          from dates
          order by event_id, cancelled, starts_at
        ),
        grid as (
          select
            %4$s as total,
            count(*) <= $9 and %5$s as is_few,
            -- in degrees, the circle of the earth halved so often
            360 / 2 ^ floor(log(24 * 360 / greatest(coalesce(%3$L, max(lng) - min(lng)), 1e-4)) / log(2)) as size
          from found
        ),
        points as (
          select json_build_object(
            'id', json_agg(event_id), 'title', json_agg(title), 'category', json_agg(category),
            'startsAt', json_agg(starts_at), 'dateOnly', json_agg(date_only), 'cancelled', json_agg(cancelled),
            'latitude', json_agg(round(lat * 1e6) / 1e6), 'longitude', json_agg(round(lng * 1e6) / 1e6)
          ) as those
          from (
            select
              f.event_id, e.title, f.category, f.starts_at, f.date_only, f.cancelled or e.status = 'cancelled' as cancelled,
              f.lat, f.lng
            from found as f
            -- an index has what is wanted of a public one
            join discovered_events as e on e.id = f.event_id and e.is_public
            order by f.starts_at, f.event_id
          ) as p
        ),
        squares as (
          select json_agg(c) as those from (
            select
              %4$s as count,
              round(avg(lat) * 1e6) / 1e6 as latitude, round(avg(lng) * 1e6) / 1e6 as longitude
            from found, grid
            group by floor(lat / size), floor(lng / size)
            order by floor(lat / size), floor(lng / size)
          ) as c
        )
        select concat(
          '{"total": ', total, ', "totalExact": %5$s',
          ', "points": ', case when is_few and total > 0 then (select those from points) else %6$L end,
          ', "squares": ', coalesce(case when not is_few then (select those from squares) end, '[]'), '}'
        )
        from grid
      $statement$,
      c_columns || events_list_dates(p_filter, 'begins', false, false, p_drawn => v_drawn) || c_located,
      c_columns || events_list_dates(p_filter, 'runs for long', false, false, p_drawn => v_drawn) || c_located,
      v_across, v_count, to_json(p_slice = 12),
      '{"id": [], "title": [], "category": [], "startsAt": [], "dateOnly": [], "cancelled": [], "latitude": [], "longitude": []}'
    ),
    p_filter, p_points
  );
end
$_$;
CREATE FUNCTION jatre.events_map_v1(p_filter jsonb, p_points integer DEFAULT 10000, p_events integer DEFAULT 20000) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_filter constant jsonb := events_search_narrowed(events_list_filter(p_filter), 1000);
  -- events that are named are few in any window
  v_slice constant integer := case
    when v_filter ? 'named' then 12
    else greatest(0, 12 - greatest(0, ceil(log(greatest(1, events_list_placed(v_filter)) / p_events) / log(2))))
  end;
  v_map constant text := events_map_sampled(v_filter, p_points, v_slice);
begin
  if v_slice between 9 and 11 and (v_map::json ->> 'total')::bigint <= p_points then
    return events_map_sampled(v_filter, p_points, 12);
  end if;
  return v_map;
end
$$;
CREATE FUNCTION jatre.events_search_dates(p_filter jsonb, p_limit integer, p_enough integer, p_read integer, p_read_next integer DEFAULT 4000, OUT dates jsonb, OUT total bigint, OUT exact boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  c_next constant integer := 3;
  v_tier record;
  v_named record;
  v_found jsonb;
  v_window record;
  v_events float := 0;
  v_unread float := 0;
  v_surplus bigint := 0;
begin
  dates := '[]';
  total := 0;
  exact := true;
  for v_tier in select * from events_search_tiers(p_filter) loop
    if not exact or total >= p_enough then
      exact := false;
      v_unread := v_unread + coalesce(v_tier.events, 0);
      continue;
    end if;
    v_named := events_search_named(p_filter, v_tier.tier, case v_tier.tier when c_next then p_read_next else p_read end);
    exact := v_named.is_whole;
    if not exact and v_tier.tier = 0 then
      select w.dates, w.total into v_found, total from events_search_walked(p_filter, p_limit, p_read) as w;
      if v_found is not null then
        dates := v_found;
        total := events_list_rounded(total);
        return;
      end if;
      total := 0;
    end if;
    v_found := events_search_first(p_filter, v_named.ids, p_limit - jsonb_array_length(dates));
    dates := dates || (v_found -> 1);
    if exact then
      total := total + (v_found ->> 0)::bigint;
      v_events := v_events + coalesce(v_tier.events, 0);
    else
      v_surplus := v_found ->> 0;
      v_unread := v_unread + coalesce(v_tier.events, 0);
    end if;
  end loop;
  if not exact then
    v_window := events_search_window(p_filter, p_limit);
    if v_window.total is not null then
      dates := v_window.dates;
      total := v_window.total;
      exact := true;
      return;
    end if;
    total := events_list_rounded(greatest(total * (1 + v_unread / greatest(v_events, 1)), total + v_surplus)::bigint);
  end if;
end
$$;
CREATE FUNCTION jatre.events_search_first(p_filter jsonb, p_named uuid[], p_limit integer, p_many integer DEFAULT 1200) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  c_walked constant integer := 3;
  v_asked constant record := events_list_conditions(p_filter - '{words,named}'::text[], true);
  v_dates constant text := v_asked.on_index || v_asked.on_dates;
  v_is_all constant boolean := v_dates = '' and p_filter ->> 'until' = 'infinity';
  v_statement constant text := 'with found as materialized (select e.id, first.starts_at from '
    || case when v_dates ~ '\me\.' then 'discovered_events e' else 'unnest($11) as e (id)' end
    -- by the event's id and no index of anything else that is asked of dates
    || ' cross join lateral (select o.starts_at from (select * from event_occurrences o where o.event_id = e.id'
    || ' and o.is_public and o.over_at > $1 and o.starts_at < $2 offset 0) as o where true' || v_dates
    || ' order by o.cancelled, o.starts_at limit 1) as first'
    || case when v_dates ~ '\me\.' then ' where e.id = any($11)' else '' end || ') '
    || 'select jsonb_build_array((select count(*) from found), (select coalesce(jsonb_agg(jsonb_build_array(id, '
    || 'starts_at)), ''[]'') from (select * from found order by starts_at, id limit $9) as next))';
  v_walked jsonb;
  v_found jsonb;
begin
  if p_named = '{}' then
    return '[0, []]';
  end if;
  if v_is_all and p_limit = 0 then
    return jsonb_build_array(cardinality(p_named), '[]'::jsonb);
  end if;
  if v_is_all and cardinality(p_named) > p_many then
    v_walked := events_list_run(
      'with walked as materialized (select o.event_id, o.starts_at '
        || events_list_dates('{}', 'begins', false, false) || ' order by o.starts_at limit $9), '
        || 'near as (select event_id from walked union select o.event_id '
        || events_list_dates('{}', 'runs for long', false, false) || ') '
        || 'select jsonb_build_array((select max(starts_at) from walked), '
        || '(select array_agg(event_id)::text from near where event_id in (select unnest($11))))',
      p_filter || jsonb_build_object('named', p_named::text), c_walked * p_limit
    );
    v_found := events_list_run(
      v_statement, p_filter || jsonb_build_object('named', coalesce(v_walked ->> 1, '{}')), p_limit
    ) -> 1;
    if (v_found -> p_limit - 1 ->> 1)::timestamptz < (v_walked ->> 0)::timestamptz then
      return jsonb_build_array(cardinality(p_named), v_found);
    end if;
  end if;
  return events_list_run(v_statement, p_filter || jsonb_build_object('named', p_named::text), p_limit);
end
$_$;
CREATE FUNCTION jatre.events_search_gathered(p_filter jsonb, p_events integer, OUT ids uuid[], OUT is_whole boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_tier record;
  v_named record;
begin
  ids := '{}';
  is_whole := true;
  for v_tier in select * from events_search_tiers(p_filter) loop
    if not is_whole or cardinality(ids) >= p_events then
      is_whole := false;
      return;
    end if;
    v_named := events_search_named(p_filter, v_tier.tier, p_events);
    ids := ids || v_named.ids;
    is_whole := v_named.is_whole;
  end loop;
end
$$;
CREATE FUNCTION jatre.events_search_named(p_filter jsonb, p_tier integer, p_read integer, p_cost double precision DEFAULT 50000, OUT ids uuid[], OUT is_whole boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_indexscan TO 'off'
    SET enable_indexonlyscan TO 'off'
    AS $_$
declare
  c_tries constant integer := 8;
  v_asked constant text := (select on_events from events_list_conditions(p_filter - '{words,named}'::text[], true));
  v_source text := 'discovered_events e where e.is_public and e.search @@ $12 and e.over_at > $1 and '
    || case p_tier when 0 then 'coalesce(e.search_tier, 0) = 0' else 'e.search_tier = ' || p_tier end;
  v_passes text := 'true';
  v_tried integer;
  v_found jsonb;
begin
  ids := '{}';
  is_whole := true;
  if numnode((p_filter ->> 'loose')::tsquery) = 0 then
    return;
  end if;
  if v_asked <> '' and events_list_expected(
    'select from discovered_events e where e.is_public and e.over_at > $1' || v_asked, p_filter, 'Total Cost'
  ) > p_cost then
    v_tried := c_tries * p_read;
    v_passes := '(true' || v_asked || ')';
    v_source := format('(select * from %s limit %s) as e where true', v_source, v_tried + 1);
  end if;
  v_found := events_list_run(
    'with tried as materialized (select e.id, ' || v_passes || ' as passes, ' || v_passes
      || case when p_filter ->> 'words' = p_filter ->> 'loose' then '' else ' and e.search @@ $10' end
      || ' as has_words from ' || v_source || case when v_tried is null then v_asked || ' limit $9 + 1' else '' end
      || ') select jsonb_build_array(count(*) filter (where passes), count(*), '
      -- of very many, an array's own text is read in a part of the time
      || '(array_agg(id) filter (where has_words))::text) from tried',
    p_filter, p_read
  );
  ids := (coalesce((v_found ->> 2)::uuid[], '{}'))[: p_read + 1];
  is_whole := (v_found ->> 0)::integer <= p_read and (v_tried is null or (v_found ->> 1)::integer <= v_tried);
end
$_$;
CREATE FUNCTION jatre.events_search_narrowed(p_filter jsonb, p_events integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_gathered record;
begin
  if p_filter ? 'q' then
    v_gathered := events_search_gathered(p_filter, p_events);
    if v_gathered.is_whole then
      return p_filter - '{q,words}'::text[] || jsonb_build_object('named', v_gathered.ids::text);
    end if;
  end if;
  return p_filter - 'q';
end
$$;
CREATE FUNCTION jatre.events_search_page(p_filter jsonb, p_limit integer, OUT dates jsonb, OUT total bigint, OUT exact boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  c_candidates constant integer := 200;
  c_read constant integer := 1000;
  c_begins constant float := 0.25;
  c_venue_is_named constant float := 0.8;
  v_typed constant text := lower(search_romanised(lower(p_filter ->> 'q')));
  v_first constant text := split_part(v_typed, ' ', 1);
  v_enough constant integer := greatest(p_limit, 40);
  v_signs constant tsquery := search_signs(p_filter ->> 'q');
  v_loose jsonb;
  v_fewer tsquery;
  v_exact text[];
  v_titled text[];
  v_longer text[];
  v_near text[];
  v_far text[];
  v_meant text[];
  v_any text[];
  v_words text[];
  v_follow tsquery[];
  v_asides constant tsquery[] := search_asides(p_filter ->> 'q');
  v_dates jsonb;
begin
  select array_agg(t.exact), array_agg(regexp_replace(t.exact, '''(?=( |$))', ''':A', 'g')),
    array_agg(t.longer), array_agg(t.near), array_agg(t.far), array_agg(t.meant),
    array_agg(concat_ws(' | ', t.exact, t.longer, t.near, t.far, t.meant)), array_agg(t.word)
  into v_exact, v_titled, v_longer, v_near, v_far, v_meant, v_any, v_words
  from search_terms(p_filter ->> 'q', search_area(p_filter)) as t;
  v_follow := search_follow(v_exact, v_longer, v_near, v_far);
  v_loose := jsonb_build_object('loose', search_loose(search_query(v_any), p_filter ->> 'q'));
  select d.dates, d.total, d.exact into v_dates, total, exact
  from events_search_dates(
    p_filter || v_loose || jsonb_build_object('words', search_query(v_any) && v_signs), c_candidates, v_enough, c_read
  ) as d;
  if total > c_candidates and jsonb_array_length(v_dates) < 2 * c_candidates then
    v_dates := v_dates || (
      select d.dates from events_search_dates(
        p_filter || v_loose || jsonb_build_object('words', search_query(v_titled) && v_signs),
        c_candidates, p_limit, c_read, c_read
      ) as d
    );
  end if;
  for n in reverse coalesce(cardinality(v_any), 0) - 1 .. 1 loop
    exit when v_dates <> '[]';
    v_fewer := case when n = cardinality(v_any) - 1 then search_query(v_any, true) else search_query(v_any[: n]) end;
    select d.dates, d.total, d.exact into v_dates, total, exact
    from events_search_dates(
      p_filter || jsonb_build_object(
        'words', v_fewer && v_signs, 'loose', search_loose(v_fewer, p_filter ->> 'q')
      ),
      c_candidates, v_enough, c_read
    ) as d;
  end loop;
  -- what costs most to compare is compared of those alone that may still be among the first
  select coalesce(jsonb_agg(jsonb_build_array(best.id, best.starts_at, (
    select jsonb_object_agg(m.how, m.words)
    from search_matched(best.keys, v_words, v_exact, v_longer, v_near, v_far, v_meant) as m
  )) order by best.place), '[]') into dates
  from (
    select b.id, b.starts_at, b.keys, row_number() over (
      order by b.stands, greatest(similarity(b.title, v_typed), similarity(b.title_and_venue, v_typed)) desc,
        b.starts_at, b.id
    ) as place
    from (
      select a.id, a.starts_at, a.keys, a.title, a.title_and_venue, rank() over (
        order by a.stands,
          round((strict_word_similarity(v_typed, a.title_and_venue)
            + case when starts_with(a.title, v_first) then c_begins else 0 end)::numeric, 1) desc,
          (select count(*) from unnest(v_follow) as follow where n.placed @@ follow) desc
      ) as stands
      from (
        select e.id, c.starts_at, s.keys, lower(e.title) as title,
          lower(e.title || ' ' || coalesce(e.venue_name, '')) as title_and_venue,
          rank() over (
            order by r.words desc, r.slips, r.in_title + case when r.in_venue > 0
              and strict_word_similarity(lower(e.venue_name), v_typed) >= c_venue_is_named then r.in_venue else 0 end desc,
              (select count(*) from unnest(v_asides) as aside where s.keys @@ aside) desc
          ) as stands
        from (
          select distinct (f.date ->> 0)::uuid as id, (f.date ->> 1)::timestamptz as starts_at
          from jsonb_array_elements(v_dates) as f (date)
        ) as c
        join discovered_events as e on e.id = c.id
        -- read once, not for each word anew
        cross join lateral (select e.search || ''::tsvector as keys offset 0) as s
        cross join lateral (
          select count(*) as words, sum(t.slips) as slips, count(*) filter (where t.in_title) as in_title,
            count(*) filter (where t.slips = 0 and not t.in_title) as in_venue
          from (
            select
              case when s.keys @@ u.exact or s.keys @@ u.longer then 0 when s.keys @@ u.near or s.keys @@ u.meant then 1
                when s.keys @@ u.far then 2 end as slips,
              s.keys @@ u.titled as in_title
            from unnest(v_exact::tsquery[], v_titled::tsquery[], v_longer::tsquery[], v_near::tsquery[], v_far::tsquery[],
              v_meant::tsquery[]) as u (exact, titled, longer, near, far, meant)
          ) as t
          where t.slips is not null
        ) as r
      ) as a
      -- those without a place, of which a filter leaves none, have no neighbours, and one of them in the query would
      -- leave the others without
      cross join lateral (select ts_filter(a.keys, '{a}') as placed offset 0) as n
      where a.stands <= p_limit
    ) as b
    where b.stands <= p_limit
    order by place
    limit p_limit
  ) as best;
end
$_$;
CREATE FUNCTION jatre.events_search_share(p_begins timestamp with time zone, p_ends timestamp with time zone, p_from timestamp with time zone, p_until timestamp with time zone) RETURNS double precision
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
  select least(1, coalesce(events_list_expected(s.dates, s.both) / nullif(events_list_expected(s.dates, s.all_of_it), 0), 1))
  from (
    select
      'select from event_occurrences as o where o.is_public and o.starts_at >= $1 and o.starts_at < $2' as dates,
      jsonb_build_object('from', greatest(p_begins, p_from), 'until', least(p_ends, p_until)) as both,
      jsonb_build_object('from', p_begins, 'until', p_ends) as all_of_it
  ) as s
$_$;
CREATE FUNCTION jatre.events_search_tiers(p_filter jsonb) RETURNS TABLE(tier integer, begins timestamp with time zone, ends timestamp with time zone, events double precision)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_from constant timestamptz := p_filter ->> 'from';
  v_until constant timestamptz := p_filter ->> 'until';
begin
  return query
  with stored as (
    select t.tier, t.ends, t.events from search_tiers as t
    union all
    select 0, 'infinity', null where not exists (select from search_tiers)
  ),
  ordered as (
    select
      s.tier, coalesce(lag(s.ends) over (order by s.tier = 0 desc, s.tier desc), '-infinity') as begins, s.ends, s.events,
      (select min(t.ends) from stored as t where t.tier = 0) <= now_v1() as is_done
    from stored as s
  )
  select
    o.tier::integer, case when o.is_done then o.begins else '-infinity' end,
    case when o.is_done then o.ends else '-infinity' end,
    case
      -- of what is over nobody counts the events: about as many as dates
      when o.tier = 0 and o.ends < 'infinity' then events_list_expected(
        'select from event_occurrences as d where d.is_public and d.starts_at >= $1 and d.starts_at < $2',
        jsonb_build_object('from', v_from, 'until', least(v_until, o.ends))
      )
      when o.tier > 0 and (v_until < o.ends or v_from > o.begins + interval '3 days')
        then o.events * events_search_share(o.begins, o.ends, v_from, v_until)
      else o.events
    end
  from ordered as o
  where case when o.tier = 0 then v_from < o.ends else o.begins < v_until or not o.is_done end
  order by o.tier = 0 desc, o.tier desc;
end
$_$;
CREATE FUNCTION jatre.events_search_timed(p_filter jsonb, p_limit integer, p_read integer DEFAULT 1000, p_read_next integer DEFAULT 250, OUT dates jsonb, OUT walked_to timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  c_next constant integer := 3;
  v_others constant jsonb := p_filter - 'q';
  v_day_ends constant timestamptz := p_filter ->> 'dayEnds';
  v_begins timestamptz;
  v_ids uuid[] := '{}';
  v_tier record;
  v_named record;
  v_walked record;
begin
  dates := '[]';
  for v_tier in select * from events_search_tiers(p_filter) loop
    v_named := events_search_named(p_filter, v_tier.tier, case v_tier.tier when c_next then p_read_next else p_read end);
    if not v_named.is_whole then
      -- on the first day what goes on for long comes last: that is walked whole
      v_begins := case when v_tier.begins > v_day_ends then v_tier.begins end;
      dates := (
        select coalesce(jsonb_agg(one order by place), '[]')
        from jsonb_array_elements(dates) with ordinality as f (one, place)
        where (one ->> 1)::timestamptz < v_begins
      );
      v_walked := events_list_page(v_others, p_limit - jsonb_array_length(dates), v_begins);
      dates := dates || v_walked.dates;
      walked_to := v_walked.walked_to;
      return;
    end if;
    if v_named.ids <> '{}' then
      v_ids := v_ids || v_named.ids;
      dates := (select p.dates from events_list_page(v_others - 'words' || jsonb_build_object('named', v_ids::text), p_limit) as p);
    end if;
    exit when v_tier.ends > v_day_ends and (
      select count(*) from jsonb_array_elements(dates) as one where (one ->> 1)::timestamptz < v_tier.ends
    ) >= p_limit;
  end loop;
end
$$;
CREATE FUNCTION jatre.events_search_walked(p_filter jsonb, p_limit integer, p_read integer, OUT dates jsonb, OUT total bigint) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  c_met constant integer := 20;
  c_walked constant integer := 2 * p_read;
  v_met constant jsonb := events_list_walk(
    'select jsonb_build_array((select jsonb_build_array(count(*), count(distinct o.event_id)) '
      || events_list_dates(events_list_walked(p_filter), 'begins', false, false, c_walked) || '), count(*), '
      || 'jsonb_agg(jsonb_build_array(event_id, starts_at) order by starts_at, event_id) filter (where place <= 2 * $9)) '
      || 'from (select o.event_id, o.starts_at, row_number() over () as place '
      || events_list_dates(p_filter, 'begins', true, true, c_walked) || ') as found',
    p_filter, p_limit
  );
  v_is_cut constant boolean := (v_met #>> '{0,0}')::integer >= c_walked;
  v_going_on jsonb;
begin
  if v_is_cut and (v_met ->> 1)::integer < least(p_limit, c_met) then
    return;
  end if;
  v_going_on := coalesce(events_list_run(
    'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at '
    || events_list_dates(p_filter, 'runs for long', true)
    || ' order by o.starts_at desc, o.event_id limit greatest($9, 20)) as found',
    p_filter, p_limit
  ), '[]');
  dates := coalesce(nullif(v_met -> 2, 'null'), '[]') || v_going_on;
  total := v_met ->> 1;
  if v_is_cut then
    total := total / (v_met #>> '{0,1}')::float * (
      select t.total from events_list_total(
        events_list_walked(p_filter) || jsonb_build_object(
          'from', p_filter -> 'from', 'until', p_filter -> 'until', 'dayEnds', p_filter -> 'dayEnds', 'zone', p_filter -> 'zone'
        ), p_read
      ) as t
    );
  end if;
  total := greatest(total + jsonb_array_length(v_going_on), jsonb_array_length(dates));
end
$_$;
CREATE FUNCTION jatre.events_search_window(p_filter jsonb, p_limit integer, p_dates integer DEFAULT 4000, OUT dates jsonb, OUT total bigint) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_met jsonb;
begin
  if p_filter ->> 'until' = 'infinity' or events_list_walk(
    'select to_jsonb(count(*)) ' || events_list_dates(events_list_walked(p_filter), 'begins', false, false, p_dates), p_filter, 0
  )::integer >= p_dates then
    return;
  end if;
  v_met := events_list_walk(
    'select jsonb_build_array(count(*), coalesce(jsonb_agg(jsonb_build_array(event_id, starts_at) order by starts_at, '
      || 'event_id) filter (where place <= $9), ''[]'')) from (select found.*, row_number() over (order by starts_at, '
      || 'event_id) as place from (select o.event_id, o.starts_at '
      || events_list_dates(p_filter, 'begins', true, true, p_dates) || ' union all select o.event_id, o.starts_at '
      || events_list_dates(p_filter, 'runs for long', true) || ') as found) as placed',
    p_filter, p_limit
  );
  total := v_met -> 0;
  dates := v_met -> 1;
end
$_$;
CREATE FUNCTION jatre.events_sort_key(p_sort text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
begin
  return case p_sort
    when 'distance' then $sql$st_distance(o.location, $21)$sql$
    when 'quality' then $sql$-coalesce(e.quality_score, 0)$sql$
    when 'trending' then $sql$-coalesce((select t.popularity from trending_events_v1 as t where t.event_id = e.id), 0)$sql$
  end;
end
$_$;
CREATE FUNCTION jatre.events_titled(p_words tsquery, p_read integer, p_limit integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET jit TO 'off'
    AS $$
  with clock as materialized (select now_v1() as now),
  named as materialized (
    select e.id, e.over_at from discovered_events e
    where e.is_public and to_tsvector('english', e.title) @@ p_words limit p_read + 1
  )
  (select n.id from named n where n.over_at > (select now from clock) limit p_limit)
  union
  (
    select e.id
    from (
      select o.event_id from event_occurrences o
      where o.is_public and o.starts_at > (select now from clock)
      order by o.starts_at, o.event_id limit p_read
    ) as coming
    join discovered_events e on e.id = coming.event_id
    where (select count(*) from named) > p_read and e.is_public and to_tsvector('english', e.title) @@ p_words
    limit p_limit
  )
$$;
CREATE FUNCTION jatre.events_trending_v1(p_area text, p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with found as (
    select t.event_id, t.popularity, t.expected, t.starts_at
    from trending_events_v1 t
    join discovered_events e on e.id = t.event_id and e.is_public
    where p_area is null or 'events:area:' || p_area = any(e.rooms)
    order by t.popularity desc, t.starts_at, t.event_id
    limit p_limit
  )
  select jsonb_build_object(
    'events', coalesce((
      select jsonb_agg(
        event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
          'popularity', round(f.popularity::numeric, 3), 'expected', round(f.expected::numeric, 3)
        )
        order by f.popularity desc, f.starts_at, f.event_id
      )
      from found f join discovered_events e on e.id = f.event_id left join event_sources s on s.id = e.source_id
    ), '[]'::jsonb),
    'refreshedAt', (select to_jsonb(max(refreshed_at) at time zone 'UTC') #>> '{}' || 'Z' from trending_events_v1)
  )
$$;
CREATE FUNCTION jatre.feed_append_statement(p_changes text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$
  select format($$
    with changes as materialized (%s),
    sets as (select rooms, count(*) as size from changes group by rooms),
    crowded as (
      select coalesce(array_agg(room order by room), '{}') as rooms, max(size) as size
      from (
        select room, sum(size) as size from sets cross join unnest(rooms) as room group by room having sum(size) > 1000
      ) as r
    ),
    kept as (
      select s.rooms, array(select room from unnest(s.rooms) as room where room <> all(c.rooms)) as rest
      from sets s cross join crowded c
    ),
    deliverable as (
      select c.kind, c.entity, c.version, k.rest, c.payload from changes c join kept k using (rooms) where k.rest <> '{}'
    )
    insert into feed_outbox (kind, entity, version, rooms, payload)
    select t.kind, t.entity::text, t.version, t.rest, coalesce(t.payload, e.payload)
    from deliverable t left join event_payload e on e.id = t.entity and t.payload is null
    union all
    select
      'bulk', pg_current_xact_id()::text, 0, rooms, json_build_object('rooms', rooms, 'changes', size)::text
    from crowded where rooms <> '{}'
  $$, p_changes)
$_$;
CREATE FUNCTION jatre.feed_count_large(p_xids xid8[], p_bulk integer, p_rows integer) RETURNS xid8[]
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
declare
  v_left integer := p_rows;
  v_large feed_large;
  v_rows integer;
begin
  insert into feed_large (xid, last_id)
  select x.xid, (select max(o.id) from feed_outbox o where o.xid = x.xid)
  from unnest(p_xids) as x (xid)
  where case when not exists (select from feed_large l where l.xid = x.xid) then (
    select count(*) from (select from feed_outbox o where o.xid = x.xid order by o.id limit p_bulk + 1) as counted
  ) > p_bulk end;
  for v_large in select * from feed_large where xid = any(p_xids) and counted_to < last_id order by xid loop
    if v_left = 0 then
      return null;
    end if;
    with piece as (
      select id, kind, rooms, payload
      from feed_outbox where xid = v_large.xid and id > v_large.counted_to order by id limit v_left
    ),
    counted as (
      insert into feed_large_rooms as r (xid, room, size)
      select
        v_large.xid, room,
        sum(case when p.kind = 'bulk' then greatest((p.payload::json ->> 'changes')::bigint, p_bulk + 1) else 1 end)
      from piece p cross join unnest(p.rooms) as room
      group by room
      on conflict (xid, room) do update set size = r.size + excluded.size
    )
    update feed_large l set counted_to = p.last_id
    from (select max(id) as last_id, count(*)::integer as size from piece) p
    where l.xid = v_large.xid
    returning p.size, l.counted_to into v_rows, v_large.counted_to;
    v_left := v_left - v_rows;
    if v_large.counted_to < v_large.last_id then
      return null;
    end if;
  end loop;
  return array(select xid from feed_large where xid = any(p_xids));
end
$$;
CREATE FUNCTION jatre.feed_erase(p_events uuid[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_outbox bigint;
  v_feed bigint;
begin
  -- first of all, as whoever numbers changes locks the head before these: in the other order each waits for the other
  perform feed_new_epoch_v1();
  create temporary table erased on commit drop as
  select
    w.id::text as entity,
    w.id,
    e.id is not null as stands,
    coalesce(e.is_public, false) as is_public,
    e.merged_into,
    coalesce(e.title, '') as title,
    coalesce(e.moderation_status, 'rejected') as moderation_status,
    coalesce(e.moderation_reasons, '{}') as moderation_reasons,
    case when e.is_public then event_document(
      e, (select s.name from event_sources s where s.id = e.source_id), e.occurrences, e.images
    )::text end as payload
  from unnest(p_events) as w (id)
  left join discovered_events as e on w.id = e.id;
  update feed_outbox as c
  set
    kind = case when c.kind = 'moderation' or x.payload is not null then c.kind else 'event:removed' end,
    payload = case
      when c.kind = 'moderation'
        then event_moderation_json(x.id, c.version, x.title, x.moderation_status, x.moderation_reasons)
      else coalesce(x.payload, event_removed_json(x.id, c.version, x.merged_into))
    end
  from erased as x
  where c.entity = x.entity and (c.kind like 'event:%' or c.kind = 'moderation') and c.kind <> 'event:removed';
  get diagnostics v_outbox = row_count;
  update feed_changes as c
  set
    kind = case when c.kind = 'moderation' or x.payload is not null then c.kind else 'event:removed' end,
    payload = case
      when c.kind = 'moderation'
        then event_moderation_json(x.id, c.version, x.title, x.moderation_status, x.moderation_reasons)
      else coalesce(x.payload, event_removed_json(x.id, c.version, x.merged_into))
    end
  from erased as x
  where c.entity = x.entity and (c.kind like 'event:%' or c.kind = 'moderation') and c.kind <> 'event:removed';
  get diagnostics v_feed = row_count;
  update feed_outbox as c set payload = jsonb_set(c.payload::jsonb, '{specialStatus}', 'null')::text
  where c.kind = 'place:status' and c.payload::jsonb ->> 'specialStatus' is not null;
  update feed_changes as c set payload = jsonb_set(c.payload::jsonb, '{specialStatus}', 'null')::text
  where c.kind = 'place:status' and c.payload::jsonb ->> 'specialStatus' is not null;
  drop table erased;
  return v_outbox + v_feed;
end
$$;
CREATE FUNCTION jatre.feed_fingerprint() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return concat_ws(
    '/',
    (select system_identifier from pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select oid from pg_database where datname = current_database())
  );
end
$$;
CREATE FUNCTION jatre.feed_new_epoch_v1() RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with fresh as (select gen_random_uuid() as salt, feed_fingerprint() as fingerprint)
  update feed_head h
  set salt = f.salt, fingerprint = f.fingerprint, epoch = left(md5(f.fingerprint || f.salt), 10)
  from fresh f
  returning h.epoch
$$;
CREATE FUNCTION jatre.feed_notify() RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  return case
    when coalesce(current_setting('jatre.doorbell', true), '') = 'off' then false
    when pg_try_advisory_xact_lock(7391, 1) then pg_notify('jatre_feed', '') is not null
    else false
  end;
end
$$;
CREATE FUNCTION jatre.feed_outbox_v1() RETURNS TABLE(waiting bigint, seconds double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select
    (select count(*) from (select from feed_outbox limit 100000) counted),
    coalesce((
      select extract(epoch from clock_timestamp() - changed_at)::double precision
      from feed_outbox order by id limit 1
    ), 0)
$$;
CREATE FUNCTION jatre.feed_partition(p_seq bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  c_size constant bigint := 100000;
  v_from bigint;
  v_name text;
begin
  loop
    select partitioned_until into v_from from feed_head;
    exit when v_from > p_seq;
    v_name := 'feed_changes_' || v_from;
    execute format('create table %I (like feed_changes including all) with (toast_tuple_target = 8160)', v_name);
    execute format(
      'alter table feed_changes attach partition %I for values from (%s) to (%s)', v_name, v_from, v_from + c_size
    );
    update feed_head set partitioned_until = v_from + c_size;
  end loop;
end
$$;
CREATE FUNCTION jatre.feed_position_v2() RETURNS TABLE(epoch text, head bigint, floor bigint, waiting boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
begin
  return query select h.epoch, h.head, h.floor, exists (select from feed_outbox o order by o.id limit 1) from feed_head h;
end
$$;
CREATE FUNCTION jatre.feed_read_v2(p_after bigint, p_limit integer, p_bytes bigint) RETURNS TABLE(seq bigint, kind text, entity text, version bigint, rooms text[], payload text, changed_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return query select w.seq, w.kind, w.entity, w.version, w.rooms, w.payload, w.changed_at
  from (
    select c.*, sum(octet_length(c.payload)) over (order by c.seq) - octet_length(c.payload) as before
    from (select * from feed_changes f where f.seq > p_after order by f.seq limit p_limit) c
  ) w
  where w.before = 0 or w.before < p_bytes
  order by w.seq;
end
$$;
CREATE FUNCTION jatre.feed_retain(p_keep interval) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $_$
declare
  v_dropped integer := 0;
  v_part record;
  v_young boolean;
begin
  perform from feed_head for update;
  for v_part in
    select c.relname, substring(c.relname from '\d+$')::bigint as first
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'jatre.feed_changes'::regclass
    order by 2
  loop
    exit when v_part.first + 100000 > (select head from feed_head);
    execute format('select exists (select from %I where sequenced_at > clock_timestamp() - $1)', v_part.relname)
    into v_young using p_keep;
    exit when v_young;
    update feed_head set floor = v_part.first + 99999;
    execute format('drop table %I', v_part.relname);
    v_dropped := v_dropped + 1;
  end loop;
  return v_dropped;
end
$_$;
CREATE FUNCTION jatre.feed_sequence_v3(p_limit integer DEFAULT 1000, p_bulk integer DEFAULT 1000) RETURNS TABLE(moved integer, head bigint, epoch text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
#variable_conflict use_column
declare
  c_step constant integer := greatest(p_limit, 10000);
  v_head feed_head;
  v_ids bigint[];
  v_xids xid8[];
  v_large xid8[];
  v_dropped bigint[] := '{}';
  v_simple boolean;
  v_row record;
  v_written integer;
begin
  if not exists (select id from feed_outbox order by id limit 1)
    and exists (select from feed_head where fingerprint = feed_fingerprint()) then
    return query select 0, h.head, h.epoch from feed_head h;
    return;
  end if;
  select * into v_head from feed_head for update skip locked;
  if not found then
    return query select -1, h.head, h.epoch from feed_head h;
    return;
  end if;
  if v_head.fingerprint <> feed_fingerprint() then
    v_head.epoch := feed_new_epoch_v1();
  end if;
  select
    coalesce(array_agg(f.id order by f.id), '{}'), array_agg(distinct f.xid),
    count(distinct (f.xid, f.entity)) = count(*) and count(*) < least(p_limit, p_bulk)
      and bool_and(f.kind <> 'bulk' and f.rooms <> '{}')
  into v_ids, v_xids, v_simple
  from (select id, xid, kind, entity, rooms from feed_outbox order by id limit p_limit) f;
  if v_head.partitioned_until <= v_head.head + 2 * cardinality(v_ids) then
    perform feed_partition(v_head.head + 2 * cardinality(v_ids) + 10000);
  end if;
  -- mostly every transaction left one change of an entity, and all that it left is here: nothing to merge
  if coalesce(v_simple, true) and not exists (select from feed_large) then
    with batch as (
      delete from feed_outbox where id = any(v_ids)
      returning id, kind, entity, version, rooms, payload, changed_at
    )
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select v_head.head + row_number() over (order by b.id), b.kind, b.entity, b.version, b.rooms, b.payload, b.changed_at
    from batch b;
    update feed_head h set head = v_head.head + cardinality(v_ids);
    return query select cardinality(v_ids), v_head.head + cardinality(v_ids), v_head.epoch;
    return;
  end if;
  v_large := feed_count_large(v_xids, p_bulk, c_step);
  if v_large is null then
    return query select c_step, v_head.head, v_head.epoch;
    return;
  end if;
  if v_large <> '{}' then
    for v_row in
      select
        o.id,
        o.xid = any(v_large) and not exists (
          select from unnest(o.rooms) as r (room)
          where not exists (
            select from feed_large_rooms l where l.xid = o.xid and l.room = r.room and l.size > p_bulk
          )
        ) as reaches_no_room
      from feed_outbox o where o.id > v_ids[cardinality(v_ids)] order by o.id limit c_step - p_limit
    loop
      exit when not v_row.reaches_no_room;
      v_dropped := v_dropped || v_row.id;
    end loop;
    delete from feed_outbox where id = any(v_dropped);
  end if;
  with batch as (
    delete from feed_outbox where id = any(v_ids)
    returning id, xid, kind, split_part(kind, ':', 1) as family, entity, version, rooms, payload, changed_at
  ),
  flooded as (
    select b.xid, r.room, max((b.payload::json ->> 'changes')::bigint) as size, max(b.id) as id,
      max(b.changed_at) as changed_at
    from batch b cross join unnest(b.rooms) as r (room)
    where b.kind = 'bulk' and b.xid <> all(v_large)
    group by b.xid, r.room
    union all
    select l.xid, r.room, r.size, l.last_id, clock_timestamp()
    from feed_large l join feed_large_rooms r on r.xid = l.xid and r.size > p_bulk
    where l.xid = any(v_large) and l.last_id <= greatest(v_ids[cardinality(v_ids)], v_dropped[cardinality(v_dropped)])
  ),
  forgotten as (
    delete from feed_large_rooms l
    using (select distinct b.xid, r.room from batch b cross join unnest(b.rooms) as r (room) where b.xid = any(v_large)) s
    where l.xid = s.xid and l.room = s.room and l.size <= p_bulk
  ),
  steps as (
    select
      b.*,
      count(*) over entity_in_transaction as steps,
      first_value(b.kind) over entity_in_transaction as first_kind,
      bool_or(b.kind = 'event:cancelled') over entity_in_transaction as was_cancelled,
      b.id = last_value(b.id) over entity_in_transaction as is_last
    from batch b
    where b.kind <> 'bulk'
    window entity_in_transaction as (
      partition by b.xid, b.family, b.entity order by b.id rows between unbounded preceding and unbounded following
    )
  ),
  visited as (
    select s.xid, s.family, s.entity, array_agg(distinct room) as rooms
    from steps s cross join unnest(s.rooms) as room
    where s.steps > 1
    group by s.xid, s.family, s.entity
  ),
  merged as (
    select
      s.id, s.xid, s.entity, s.version, s.payload, s.changed_at,
      case
        when s.steps = 1 or s.family <> 'event' then s.kind
        when s.kind = 'event:removed' then s.kind
        when s.first_kind = 'event:new' then 'event:new'
        when s.was_cancelled and s.payload::jsonb ->> 'status' = 'cancelled' then 'event:cancelled'
        else 'event:updated'
      end as kind,
      coalesce(v.rooms, s.rooms) as rooms
    from steps s
    left join visited v on v.xid = s.xid and v.family = s.family and v.entity = s.entity
    where s.is_last
      -- neither before nor after the transaction was it there to be seen
      and not (s.steps > 1 and s.first_kind = 'event:new' and s.kind = 'event:removed')
  ),
  deliverable as (
    select
      m.id, m.kind, m.entity, m.version, m.payload, m.changed_at,
      case
        when m.xid = any(v_large) then array(
          select r.room from unnest(m.rooms) as r (room)
          where not exists (select from feed_large_rooms l where l.xid = m.xid and l.room = r.room and l.size > p_bulk)
        )
        when m.xid in (select xid from flooded)
          then array(select r from unnest(m.rooms) as r where r not in (select room from flooded f where f.xid = m.xid))
        else m.rooms
      end as rooms
    from merged m
    union all
    select
      max(f.id), 'bulk', f.xid::text, 0,
      jsonb_build_object('rooms', jsonb_agg(f.room order by f.room), 'changes', max(f.size))::text,
      max(f.changed_at), array_agg(f.room order by f.room)
    from flooded f
    group by f.xid
  ),
  numbered as (
    select v_head.head + row_number() over (order by t.id, t.kind) as seq, t.*
    from deliverable t
    where t.rooms <> '{}'
  ),
  written as (
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select n.seq, n.kind, n.entity, n.version, n.rooms, n.payload, n.changed_at from numbered n
    returning 1
  )
  select count(*) into v_written from written;
  with over as (
    delete from feed_large l
    where l.xid = any(v_large) and l.last_id <= greatest(v_ids[cardinality(v_ids)], v_dropped[cardinality(v_dropped)])
    returning l.xid
  )
  delete from feed_large_rooms r using over where r.xid = over.xid;
  update feed_head h set head = v_head.head + v_written where v_written > 0;
  return query
  select cardinality(v_ids) + cardinality(v_dropped), v_head.head + v_written, v_head.epoch;
end
$$;
CREATE FUNCTION jatre.host_admit(p_host text, p_source uuid, p_try interval) RETURNS TABLE(wait double precision, reason text)
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_until timestamptz;
  v_reason text;
begin
  perform from host_failures h
  where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null
  order by h.source_id
  for update;
  select h.open_until, h.reason into v_until, v_reason from host_failures h
  where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null
  order by h.open_until desc
  limit 1;
  if not found then
    return;
  end if;
  if v_until > clock_timestamp() then
    return query select greatest(extract(epoch from v_until - clock_timestamp()), 1)::double precision, v_reason;
  else
    update host_failures h set open_until = clock_timestamp() + p_try
    where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null;
  end if;
end
$$;
CREATE FUNCTION jatre.image_get_v1(p_name text) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select t.body
  from image_thumbnails t
  where t.name = p_name
    and exists (
      select from event_images i join discovered_events e on e.id = i.event_id
      where md5(i.url) = md5(t.url) and i.url = t.url and e.is_public
    )
  limit 1
$$;
CREATE FUNCTION jatre.instant_text(p_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select to_json(p_at at time zone 'UTC') #>> '{}' || 'Z'
$$;
CREATE FUNCTION jatre.json_texts(p_array jsonb) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return array(select jsonb_array_elements_text(p_array));
end
$$;
CREATE FUNCTION jatre.listing_reason(p_listing uuid) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select nullif(concat_ws(
    '; ',
    l.set_aside_reason,
    case when l.status = 'rejected' then 'its event is rejected: ' || verdict.words end,
    case
      when l.status = 'pending' and l.stage = 'done' then 'its event waits for a moderator: ' || verdict.words
    end,
    case
      when l.duplicate_of is not null
        then format('its event is shown as %s lists it (%s)', shown_source.slug, shown.external_id)
    end,
    (
      select string_agg(format(
        'the same happening as %s of %s, by %s', coalesce(d.match_fields #>> '{with,external_id}', 'another listing'),
        coalesce(d.match_fields #>> '{with,source}', 'another source'), coalesce(d.match_fields ->> 'decided', format(
          'a score of %s (%s)', d.similarity_score, (
            select string_agg(format('%s %s', f.key, f.value), ', ' order by f.key)
            from jsonb_each(d.match_fields) as f where jsonb_typeof(f.value) = 'number'
          )
        ))
      ), '; ' order by d.similarity_score desc)
      from event_duplicates as d
      where d.duplicate_event_id = l.id and d.primary_event_id = l.event_id
        and d.match_fields ->> 'decided' is distinct from 'for review'
    )
  ), '')
  from events_staging as l
  left join discovered_events as e on l.event_id = e.id
  left join events_staging as shown on l.duplicate_of = shown.id
  left join event_sources as shown_source on shown.source_id = shown_source.id
  cross join lateral (
    select coalesce(nullif(concat_ws(
      '; ', nullif(array_to_string(e.moderation_reasons, ', '), ''), e.moderation_notes
    ), ''), 'no reason is known') as words
  ) as verdict
  where l.id = p_listing
$$;
CREATE FUNCTION jatre.moderation_charts_v1(p_days integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with zone as (
    select coalesce(
      (select min(a.timezone) from areas as a inner join event_sources as s on a.code = s.area_code), 'UTC'
    ) as name
  ),
  span as (
    select
      z.name as zone,
      (now_v1() at time zone z.name)::date as today,
      (now_v1() at time zone z.name)::date - greatest(least(p_days, 90), 1) + 1 as first
    from zone as z
  ),
  facts as (
    select f.day, f.source, f.category, f.listings_found as found, f.listings_joined as joined
    from analytics.daily_facts as f
    where f.listings_found > 0 and f.day >= (select first from span)
  ),
  judged as (
    select
      (e.created_at at time zone s.zone)::date as day,
      count(*) as events,
      count(*) filter (where e.moderation_status = 'approved') as approved,
      round((percentile_cont(0.5) within group (
        order by extract(epoch from greatest(e.moderated_at - e.created_at, interval '0')) / 3600.0
      ) filter (where e.moderated_at is not null))::numeric, 2) as hours
    from discovered_events as e
    cross join span as s
    where e.merged_into is null and e.created_at >= (s.first::timestamp at time zone s.zone)
    group by 1
  )
  select jsonb_build_object(
    'today', (select today from span),
    'asOf', (select refreshed_at from analytics.copies),
    'facts', (select coalesce(jsonb_agg(to_jsonb(f) order by f.day, f.source, f.category), '[]') from facts as f),
    'judged', (select coalesce(jsonb_agg(to_jsonb(j) order by j.day), '[]') from judged as j),
    'freshness', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'source', h.slug, 'name', h.name, 'state', h.state, 'lastSuccessAt', h.last_success_at,
        'lastNewsAt', h.last_news_at, 'duplicates', h.duplicates_share
      ) order by h.last_success_at nulls first, h.name), '[]')
      from source_health_v1 as h
    )
  )
$$;
CREATE FUNCTION jatre.moderation_event_v1(p_event uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
    'id', e.id,
    'status', e.moderation_status,
    'reasons', to_jsonb(e.moderation_reasons),
    'isPublic', e.is_public,
    'quality', e.quality_score,
    'views', coalesce((select c.view_count from event_counters as c where c.event_id = e.id), 0),
    'fields', jsonb_build_object(
      'title', e.title, 'starts', e.start_time, 'ends', e.end_time, 'zone', e.timezone,
      'dates', (select count(*) from event_occurrences as o where o.event_id = e.id),
      'venue', e.venue_name, 'address', e.venue_address, 'category', e.category, 'cost', e.cost_type,
      'price', e.price_range, 'organizer', e.organizer_name, 'link', e.external_url, 'tickets', e.ticket_url,
      'description', left(e.description, 3000), 'event status', e.status
    ),
    'listings', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'source', s.slug, 'sourceName', s.name, 'official', s.official, 'externalId', l.external_id,
        'title', coalesce(l.processed_data ->> 'title', l.raw_data ->> 'title'), 'url', l.processed_data ->> 'url',
        'stage', l.stage, 'status', l.status, 'reason', listing_reason(l.id), 'goneAt', l.gone_at
      ) order by s.slug, l.external_id), '[]')
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id
    ),
    'pairs', (
      select coalesce(jsonb_agg(p.one order by p.score desc), '[]')
      from (
        select distinct on (b.id)
          d.similarity_score as score,
          jsonb_build_object(
            'other', b.id, 'title', b.title, 'score', d.similarity_score, 'fields', d.match_fields
          ) as one
        from (
          -- of its listings with other events, and of other events' listings with it, each by an index
          select d.similarity_score, d.match_fields, coalesce(m.merged_into, m.id) as other
          from events_staging as l
          inner join event_duplicates as d on l.id = d.duplicate_event_id
          inner join discovered_events as m on d.primary_event_id = m.id
          where l.event_id = e.id
          union all
          select d.similarity_score, d.match_fields, l.event_id
          from discovered_events as m
          inner join event_duplicates as d on m.id = d.primary_event_id
          inner join events_staging as l on d.duplicate_event_id = l.id
          where m.id = e.id or m.merged_into = e.id
        ) as d
        inner join discovered_events as b on d.other = b.id
        where b.id <> e.id and d.match_fields ->> 'decided' = 'for review'
        order by b.id, d.similarity_score desc
        limit 20
      ) as p
    )
  ) || decisions_get_v1(e.id)
  from discovered_events as asked
  inner join discovered_events as e on e.id = coalesce(asked.merged_into, asked.id)
  where asked.id = p_event
$$;
CREATE FUNCTION jatre.moderation_queue_v1(p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
  with pairs as (
    select distinct on (least(l.event_id, o.id), greatest(l.event_id, o.id))
      o.id,
      o.start_time,
      l.event_id as other,
      d.similarity_score as score,
      coalesce((d.match_fields ->> 'probability')::numeric, d.similarity_score) as probability
    from event_duplicates as d
    inner join events_staging as l on d.duplicate_event_id = l.id
    inner join discovered_events as e on d.primary_event_id = e.id
    inner join discovered_events as o on coalesce(e.merged_into, e.id) = o.id
    inner join discovered_events as n on l.event_id = n.id
    where
      d.match_fields ->> 'decided' = 'for review'
      and l.event_id <> o.id
      and l.gone_at is null
      and now_v1()::date <= any(l.local_dates)
      and o.moderation_status <> 'rejected' and n.moderation_status <> 'rejected'
    order by least(l.event_id, o.id), greatest(l.event_id, o.id), d.similarity_score desc
  ),
  waiting as materialized (
    select
      'event' as kind, e.id, null::uuid as other, e.start_time, null::numeric as score, null::numeric as probability,
      case e.moderation_status when 'flagged' then 1 else greatest(1 - coalesce(e.quality_score, 0.5), 0.05) end as doubt
    from discovered_events as e
    where
      e.moderation_status in ('pending', 'flagged')
      and e.merged_into is null
      and e.is_active
      and e.over_at > (select now_v1())
    union all
    select
      'pair', p.id, p.other, p.start_time, p.score, p.probability, greatest(1 - abs(2 * p.probability - 1), 0.05)
    from pairs as p
  ),
  snoozed as materialized (
    select l.event_id
    from event_decisions as z
    inner join event_sources as s on z.source_slug = s.slug
    inner join events_staging as l on s.id = l.source_id and z.external_id = l.external_id
    where z.kind = 'snooze' and z.revoked_at is null and (z.patch ->> 'until')::timestamptz > clock_timestamp()
      and l.event_id is not null
  ),
  unfinished as materialized (
    select l.event_id from events_staging as l
    where l.stage <> 'done' and l.status <> 'set_aside' and l.event_id is not null
  ),
  awake as materialized (
    select w.*
    from waiting as w
    where w.id not in (select event_id from snoozed)
      and (w.other is null or w.other not in (select event_id from snoozed))
      -- decided, and the stages have not come to it yet: nobody needs to decide it again meanwhile
      and not (
        (w.id in (select event_id from unfinished) or w.other in (select event_id from unfinished)) is true
        and case w.kind
          when 'event' then coalesce((
            select d.kind <> 'flag'
            from events_staging as l
            inner join event_sources as s on l.source_id = s.id
            inner join event_decisions as d on (d.source_slug, d.external_id) = (s.slug, l.external_id)
            where l.event_id = w.id and d.kind in ('approve', 'reject', 'flag') and d.revoked_at is null
            order by d.version desc
            limit 1
          ), false)
          else exists (
            select
            from events_staging as l
            inner join event_sources as s on l.source_id = s.id
            inner join event_decisions as d on (d.source_slug, d.external_id) = (s.slug, l.external_id)
            inner join event_sources as t on d.other_source_slug = t.slug
            inner join events_staging as o on t.id = o.source_id and d.other_external_id = o.external_id
            where
              (l.event_id, o.event_id) in ((w.id, w.other), (w.other, w.id))
              and d.kind in ('merge', 'split')
              and d.revoked_at is null
          )
        end
      )
  ),
  attended as materialized (
    select l.event_id, max(p.attending) as attending
    from events_staging as l
    inner join listing_popularity as p on (l.source_id, l.external_id) = (p.source_id, p.external_id)
    where l.event_id in (select id from awake union select other from awake)
    group by l.event_id
  ),
  weighed as (
    select
      w.*,
      1 + coalesce(c.view_count, 0) + coalesce(d.view_count, 0)
        + coalesce(greatest(a.attending, b.attending), 0) as views
    from awake as w
    left join event_counters as c on w.id = c.event_id
    left join event_counters as d on w.other = d.event_id
    left join attended as a on w.id = a.event_id
    left join attended as b on w.other = b.event_id
  ),
  first as materialized (
    select * from weighed order by views * doubt desc, start_time, id, other limit greatest(least(p_limit, 500), 0)
  )
  select jsonb_build_object(
    'total', (select count(*) from awake),
    'items', coalesce(jsonb_agg(jsonb_build_object(
      'kind', f.kind, 'event', f.id, 'title', e.title, 'startsAt', f.start_time, 'venue', e.venue_name,
      'status', e.moderation_status,
      'reasons', case f.kind when 'pair' then '["may be one event"]' else to_jsonb(e.moderation_reasons) end,
      'views', f.views - 1, 'doubt', round(f.doubt, 2), 'version', decision_version(f.id),
      'sources', (
        select coalesce(jsonb_agg(distinct s.name), '[]')
        from events_staging as l
        inner join event_sources as s on l.source_id = s.id
        where l.event_id = f.id
      )
    ) || case when f.kind = 'event' then '{}' else jsonb_build_object(
      'other', f.other, 'otherTitle', n.title, 'otherVersion', decision_version(f.other),
      'score', f.score, 'probability', f.probability
    ) end order by f.views * f.doubt desc, f.start_time, f.id, f.other), '[]')
  )
  from first as f
  inner join discovered_events as e on f.id = e.id
  left join discovered_events as n on f.other = n.id
$$;
CREATE FUNCTION jatre.now_v1() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select coalesce(nullif(current_setting('jatre.now', true), '')::timestamptz, now())
$$;
CREATE FUNCTION jatre.occurrence_place() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  select
    e.is_public, e.category, e.area_code, e.location, event_area_codes(e.rooms), e.cost_type,
    new.starts_at at time zone e.timezone, e.verification_status in ('verified', 'official')
  into
    new.is_public, new.category, new.area_code, new.location, new.areas, new.cost_type, new.local_start, new.is_verified
  from discovered_events e where e.id = new.event_id;
  new.over_at := coalesce(
    new.ends_at, new.starts_at + case when new.date_only then interval '24 hours' else interval '3 hours' end
  );
  return new;
end
$$;
CREATE FUNCTION jatre.occurrence_place_update(p_events uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  update event_occurrences set is_public = is_public where event_id = any(p_events);
end
$$;
CREATE FUNCTION jatre.organizer_get_v1(p_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
  with held as (
    -- an index has those without dates first in this order, however many these are
    select found.* from (
      (
        select e.over_at, e.organizer_name, e.organizer_type, e.contact_info
        from discovered_events e
        where e.is_public and e.organizer_name is not null and organizer_id(e.organizer_name) = p_id
          and e.organizer_type is distinct from 'individual' and e.over_at > '-infinity'
        order by e.over_at desc
        limit 100
      )
      union all
      (
        select e.over_at, e.organizer_name, e.organizer_type, e.contact_info
        from discovered_events e
        where e.is_public and e.organizer_name is not null and organizer_id(e.organizer_name) = p_id
          and e.organizer_type is distinct from 'individual' and e.over_at is null
        limit 100
      )
    ) as found
    order by found.over_at desc nulls last
    limit 100
  ),
  coming as (
    -- by the next date: what began long ago and goes on is among them
    select o.event_id, min(o.starts_at) as starts_at
    from discovered_events e
    join event_occurrences o on o.event_id = e.id
    where e.is_public and organizer_id(e.organizer_name) = p_id and e.organizer_type is distinct from 'individual'
      and e.over_at > (select now_v1()) and o.is_public and o.over_at > now_v1()
    group by o.event_id
    order by starts_at, o.event_id
    limit 100
  )
  select jsonb_build_object(
    'id', p_id, 'name', min(h.organizer_name), 'type', min(h.organizer_type), 'url', min(h.contact_info ->> 'url'),
    'events', coalesce((
      select jsonb_agg(event_upcoming(e, now_v1()) order by c.starts_at, e.id)
      from coming c join discovered_events e on e.id = c.event_id
    ), '[]')
  )
  from held h
  having count(*) > 0
$$;
CREATE FUNCTION jatre.organizer_id(p_name text) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select md5(lower(btrim(p_name)))::uuid
$$;
CREATE FUNCTION jatre.organizers_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
  with named as materialized (
    select e.organizer_name as name, min(e.organizer_type) as type, count(*) as events
    from discovered_events e
    where e.is_public and e.organizer_name is not null and e.organizer_type is distinct from 'individual'
      and (p_area is null or 'events:area:' || p_area = any(e.rooms))
      and (p_name is null or strpos(lower(e.organizer_name), lower(p_name)) > 0)
      and e.over_at > (select now_v1())
    group by e.organizer_name
  ),
  found as (
    -- one organizer may be written in several ways
    select
      organizer_id(n.name) as id, min(n.name) as name, min(n.type) as type, sum(n.events) as events,
      count(*) over () as total
    from named n
    group by organizer_id(n.name)
    order by sum(n.events) desc, min(n.name), organizer_id(n.name)
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'organizers', coalesce(jsonb_agg(jsonb_build_object(
      'id', f.id, 'name', f.name, 'type', f.type, 'events', f.events,
      'url', (
        select min(h.url)
        from (
          select e.contact_info ->> 'url' as url
          from discovered_events e
          where e.is_public and organizer_id(e.organizer_name) = f.id and e.over_at > (select now_v1())
            and e.organizer_type is distinct from 'individual'
            and (p_area is null or 'events:area:' || p_area = any(e.rooms))
          order by e.over_at
          limit 100
        ) as h
      )
    ) order by f.events desc, f.name, f.id), '[]'),
    'total', coalesce(max(f.total), 0)
  )
  from found f
$$;
CREATE FUNCTION jatre.place_get_v1(p_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select venue_json(p) || jsonb_build_object(
    'status', place_now(p.id),
    'week', place_week(p),
    'hours', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'origin', h.origin, 'week', h.week, 'special', h.special, 'statedAt', instant_text(h.stated_at)
        )
        order by array_position(place_origins(), h.origin)
      )
      from place_hours as h
      where h.place_id = p.id and h.left_out is null and (h.valid_until is null or h.valid_until > now_v1())
    ), '[]')
  )
  from places as p where p.id = p_id
$$;
CREATE FUNCTION jatre.place_now(p_id uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    with counting as (
      select * from place_live_status as s
      where s.place_id = p_id and (s.valid_until is null or s.valid_until > now_v1())
    ),
    opening as (
      select * from place_openings(array[p_id])
    ),
    fullness as (
      select * from counting as s
      where num_nonnulls(s.current_capacity, s.wait_time_minutes) > 0
        and (s.source <> 'prediction' or coalesce((select o.is_open from opening as o), true))
        -- whoever stands before it says nothing of a place that says that it is closed
        and not exists (select from opening as o where o.source = 'business' and not o.is_open)
      order by s.source = 'prediction', s.source <> 'business', s.updated_at desc, s.id
      limit 1
    )
    select place_state_json(p_id, o, f)
    from (select) as one left join opening as o on true left join fullness as f on true
    where o.id is not null or f.id is not null
  );
end
$$;
CREATE TABLE jatre.place_live_status (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    place_id uuid NOT NULL,
    is_open boolean,
    current_capacity text,
    wait_time_minutes integer,
    special_status text,
    source text DEFAULT 'prediction'::text NOT NULL,
    confidence numeric(3,2),
    valid_until timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    changes_at timestamp with time zone,
    reason text,
    CONSTRAINT place_live_status_confidence_check CHECK (((confidence >= (0)::numeric) AND (confidence <= (1)::numeric))),
    CONSTRAINT place_live_status_current_capacity_check CHECK ((current_capacity = ANY (ARRAY['empty'::text, 'quiet'::text, 'moderate'::text, 'busy'::text, 'packed'::text]))),
    CONSTRAINT place_live_status_source_check CHECK ((source = ANY (ARRAY['google'::text, 'user'::text, 'prediction'::text, 'business'::text, 'hours'::text]))),
    CONSTRAINT place_live_status_wait_time_minutes_check CHECK ((wait_time_minutes >= 0))
);
COMMENT ON TABLE jatre.place_live_status IS 'What a place is like right now; the newest valid row counts.';
COMMENT ON COLUMN jatre.place_live_status.id IS 'the row';
COMMENT ON COLUMN jatre.place_live_status.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_live_status.is_open IS 'whether it is open';
COMMENT ON COLUMN jatre.place_live_status.current_capacity IS 'empty, quiet, moderate, busy or packed';
COMMENT ON COLUMN jatre.place_live_status.wait_time_minutes IS 'how long one waits';
COMMENT ON COLUMN jatre.place_live_status.special_status IS 'a line about now';
COMMENT ON COLUMN jatre.place_live_status.source IS 'google, user, prediction, business, or hours: its opening hours';
COMMENT ON COLUMN jatre.place_live_status.confidence IS '0 to 1';
COMMENT ON COLUMN jatre.place_live_status.valid_until IS 'after that it counts no more';
COMMENT ON COLUMN jatre.place_live_status.created_at IS 'when';
COMMENT ON COLUMN jatre.place_live_status.updated_at IS 'when it last changed';
COMMENT ON COLUMN jatre.place_live_status.changes_at IS 'when it opens or closes next, where that is known';
COMMENT ON COLUMN jatre.place_live_status.reason IS 'what it is known by: so many people, or what a prediction saw';
CREATE FUNCTION jatre.place_openings(p_places uuid[]) RETURNS SETOF jatre.place_live_status
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  return query
  with counting as materialized (
    select * from place_live_status as s
    where (p_places is null or s.place_id = any(p_places)) and (s.valid_until is null or s.valid_until > (select now_v1()))
  )
  select distinct on (s.place_id) s.*
  from counting as s
  where num_nonnulls(s.is_open, s.special_status) > 0
    -- of people only that it is closed, which the hours cannot know; where the place says how full it is, it is not
    and (s.source <> 'user' or not exists (
      select from counting as b
      where b.place_id = s.place_id and b.source = 'business' and num_nonnulls(b.current_capacity, b.wait_time_minutes) > 0
    ))
  order by s.place_id, s.source = 'business' desc, s.source = 'user' desc, s.updated_at desc, s.id;
end
$$;
CREATE FUNCTION jatre.place_origins() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY['moderator'::text, 'venue_page'::text, 'google'::text, 'osm'::text];
CREATE FUNCTION jatre.place_report_mark(p_id uuid, p_kind text, p_by text, p_reason text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_report place_reports;
  v_refusal constant text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    raise exception using errcode = 'check_violation', message = v_refusal;
  end if;
  -- in the order in which a report is taken: its place, then the report
  perform from places where id = (select r.place_id from place_reports as r where r.id = p_id) for no key update;
  update place_reports set removed_by = case p_kind when 'remove' then p_by end
  where id = p_id and (removed_by is null) = (p_kind = 'remove')
  returning * into v_report;
  if v_report.id is null then
    return false;
  end if;
  insert into place_report_decisions (report_id, kind, decided_by, reason) values (p_id, p_kind, p_by, p_reason);
  perform place_reports_apply(v_report.place_id, case when v_report.stated_by is null then 'user' else 'business' end);
  return true;
end
$$;
CREATE FUNCTION jatre.place_report_remove_v2(p_id uuid, p_by text, p_reason text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    RETURN jatre.place_report_mark(p_id, 'remove'::text, p_by, p_reason);
CREATE FUNCTION jatre.place_report_restore_v2(p_id uuid, p_by text, p_reason text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    RETURN jatre.place_report_mark(p_id, 'restore'::text, p_by, p_reason);
CREATE FUNCTION jatre.place_report_v2(p_place uuid, p_reporter bytea, p_said text, p_minutes integer, p_stated_by text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_changed boolean;
begin
  perform from places where id = p_place for no key update;
  if not found then
    return 'unknown';
  end if;
  delete from place_reports where place_id = p_place and reported_at < now_v1() - interval '1 day';
  if p_stated_by is null
    and (select count(*) from place_reports where place_id = p_place and stated_by is null) >= 500
  then
    return 'full';
  end if;
  if exists (select from place_reports where place_id = p_place and reporter = p_reporter and removed_by is not null) then
    return 'stored';
  end if;
  -- a place that is closed is not full of people, and the other way round
  delete from place_reports
  where place_id = p_place and reporter = p_reporter and (said = 'closed') <> (p_said = 'closed');
  v_changed := found;
  insert into place_reports as known (place_id, reporter, said, minutes, reported_at, stated_by)
  values (p_place, p_reporter, p_said, p_minutes, now_v1(), p_stated_by)
  on conflict (place_id, reporter, (case when said in ('wait', 'closed') then said else 'fullness' end)) do update
    set said = excluded.said, minutes = excluded.minutes, reported_at = excluded.reported_at
    where (known.said, known.minutes) is distinct from (excluded.said, excluded.minutes)
      or known.reported_at <= excluded.reported_at - interval '10 minutes';
  if found or v_changed then
    perform place_reports_apply(p_place, case when p_stated_by is null then 'user' else 'business' end);
  end if;
  return 'stored';
end
$$;
CREATE FUNCTION jatre.place_reports_apply(p_place uuid, p_source text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_now constant timestamptz := now_v1();
  c_by_place constant boolean := p_source = 'business';
  c_night_ends constant interval := '6 hours';
  -- the day of a place without an area is that of UTC
  v_zone constant text := coalesce(
    (select a.timezone from places as p join areas as a on p.area_code = a.code where p.id = p_place), 'UTC'
  );
  v_day constant timestamp := date_trunc('day', (v_now at time zone v_zone) - c_night_ends) + c_night_ends;
  v_closed boolean;
  v_full record;
  v_wait record;
  v_people bigint;
  v_until timestamptz;
begin
  -- one after the other: the second sees what the first has said
  perform from places where id = p_place for no key update;
  select
    count(*) filter (where r.said = 'closed' and r.reported_at >= v_day at time zone v_zone)
      >= greatest(case when c_by_place then 1 else 2 end, 2 * count(*) filter (where r.said <> 'closed')),
    count(distinct r.reporter)
  into v_closed, v_people
  from place_reports as r
  where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
    and r.reported_at > v_now - interval '3 hours';
  select l.* into v_full from (
    select
      array_agg(array_position(array['empty', 'quiet', 'moderate', 'busy', 'packed'], r.said)::float) as given,
      array_agg(power(0.5, extract(epoch from v_now - r.reported_at) / 1200)::float) as weights
    from place_reports as r
    where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
      and r.said not in ('wait', 'closed') and r.reported_at > v_now - interval '1 hour'
  ) as s, place_reports_level(s.given, s.weights, 1) as l;
  select l.* into v_wait from (
    select
      array_agg(r.minutes::float) as given,
      array_agg(power(0.5, extract(epoch from v_now - r.reported_at) / 1200)::float) as weights
    from place_reports as r
    where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
      and r.said = 'wait' and r.reported_at > v_now - interval '1 hour'
  ) as s, place_reports_level(s.given, s.weights, 10) as l;
  v_until := case when v_closed
    then (v_day + interval '1 day') at time zone v_zone
    else interval '45 minutes' + (
      select max(r.reported_at) from place_reports as r
      where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
    )
  end;
  insert into place_live_status as known (
    place_id, source, is_open, current_capacity, wait_time_minutes, confidence, reason, valid_until
  )
  values (
    p_place,
    p_source,
    case when v_closed then false end,
    case when not v_closed then (array['empty', 'quiet', 'moderate', 'busy', 'packed'])[v_full.middle::integer] end,
    case when not v_closed then v_wait.middle end,
    -- a place knows how full it is; people are the more certain the more they are
    round((
      coalesce(v_full.agreement, v_wait.agreement) * case when c_by_place then 1 else 1 - power(0.5, v_people) end
    )::numeric, 2),
    case
      when c_by_place then 'the place says so'
      when v_people = 1 then 'one person says so'
      else v_people || ' people report'
    end,
    -- nothing that they agree on: it is over
    case when v_closed or v_full.people is not null or v_wait.people is not null then v_until else v_now end
  )
  on conflict (place_id, source) where source in ('user', 'business') do update set
    is_open = excluded.is_open,
    current_capacity = excluded.current_capacity,
    wait_time_minutes = excluded.wait_time_minutes,
    confidence = excluded.confidence,
    reason = excluded.reason,
    valid_until = excluded.valid_until,
    updated_at = clock_timestamp();
end
$$;
CREATE FUNCTION jatre.place_reports_json(p_place uuid, p_limit bigint) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'id', r.id, 'said', r.said, 'minutes', r.minutes, 'at', instant_text(r.reported_at),
        'reporter', left(encode(r.reporter, 'hex'), 8), 'statedBy', r.stated_by, 'removedBy', r.removed_by,
        'counts', r.removed_by is null
          and r.reported_at > now_v1() - case r.said when 'closed' then interval '3 hours' else interval '1 hour' end,
        'decisions', (
          select coalesce(jsonb_agg(
            jsonb_build_object(
              'kind', d.kind, 'by', d.decided_by, 'at', instant_text(d.decided_at), 'reason', d.reason
            )
            order by d.id desc
          ), '[]')
          from place_report_decisions as d where d.report_id = r.id
        )
      )
      order by r.reported_at desc, r.id
    ), '[]')
    from (
      select * from place_reports as one
      where one.place_id = p_place and one.reported_at > now_v1() - interval '1 day'
      order by one.removed_by is not null, one.reported_at desc, one.id
      limit p_limit
    ) as r
  );
end
$$;
CREATE FUNCTION jatre.place_reports_level(p_values double precision[], p_weights double precision[], p_reach double precision, OUT middle double precision, OUT agreement double precision, OUT people bigint) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with said as (
    select
      u.value,
      u.weight,
      sum(u.weight) over (order by u.value) as below,
      sum(u.weight) over () as total
    from unnest(p_values, p_weights) as u (value, weight)
  ),
  half as (
    select min(s.value) as middle from said as s where s.below >= s.total / 2
  ),
  agreed as (
    select
      h.middle,
      sum(s.weight) filter (where abs(s.value - h.middle) <= p_reach) / max(s.total) as agreement,
      count(*) as people
    from said as s, half as h
    group by h.middle
  )
  select a.middle, a.agreement, a.people from agreed as a where a.agreement >= 0.6
$$;
CREATE FUNCTION jatre.place_reports_v1(p_place uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select place_reports_json(p.id, null) from places as p where p.id = p_place
$$;
CREATE FUNCTION jatre.place_state_json(p_id uuid, p_opening jatre.place_live_status, p_fullness jatre.place_live_status) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select jsonb_build_object(
      'placeId', p_id,
      'version', coalesce((select s.version from place_states as s where s.place_id = p_id), 0),
      'isOpen', (p_opening).is_open,
      'changesAt', instant_text((p_opening).changes_at),
      'specialStatus', (p_opening).special_status,
      'source', (p_opening).source,
      'validUntil', instant_text((p_opening).valid_until),
      'capacity', (p_fullness).current_capacity,
      'waitTime', (p_fullness).wait_time_minutes,
      'confidence', (p_fullness).confidence,
      'capacitySource', (p_fullness).source,
      'capacityReason', (p_fullness).reason,
      'capacityAt', instant_text((p_fullness).updated_at),
      'capacityUntil', instant_text((p_fullness).valid_until),
      'updatedAt', instant_text(greatest((p_opening).updated_at, (p_fullness).updated_at))
    )
  );
end
$$;
CREATE FUNCTION jatre.place_state_v1(p_id uuid, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select s.version, n.now::text, s.changed_at
  from place_states as s, lateral (select place_now(s.place_id) as now) as n
  where s.place_id = p_id and n.now is not null
$$;
CREATE FUNCTION jatre.place_states_renew() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_places constant uuid[] := array(
    select distinct s.place_id
    from place_states as s
    join place_live_status as l on s.place_id = l.place_id
    where l.valid_until <= now_v1() and l.valid_until > s.changed_at and place_now(s.place_id) is not null
  );
begin
  perform place_states_tell(v_places);
  return cardinality(v_places);
end
$$;
CREATE FUNCTION jatre.place_states_tell(p_places uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  -- several rows speak of one place: who changes it waits here, and the next statement sees what the one before wrote
  insert into place_states as known (place_id, version, changed_at)
  select n.place_id, (extract(epoch from clock_timestamp()) * 1000000)::bigint, clock_timestamp()
  -- of one that is named twice once: the clock goes on from row to row
  from (select distinct u.place_id from unnest(p_places) as u (place_id)) as n
  order by n.place_id
  on conflict (place_id) do update
    set version = greatest(known.version + 1, excluded.version), changed_at = excluded.changed_at;
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'place:status',
    p.id::text,
    s.version,
    array_remove(array['place:' || p.id, 'places:' || p.area_code], null),
    coalesce(place_now(p.id), place_state_json(p.id, null, null))::text
  from places as p
  join place_states as s on p.id = s.place_id
  where p.id = any(p_places)
  order by p.id;
  if found then
    perform feed_notify();
  end if;
end
$$;
CREATE FUNCTION jatre.place_states_v1(p_area text, p_limit integer) RETURNS TABLE(place_id uuid, version bigint, payload text, changed_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select s.place_id, s.version, n.now::text, s.changed_at
  from (
    select c.place_id, c.version, c.changed_at
    from places as p
    join place_states as c on p.id = c.place_id
    where p.area_code = p_area
    order by c.changed_at desc, c.place_id
    offset 0
  ) as s
  cross join lateral (select place_now(s.place_id) as now offset 0) as n
  where n.now is not null
  order by s.changed_at desc, s.place_id
  limit p_limit
$$;
CREATE FUNCTION jatre.place_status_append(p_ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  perform place_states_tell(array(select n.place_id from place_live_status as n where n.id = any(p_ids)));
  insert into place_status_changes (place_id, version, source, status, changed_at)
  select n.place_id, s.version, n.source, place_status_json(n), now_v1()
  from place_live_status as n
  join place_states as s on n.place_id = s.place_id
  where n.id = any(p_ids) and n.source <> 'google'
  on conflict do nothing;
end
$$;
CREATE FUNCTION jatre.place_status_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform place_status_append(array(
    select n.id from new_rows as n
    where n.source <> 'prediction'
      or num_nonnulls(n.is_open, n.current_capacity, n.wait_time_minutes, n.special_status) > 0
  ));
  return null;
end
$$;
CREATE FUNCTION jatre.place_status_json(s jatre.place_live_status) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'placeId', s.place_id,
    'isOpen', s.is_open,
    'changesAt', jatre.instant_text(s.changes_at),
    'capacity', s.current_capacity,
    'waitTime', s.wait_time_minutes,
    'specialStatus', s.special_status,
    'confidence', s.confidence,
    'reason', s.reason,
    'validUntil', jatre.instant_text(s.valid_until)
  )
$$;
CREATE FUNCTION jatre.place_status_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform place_status_append(array(
    select n.id from new_rows as n
    join old_rows as o on n.id = o.id
    where (
      n.is_open, n.changes_at, n.current_capacity, n.wait_time_minutes, n.special_status, n.confidence, n.reason,
      n.valid_until
    ) is distinct from (
      o.is_open, o.changes_at, o.current_capacity, o.wait_time_minutes, o.special_status, o.confidence, o.reason,
      o.valid_until
    )
  ));
  return null;
end
$$;
CREATE FUNCTION jatre.place_status_v1(p_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
    'id', p.id,
    'status', place_now(p.id),
    'history', coalesce((
      select jsonb_agg(
        h.status || jsonb_build_object('source', h.source, 'at', instant_text(h.changed_at)) order by h.version desc
      )
      from (
        select * from place_status_changes as c where c.place_id = p.id order by c.version desc limit 100
      ) as h
    ), '[]')
  )
  from places as p where p.id = p_id
$$;
CREATE TABLE jatre.places (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    aliases text[] DEFAULT '{}'::text[] NOT NULL,
    kind text,
    address text,
    location public.geography(Point,4326),
    area_code text,
    plus_code text,
    google_place_id text,
    osm_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE jatre.places IS 'Venues and other named places: the gazetteer of an area and what the sources add to it.';
COMMENT ON COLUMN jatre.places.id IS 'the place';
COMMENT ON COLUMN jatre.places.slug IS 'its name in seeds';
COMMENT ON COLUMN jatre.places.name IS 'its name for people';
COMMENT ON COLUMN jatre.places.aliases IS 'other names';
COMMENT ON COLUMN jatre.places.kind IS 'what kind of place';
COMMENT ON COLUMN jatre.places.address IS 'the postal address';
COMMENT ON COLUMN jatre.places.location IS 'the point, WGS 84';
COMMENT ON COLUMN jatre.places.area_code IS 'the area it lies in';
COMMENT ON COLUMN jatre.places.plus_code IS 'Open Location Code';
COMMENT ON COLUMN jatre.places.google_place_id IS 'Google''s id';
COMMENT ON COLUMN jatre.places.osm_id IS 'OpenStreetMap''s id';
COMMENT ON COLUMN jatre.places.created_at IS 'when it was added';
COMMENT ON COLUMN jatre.places.updated_at IS 'when it last changed';
CREATE FUNCTION jatre.place_week(p jatre.places) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(n.day order by n.day ->> 'date'), '[]')
  from (
    select d.day
    from place_weeks as w
    join areas as a on a.code = p.area_code
    cross join jsonb_array_elements(w.days) as d (day)
    where w.place_id = p.id and (d.day ->> 'date')::date >= (now_v1() at time zone a.timezone)::date
    order by d.day ->> 'date'
    limit 7
  ) as n
$$;
CREATE FUNCTION jatre.places_list_v2(p_area text, p_name text, p_open boolean, p_at timestamp with time zone, p_limit integer, p_offset integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    with openings as materialized (
      -- all in one reading: of thousands, only where that is asked
      select * from place_openings(null) where p_open is not null
    ),
    found as materialized (
      select p.id, p.name
      from places as p
      left join openings as o on o.place_id = p.id
      left join place_weeks as w on p_at is not null and w.place_id = p.id
      left join areas as a on a.code = p.area_code
      where (p_area is null or p.area_code = p_area) and (p_name is null or strpos(lower(p.name), lower(p_name)) > 0)
        and (p_open is null or p_open = case
          when p_at is null or p_at < coalesce(o.changes_at, o.valid_until) then o.is_open
          else (
            -- one has to ask: not known; nor is a day that is not stored
            select case
              when count(*) filter (where (d.day ->> 'date')::date = (p_at at time zone a.timezone)::date) = 0 then null
              when bool_or(s.certain) then true
              when bool_or(not s.certain) then null
              else false
            end
            from jsonb_array_elements(w.days) as d (day)
            left join jsonb_to_recordset(d.day -> 'spans') as s ("from" timestamptz, "to" timestamptz, certain boolean)
              on s."from" <= p_at and s."to" > p_at
            where (d.day ->> 'date')::date
              between (p_at at time zone a.timezone)::date - 1 and (p_at at time zone a.timezone)::date
          )
        end)
    ),
    shown as (
      select * from found order by name, id limit p_limit offset p_offset
    )
    select jsonb_build_object(
      'places', coalesce((
        select jsonb_agg(venue_json(p) || jsonb_build_object('status', place_now(s.id)) order by s.name, s.id)
        from shown as s join places as p on p.id = s.id
      ), '[]'),
      'total', (select count(*) from found)
    )
  );
end
$$;
CREATE FUNCTION jatre.places_reported_v1(p_limit integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with latest as (
    select r.place_id, max(r.reported_at) as at, count(*) as total
    from place_reports as r
    where r.reported_at > now_v1() - interval '1 day'
    group by r.place_id
    order by at desc, r.place_id
    limit p_limit
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', p.id, 'name', p.name, 'status', place_now(p.id), 'reports', place_reports_json(p.id, 20),
      'more', greatest(l.total - 20, 0)
    )
    order by l.at desc, p.id
  ), '[]')
  from latest as l join places as p on l.place_id = p.id
$$;
CREATE FUNCTION jatre.removals_confirm_v1(p_slug text, p_expected bigint, p_by text, p_reason text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_refusal text := decision_refusal(p_by, p_reason);
  v_decision uuid := gen_random_uuid();
  v_held uuid[];
  v_gone text[];
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  select array_agg(h.id) into v_held
  from (
    select l.id
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    where
      s.slug = p_slug
      and l.gone_at is null
      and l.absent_runs >= 2
      and now_v1()::date <= any(l.local_dates)
    order by l.id
    for update of l
  ) as h;
  if v_held is null or cardinality(v_held) <> p_expected then
    return jsonb_build_object('held', coalesce(cardinality(v_held), 0));
  end if;
  insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
  select v_decision, 'gone', p_slug, l.external_id, jsonb_build_object('gone_at', now_v1()), p_reason, p_by
  from events_staging as l
  where l.id = any(v_held);
  with gone as (
    update events_staging as l
    set
      gone_at = now_v1(),
      stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
    where l.id = any(v_held)
    returning l.external_id
  )
  select array_agg(external_id order by external_id) into v_gone from gone;
  perform request_append('stages', 'decisions', '{}', p_by);
  -- of no one event
  perform decision_announce(v_decision, null, p_by);
  return jsonb_build_object('decision', v_decision, 'listings', to_jsonb(v_gone));
end
$$;
CREATE FUNCTION jatre.request_append(p_kind text, p_target text, p_options jsonb, p_asked_by text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_id bigint;
begin
  select id into v_id from pipeline_requests
  where kind = p_kind and target = p_target and options = p_options and state = 'waiting' limit 1;
  if found then
    return v_id;
  end if;
  if (select count(*) from pipeline_requests where kind = p_kind and state = 'waiting') >= 100 then
    return null;
  end if;
  insert into pipeline_requests (kind, target, options, asked_by)
  values (p_kind, p_target, p_options, p_asked_by) returning id into v_id;
  perform pg_notify('jatre_requests', p_kind);
  return v_id;
end
$$;
CREATE FUNCTION jatre.request_consequences_v1(p_options jsonb, p_asked_by text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
  select request_append(
    'consequences', coalesce(p_options ->> 'event', p_options ->> 'revoke'), p_options, p_asked_by
  )
  where
    coalesce(p_options ->> 'event', p_options ->> 'revoke') ~ '^[0-9a-f-]{36}$'
    and length(p_options::text) <= 500000
$_$;
CREATE FUNCTION jatre.request_get_v1(p_id bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
    'id', id, 'kind', kind, 'target', target, 'asked_at', asked_at, 'state', state, 'run_id', run_id, 'answer', answer
  )
  from pipeline_requests
  where id = p_id
$$;
CREATE FUNCTION jatre.request_reserve(p_source uuid, p_requests integer, p_per interval, p_patience interval, p_held interval) RETURNS TABLE(reservation bigint, wait double precision)
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_last timestamptz;
  v_now timestamptz;
  v_free timestamptz;
  v_at timestamptz;
begin
  insert into source_limits as l (source_id) values (p_source) on conflict do nothing;
  select l.last_at into v_last from source_limits l where l.source_id = p_source for update;
  v_now := clock_timestamp();
  delete from source_reservations r where r.source_id = p_source and r.free_at <= v_now;
  select r.free_at into v_free from source_reservations r
  where r.source_id = p_source order by r.free_at desc offset p_requests - 1 limit 1;
  -- spaced, so that a limit is not used up in one burst
  v_at := greatest(v_now, v_last + least(p_per / p_requests, interval '0.2 seconds'), v_free);
  wait := extract(epoch from v_at - v_now);
  if v_at - v_now <= p_patience then
    update source_limits l set last_at = v_at where l.source_id = p_source;
    insert into source_reservations as r (source_id, free_at) values (p_source, v_at + p_per + p_held)
    returning r.id into reservation;
  end if;
  return next;
end
$$;
CREATE FUNCTION jatre.request_write_v1(p_kind text, p_target text, p_asked_by text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select request_append(p_kind, slug, '{}', p_asked_by)
  from event_sources
  where slug = p_target and p_kind in ('fetch', 'preview')
$$;
CREATE FUNCTION jatre.sample_slice(p_event uuid) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select width_bucket(uuid_hash(p_event) & 4095, '{1,2,4,8,16,32,64,128,256,512,1024,2048}'::integer[])
$$;
CREATE FUNCTION jatre.search_all(p_words text, p_area text DEFAULT NULL::text, OUT words tsquery, OUT loose tsquery) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_terms tsquery;
begin
  if p_words is not null then
    v_terms := search_query(array(
      select concat_ws(' | ', t.exact, t.longer, t.near, t.far, t.meant) from search_terms(p_words, p_area) as t
    ));
    words := v_terms && search_signs(p_words);
    loose := search_loose(v_terms, p_words);
  end if;
end
$$;
CREATE FUNCTION jatre.search_area(p_filter jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((p_filter #>> '{area,0}'::text[]), (p_filter ->> 'area'::text));
CREATE FUNCTION jatre.search_asides(p_words text) RETURNS tsquery[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg((quote_literal(u.key) || case when u.n = u.last then ':*A' else ':A' end)::tsquery), '{}')
    from (
      select t.word, search_fold(t.word) as key, t.n, max(t.n) over () as last
      from string_to_table(
        search_plain(regexp_replace(p_words, '(^|\s)-("[^"]*"|\S+)', ' ', 'g')), ' '
      ) with ordinality as t (word, n)
      order by t.n
      limit 16
    ) as u
    where u.key <> '' and to_tsvector('english', u.word) = ''
  );
end
$$;
CREATE FUNCTION jatre.search_border_step(p_is_over boolean, p_was timestamp with time zone, p_target timestamp with time zone, p_dates integer) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select case
    when p_was = p_target then p_target
    when p_is_over and p_was < p_target then least(p_target, (
      select o.over_at from event_occurrences as o
      where o.is_public and o.over_at > p_was order by o.over_at offset p_dates limit 1
    ))
    when p_is_over then greatest(p_target, (
      select o.over_at from event_occurrences as o
      where o.is_public and o.over_at < p_was order by o.over_at desc offset p_dates limit 1
    ))
    when p_was < p_target then least(p_target, (
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at > p_was order by o.starts_at offset p_dates limit 1
    ))
    else greatest(p_target, (
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at < p_was order by o.starts_at desc offset p_dates limit 1
    ))
  end
$$;
CREATE FUNCTION jatre.search_fold(p_text text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  v_words text := ' ' || jatre.search_romanised(jatre.search_plain(p_text)) || ' ';
begin
  -- what is heard otherwise than it is written; C is `ch`, until `c` is gone
  v_words := replace(replace(replace(replace(v_words, 'igh', 'ai'), 'tion', 'son'), 'sion', 'son'), 'qu', 'kv');
  v_words := replace(replace(replace(replace(v_words, 'tch', 'C'), 'ch', 'C'), 'Ch', 'C'), 'ck', 'k');
  v_words := replace(replace(replace(replace(replace(v_words, 'ce', 'se'), 'ci', 'si'), 'cy', 'si'), 'ph', 'f'), 'x', 'ks');
  v_words := replace(replace(replace(v_words, 'wh', 'w'), ' yu', ' u'), ' ye', ' e');
  if position('w' in v_words) > 0 then
    v_words := regexp_replace(v_words, '(?<=[aeo])w(?![aeiou])', '', 'g');
  end if;
  -- what is breathed, and long
  v_words := replace(replace(replace(replace(v_words, 'bh', 'b'), 'dh', 'd'), 'gh', 'g'), 'jh', 'j');
  v_words := replace(replace(replace(replace(replace(v_words, 'kh', 'k'), 'sh', 's'), 'th', 't'), 'ee', 'i'), 'oo', 'u');
  v_words := translate(v_words, 'cqwzyC', 'kkvjic');
  -- one letter for two, without a reference back, which takes a hundred times as long, and without a loop, whose steps
  -- take longer than what they do
  while v_words ~ 'aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|rr|ss|tt|uu|vv' loop
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'aa', 'a'), 'bb', 'b'), 'cc', 'c'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g');
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'hh', 'h'), 'ii', 'i'), 'jj', 'j'), 'kk', 'k'), 'll', 'l'), 'mm', 'm'), 'nn', 'n');
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'oo', 'o'), 'pp', 'p'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v');
  end loop;
  v_words := replace(replace(v_words, 'np', 'mp'), 'nb', 'mb');
  -- an `a` or `am` at the end of Indian words comes and goes
  return trim(regexp_replace(replace(v_words, 'iam ', 'i '), '([a-z]{3})a(?= )', '\1', 'g'));
end
$$;
CREATE FUNCTION jatre.search_follow(p_exact text[], p_longer text[], p_near text[], p_far text[]) RETURNS tsquery[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_words constant text[] := array(
    select regexp_replace(concat_ws(' | ', u.exact, u.longer, u.near, u.far), '''(?::(\*))?(?=( |$))', ''':\1A', 'g')
    from unnest(p_exact, p_longer, p_near, p_far) with ordinality as u (exact, longer, near, far, n)
    order by u.n
  );
begin
  return array(
    select format('(%s) <-> (%s)', v_words[n], v_words[n + 1])::tsquery
    from generate_series(1, cardinality(v_words) - 1) as n
    where v_words[n] <> '' and v_words[n + 1] <> ''
  );
end
$_$;
CREATE FUNCTION jatre.search_loose(p_terms tsquery, p_words text) RETURNS tsquery
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select case when numnode(found.query) > 0 then found.query else search_signs(p_words) end
    from (
      select p_terms && plainto_tsquery('english', array_to_string(array(
        select (regexp_matches(p_words, '(?:^|\s)"([^"]*)"', 'g'))[1]
      ), ' ')) as query
    ) as found
  );
end
$$;
CREATE FUNCTION jatre.search_matched(p_keys tsvector, p_words text[], p_exact text[], p_longer text[], p_near text[], p_far text[], p_meant text[]) RETURNS TABLE(how text, words text[])
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return query
  select w.how, array_agg(w.word order by w.n)
  from (
    select t.word, t.n, case
      when k.title @@ t.plain then 'title'
      when k.venue @@ t.plain then 'venue'
      when k.description @@ t.plain then 'description'
      when p_keys @@ t.plain or p_keys @@ t.near or p_keys @@ t.far then 'spelling'
      when p_keys @@ t.meant then 'synonym'
    end as how
    from (
      select u.word, u.n, concat_ws(' | ', u.exact, u.longer)::tsquery as plain, u.near::tsquery as near,
        u.far::tsquery as far, u.meant::tsquery as meant
      from unnest(p_words, p_exact, p_longer, p_near, p_far, p_meant)
        with ordinality as u (word, exact, longer, near, far, meant, n)
    ) as t
    -- those without a place, of which none is left by a filter, are joined words and skeletons
    cross join (
      select ts_filter(p_keys, '{a}') as title, ts_filter(p_keys, '{b}') as venue, ts_filter(p_keys, '{c}') as description
    ) as k
  ) as w
  where w.how is not null
  group by w.how;
end
$$;
CREATE FUNCTION jatre.search_pairs(p_words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  v_words constant text[] := string_to_array(p_words, ' ');
  v_pairs text := '';
begin
  for n in 2 .. cardinality(v_words) loop
    v_pairs := v_pairs || ' ' || v_words[n - 1] || v_words[n];
  end loop;
  return substr(v_pairs, 2);
end
$$;
CREATE FUNCTION jatre.search_plain(p_text text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
begin
  return trim(regexp_replace(
    case when p_text ~ '[^\u0001-\u007f]' then
      regexp_replace(
        -- put together again what the first step took apart of Indic vowels
        normalize(regexp_replace(normalize(lower(p_text), nfkd), '[\u0300-\u036f\u200b-\u200d\ufe0f''’‘`]', '', 'g'), nfc),
        '[\u00a0-\u00bf\u2000-\u2bff\u3000-\u303f\u0964\u0965\U0001f000-\U0001faff]+', ' ', 'g'
      )
    else translate(lower(p_text), '''`', '') end,
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g'
  ));
end
$$;
CREATE FUNCTION jatre.search_query(p_keys text[], p_without boolean DEFAULT false) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
    RETURN COALESCE(CASE WHEN p_without THEN (SELECT (string_agg((('('::text || w.keys) || ')'::text), ' | '::text))::tsquery AS string_agg FROM (SELECT string_agg((('('::text || k.keys) || ')'::text), ' & '::text) AS keys FROM unnest(search_query.p_keys) WITH ORDINALITY k(keys, n), generate_series(1, cardinality(search_query.p_keys)) missing(missing) WHERE (k.n <> missing.missing) GROUP BY missing.missing) w) ELSE (SELECT (string_agg((('('::text || k.keys) || ')'::text), ' & '::text))::tsquery AS string_agg FROM unnest(search_query.p_keys) k(keys)) END, ''::tsquery);
CREATE FUNCTION jatre.search_renew(p_again boolean) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_words bigint;
begin
  if exists (select from search_words) and not p_again then
    return 0;
  end if;
  if p_again then
    lock table search_words in share row exclusive mode;
  else
    update discovered_events set search = null;
  end if;
  delete from search_words;
  insert into search_words (word)
  select distinct k.word
  from (
    select search_fold(string_agg(distinct w.word, ' ')) as keys
    from discovered_events as e,
      string_to_table(
        search_plain(concat_ws(' ', coalesce(e.provenance #>> '{title,published}', e.title), e.venue_name)), ' '
      ) as w (word)
    group by "left"(w.word, 2)
  ) as f, string_to_table(f.keys, ' ') as k (word)
  where k.word ~ '^[a-z]{3,40}$';
  get diagnostics v_words = row_count;
  return v_words;
end
$_$;
CREATE FUNCTION jatre.search_romanised(p_words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
begin
  return case when p_words ~ '[\u0900-\u0d7f]' then replace(replace(replace(
    translate(translate(translate(translate(translate(regexp_replace(
      p_words,
      '([\u0915-\u0939\u0b95-\u0bb9\u0c15-\u0c39\u0c95-\u0cb9\u0d15-\u0d39][\u093c\u0cbc]?)(?![\u093c\u093e-\u094d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbe-\u0ccd\u0d3e-\u0d4d])',
      '\1a', 'g'
    ),
      'ँंअआइईउऊऋऍऎएऐऑऒओऔकखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसहािीुूृॅॆेैॉॊोौ०१२३४५६७८९़्ःऽ', 'nnaaiiuuReeeEoooOkkggnCCjjnttddnttddnnpfbbmirrlllvssshaiiuuReeeEoooO0123456789'),
      'ஂஅஆஇஈஉஊஎஏஐஒஓஔகஙசஜஞடணதநனபமயரறலளழவஶஷஸஹாிீுூெேைொோௌ௦௧௨௩௪௫௬௭௮௯்ஃ', 'naaiiuueeEooOknCjntntnnpmirrlllvssshaiiuueeEooO0123456789'),
      'ఁంఅఆఇఈఉఊఋఎఏఐఒఓఔకఖగఘఙచఛజఝఞటఠడఢణతథదధనపఫబభమయరఱలళఴవశషసహాిీుూృెేైొోౌ౦౧౨౩౪౫౬౭౮౯఼్ఃఽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnpfbbmirrlllvssshaiiuuReeEooO0123456789'),
      'ಁಂಅಆಇಈಉಊಋಎಏಐಒಓಔಕಖಗಘಙಚಛಜಝಞಟಠಡಢಣತಥದಧನಪಫಬಭಮಯರಱಲಳವಶಷಸಹಾಿೀುೂೃೆೇೈೊೋೌ೦೧೨೩೪೫೬೭೮೯಼್ಃಽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnpfbbmirrllvssshaiiuuReeEooO0123456789'),
      'ഁംഅആഇഈഉഊഋഎഏഐഒഓഔകഖഗഘങചഛജഝഞടഠഡഢണതഥദധനഩപഫബഭമയരറലളഴവശഷസഹാിീുൂൃെേൈൊോൌ൦൧൨൩൪൫൬൭൮൯്഼ഃഽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnnpfbbmirrlllvssshaiiuuReeEooO0123456789'),
    'E', 'ai'), 'O', 'au'), 'R', 'ru')
  else p_words end;
end
$$;
CREATE FUNCTION jatre.search_signs(p_words text) RETURNS tsquery
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return websearch_to_tsquery('english', array_to_string(array(
    select regexp_matches(p_words, '(?:^|\s)(-?"[^"]*"|-[^\s"]+)', 'g')
  ), ' '));
end
$$;
CREATE FUNCTION jatre.search_skeletons(p_words text, p_keys text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  v_bare constant text :=
    substr(translate(regexp_replace(' ' || p_keys, ' [aeiou]+', ' 0', 'g'), '0jaeiou', 'ag'), 2);
begin
  if p_words !~ '[\u0900-\u0d7f]' then
    return string_to_array('~' || replace(v_bare, ' ', ' ~'), ' ');
  end if;
  return array(
    select case when w.word ~ '[\u0900-\u0d7f]' then '^' else '~' end || coalesce(w.bare, '')
    from unnest(string_to_array(p_words, ' '), string_to_array(v_bare, ' ')) with ordinality as w (word, bare, n)
    order by w.n
  );
end
$$;
CREATE FUNCTION jatre.search_slips(p_key text, p_begins boolean) RETURNS TABLE(word text, slips integer)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
begin
  return query
  with budget as (
    select case when length(p_key) >= 9 then 2 else 1 end as slips
  ),
  alike as (
    select s.word, levenshtein_less_equal(s.word, p_key, b.slips) as slips
    from budget as b, search_words as s
    where "left"(s.word, 1) = "left"(p_key, 1)
      and length(s.word) between length(p_key) - b.slips and length(p_key) + b.slips
    union all
    select s.word, least(
      levenshtein_less_equal("left"(s.word, length(p_key)), p_key, b.slips),
      levenshtein_less_equal("left"(s.word, length(p_key) + 1), p_key, b.slips),
      levenshtein_less_equal("left"(s.word, length(p_key) - 1), p_key, b.slips)
    )
    from budget as b, search_words as s
    where p_begins and "left"(s.word, 3) = "left"(p_key, 3) and length(s.word) > length(p_key) + b.slips
    union all
    select s.word, 1 from search_words as s
    where s.word in (
      select overlay(p_key placing reverse(substr(p_key, n, 2)) from n for 2) from generate_series(1, length(p_key) - 1) as n
    )
    union all
    select s.word, 1 from search_words as s
    where substr(s.word, 2) in (substr(p_key, 2), p_key)
    union all
    select s.word, 1 from search_words as s
    where s.word = substr(p_key, 2)
  )
  select a.word, min(a.slips)
  from alike as a, budget as b
  where a.slips between 1 and b.slips
  group by a.word
  order by 2, length(a.word), a.word
  limit 20;
end
$$;
CREATE FUNCTION jatre.search_synonyms(p_groups jsonb) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with phrases as materialized (
    select g.n as number, p.phrase, p.place, search_fold(p.phrase) as key, t.keys
    from jsonb_array_elements(coalesce(p_groups, '[]')) with ordinality as g (phrases, n)
    cross join lateral jsonb_array_elements_text(g.phrases) with ordinality as p (phrase, place)
    cross join lateral (
      -- with the words that say nothing: "stand" is no "stand up"
      select concat_ws(' & ', string_agg('(' || w.exact || ')', ' & ' order by w.place), (
        select string_agg(aside::text, ' & ') from unnest(search_asides(p.phrase)) as aside
      )) as keys
      from search_terms(p.phrase, '') as w
    ) as t
  ),
  others as (
    select
      one.key,
      array_agg(distinct other.phrase) as meant,
      string_agg(distinct '(' || other.keys || ')', ' | ') as keys
    from phrases as one
    inner join phrases as other on one.number = other.number and one.key <> other.key
    where one.key <> '' and other.keys <> ''
    group by one.key
  )
  select coalesce(jsonb_object_agg(o.key, jsonb_build_object('meant', to_jsonb(o.meant), 'keys', o.keys)), '{}')
  from others as o
$$;
CREATE FUNCTION jatre.search_terms(p_words text, p_area text DEFAULT NULL::text) RETURNS TABLE(place integer, word text, exact text, longer text, near text, far text, meant text)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
declare
  v_all constant text[] := (
    string_to_array(search_plain(regexp_replace(p_words, '(^|\s)-("[^"]*"|\S+)', ' ', 'g')), ' ')
  )[: 16];
  v_kept constant integer[] := (
    select array_agg(t.n order by t.n)
    from (
      select u.n::integer as n, to_tsvector('english', u.word) = '' as says_nothing,
        bool_and(to_tsvector('english', u.word) = '') over () as nothing_said
      from unnest(v_all) with ordinality as u (word, n)
      where u.word <> ''
    ) as t
    where t.nothing_said or not t.says_nothing
  );
  v_words constant text := (
    select string_agg(v_all[k.n], ' ' order by k.place) from unnest(v_kept) with ordinality as k (n, place)
  );
  v_keys constant text := search_fold(v_words);
  v_pairs constant text[] := string_to_array(search_fold(search_pairs(v_words)), ' ');
  v_all_keys constant text[] := string_to_array(search_fold(array_to_string(v_all, ' ')), ' ');
  v_synonyms constant jsonb := (
    select a.search_synonyms from areas as a where a.code = coalesce(p_area, (select min(code) from areas))
  );
begin
  return query
  with words as materialized (
    select t.n::integer as place, t.word, t.key, t.bare, t.word ~ '[\u0900-\u0d7f]' as is_indic,
      array[v_pairs[t.n - 1], v_pairs[t.n]] as joined, t.n = max(t.n) over () as is_last
    from unnest(string_to_array(v_words, ' '), string_to_array(v_keys, ' '), search_skeletons(v_words, v_keys))
      with ordinality as t (word, key, bare, n)
  ),
  keys as (
    select w.place, w.key, 0 as slips, false as begins from words as w
    union all
    select w.place, stem, 0, false from words as w, unnest(tsvector_to_array(to_tsvector('english', w.word))) as stem
    where not w.is_indic
    union all
    select w.place, pair, 0, w.is_last from words as w, unnest(w.joined) as pair
    union all
    select w.place, w.key, 0, true from words as w where w.is_last and length(w.key) > 2
    union all
    -- with so few letters an index has too many words
    (select w.place, s.word, 0, true
    from words as w join search_words as s on s.word >= w.key collate "C" and s.word < w.key || '~' collate "C"
    where w.is_last and length(w.key) between 1 and 2
    order by length(s.word), s.word limit 20)
    union all
    -- the same word in the other script
    select w.place, translate(w.bare, '~^', '^~'), 1, false from words as w
    where length(w.bare) > case when w.is_indic then 2 else 3 end
    union all
    select w.place, f.word, f.slips, false
    from words as w, search_slips(w.key, w.is_last) as f
    where w.key ~ '^[a-z]{5,40}$' and p_area is distinct from ''
  ),
  written as (
    select distinct k.place, k.slips, k.begins,
      quote_literal(k.key) || case when k.begins and length(k.key) > 2 then ':*' else '' end as key
    from keys as k where k.key <> ''
  ),
  -- the longest synonym that a word is part of
  synonyms as (
    select distinct on (k.place) k.place::integer as place, v_synonyms -> s.phrase ->> 'keys' as keys
    from unnest(v_kept) with ordinality as k (n, place),
      generate_series(greatest(1, k.n - 3), k.n) as starts,
      generate_series(k.n, least(cardinality(v_all_keys), starts + 3)) as ends,
      lateral (select array_to_string(v_all_keys[starts : ends], ' ') as phrase) as s
    where v_synonyms ? s.phrase
    order by k.place, ends - starts desc
  )
  select w.place, w.word,
    string_agg(k.key, ' | ') filter (where k.slips = 0 and not k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 0 and k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 1),
    string_agg(k.key, ' | ') filter (where k.slips = 2),
    (select s.keys from synonyms as s where s.place = w.place)
  from words as w
  join written as k on k.place = w.place
  group by w.place, w.word
  order by w.place;
end
$_$;
CREATE FUNCTION jatre.search_tiers_renew(p_dates integer DEFAULT 2000, OUT events bigint, OUT is_done boolean) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  c_next constant integer := 4000;
  c_soon constant integer := 64000;
  v_over constant timestamptz := now_v1() - interval '2 days';
  -- of the tiers 0 to 3
  v_target constant timestamptz[] := array[
    v_over,
    'infinity',
    coalesce((
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at >= v_over order by o.starts_at offset c_soon limit 1
    ), 'infinity'),
    coalesce((
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at >= v_over order by o.starts_at offset c_next limit 1
    ), 'infinity')
  ];
  v_old timestamptz[];
  v_new timestamptz[];
  v_passed uuid[];
begin
  -- the only one at a time
  lock table search_tiers in share row exclusive mode;
  v_old := array(select t.ends from search_tiers as t order by t.tier);
  if v_old = '{}' then
    v_old := 'infinity'::timestamptz || v_target[2 :];
  end if;
  v_new := array(
    select search_border_step(b.n = 1, b.was, b.target, p_dates)
    from unnest(v_old, v_target) with ordinality as b (was, target, n) order by b.n
  );
  is_done := v_new = v_target;
  insert into search_tiers as t (tier, ends, events)
  select n.tier - 1, n.ends, 0 from unnest(v_new) with ordinality as n (ends, tier)
  on conflict (tier) do update set ends = excluded.ends;
  v_passed := array(
    select o.event_id from event_occurrences as o
    where o.is_public and o.over_at > least(v_old[1], v_new[1]) and o.over_at <= greatest(v_old[1], v_new[1])
    union
    select o.event_id
    from unnest(v_old[3 :], v_new[3 :]) as border (was, is_now)
    join event_occurrences as o
      on o.starts_at >= least(border.was, border.is_now) and o.starts_at < greatest(border.was, border.is_now)
    where o.is_public
  );
  -- in one order, so that two transactions do not wait for each other
  v_passed := array(
    select e.id from discovered_events as e
    where e.id = any(v_passed) and e.search_tier is distinct from event_search_tier(e.id, e.over_at)
    order by e.id for update
  );
  update discovered_events as e set search_tier = event_search_tier(e.id, e.over_at) where e.id = any(v_passed);
  get diagnostics events = row_count;
  if is_done then
    update search_tiers as t set events = coalesce(c.events, 0)
    from search_tiers as one
    left join (
      select e.search_tier, count(*) as events from discovered_events as e
      where e.is_public and e.search_tier > 0 group by e.search_tier
    ) as c on c.search_tier = one.tier
    where t.tier = one.tier;
  end if;
end
$$;
CREATE FUNCTION jatre.search_words_add(p_title text, p_venue text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $_$
declare
  v_words constant text[] := string_to_array(concat_ws(' ', search_fold(p_title), search_fold(p_venue)), ' ');
begin
  insert into search_words (word)
  select distinct w.word
  from unnest(v_words) as w (word)
  where w.word ~ '^[a-z]{3,40}$' and not exists (select from search_words s where s.word = w.word);
end
$_$;
CREATE FUNCTION jatre.session_begin_v1(p_token uuid, p_digest bytea, p_seconds integer) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_session access_tokens;
begin
  delete from access_tokens where parent is not null and expires_at < clock_timestamp() - interval '1 day';
  insert into access_tokens (digest, name, scope, source_slug, place_id, parent, created_by, expires_at)
  select
    p_digest, t.name, t.scope, t.source_slug, t.place_id, t.id, t.name,
    least(t.expires_at, clock_timestamp() + make_interval(secs => p_seconds))
  from access_tokens as t
  where t.id = p_token and t.parent is null and t.revoked_at is null and t.expires_at > clock_timestamp()
  returning * into v_session;
  if not found then
    return null;
  end if;
  perform access_log_write(v_session.name, 'session_begun', p_token::text, '{}');
  return jsonb_build_object('id', v_session.id, 'expiresAt', extract(epoch from v_session.expires_at));
end
$$;
CREATE FUNCTION jatre.shape_reach(p_shape public.geometry) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  return (
    select case when greatest(st_xmax(p_shape) - st_xmin(p_shape), st_ymax(p_shape) - st_ymin(p_shape)) <= 10 then
      1 + greatest(
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_ymin(p_shape)), 4326)::geography),
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_ymax(p_shape)), 4326)::geography),
        st_distance(centre, st_setsrid(st_makepoint(st_xmin(p_shape), st_y(st_centroid(st_envelope(p_shape)))), 4326)::geography)
      )
    end
    from (select st_centroid(st_envelope(p_shape))::geography as centre) as around
  );
end
$$;
CREATE FUNCTION jatre.source_add_v1(p_preview bigint, p_name text, p_official boolean, p_asked_by text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select request_append(
    'add_source', r.id::text, jsonb_build_object('name', p_name, 'official', p_official), p_asked_by
  )
  from pipeline_requests as r
  where r.id = p_preview and r.kind = 'preview_address' and r.state = 'done'
    and jsonb_typeof(r.answer -> 'source') = 'object' and length(p_name) <= 100
$$;
CREATE FUNCTION jatre.source_pause_v1(p_slug text, p_by text, p_reason text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_refusal text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  update event_sources
  set
    is_active = false, on_trial = false, paused_at = null, updated_at = now(),
    paused_reason = format('paused by %s%s', p_by, ': ' || p_reason)
  where slug = p_slug and is_active;
  if found then
    perform access_log_write(p_by, 'source_paused', p_slug, jsonb_build_object('reason', p_reason));
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  return jsonb_build_object('paused', p_slug);
end
$$;
CREATE FUNCTION jatre.source_reason_public(p_reason text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  with given as (
    select regexp_replace(p_reason, '^broken: ', '') as reason
  ),
  field as (
    select substring(reason from
      '^(?:listing\.)?(title|description|description_marks|source_category|category|subcategory|tags|keywords|occurrences?|timezone|recurrence|(?:stated_)?venue|venue_hours|'
      'organizer|price|capacity|registration_required|availability|left_out|url|ticket_url|images?|uid|has_own_id|status|provenance|startDate|endDate|eventSchedule|byDay|byMonth|byMonthDay|repeatCount|'
      'duration|DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|EXDATE)(?=[].:[ ]|$)'
    ) as name from given
  )
  select coalesce(
    (
      select known.words
      from (values
        ('it names no date'),
        ('already over'),
        ('every date of the series is taken out by EXDATE or EXRULE'),
        ('it is marked as private (CLASS)'),
        ('it is a place: what it is like goes to its status, and it announces nothing'),
        ('the row is marked as private'),
        ('it is a draft'),
        ('it is not listed for everybody'),
        ('it is the frame around a series, whose dates are events of their own'),
        ('it is not for everybody'),
        ('the post has no text'),
        ('a job offer'), ('a look back'), ('a closure'), ('a giveaway'), ('an offer'), ('opening hours'),
        ('a menu'), ('a classified'), ('a milestone'), ('a notice'), ('a full house'), ('a release'), ('a tip'),
        ('goods for sale'), ('admissions'), ('a call for proposals'), ('a teaser'), ('a review'), ('a greeting'),
        ('it names a day, and nothing that is on then'),
        ('it reads like a notice, though it names a day'),
        ('the entry has no title'),
        ('the event has no name'),
        ('the entry has no readable start'),
        ('the entry does not end'),
        ('the entry has neither title nor link'),
        ('the entry has neither id nor link'),
        ('another entry of the feed has the same id'),
        ('the record has no id'),
        ('it has no id'),
        ('no object, where an event was expected'),
        ('the sitemap ends in the middle'),
        ('no row names the columns of a title and a date (`fields` may name them)'),
        ('robots.txt forbids to read this page'),
        ('low quality'), ('no venue and no link'), ('far in the future'), ('unusual price'),
        ('outside the area'), ('a moderated source alone lists it')
      ) as known (words)
      where known.words = given.reason
    ),
    case
      when given.reason like '%only blocks time: somebody is busy' then 'it only blocks time: somebody is busy'
      when given.reason ~ '^(bad language|looks like spam|a harmful link|others'' work): '
        then split_part(given.reason, ': ', 1)
      when given.reason like 'an edit does not fit: %' then 'an edit of it does not fit'
      when given.reason like 'not JSON%' then 'data of the page, or of one event on it, is no JSON'
      when given.reason ~ ', at most [0-9][0-9,]*$'
        then coalesce(field.name || ': longer, larger or more', 'something in it is longer, larger or more')
          || ' than is taken'
    end,
    coalesce(field.name || ' could not be read', 'a field could not be read')
  )
  from given, field
$_$;
CREATE FUNCTION jatre.source_report_v1(p_slug text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  with source as (
    select s.id, s.slug, s.name, s.kind, s.official from event_sources s
    where s.slug = p_slug and s.is_active
  ),
  visit as (
    select f.* from fetch_history f join source s on s.id = f.source_id
    where f.status <> 'running' and f.backfill_start is null and f.reread_of is null
    order by f.started_at desc limit 1
  ),
  list as (
    select f.* from fetch_history f join source s on s.id = f.source_id
    where f.status in ('success', 'partial') and not f.not_modified and f.backfill_start is null and f.reread_of is null
    order by f.started_at desc limit 1
  ),
  current_listings as (
    select
      l.extraction_metadata, l.set_aside_reason, l.status, l.stage, e.moderation_reasons, e.moderation_status,
      coalesce(e.is_public, false) as is_shown
    from events_staging l
    join source s on s.id = l.source_id
    left join discovered_events e on e.id = l.event_id
    where l.gone_at is null
      and (
        -- read once each, so that an index can be asked for them; the days of a listing are sorted
        (select now_v1()::date) <= l.local_dates[cardinality(l.local_dates)]
        or (l.status = 'set_aside' and l.changed_at > (select clock_timestamp() - interval '30 days'))
      )
    order by l.changed_at desc limit 5000
  ),
  reasons as (
    select source_reason_public(c.set_aside_reason) as reason
    from current_listings c where c.status = 'set_aside' and c.set_aside_reason is not null
    union all
    select 'it waits for a moderator: ' || source_reason_public(r.reason)
    from current_listings c, unnest(c.moderation_reasons) as r(reason)
    where not c.is_shown and c.moderation_status = 'pending'
    union all
    select source_reason_public(r.reason)
    from current_listings c, unnest(c.moderation_reasons) as r(reason)
    where not c.is_shown and c.moderation_status = 'rejected'
    union all
    select 'left out of a listing: ' || r.reason
    from current_listings c
    cross join lateral (
      select distinct source_reason_public(one) as reason
      from jsonb_array_elements_text(coalesce(c.extraction_metadata #> '{extract,left_out}', '[]')) as one
    ) r
    where c.status <> 'set_aside'
    union all
    select source_reason_public(u ->> 'reason')
    from list, jsonb_array_elements(
      case jsonb_typeof(list.error_details -> 'unreadable')
        when 'array' then list.error_details -> 'unreadable' else '[]'
      end
    ) as u
  ),
  counted as (
    select reason, count(*) as listings from reasons where reason is not null
    group by reason order by count(*) desc, reason limit 12
  ),
  parts as (
    select c.extraction_metadata #> '{extract,stated}' as stated
    from current_listings c
    where c.status <> 'set_aside' and c.extraction_metadata #> '{extract,stated}' is not null
  )
  select jsonb_build_object(
    'slug', s.slug,
    'name', s.name,
    'kind', s.kind,
    'official', s.official,
    'visit', (select jsonb_build_object(
      'at', to_json(v.started_at at time zone 'UTC') #>> '{}' || 'Z', 'status', v.status,
      'notModified', v.not_modified, 'error', v.error_details ->> 'error') from visit v),
    'list', (select jsonb_build_object(
      'at', to_json(i.started_at at time zone 'UTC') #>> '{}' || 'Z', 'complete', i.complete, 'found', i.records_found,
      'new', i.records_new, 'changed', i.records_changed, 'unchanged', i.records_unchanged,
      'unreadable', i.records_unreadable) from list i),
    'listings', (select count(*) from current_listings),
    'shown', (select count(*) from current_listings c where c.is_shown),
    'setAside', (select count(*) from current_listings c where c.status = 'set_aside'),
    'waiting', (select count(*) from current_listings c where not c.is_shown and c.moderation_status = 'pending'),
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('reason', c.reason, 'listings', c.listings)
      order by c.listings desc, c.reason) from counted c), '[]'),
    'read', (select count(*) from parts),
    'stated', (select jsonb_build_object(
      'occurrences', count(*) filter (where p.stated ? 'start'),
      'hour', count(*) filter (where p.stated ? 'hour'),
      'end', count(*) filter (where p.stated ? 'end'),
      'venue', count(*) filter (where p.stated ? 'venue'),
      'description', count(*) filter (where p.stated ? 'description'),
      'images', count(*) filter (where p.stated ? 'picture'),
      'price', count(*) filter (where p.stated ? 'price'),
      'organizer', count(*) filter (where p.stated ? 'organizer'),
      'url', count(*) filter (where p.stated ? 'page')
    ) from parts p)
  )
  from source s
$$;
CREATE FUNCTION jatre.source_resume_v1(p_slug text, p_by text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_refusal text := decision_refusal(p_by, null);
  v_changed boolean;
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  update event_sources
  set
    is_active = true, on_trial = false, paused_at = null, paused_reason = null, resumed_at = clock_timestamp(),
    updated_at = now()
  where slug = p_slug and not is_active;
  v_changed := found;
  if v_changed then
    perform access_log_write(p_by, 'source_resumed', p_slug, '{}');
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  return jsonb_build_object('resumed', p_slug, 'changed', v_changed);
end
$$;
CREATE FUNCTION jatre.sources_board_v1(p_slug text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'slug', h.slug, 'name', h.name, 'kind', h.kind, 'state', h.state, 'reasons', to_jsonb(h.reasons),
    'schedule', s.schedule, 'isActive', s.is_active, 'official', s.official, 'lastFetchedAt', s.last_fetched_at,
    'lastSuccessAt', h.last_success_at, 'lastNewsAt', h.last_news_at, 'found', h.found, 'usuallyFound', h.usually_found,
    'listings', h.listings, 'setAside', h.set_aside, 'setAsideReasons', h.set_aside_reasons,
    'removalsHeld', h.removals_held, 'failedRuns', h.failed_runs, 'successRate', h.success_rate,
    'request', (
      select jsonb_build_object('id', r.id, 'state', r.state, 'askedBy', r.asked_by, 'askedAt', r.asked_at, 'run', r.run_id)
      from pipeline_requests as r
      where r.kind = 'fetch' and r.target = h.slug
      order by r.id desc
      limit 1
    )
  ) order by array_position(array['failing', 'degraded', 'paused', 'healthy'], h.state), h.name), '[]')
  from source_health_v1 as h
  inner join event_sources as s on h.id = s.id
  where p_slug is null or h.slug = p_slug
$$;
CREATE FUNCTION jatre.statistics_renew() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid from pg_class as c
    where c.relnamespace = 'jatre'::regnamespace and c.relkind in ('r', 'm', 'p') and not c.relispartition
    order by c.oid = 'search_words'::regclass, c.oid
  loop
    if v_table = 'search_words'::regclass then
      perform search_renew(true);
    end if;
    execute format('analyze %s', v_table);
  end loop;
end
$$;
CREATE FUNCTION jatre.submission_receive_v1(p_area text, p_delivery text, p_body bytea, p_per_hour integer DEFAULT 100) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION jatre.token_find_v1(p_digest bytea) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_token access_tokens;
  v_parent access_tokens;
begin
  select * into v_token from access_tokens where digest = p_digest;
  if not found then
    return null;
  end if;
  select * into v_parent from access_tokens where id = v_token.parent;
  -- to a minute, and only where nobody else is just writing it: a token in constant use must not become a queue
  update access_tokens
  set last_used_at = clock_timestamp()
  where id in (
    select t.id from access_tokens as t
    where
      t.id in (v_token.id, v_token.parent)
      and coalesce(t.last_used_at, '-infinity') < clock_timestamp() - interval '1 minute'
    for no key update skip locked
  );
  return jsonb_build_object(
    'id', v_token.id, 'name', v_token.name, 'scope', v_token.scope, 'source', v_token.source_slug,
    'place', v_token.place_id,
    'session', v_token.parent is not null,
    'expiresAt', extract(epoch from least(v_token.expires_at, v_parent.expires_at)),
    'state', case
      when coalesce(v_token.revoked_at, v_parent.revoked_at) is not null then 'revoked'
      when least(v_token.expires_at, v_parent.expires_at) <= clock_timestamp() then 'expired'
      else 'valid'
    end
  );
end
$$;
CREATE FUNCTION jatre.token_revoke_v1(p_id uuid, p_by text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_refusal text := decision_refusal(p_by, null);
  v_revoked uuid[];
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  elsif not exists (select from access_tokens where id = p_id) then
    return jsonb_build_object('missing', p_id);
  end if;
  with gone as (
    update access_tokens
    set revoked_at = clock_timestamp(), revoked_by = p_by
    where p_id in (id, parent) and revoked_at is null
    returning id
  )
  select array_agg(id) into v_revoked from gone;
  if v_revoked is not null then
    perform access_log_write(p_by, 'token_revoked', p_id::text, '{}');
    perform pg_notify('jatre_control', jsonb_build_object('kind', 'revoked', 'token', p_id)::text);
  end if;
  return jsonb_build_object('revoked', p_id);
end
$$;
CREATE FUNCTION jatre.token_write_v1(p_digest bytea, p_name text, p_scope text, p_about text, p_seconds integer, p_by text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_max_seconds constant integer := 366 * 86400;
  v_place constant uuid := (
    select p.id from places as p
    where p_scope = 'place' and p_about in (p.slug, p.id::text)
    order by p.slug = p_about desc
    limit 1
  );
  v_token access_tokens;
  v_refusal text := coalesce(decision_refusal(p_by, null), decision_refusal(p_name, null), case
    when length(p_name) > 100 then 'a name has at most 100 characters'
    when p_scope is null or p_scope not in ('admin', 'moderator', 'source', 'place')
      then 'the scope is admin, moderator, source or place'
    when (p_scope in ('source', 'place')) <> (p_about is not null)
      then 'a source or place is named by the scopes source and place, and by no other'
    when p_scope = 'source' and not exists (select from event_sources where slug = p_about)
      then 'there is no such source'
    when p_scope = 'place' and v_place is null then 'there is no such place'
    when p_seconds is null or p_seconds not between 60 and v_max_seconds
      then 'a token is good for a minute to 366 days'
  end);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  insert into access_tokens (digest, name, scope, source_slug, place_id, created_by, expires_at)
  values (
    p_digest, p_name, p_scope, case when p_scope = 'source' then p_about end, v_place, p_by,
    clock_timestamp() + make_interval(secs => p_seconds)
  )
  returning * into v_token;
  perform access_log_write(
    p_by,
    'token_created',
    v_token.id::text,
    jsonb_build_object('name', p_name, 'scope', p_scope, 'source', v_token.source_slug, 'place', v_place)
  );
  return jsonb_build_object('id', v_token.id, 'expiresAt', v_token.expires_at);
end
$$;
CREATE FUNCTION jatre.tokens_ended_v1(p_ids uuid[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(a.id), '{}')
  from unnest(p_ids) as a (id)
  left join access_tokens as t on a.id = t.id
  left join access_tokens as p on t.parent = p.id
  where
    t.id is null
    or coalesce(t.revoked_at, p.revoked_at) is not null
    or least(t.expires_at, p.expires_at) <= clock_timestamp()
$$;
CREATE FUNCTION jatre.tokens_list_v1() RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'name', t.name, 'scope', t.scope, 'source', t.source_slug,
    'place', t.place_id, 'placeName', (select p.name from places as p where p.id = t.place_id), 'createdAt', t.created_at,
    'createdBy', t.created_by, 'expiresAt', t.expires_at, 'lastUsedAt', t.last_used_at,
    'revokedAt', t.revoked_at, 'revokedBy', t.revoked_by,
    'state', case
      when t.revoked_at is not null then 'revoked'
      when t.expires_at <= clock_timestamp() then 'expired'
      else 'valid'
    end,
    'sessions', (
      select count(*) from access_tokens as s
      where s.parent = t.id and s.revoked_at is null and s.expires_at > clock_timestamp()
    )
  ) order by t.created_at desc, t.id), '[]')
  from access_tokens as t
  where t.parent is null and coalesce(t.revoked_at, t.expires_at) > clock_timestamp() - interval '30 days'
$$;
CREATE FUNCTION jatre.trending_refresh() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET lock_timeout TO '10s'
    AS $$
begin
  delete from event_visits where day < (clock_timestamp() at time zone 'UTC')::date;
  refresh materialized view concurrently trending_events_v1;
  return (select count(*) from trending_events_v1);
end
$$;
CREATE FUNCTION jatre.venue_get_v1(p_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
  select venue_json(p) || jsonb_build_object('events', coalesce((
    select jsonb_agg(event_upcoming(e, now_v1()) order by coming.starts_at, e.id)
    from (
      -- by the next date: what began long ago and goes on is among them
      select o.event_id, min(o.starts_at) as starts_at
      from discovered_events h
      join event_occurrences o on o.event_id = h.id
      where h.is_public and h.place_id = p.id and h.over_at > (select now_v1()) and o.is_public and o.over_at > now_v1()
      group by o.event_id
      order by starts_at, o.event_id
      limit 100
    ) as coming
    join discovered_events e on e.id = coming.event_id
  ), '[]'))
  from places p
  where p.id = p_id and exists (select from discovered_events e where e.is_public and e.place_id = p.id)
$$;
CREATE FUNCTION jatre.venue_json(p jatre.places) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'kind', p.kind, 'address', p.address, 'area', p.area_code, 'plusCode', p.plus_code,
    'latitude', public.st_y(p.location::public.geometry), 'longitude', public.st_x(p.location::public.geometry)
  )
$$;
CREATE FUNCTION jatre.venues_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
  with counted as materialized (
    select e.place_id, count(*) as events
    from discovered_events e
    where e.is_public and e.place_id is not null and e.over_at > (select now_v1())
    group by e.place_id
  ),
  found as (
    select p.id, c.events, count(*) over () as total
    from counted c join places p on p.id = c.place_id
    where (p_area is null or p.area_code = p_area)
      and (p_name is null or strpos(lower(p.name), lower(p_name)) > 0)
    order by c.events desc, p.name, p.id
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'venues', coalesce(
      jsonb_agg(venue_json(p) || jsonb_build_object('events', f.events) order by f.events desc, p.name, p.id), '[]'
    ),
    'total', coalesce(max(f.total), 0)
  )
  from found f join places p on p.id = f.id
$$;
CREATE FUNCTION jatre.visit_salt_v1() RETURNS TABLE(day date, salt bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
declare
  v_today constant date := (clock_timestamp() at time zone 'UTC')::date;
begin
  delete from visit_salts s where s.day < v_today;
  insert into visit_salts as s (day, salt) values (v_today, gen_random_bytes(32)) on conflict do nothing;
  return query select s.day, s.salt from visit_salts s where s.day = v_today;
end
$$;
CREATE FUNCTION jatre.weather_append(p_areas text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json(w)
  from area_weather w where w.area_code = any(p_areas);
  if found then
    perform feed_notify();
  end if;
end
$$;
CREATE FUNCTION jatre.weather_get_v1(p_area text) RETURNS json
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select json_build_object(
    'area', a.code,
    'version', coalesce(w.version, 0),
    'present', case when s ->> 'validUntil' is not null then json_build_object(
      'observedAt', s -> 'observedAt', 'validUntil', s -> 'validUntil', 'condition', s -> 'condition',
      'temperature', s -> 'temperature', 'feelsLike', s -> 'feelsLike', 'humidity', s -> 'humidity',
      'rain', s -> 'rain', 'wind', s -> 'wind'
    ) end,
    'hours', coalesce(s -> 'hours', '[]'),
    'hoursUntil', s -> 'hoursUntil',
    'fetchedAt', s -> 'fetchedAt',
    'source', s -> 'source',
    'attribution', s -> 'attribution'
  )
  from areas as a
  left join area_weather as w on a.code = w.area_code
  left join lateral (select weather_json(w)::json as s where w.area_code is not null) as state on true
  where a.code = p_area
$$;
CREATE FUNCTION jatre.weather_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform weather_append(array(select area_code from new_rows));
  return null;
end
$$;
CREATE TABLE jatre.area_weather (
    area_code text NOT NULL,
    observed_at timestamp with time zone NOT NULL,
    condition text NOT NULL,
    temperature_c numeric(4,1),
    feels_like_c numeric(4,1),
    humidity_percent smallint,
    rain_mm_per_hour numeric(5,1),
    wind_kmh numeric(4,1),
    source text NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    valid_until timestamp with time zone,
    hours jsonb DEFAULT '[]'::jsonb NOT NULL,
    hours_until timestamp with time zone,
    fetched_at timestamp with time zone DEFAULT now() NOT NULL,
    attribution jsonb,
    CONSTRAINT area_weather_condition_check CHECK ((condition = ANY (ARRAY['clear'::text, 'cloudy'::text, 'fog'::text, 'drizzle'::text, 'rain'::text, 'storm'::text, 'snow'::text, 'unknown'::text]))),
    CONSTRAINT area_weather_hours_check CHECK ((jsonb_typeof(hours) = 'array'::text)),
    CONSTRAINT area_weather_humidity_percent_check CHECK (((humidity_percent >= 0) AND (humidity_percent <= 100))),
    CONSTRAINT area_weather_rain_mm_per_hour_check CHECK ((rain_mm_per_hour >= (0)::numeric)),
    CONSTRAINT area_weather_wind_kmh_check CHECK ((wind_kmh >= (0)::numeric))
);
COMMENT ON TABLE jatre.area_weather IS 'The weather of an area, as last observed, and its next hours: one row per area, overwritten.';
COMMENT ON COLUMN jatre.area_weather.area_code IS 'the area';
COMMENT ON COLUMN jatre.area_weather.observed_at IS 'when it was observed';
COMMENT ON COLUMN jatre.area_weather.condition IS 'clear, cloudy, fog, drizzle, rain, snow, storm or unknown';
COMMENT ON COLUMN jatre.area_weather.temperature_c IS 'degrees Celsius';
COMMENT ON COLUMN jatre.area_weather.feels_like_c IS 'degrees Celsius';
COMMENT ON COLUMN jatre.area_weather.humidity_percent IS 'relative humidity';
COMMENT ON COLUMN jatre.area_weather.rain_mm_per_hour IS 'millimetres per hour';
COMMENT ON COLUMN jatre.area_weather.wind_kmh IS 'kilometres per hour';
COMMENT ON COLUMN jatre.area_weather.source IS 'who states it';
COMMENT ON COLUMN jatre.area_weather.version IS 'counts the states, for the feed; kept by a trigger';
COMMENT ON COLUMN jatre.area_weather.valid_until IS 'until when that counts as the weather now; null: it does not';
COMMENT ON COLUMN jatre.area_weather.hours IS 'the forecast, an object an hour: startsAt, condition, temperature (degrees Celsius), rainProbability (percent), rain (millimetres in that hour), wind (kilometres per hour), rainLikely';
COMMENT ON COLUMN jatre.area_weather.hours_until IS 'until when the forecast counts';
COMMENT ON COLUMN jatre.area_weather.fetched_at IS 'when the source stated it';
COMMENT ON COLUMN jatre.area_weather.attribution IS 'what its licence wants to be shown: text, url, licence, licenceUrl';
CREATE FUNCTION jatre.weather_json(w jatre.area_weather) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select json_build_object(
    'area', w.area_code,
    'observedAt', jatre.instant_text(w.observed_at),
    'validUntil', jatre.instant_text(case when is_now then w.valid_until end),
    'condition', case when is_now then w.condition else 'unknown' end,
    'temperature', case when is_now then w.temperature_c end,
    'feelsLike', case when is_now then w.feels_like_c end,
    'humidity', case when is_now then w.humidity_percent end,
    'rain', case when is_now then w.rain_mm_per_hour end,
    'wind', case when is_now then w.wind_kmh end,
    'hours', case
      when w.hours_until > now_v1() then (
        select coalesce(json_agg(h order by h ->> 'startsAt'), '[]') from jsonb_array_elements(w.hours) as h
        where (h ->> 'startsAt')::timestamptz > now_v1() - interval '1 hour'
      )
      else '[]'
    end,
    'hoursUntil', jatre.instant_text(case when w.hours_until > now_v1() then w.hours_until end),
    'fetchedAt', jatre.instant_text(w.fetched_at),
    'source', w.source,
    'attribution', w.attribution
  )::text
  from (select coalesce(w.valid_until > now_v1(), false) as is_now) as counts
$$;
CREATE FUNCTION jatre.weather_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
  else
    new.version := old.version;
    if new is distinct from old then
      new.version := old.version + 1;
    end if;
  end if;
  return new;
end
$$;
CREATE FUNCTION jatre.weather_state_v1(p_area text, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
  select w.version, weather_json(w), w.fetched_at
  from area_weather as w
  where w.area_code = p_area and greatest(w.valid_until, w.hours_until) > now_v1()
$$;
CREATE FUNCTION jatre.weather_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
begin
  perform weather_append(array(
    select n.area_code from new_rows n join old_rows o on o.area_code = n.area_code where n.version <> o.version
  ));
  return null;
end
$$;
CREATE FUNCTION jatre.webhook_receive_v2(p_source text, p_delivery text, p_body bytea, p_signed_at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'jatre', 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION jatre.within_hours(p_time time without time zone, p_hours time without time zone[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when p_hours[1] < p_hours[2]
    then p_time >= p_hours[1] and p_time < p_hours[2]
    else p_time >= p_hours[1] or p_time < p_hours[2]
  end
$$;
CREATE MATERIALIZED VIEW analytics.copies AS
 SELECT jatre.now_v1() AS refreshed_at
  WITH NO DATA;
COMMENT ON MATERIALIZED VIEW analytics.copies IS 'One row: as of when daily_facts and duplicates are.';
COMMENT ON COLUMN analytics.copies.refreshed_at IS 'when they were made anew';
CREATE TABLE jatre.event_occurrences (
    event_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    date_only boolean DEFAULT false NOT NULL,
    cancelled boolean DEFAULT false NOT NULL,
    over_at timestamp with time zone NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    category text,
    area_code text,
    location public.geography(Point,4326),
    areas text[],
    cost_type text,
    local_start timestamp without time zone,
    is_verified boolean,
    CONSTRAINT event_occurrences_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
COMMENT ON TABLE jatre.event_occurrences IS 'One row per date of an event: what lists and indexes work on.';
COMMENT ON COLUMN jatre.event_occurrences.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_occurrences.starts_at IS 'the start; local midnight when date_only';
COMMENT ON COLUMN jatre.event_occurrences.ends_at IS 'the end, if it is known';
COMMENT ON COLUMN jatre.event_occurrences.date_only IS 'whether no hour is known';
COMMENT ON COLUMN jatre.event_occurrences.cancelled IS 'whether this date alone is cancelled';
COMMENT ON COLUMN jatre.event_occurrences.over_at IS 'when it is no longer on: its end; without one, a day after a date-only start, three hours after a timed one';
COMMENT ON COLUMN jatre.event_occurrences.is_public IS 'as the event''s; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.category IS 'as the event''s; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.area_code IS 'as the event''s; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.location IS 'as the event''s; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.areas IS 'the codes of all areas that the event belongs to; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.cost_type IS 'as the event''s; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.local_start IS 'the start as clocks show it in the event''s zone; kept by triggers';
COMMENT ON COLUMN jatre.event_occurrences.is_verified IS 'whether the event is verified or official; kept by triggers';
CREATE TABLE jatre.event_sources (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    type text NOT NULL,
    config jsonb DEFAULT '{}'::jsonb NOT NULL,
    area_code text DEFAULT 'indiranagar'::text NOT NULL,
    schedule text,
    rate_limit integer DEFAULT 60 NOT NULL,
    priority smallint DEFAULT 5 NOT NULL,
    official boolean DEFAULT false NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    state jsonb DEFAULT '{}'::jsonb NOT NULL,
    last_fetched_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    on_trial boolean DEFAULT false NOT NULL,
    rate_window integer DEFAULT 3600 NOT NULL,
    paused_at timestamp with time zone,
    paused_reason text,
    resumed_at timestamp with time zone,
    added_by text,
    reported_state text,
    credentials_end_at timestamp with time zone,
    credentials_reason text,
    credentials_checked_at timestamp with time zone,
    trial_reason text,
    CONSTRAINT event_sources_added_by_check CHECK (((length(added_by) >= 1) AND (length(added_by) <= 200))),
    CONSTRAINT event_sources_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT event_sources_priority_check CHECK (((priority >= 1) AND (priority <= 10))),
    CONSTRAINT event_sources_rate_limit_check CHECK ((rate_limit > 0)),
    CONSTRAINT event_sources_rate_window_check CHECK (((rate_window >= 1) AND (rate_window <= 86400))),
    CONSTRAINT event_sources_reported_state_check CHECK ((reported_state = ANY (ARRAY['healthy'::text, 'degraded'::text, 'failing'::text, 'paused'::text]))),
    CONSTRAINT event_sources_slug_check CHECK ((slug ~ '^[a-z][a-z0-9_]{1,60}$'::text)),
    CONSTRAINT event_sources_type_check CHECK ((type = ANY (ARRAY['api'::text, 'scraper'::text, 'rss'::text, 'ical'::text, 'webhook'::text, 'replay'::text])))
);
COMMENT ON TABLE jatre.event_sources IS 'The source instances: which site is read, by which kind of connector, how often.';
COMMENT ON COLUMN jatre.event_sources.id IS 'the source';
COMMENT ON COLUMN jatre.event_sources.slug IS 'its name in DAGs and decisions';
COMMENT ON COLUMN jatre.event_sources.name IS 'its name for people';
COMMENT ON COLUMN jatre.event_sources.kind IS 'the kind of connector';
COMMENT ON COLUMN jatre.event_sources.type IS 'api, scraper, rss, ical, webhook or replay';
COMMENT ON COLUMN jatre.event_sources.config IS 'what the connector reads; secrets stand in it by name only';
COMMENT ON COLUMN jatre.event_sources.area_code IS 'the area it is about';
COMMENT ON COLUMN jatre.event_sources.schedule IS 'cron in the area''s zone; null runs by hand only';
COMMENT ON COLUMN jatre.event_sources.rate_limit IS 'requests in one window';
COMMENT ON COLUMN jatre.event_sources.priority IS '1 is the most trusted, 10 the least';
COMMENT ON COLUMN jatre.event_sources.official IS 'whether it is the venue''s or organizer''s own';
COMMENT ON COLUMN jatre.event_sources.is_active IS 'false pauses it';
COMMENT ON COLUMN jatre.event_sources.state IS 'what the connector wants to know next time';
COMMENT ON COLUMN jatre.event_sources.last_fetched_at IS 'when it was last read';
COMMENT ON COLUMN jatre.event_sources.created_at IS 'when it was added';
COMMENT ON COLUMN jatre.event_sources.updated_at IS 'when it was last changed';
COMMENT ON COLUMN jatre.event_sources.on_trial IS 'whether its first successful trial makes it active; false for one that was active, or that an administrator keeps off';
COMMENT ON COLUMN jatre.event_sources.rate_window IS 'the window, in seconds';
COMMENT ON COLUMN jatre.event_sources.paused_at IS 'when it was paused by itself, after failures';
COMMENT ON COLUMN jatre.event_sources.paused_reason IS 'why, in words';
COMMENT ON COLUMN jatre.event_sources.resumed_at IS 'when a person let it be read again: failures before count no more';
COMMENT ON COLUMN jatre.event_sources.added_by IS 'who added it by its address; null for one from a seed file';
COMMENT ON COLUMN jatre.event_sources.reported_state IS 'the health that operators were alerted to last';
COMMENT ON COLUMN jatre.event_sources.credentials_end_at IS 'when what opens it ends, where that is known';
COMMENT ON COLUMN jatre.event_sources.credentials_reason IS 'why a person has to see to it, in words';
COMMENT ON COLUMN jatre.event_sources.credentials_checked_at IS 'when that was looked up';
COMMENT ON COLUMN jatre.event_sources.trial_reason IS 'why its last trial was not passed';
CREATE VIEW analytics.occurrences WITH (security_barrier='true') AS
 SELECT o.event_id,
    o.starts_at,
    o.ends_at,
    ((o.starts_at AT TIME ZONE e.timezone))::date AS local_day,
    (date_trunc('week'::text, (o.starts_at AT TIME ZONE e.timezone)))::date AS local_week,
    (EXTRACT(isodow FROM (o.starts_at AT TIME ZONE e.timezone)))::integer AS weekday,
        CASE
            WHEN (NOT o.date_only) THEN (EXTRACT(hour FROM (o.starts_at AT TIME ZONE e.timezone)))::integer
            ELSE NULL::integer
        END AS local_hour,
    o.date_only,
    o.cancelled,
    e.status,
    o.category,
    o.area_code,
    e.place_id,
    e.venue_name,
    e.cost_type,
    s.slug AS source
   FROM ((jatre.event_occurrences o
     JOIN jatre.discovered_events e ON ((o.event_id = e.id)))
     LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
  WHERE o.is_public;
COMMENT ON VIEW analytics.occurrences IS 'One row per date of a public event: what to count when days or weeks are compared.';
COMMENT ON COLUMN analytics.occurrences.event_id IS 'the event';
COMMENT ON COLUMN analytics.occurrences.starts_at IS 'the start; local midnight when date_only';
COMMENT ON COLUMN analytics.occurrences.ends_at IS 'the end, if it is known';
COMMENT ON COLUMN analytics.occurrences.local_day IS 'the day of the start, in the event''s own zone';
COMMENT ON COLUMN analytics.occurrences.local_week IS 'the Monday of that day''s week';
COMMENT ON COLUMN analytics.occurrences.weekday IS 'of that day: 1 is Monday, 7 Sunday';
COMMENT ON COLUMN analytics.occurrences.local_hour IS 'the hour of the start there, 0 to 23; null when date_only';
COMMENT ON COLUMN analytics.occurrences.date_only IS 'whether no hour is known';
COMMENT ON COLUMN analytics.occurrences.cancelled IS 'whether this date alone is cancelled';
COMMENT ON COLUMN analytics.occurrences.status IS 'of the event: scheduled, cancelled, postponed or unlisted';
COMMENT ON COLUMN analytics.occurrences.category IS 'of the event';
COMMENT ON COLUMN analytics.occurrences.area_code IS 'of the event';
COMMENT ON COLUMN analytics.occurrences.place_id IS 'of the event: the known venue';
COMMENT ON COLUMN analytics.occurrences.venue_name IS 'of the event: where, as its sources name it';
COMMENT ON COLUMN analytics.occurrences.cost_type IS 'of the event: free, paid, donation or variable';
COMMENT ON COLUMN analytics.occurrences.source IS 'of the event: the slug of the source whose word stands first';
CREATE TABLE jatre.areas (
    code text NOT NULL,
    name text NOT NULL,
    timezone text NOT NULL,
    currency character(3) NOT NULL,
    outline public.geography(MultiPolygon,4326) NOT NULL,
    centre public.geography(Point,4326) NOT NULL,
    square_metres double precision GENERATED ALWAYS AS (public.st_area(outline)) STORED NOT NULL,
    search jsonb DEFAULT '{}'::jsonb NOT NULL,
    search_synonyms jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT areas_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);
COMMENT ON TABLE jatre.areas IS 'The areas an installation serves. Polygons may nest; a point belongs to the smallest that holds it.';
COMMENT ON COLUMN jatre.areas.code IS 'its name in rooms and addresses';
COMMENT ON COLUMN jatre.areas.name IS 'its name for people';
COMMENT ON COLUMN jatre.areas.timezone IS 'IANA name; naive times of its sources are read in it';
COMMENT ON COLUMN jatre.areas.currency IS 'ISO 4217';
COMMENT ON COLUMN jatre.areas.outline IS 'its polygon, WGS 84';
COMMENT ON COLUMN jatre.areas.centre IS 'where its map begins';
COMMENT ON COLUMN jatre.areas.square_metres IS 'its size, for finding the smallest';
COMMENT ON COLUMN jatre.areas.search IS 'kinds and places as people call them who search';
COMMENT ON COLUMN jatre.areas.search_synonyms IS 'its synonyms by the keys of their words (search_synonyms)';
CREATE TABLE jatre.events_staging (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source_id uuid NOT NULL,
    external_id text NOT NULL,
    content_hash bytea NOT NULL,
    raw_data jsonb,
    processed_data jsonb,
    archive_uri text,
    stage text DEFAULT 'extract'::text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    set_aside_reason text,
    error jsonb,
    event_id uuid,
    duplicate_of uuid,
    confidence_score numeric(3,2),
    extraction_metadata jsonb,
    local_dates date[] DEFAULT '{}'::date[] NOT NULL,
    title_key text,
    expanded_until timestamp with time zone,
    first_seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    absent_runs smallint DEFAULT 0 NOT NULL,
    gone_at timestamp with time zone,
    processed_at timestamp with time zone,
    venue_key text,
    fetched_at timestamp with time zone,
    CONSTRAINT events_staging_check CHECK (((status = 'set_aside'::text) = (set_aside_reason IS NOT NULL))),
    CONSTRAINT events_staging_confidence_score_check CHECK (((confidence_score >= (0)::numeric) AND (confidence_score <= (1)::numeric))),
    CONSTRAINT events_staging_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 1000))),
    CONSTRAINT events_staging_stage_check CHECK ((stage = ANY (ARRAY['extract'::text, 'nlp'::text, 'geocode'::text, 'dedup'::text, 'enrich'::text, 'publish'::text, 'done'::text]))),
    CONSTRAINT events_staging_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'duplicate'::text, 'set_aside'::text])))
);
COMMENT ON TABLE jatre.events_staging IS 'The ledger: one row per listing, for ever. Its body may be emptied by retention, its row stays.';
COMMENT ON COLUMN jatre.events_staging.id IS 'the listing';
COMMENT ON COLUMN jatre.events_staging.source_id IS 'the source';
COMMENT ON COLUMN jatre.events_staging.external_id IS 'how it is recognised within its source';
COMMENT ON COLUMN jatre.events_staging.content_hash IS 'differs when it has changed';
COMMENT ON COLUMN jatre.events_staging.raw_data IS 'the record as the source gave it';
COMMENT ON COLUMN jatre.events_staging.processed_data IS 'the listing as the stages have understood it';
COMMENT ON COLUMN jatre.events_staging.archive_uri IS 'the payload it came in';
COMMENT ON COLUMN jatre.events_staging.stage IS 'the stage it waits for, or done';
COMMENT ON COLUMN jatre.events_staging.status IS 'what became of it';
COMMENT ON COLUMN jatre.events_staging.set_aside_reason IS 'why it was kept out of the way';
COMMENT ON COLUMN jatre.events_staging.error IS 'the error behind that';
COMMENT ON COLUMN jatre.events_staging.event_id IS 'the event it belongs to';
COMMENT ON COLUMN jatre.events_staging.duplicate_of IS 'the listing that event was made from, when it is another one';
COMMENT ON COLUMN jatre.events_staging.confidence_score IS 'how sure its values are, 0 to 1';
COMMENT ON COLUMN jatre.events_staging.extraction_metadata IS 'where its values came from';
COMMENT ON COLUMN jatre.events_staging.local_dates IS 'the sorted local days of its dates: what matching blocks on';
COMMENT ON COLUMN jatre.events_staging.title_key IS 'the title''s significant words in order';
COMMENT ON COLUMN jatre.events_staging.expanded_until IS 'until when its rule is expanded; it is read again before';
COMMENT ON COLUMN jatre.events_staging.first_seen_at IS 'when it was first seen';
COMMENT ON COLUMN jatre.events_staging.changed_at IS 'when its content last changed';
COMMENT ON COLUMN jatre.events_staging.tries IS 'how often it was begun and neither done nor set aside since';
COMMENT ON COLUMN jatre.events_staging.absent_runs IS 'complete fetches in a row that did not show it';
COMMENT ON COLUMN jatre.events_staging.gone_at IS 'when it was taken to be gone';
COMMENT ON COLUMN jatre.events_staging.processed_at IS 'when a stage last finished with it';
COMMENT ON COLUMN jatre.events_staging.venue_key IS 'the venue that it names, as venue_names has it';
COMMENT ON COLUMN jatre.events_staging.fetched_at IS 'when the fetch ended that brought its content, where that was read again since; else changed_at';
CREATE MATERIALIZED VIEW analytics.daily_facts AS
 WITH facts AS (
         SELECT ((l.first_seen_at AT TIME ZONE COALESCE(a.timezone, 'UTC'::text)))::date AS day,
            s.slug AS source,
            e.category,
            1 AS listings_found,
            ((l.status = 'set_aside'::text))::integer AS listings_set_aside,
            ((l.status = 'duplicate'::text))::integer AS listings_joined,
            0 AS events_published,
            0 AS dates_on,
            0 AS dates_cancelled
           FROM (((jatre.events_staging l
             JOIN jatre.event_sources s ON ((l.source_id = s.id)))
             LEFT JOIN jatre.areas a ON ((s.area_code = a.code)))
             LEFT JOIN jatre.discovered_events e ON ((l.event_id = e.id)))
        UNION ALL
         SELECT ((e.published_at AT TIME ZONE e.timezone))::date AS day,
            s.slug AS source,
            e.category,
            0 AS listings_found,
            0 AS listings_set_aside,
            0 AS listings_joined,
            1 AS events_published,
            0 AS dates_on,
            0 AS dates_cancelled
           FROM (jatre.discovered_events e
             LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
          WHERE e.is_public
        UNION ALL
         SELECT o.local_day AS day,
            o.source,
            o.category,
            0 AS listings_found,
            0 AS listings_set_aside,
            0 AS listings_joined,
            0 AS events_published,
            ((NOT (o.cancelled OR (o.status = 'cancelled'::text))))::integer AS dates_on,
            ((o.cancelled OR (o.status = 'cancelled'::text)))::integer AS dates_cancelled
           FROM analytics.occurrences o
        )
 SELECT f.day,
    COALESCE(f.source, 'none'::text) AS source,
    COALESCE(f.category, 'none'::text) AS category,
    sum(f.listings_found) AS listings_found,
    sum(f.listings_set_aside) AS listings_set_aside,
    sum(f.listings_joined) AS listings_joined,
    sum(f.events_published) AS events_published,
    sum(f.dates_on) AS dates_on,
    sum(f.dates_cancelled) AS dates_cancelled
   FROM facts f
  GROUP BY f.day, COALESCE(f.source, 'none'::text), COALESCE(f.category, 'none'::text)
  WITH NO DATA;
COMMENT ON MATERIALIZED VIEW analytics.daily_facts IS 'One row per local day, source and category on which anything was: how much. Made anew every hour.';
COMMENT ON COLUMN analytics.daily_facts.day IS 'the day, in the zone of the source''s area or of the event';
COMMENT ON COLUMN analytics.daily_facts.source IS 'a slug: of the listing''s source, or of the source whose word stands first for the event; none where it has none';
COMMENT ON COLUMN analytics.daily_facts.category IS 'of the event; none where there is none';
COMMENT ON COLUMN analytics.daily_facts.listings_found IS 'listings that were first seen on the day';
COMMENT ON COLUMN analytics.daily_facts.listings_set_aside IS 'how many of these are set aside now';
COMMENT ON COLUMN analytics.daily_facts.listings_joined IS 'how many of these are another listing''s event';
COMMENT ON COLUMN analytics.daily_facts.events_published IS 'public events that were first seen by the public then';
COMMENT ON COLUMN analytics.daily_facts.dates_on IS 'dates of public events on the day that were not cancelled';
COMMENT ON COLUMN analytics.daily_facts.dates_cancelled IS 'dates on the day that were cancelled, or whose event was';
CREATE TABLE jatre.event_decisions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    source_slug text NOT NULL,
    external_id text NOT NULL,
    other_source_slug text,
    other_external_id text,
    patch jsonb,
    reason text,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    decision uuid DEFAULT gen_random_uuid() NOT NULL,
    version bigint NOT NULL,
    revoked_by text,
    revoked_reason text,
    revoked_version bigint,
    CONSTRAINT event_decisions_check CHECK (((kind = ANY (ARRAY['merge'::text, 'split'::text])) = ((other_source_slug IS NOT NULL) AND (other_external_id IS NOT NULL)))),
    CONSTRAINT event_decisions_kind_check CHECK ((kind = ANY (ARRAY['approve'::text, 'reject'::text, 'flag'::text, 'edit'::text, 'merge'::text, 'split'::text, 'gone'::text, 'snooze'::text]))),
    CONSTRAINT event_decisions_patch_check CHECK (((kind = ANY (ARRAY['edit'::text, 'gone'::text, 'snooze'::text])) = (patch IS NOT NULL)))
);
COMMENT ON TABLE jatre.event_decisions IS 'What a person decided, keyed on the listing''s natural key, so that it outlives every import. Never deleted: revoked.';
COMMENT ON COLUMN jatre.event_decisions.id IS 'the decision';
COMMENT ON COLUMN jatre.event_decisions.kind IS 'approve, reject, flag, edit, merge, split, gone or snooze';
COMMENT ON COLUMN jatre.event_decisions.source_slug IS 'of the listing it is about';
COMMENT ON COLUMN jatre.event_decisions.external_id IS 'of the listing it is about';
COMMENT ON COLUMN jatre.event_decisions.other_source_slug IS 'the other listing of a merge or split';
COMMENT ON COLUMN jatre.event_decisions.other_external_id IS 'the other listing of a merge or split';
COMMENT ON COLUMN jatre.event_decisions.patch IS 'the fields that an edit sets; when a confirmed removal was';
COMMENT ON COLUMN jatre.event_decisions.reason IS 'why, in the person''s words';
COMMENT ON COLUMN jatre.event_decisions.decided_by IS 'who';
COMMENT ON COLUMN jatre.event_decisions.decided_at IS 'when';
COMMENT ON COLUMN jatre.event_decisions.revoked_at IS 'when it was taken back';
COMMENT ON COLUMN jatre.event_decisions.decision IS 'the decision whose part it is: all of its rows stand, or none';
COMMENT ON COLUMN jatre.event_decisions.version IS 'its place in the order of decisions and of what was taken back';
COMMENT ON COLUMN jatre.event_decisions.revoked_by IS 'who took it back';
COMMENT ON COLUMN jatre.event_decisions.revoked_reason IS 'why';
COMMENT ON COLUMN jatre.event_decisions.revoked_version IS 'the place of its taking back in that order';
CREATE VIEW analytics.decisions WITH (security_barrier='true') AS
 WITH common AS (
         SELECT g.reason
           FROM ( SELECT DISTINCT d_1.decision,
                    d_1.reason
                   FROM jatre.event_decisions d_1) g
          WHERE (g.reason !~ '@|[0-9][0-9 -]{3,}[0-9]'::text)
          GROUP BY g.reason
         HAVING (count(*) >= 3)
        )
 SELECT d.decision AS decision_id,
    min(d.kind) AS kind,
    min(c.reason) AS reason,
    count(*) AS parts,
    array_agg(DISTINCT d.source_slug ORDER BY d.source_slug) AS sources,
    (array_agg(l.event_id ORDER BY d.version) FILTER (WHERE (l.event_id IS NOT NULL)))[1] AS event_id,
    min(d.decided_at) AS decided_at,
    max(d.revoked_at) AS revoked_at
   FROM (((jatre.event_decisions d
     LEFT JOIN common c ON ((d.reason = c.reason)))
     LEFT JOIN jatre.event_sources s ON ((d.source_slug = s.slug)))
     LEFT JOIN jatre.events_staging l ON (((s.id = l.source_id) AND (d.external_id = l.external_id))))
  GROUP BY d.decision;
COMMENT ON VIEW analytics.decisions IS 'One row per decision of a person, those that were taken back too. Who decided is not shown.';
COMMENT ON COLUMN analytics.decisions.decision_id IS 'the decision';
COMMENT ON COLUMN analytics.decisions.kind IS 'approve, reject, flag, edit, merge, split, gone or snooze';
COMMENT ON COLUMN analytics.decisions.reason IS 'why, where at least three decisions gave the same words and these name no address and no number; else null';
COMMENT ON COLUMN analytics.decisions.parts IS 'how many listings, or pairs of them, it is about';
COMMENT ON COLUMN analytics.decisions.sources IS 'the slugs of their sources';
COMMENT ON COLUMN analytics.decisions.event_id IS 'the event to which the first of them belongs now';
COMMENT ON COLUMN analytics.decisions.decided_at IS 'when';
COMMENT ON COLUMN analytics.decisions.revoked_at IS 'when it was taken back; null while it stands';
CREATE TABLE jatre.event_duplicates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    primary_event_id uuid NOT NULL,
    duplicate_event_id uuid NOT NULL,
    similarity_score numeric(3,2) NOT NULL,
    match_fields jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_duplicates_similarity_score_check CHECK (((similarity_score >= (0)::numeric) AND (similarity_score <= (1)::numeric)))
);
COMMENT ON TABLE jatre.event_duplicates IS 'Why a listing was taken for the happening of an event, or is for review.';
COMMENT ON COLUMN jatre.event_duplicates.id IS 'the row';
COMMENT ON COLUMN jatre.event_duplicates.primary_event_id IS 'the event';
COMMENT ON COLUMN jatre.event_duplicates.duplicate_event_id IS 'the listing';
COMMENT ON COLUMN jatre.event_duplicates.similarity_score IS '0 to 1';
COMMENT ON COLUMN jatre.event_duplicates.match_fields IS 'the score''s parts';
COMMENT ON COLUMN jatre.event_duplicates.created_at IS 'when';
CREATE MATERIALIZED VIEW analytics.duplicates AS
 WITH placed AS (
         SELECT l.event_id,
            l.id AS listing_id,
            s.slug AS source,
            s.official,
            l.first_seen_at,
            (l.status <> 'duplicate'::text) AS is_shown,
            count(*) OVER every_one AS listings,
            row_number() OVER in_order AS place,
            first_value(s.slug) OVER in_order AS first_source,
            (l.first_seen_at - first_value(l.first_seen_at) OVER in_order) AS behind
           FROM (jatre.events_staging l
             JOIN jatre.event_sources s ON ((l.source_id = s.id)))
          WHERE (l.event_id IS NOT NULL)
          WINDOW every_one AS (PARTITION BY l.event_id), in_order AS (PARTITION BY l.event_id ORDER BY l.first_seen_at, l.id)
        )
 SELECT p.listing_id,
    p.event_id,
    p.source,
    p.official,
    p.listings,
    p.place,
    p.first_source,
    ((p.source = p.first_source) AND (p.place > 1)) AS repeats_itself,
    p.first_seen_at,
    p.behind,
    p.is_shown,
    d.similarity_score AS score
   FROM (placed p
     LEFT JOIN jatre.event_duplicates d ON (((p.event_id = d.primary_event_id) AND (p.listing_id = d.duplicate_event_id))))
  WHERE (p.listings > 1)
  WITH NO DATA;
COMMENT ON MATERIALIZED VIEW analytics.duplicates IS 'One row per listing of an event that has several listings: in which order they came. Made anew every hour.';
COMMENT ON COLUMN analytics.duplicates.listing_id IS 'the listing';
COMMENT ON COLUMN analytics.duplicates.event_id IS 'the event, public or not';
COMMENT ON COLUMN analytics.duplicates.source IS 'the slug of its source';
COMMENT ON COLUMN analytics.duplicates.official IS 'whether that is the venue''s or organizer''s own';
COMMENT ON COLUMN analytics.duplicates.listings IS 'how many listings the event has';
COMMENT ON COLUMN analytics.duplicates.place IS 'in which place this one came; 1 is the first';
COMMENT ON COLUMN analytics.duplicates.first_source IS 'the slug of the source that came first';
COMMENT ON COLUMN analytics.duplicates.repeats_itself IS 'whether that is the same source: it lists one event twice';
COMMENT ON COLUMN analytics.duplicates.first_seen_at IS 'when it was first seen';
COMMENT ON COLUMN analytics.duplicates.behind IS 'how long after the first one that was';
COMMENT ON COLUMN analytics.duplicates.is_shown IS 'whether it is the one whose values stand first';
COMMENT ON COLUMN analytics.duplicates.score IS 'how alike it is to what it was joined with, 0 to 1; null for the one that the event was made from';
CREATE TABLE jatre.event_counters (
    event_id uuid NOT NULL,
    view_count integer DEFAULT 0 NOT NULL,
    rsvp_count integer DEFAULT 0 NOT NULL,
    share_count integer DEFAULT 0 NOT NULL
);
COMMENT ON TABLE jatre.event_counters IS 'Counted beside the event: a view is no change of the event.';
COMMENT ON COLUMN jatre.event_counters.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_counters.view_count IS 'views, once per visitor and day';
COMMENT ON COLUMN jatre.event_counters.rsvp_count IS 'who is going';
COMMENT ON COLUMN jatre.event_counters.share_count IS 'shares, once per visitor and day';
CREATE VIEW analytics.events WITH (security_barrier='true') AS
 SELECT e.id AS event_id,
    e.title,
    e.category,
    e.subcategory,
    e.tags,
    e.status,
    e.start_time AS starts_at,
    e.end_time AS ends_at,
    ((e.start_time AT TIME ZONE e.timezone))::date AS local_day,
    e.timezone,
    e.date_only,
    e.is_recurring,
    json_array_length(e.occurrences) AS dates,
    e.area_code,
    e.place_id,
    e.venue_name,
    public.st_y((e.location)::public.geometry) AS latitude,
    public.st_x((e.location)::public.geometry) AS longitude,
    e.organizer_type,
        CASE
            WHEN (e.organizer_type = ANY (ARRAY['business'::text, 'community'::text, 'government'::text])) THEN e.organizer_name
            ELSE NULL::text
        END AS organizer_name,
    e.cost_type,
    ((e.price_range ->> 'minimum'::text))::numeric AS price_min,
    ((e.price_range ->> 'maximum'::text))::numeric AS price_max,
    (e.price_range ->> 'currency'::text) AS currency,
    e.registration_required,
    e.availability,
    e.quality_score,
    e.verification_status,
    s.slug AS source,
    ( SELECT count(DISTINCT l.source_id) AS count
           FROM jatre.events_staging l
          WHERE ((l.event_id = e.id) AND (l.gone_at IS NULL))) AS sources,
    COALESCE(c.view_count, 0) AS views,
    COALESCE(c.rsvp_count, 0) AS rsvps,
    COALESCE(c.share_count, 0) AS shares,
    e.published_at,
    e.updated_at
   FROM ((jatre.discovered_events e
     LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
     LEFT JOIN jatre.event_counters c ON ((e.id = c.event_id)))
  WHERE e.is_public;
COMMENT ON VIEW analytics.events IS 'One row per event that the public sees, past ones too.';
COMMENT ON COLUMN analytics.events.event_id IS 'the event; stable for ever, and the end of its page''s address';
COMMENT ON COLUMN analytics.events.title IS 'what it is called';
COMMENT ON COLUMN analytics.events.category IS 'one of the seven';
COMMENT ON COLUMN analytics.events.subcategory IS 'a closer name of its kind';
COMMENT ON COLUMN analytics.events.tags IS 'words for filters';
COMMENT ON COLUMN analytics.events.status IS 'scheduled, cancelled, postponed, or unlisted: gone from every source';
COMMENT ON COLUMN analytics.events.starts_at IS 'the start of its first date still to come, else of its last';
COMMENT ON COLUMN analytics.events.ends_at IS 'the end of that date, if it is known';
COMMENT ON COLUMN analytics.events.local_day IS 'the day of starts_at, in the event''s own zone';
COMMENT ON COLUMN analytics.events.timezone IS 'IANA name of that zone';
COMMENT ON COLUMN analytics.events.date_only IS 'whether no hour is known';
COMMENT ON COLUMN analytics.events.is_recurring IS 'whether a rule is behind its dates';
COMMENT ON COLUMN analytics.events.dates IS 'how many dates it has; each is a row of occurrences';
COMMENT ON COLUMN analytics.events.area_code IS 'the smallest area it belongs to; null when its point is unknown';
COMMENT ON COLUMN analytics.events.place_id IS 'the known venue, a row of venues';
COMMENT ON COLUMN analytics.events.venue_name IS 'where, as its sources name it';
COMMENT ON COLUMN analytics.events.latitude IS 'of its point, degrees of WGS 84; null when nobody knows it';
COMMENT ON COLUMN analytics.events.longitude IS 'of its point, degrees of WGS 84';
COMMENT ON COLUMN analytics.events.organizer_type IS 'business, individual, community or government';
COMMENT ON COLUMN analytics.events.organizer_name IS 'who holds it; null where that is, or may be, a private person';
COMMENT ON COLUMN analytics.events.cost_type IS 'free, paid, donation or variable';
COMMENT ON COLUMN analytics.events.price_min IS 'the lowest price, in units of the currency';
COMMENT ON COLUMN analytics.events.price_max IS 'the highest price, in units of the currency';
COMMENT ON COLUMN analytics.events.currency IS 'ISO 4217';
COMMENT ON COLUMN analytics.events.registration_required IS 'whether one has to register';
COMMENT ON COLUMN analytics.events.availability IS 'of tickets: available, limited or sold_out; null where nobody says';
COMMENT ON COLUMN analytics.events.quality_score IS 'how complete and credible the record is, 0 to 1';
COMMENT ON COLUMN analytics.events.verification_status IS 'unverified, verified (independent sources agree, or a person approved it) or official';
COMMENT ON COLUMN analytics.events.source IS 'the slug of the source whose word stands first';
COMMENT ON COLUMN analytics.events.sources IS 'how many sources list it now';
COMMENT ON COLUMN analytics.events.views IS 'views of its page, once per visitor and day';
COMMENT ON COLUMN analytics.events.rsvps IS 'how many are going, as they answered here';
COMMENT ON COLUMN analytics.events.shares IS 'shares, once per visitor and day';
COMMENT ON COLUMN analytics.events.published_at IS 'when the public first saw it';
COMMENT ON COLUMN analytics.events.updated_at IS 'when what the public sees last changed';
CREATE TABLE jatre.fetch_history (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source_id uuid NOT NULL,
    run_id text,
    started_at timestamp with time zone NOT NULL,
    business_time timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    status text NOT NULL,
    complete boolean DEFAULT false NOT NULL,
    window_start timestamp with time zone,
    window_end timestamp with time zone,
    records_found integer DEFAULT 0 NOT NULL,
    records_new integer DEFAULT 0 NOT NULL,
    records_changed integer DEFAULT 0 NOT NULL,
    records_unchanged integer DEFAULT 0 NOT NULL,
    records_absent integer DEFAULT 0 NOT NULL,
    records_unreadable integer DEFAULT 0 NOT NULL,
    events_found integer DEFAULT 0 NOT NULL,
    events_processed integer DEFAULT 0 NOT NULL,
    events_approved integer DEFAULT 0 NOT NULL,
    archive_uris text[] DEFAULT '{}'::text[] NOT NULL,
    error_details jsonb,
    execution_time_ms integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    not_modified boolean DEFAULT false NOT NULL,
    record_fields jsonb,
    backfill_start timestamp with time zone,
    backfill_end timestamp with time zone,
    reread_of timestamp with time zone,
    CONSTRAINT fetch_history_check CHECK ((((backfill_start IS NULL) = (backfill_end IS NULL)) AND (backfill_start < backfill_end))),
    CONSTRAINT fetch_history_status_check CHECK ((status = ANY (ARRAY['running'::text, 'success'::text, 'partial'::text, 'failed'::text])))
);
COMMENT ON TABLE jatre.fetch_history IS 'One row per visit to a source, also when it fails.';
COMMENT ON COLUMN jatre.fetch_history.id IS 'the visit';
COMMENT ON COLUMN jatre.fetch_history.source_id IS 'the source';
COMMENT ON COLUMN jatre.fetch_history.run_id IS 'Airflow''s run, the same over its retries';
COMMENT ON COLUMN jatre.fetch_history.started_at IS 'when';
COMMENT ON COLUMN jatre.fetch_history.business_time IS 'when it was for the listings: a replay''s date';
COMMENT ON COLUMN jatre.fetch_history.completed_at IS 'when it ended';
COMMENT ON COLUMN jatre.fetch_history.status IS 'running, success, partial or failed';
COMMENT ON COLUMN jatre.fetch_history.complete IS 'whether it brought all that the source lists inside the window';
COMMENT ON COLUMN jatre.fetch_history.window_start IS 'the first start that it covered';
COMMENT ON COLUMN jatre.fetch_history.window_end IS 'the last';
COMMENT ON COLUMN jatre.fetch_history.records_found IS 'what it brought';
COMMENT ON COLUMN jatre.fetch_history.records_new IS 'listings that were not known';
COMMENT ON COLUMN jatre.fetch_history.records_changed IS 'listings with another content';
COMMENT ON COLUMN jatre.fetch_history.records_unchanged IS 'listings as they were';
COMMENT ON COLUMN jatre.fetch_history.records_absent IS 'known listings that it did not show';
COMMENT ON COLUMN jatre.fetch_history.records_unreadable IS 'records without an identity';
COMMENT ON COLUMN jatre.fetch_history.events_found IS 'what it brought, by the name that the plan gives it';
COMMENT ON COLUMN jatre.fetch_history.events_processed IS 'how many of the new and changed listings came to the end of the stages, those set aside too';
COMMENT ON COLUMN jatre.fetch_history.events_approved IS 'how many of these belong to an approved event';
COMMENT ON COLUMN jatre.fetch_history.archive_uris IS 'the payloads it brought';
COMMENT ON COLUMN jatre.fetch_history.error_details IS 'what went wrong, and what was unreadable';
COMMENT ON COLUMN jatre.fetch_history.execution_time_ms IS 'how long it took';
COMMENT ON COLUMN jatre.fetch_history.created_at IS 'when the row was made';
COMMENT ON COLUMN jatre.fetch_history.not_modified IS 'whether the site answered that nothing has changed: no list came';
COMMENT ON COLUMN jatre.fetch_history.record_fields IS 'in how many of its records each field had a value';
COMMENT ON COLUMN jatre.fetch_history.backfill_start IS 'of a backfill: where the range that was asked for begins';
COMMENT ON COLUMN jatre.fetch_history.backfill_end IS 'and before which moment it ends';
COMMENT ON COLUMN jatre.fetch_history.reread_of IS 'of a re-read: when the fetch began whose answers were read again, out of the archive';
CREATE VIEW analytics.fetches WITH (security_barrier='true') AS
 SELECT f.id AS fetch_id,
    s.slug AS source,
        CASE
            WHEN (f.reread_of IS NOT NULL) THEN 're-read'::text
            WHEN (f.backfill_start IS NOT NULL) THEN 'backfill'::text
            ELSE 'fetch'::text
        END AS kind,
    f.status,
    f.complete,
    f.not_modified,
    f.records_found,
    f.records_new,
    f.records_changed,
    f.records_unchanged,
    f.records_absent,
    f.records_unreadable,
    f.started_at,
    f.completed_at,
    f.execution_time_ms
   FROM (jatre.fetch_history f
     JOIN jatre.event_sources s ON ((f.source_id = s.id)));
COMMENT ON VIEW analytics.fetches IS 'One row per visit to a source, failed ones too, as long as operators keep them.';
COMMENT ON COLUMN analytics.fetches.fetch_id IS 'the visit';
COMMENT ON COLUMN analytics.fetches.source IS 'the slug of the source';
COMMENT ON COLUMN analytics.fetches.kind IS 'fetch; backfill: of a range that was asked for; or re-read: of what was fetched before, out of the archive';
COMMENT ON COLUMN analytics.fetches.status IS 'running, success, partial or failed';
COMMENT ON COLUMN analytics.fetches.complete IS 'whether it brought all that the source lists inside its window';
COMMENT ON COLUMN analytics.fetches.not_modified IS 'whether the site answered that nothing has changed';
COMMENT ON COLUMN analytics.fetches.records_found IS 'how many records it brought';
COMMENT ON COLUMN analytics.fetches.records_new IS 'listings that were not known';
COMMENT ON COLUMN analytics.fetches.records_changed IS 'listings with another content';
COMMENT ON COLUMN analytics.fetches.records_unchanged IS 'listings as they were';
COMMENT ON COLUMN analytics.fetches.records_absent IS 'known listings that it did not show';
COMMENT ON COLUMN analytics.fetches.records_unreadable IS 'records that could not even be given an identity';
COMMENT ON COLUMN analytics.fetches.started_at IS 'when it began';
COMMENT ON COLUMN analytics.fetches.completed_at IS 'when it ended';
COMMENT ON COLUMN analytics.fetches.execution_time_ms IS 'how long it took, in milliseconds';
CREATE VIEW analytics.listings WITH (security_barrier='true') AS
 SELECT l.id AS listing_id,
    s.slug AS source,
    l.event_id,
    l.status,
    l.stage,
        CASE
            WHEN (l.set_aside_reason IS NOT NULL) THEN jatre.source_reason_public(l.set_aside_reason)
            ELSE NULL::text
        END AS reason,
    e.category,
    e.moderation_status AS verdict,
    COALESCE(e.is_public, false) AS is_shown,
    COALESCE((l.id = e.staging_id), false) AS is_first,
    l.local_dates[1] AS first_day,
    l.local_dates[cardinality(l.local_dates)] AS last_day,
    l.absent_runs,
    l.first_seen_at,
    l.changed_at,
    l.processed_at,
    l.gone_at,
        CASE
            WHEN (l.id = e.staging_id) THEN (e.published_at - l.first_seen_at)
            ELSE NULL::interval
        END AS time_to_page
   FROM ((jatre.events_staging l
     JOIN jatre.event_sources s ON ((l.source_id = s.id)))
     LEFT JOIN jatre.discovered_events e ON ((l.event_id = e.id)));
COMMENT ON VIEW analytics.listings IS 'One row per listing: what one source publishes of one happening, and what became of it. Rows stay for ever.';
COMMENT ON COLUMN analytics.listings.listing_id IS 'the listing';
COMMENT ON COLUMN analytics.listings.source IS 'the slug of its source';
COMMENT ON COLUMN analytics.listings.event_id IS 'the event it belongs to; null when it is none, or none yet';
COMMENT ON COLUMN analytics.listings.status IS 'what became of it: pending, approved, rejected, duplicate (another listing''s values stand first) or set_aside';
COMMENT ON COLUMN analytics.listings.stage IS 'the stage it waits for, or done';
COMMENT ON COLUMN analytics.listings.reason IS 'why it was set aside, in fixed words that quote nothing of it';
COMMENT ON COLUMN analytics.listings.category IS 'of its event';
COMMENT ON COLUMN analytics.listings.verdict IS 'on its event: pending, approved, rejected or flagged';
COMMENT ON COLUMN analytics.listings.is_shown IS 'whether the public sees its event';
COMMENT ON COLUMN analytics.listings.is_first IS 'whether it was the first listing of its event';
COMMENT ON COLUMN analytics.listings.first_day IS 'the first local day that it names';
COMMENT ON COLUMN analytics.listings.last_day IS 'the last local day that it names';
COMMENT ON COLUMN analytics.listings.absent_runs IS 'complete fetches in a row that did not show it';
COMMENT ON COLUMN analytics.listings.first_seen_at IS 'when it was first seen';
COMMENT ON COLUMN analytics.listings.changed_at IS 'when its content last changed';
COMMENT ON COLUMN analytics.listings.processed_at IS 'when a stage last finished with it';
COMMENT ON COLUMN analytics.listings.gone_at IS 'when it was taken to be gone';
COMMENT ON COLUMN analytics.listings.time_to_page IS 'of the first listing of an event: from when it was first seen until the public saw the event';
CREATE VIEW analytics.moderation WITH (security_barrier='true') AS
 SELECT e.id AS event_id,
    e.moderation_status AS verdict,
    ARRAY( SELECT DISTINCT jatre.source_reason_public(r.reason) AS source_reason_public
           FROM unnest(e.moderation_reasons) r(reason)
          ORDER BY (jatre.source_reason_public(r.reason))) AS reasons,
    (e.moderated_at IS NOT NULL) AS by_person,
    e.category,
    s.slug AS source,
    e.quality_score,
    e.start_time AS starts_at,
    e.created_at AS found_at,
    e.moderated_at,
    e.published_at,
    (e.moderated_at - e.created_at) AS waited
   FROM (jatre.discovered_events e
     LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
  WHERE (e.merged_into IS NULL);
COMMENT ON VIEW analytics.moderation IS 'One row per event, shown or not: the standing verdict and the automatic reasons for it.';
COMMENT ON COLUMN analytics.moderation.event_id IS 'the event';
COMMENT ON COLUMN analytics.moderation.verdict IS 'pending, approved, rejected or flagged';
COMMENT ON COLUMN analytics.moderation.reasons IS 'why it waits or was rejected by itself, in fixed words; empty where nothing spoke against it, or a person decided';
COMMENT ON COLUMN analytics.moderation.by_person IS 'whether a person gave the verdict';
COMMENT ON COLUMN analytics.moderation.category IS 'of the event';
COMMENT ON COLUMN analytics.moderation.source IS 'the slug of the source whose word stands first';
COMMENT ON COLUMN analytics.moderation.quality_score IS 'how complete and credible the record is, 0 to 1';
COMMENT ON COLUMN analytics.moderation.starts_at IS 'the start of its first date still to come, else of its last';
COMMENT ON COLUMN analytics.moderation.found_at IS 'when the event was made, from its first listing';
COMMENT ON COLUMN analytics.moderation.moderated_at IS 'when a person gave the verdict';
COMMENT ON COLUMN analytics.moderation.published_at IS 'when the public first saw it; null when it never did';
COMMENT ON COLUMN analytics.moderation.waited IS 'from when it was found until a person gave the verdict';
CREATE VIEW jatre.current_listings AS
 SELECT l.source_id,
    l.status,
    l.set_aside_reason,
    l.absent_runs,
    l.changed_at,
    l.processed_data,
    COALESCE((( SELECT (jatre.now_v1())::date AS now_v1) <= l.local_dates[cardinality(l.local_dates)]), false) AS is_to_come
   FROM jatre.events_staging l
  WHERE ((l.gone_at IS NULL) AND (l.changed_at > ( SELECT (clock_timestamp() - '30 days'::interval))))
UNION ALL
 SELECT l.source_id,
    l.status,
    l.set_aside_reason,
    l.absent_runs,
    l.changed_at,
    l.processed_data,
    true AS is_to_come
   FROM jatre.events_staging l
  WHERE ((l.gone_at IS NULL) AND (l.local_dates[cardinality(l.local_dates)] >= ( SELECT (jatre.now_v1())::date AS now_v1)) AND (l.changed_at <= ( SELECT (clock_timestamp() - '30 days'::interval))));
CREATE VIEW jatre.source_hours AS
 WITH clocks AS (
         SELECT s.id AS source_id,
            ((n.starts_at AT TIME ZONE a.timezone))::time without time zone AS clock,
            ((n.starts_at AT TIME ZONE a.timezone) - (n.starts_at AT TIME ZONE 'UTC'::text)) AS utc_offset
           FROM ((jatre.event_sources s
             JOIN jatre.areas a ON ((s.area_code = a.code)))
             CROSS JOIN LATERAL (( SELECT ((l.processed_data #>> '{occurrences,0,starts_at}'::text[]))::timestamp with time zone AS starts_at
                   FROM jatre.events_staging l
                  WHERE ((l.source_id = s.id) AND (l.gone_at IS NULL) AND (l.changed_at > ( SELECT (clock_timestamp() - '30 days'::interval))) AND ((l.processed_data #>> '{occurrences,0,starts_at}'::text[]) IS NOT NULL) AND ((l.processed_data #>> '{occurrences,0,date_only}'::text[]) IS DISTINCT FROM 'true'::text))
                  ORDER BY l.changed_at DESC
                 LIMIT 200)
                UNION ALL
                ( SELECT ((l.processed_data #>> '{occurrences,0,starts_at}'::text[]))::timestamp with time zone AS starts_at
                   FROM jatre.events_staging l
                  WHERE ((l.source_id = s.id) AND (l.gone_at IS NULL) AND (l.changed_at <= ( SELECT (clock_timestamp() - '30 days'::interval))) AND (l.local_dates[cardinality(l.local_dates)] >= ( SELECT (jatre.now_v1())::date AS now_v1)) AND ((l.processed_data #>> '{occurrences,0,starts_at}'::text[]) IS NOT NULL) AND ((l.processed_data #>> '{occurrences,0,date_only}'::text[]) IS DISTINCT FROM 'true'::text))
                  ORDER BY l.changed_at DESC
                 LIMIT 200)
         LIMIT 200) n)
        )
 SELECT c.source_id,
    c.utc_offset,
    count(*) AS starts,
    count(*) FILTER (WHERE ((c.clock >= '23:30:00'::time without time zone) OR (c.clock < '06:00:00'::time without time zone))) AS at_night,
    count(*) FILTER (WHERE (((c.clock - c.utc_offset) >= '08:00:00'::time without time zone) AND ((c.clock - c.utc_offset) <= '23:00:00'::time without time zone))) AS shifted_at_day
   FROM clocks c
  GROUP BY c.source_id, c.utc_offset;
CREATE VIEW jatre.source_health_v1 AS
 WITH recent AS (
         SELECT f.id,
            f.source_id,
            f.run_id,
            f.started_at,
            f.business_time,
            f.completed_at,
            f.status,
            f.complete,
            f.window_start,
            f.window_end,
            f.records_found,
            f.records_new,
            f.records_changed,
            f.records_unchanged,
            f.records_absent,
            f.records_unreadable,
            f.events_found,
            f.events_processed,
            f.events_approved,
            f.archive_uris,
            f.error_details,
            f.execution_time_ms,
            f.created_at,
            f.not_modified,
            f.record_fields,
            f.backfill_start,
            f.backfill_end,
            f.reread_of,
            row_number() OVER (PARTITION BY f.source_id ORDER BY f.started_at DESC) AS age
           FROM (jatre.event_sources s_1
             CROSS JOIN LATERAL ( SELECT h.id,
                    h.source_id,
                    h.run_id,
                    h.started_at,
                    h.business_time,
                    h.completed_at,
                    h.status,
                    h.complete,
                    h.window_start,
                    h.window_end,
                    h.records_found,
                    h.records_new,
                    h.records_changed,
                    h.records_unchanged,
                    h.records_absent,
                    h.records_unreadable,
                    h.events_found,
                    h.events_processed,
                    h.events_approved,
                    h.archive_uris,
                    h.error_details,
                    h.execution_time_ms,
                    h.created_at,
                    h.not_modified,
                    h.record_fields,
                    h.backfill_start,
                    h.backfill_end,
                    h.reread_of
                   FROM jatre.fetch_history h
                  WHERE ((h.source_id = s_1.id) AND (h.status <> 'running'::text) AND (h.backfill_start IS NULL) AND (h.reread_of IS NULL))
                  ORDER BY h.started_at DESC
                 LIMIT 20) f)
        ), brought AS (
         SELECT r.id,
            r.source_id,
            r.run_id,
            r.started_at,
            r.business_time,
            r.completed_at,
            r.status,
            r.complete,
            r.window_start,
            r.window_end,
            r.records_found,
            r.records_new,
            r.records_changed,
            r.records_unchanged,
            r.records_absent,
            r.records_unreadable,
            r.events_found,
            r.events_processed,
            r.events_approved,
            r.archive_uris,
            r.error_details,
            r.execution_time_ms,
            r.created_at,
            r.not_modified,
            r.record_fields,
            r.backfill_start,
            r.backfill_end,
            r.reread_of,
            r.age,
            GREATEST(r.records_found, ((r.records_new + r.records_changed) + r.records_unchanged)) AS listed,
            row_number() OVER (PARTITION BY r.source_id ORDER BY r.started_at DESC) AS nth
           FROM recent r
          WHERE ((r.status = ANY (ARRAY['success'::text, 'partial'::text])) AND (NOT r.not_modified))
        ), usual AS (
         SELECT b_1.source_id,
            count(*) AS fetches,
            percentile_disc((0.5)::double precision) WITHIN GROUP (ORDER BY b_1.listed) AS found
           FROM brought b_1
          WHERE ((b_1.nth >= 2) AND (b_1.nth <= 11))
          GROUP BY b_1.source_id
        ), before AS MATERIALIZED (
         SELECT b_1.source_id,
            sum(b_1.records_found) AS records
           FROM brought b_1
          WHERE ((b_1.nth >= 2) AND (b_1.nth <= 6))
          GROUP BY b_1.source_id
        ), fields_before AS MATERIALIZED (
         SELECT b_1.source_id,
            k.key AS field,
            sum((k.value)::integer) AS records
           FROM (brought b_1
             CROSS JOIN LATERAL jsonb_each_text(b_1.record_fields) k(key, value))
          WHERE ((b_1.nth >= 2) AND (b_1.nth <= 6))
          GROUP BY b_1.source_id, k.key
        ), lost AS (
         SELECT n_1.source_id,
            array_agg(f.field ORDER BY f.field) AS fields
           FROM ((brought n_1
             JOIN before p ON ((n_1.source_id = p.source_id)))
             JOIN fields_before f ON (((n_1.source_id = f.source_id) AND ((f.records)::numeric >= (0.5 * (p.records)::numeric)))))
          WHERE ((n_1.nth = 1) AND (n_1.records_found >= 3) AND (NOT (COALESCE(n_1.record_fields, '{}'::jsonb) ? f.field)))
          GROUP BY n_1.source_id
        ), figures AS (
         SELECT r.source_id,
            count(*) AS fetches,
            count(*) FILTER (WHERE (r.status <> 'failed'::text)) AS succeeded,
            percentile_disc((0.5)::double precision) WITHIN GROUP (ORDER BY r.execution_time_ms) AS latency_ms
           FROM recent r
          GROUP BY r.source_id
        ), good AS (
         SELECT s_1.id AS source_id,
            g_1.started_at AS last_at
           FROM (jatre.event_sources s_1
             CROSS JOIN LATERAL ( SELECT h.started_at
                   FROM jatre.fetch_history h
                  WHERE ((h.source_id = s_1.id) AND (h.status = ANY (ARRAY['success'::text, 'partial'::text])) AND (h.backfill_start IS NULL) AND (h.reread_of IS NULL))
                  ORDER BY h.started_at DESC
                 LIMIT 1) g_1)
        ), failed AS (
         SELECT s_1.id AS source_id,
            f.runs,
            f.since
           FROM ((jatre.event_sources s_1
             LEFT JOIN good g_1 ON ((s_1.id = g_1.source_id)))
             CROSS JOIN LATERAL ( SELECT count(DISTINCT COALESCE(h.run_id, (h.id)::text)) AS runs,
                    min(h.started_at) AS since
                   FROM jatre.fetch_history h
                  WHERE ((h.source_id = s_1.id) AND (h.status = 'failed'::text) AND (h.backfill_start IS NULL) AND (h.reread_of IS NULL) AND (h.started_at > COALESCE(GREATEST(g_1.last_at, s_1.resumed_at), '-infinity'::timestamp with time zone)))) f)
          WHERE (f.runs > 0)
        ), fared AS (
         SELECT s_1.id AS source_id,
            l_1.status,
            l_1.set_aside_reason,
            l_1.listings,
            l_1.held,
            l_1.last_news_at
           FROM (jatre.event_sources s_1
             CROSS JOIN LATERAL ( SELECT c.status,
                    c.set_aside_reason,
                    count(*) AS listings,
                    count(*) FILTER (WHERE ((c.absent_runs >= 2) AND c.is_to_come)) AS held,
                    max(c.changed_at) AS last_news_at
                   FROM jatre.current_listings c
                  WHERE (c.source_id = s_1.id)
                  GROUP BY c.status, c.set_aside_reason) l_1)
        ), listed AS (
         SELECT f.source_id,
            (sum(f.listings))::bigint AS listings,
            (COALESCE(sum(f.listings) FILTER (WHERE (f.status = 'duplicate'::text)), (0)::numeric))::bigint AS duplicates,
            (COALESCE(sum(f.listings) FILTER (WHERE (f.status = 'set_aside'::text)), (0)::numeric))::bigint AS set_aside,
            (sum(f.held))::bigint AS held,
            max(f.last_news_at) AS last_news_at
           FROM fared f
          GROUP BY f.source_id
        ), aside AS (
         SELECT c.source_id,
            jsonb_object_agg(c.reason, c.listings) AS reasons
           FROM ( SELECT f.source_id,
                    f.set_aside_reason AS reason,
                    f.listings,
                    row_number() OVER (PARTITION BY f.source_id ORDER BY f.listings DESC, f.set_aside_reason) AS place
                   FROM fared f
                  WHERE (f.status = 'set_aside'::text)) c
          WHERE (c.place <= 5)
          GROUP BY c.source_id
        ), shifted AS (
         SELECT h.source_id,
            format('%s of %s events begin between 23:30 and 06:00, and would not if they were %s hours earlier: its times may be local ones that it marks as UTC (set ignore_zones, or zone)'::text, h.at_night, h.starts, TRIM(BOTH FROM to_char(h.utc_offset, 'HH24:MI'::text))) AS reason
           FROM jatre.source_hours h
          WHERE ((h.starts >= 5) AND ((h.at_night)::numeric >= (0.6 * (h.starts)::numeric)) AND ((h.shifted_at_day)::numeric >= (0.8 * (h.starts)::numeric)) AND (h.utc_offset > '00:00:00'::interval))
        ), judged AS (
         SELECT s_1.id,
            array_remove(ARRAY[
                CASE
                    WHEN (f.runs IS NOT NULL) THEN format('%s %s failed in a row since %s: %s'::text, f.runs,
                    CASE f.runs
                        WHEN 1 THEN 'run'::text
                        ELSE 'runs'::text
                    END, to_char((f.since AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD HH24:MI "UTC"'::text), COALESCE((n_1.error_details ->> 'message'::text), (n_1.error_details ->> 'error'::text), 'no reason is known'::text))
                    ELSE NULL::text
                END,
                CASE
                    WHEN (n_1.status = 'partial'::text) THEN COALESCE((n_1.error_details ->> 'alert'::text), (n_1.error_details #>> '{warnings,0}'::text[]), 'its last fetch was partial'::text)
                    ELSE NULL::text
                END,
                CASE
                    WHEN ((b_1.listed = 0) AND (u_1.found > 0)) THEN format('it lists nothing, and usually %s'::text, u_1.found)
                    WHEN ((u_1.fetches >= 3) AND ((b_1.listed)::numeric < (0.5 * (u_1.found)::numeric)) AND (u_1.found >= 5)) THEN format('it lists %s, and usually %s'::text, b_1.listed, u_1.found)
                    WHEN ((u_1.fetches >= 3) AND (b_1.listed > (3 * u_1.found)) AND (b_1.listed >= 20)) THEN format('it lists %s, and usually %s'::text, b_1.listed, u_1.found)
                    ELSE NULL::text
                END,
                CASE
                    WHEN ((b_1.records_unreadable)::numeric > (0.2 * ((b_1.records_found + b_1.records_unreadable))::numeric)) THEN format('%s of %s records could not be read: %s'::text, b_1.records_unreadable, (b_1.records_found + b_1.records_unreadable), (b_1.error_details #>> '{unreadable,0,reason}'::text[]))
                    ELSE NULL::text
                END,
                CASE
                    WHEN ((l_1.listings >= 5) AND ((l_1.set_aside)::numeric > (0.5 * (l_1.listings)::numeric))) THEN format('%s of %s listings are set aside'::text, l_1.set_aside, l_1.listings)
                    ELSE NULL::text
                END,
                CASE
                    WHEN (t_1.fields IS NOT NULL) THEN format('these fields no longer appear: %s'::text, array_to_string(t_1.fields, ', '::text))
                    ELSE NULL::text
                END,
                CASE
                    WHEN ((x_1.fetches >= 5) AND ((x_1.succeeded)::numeric < (0.8 * (x_1.fetches)::numeric))) THEN format('%s of its last %s fetches failed'::text, (x_1.fetches - x_1.succeeded), x_1.fetches)
                    ELSE NULL::text
                END,
                CASE
                    WHEN ((s_1.schedule IS NOT NULL) AND (g_1.last_at < (clock_timestamp() - '2 days'::interval))) THEN format('it was last read on %s'::text, to_char((g_1.last_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD HH24:MI "UTC"'::text))
                    ELSE NULL::text
                END, s_1.credentials_reason, h.reason], NULL::text) AS reasons,
            COALESCE(f.runs, (0)::bigint) AS failed_runs
           FROM (((((((((jatre.event_sources s_1
             LEFT JOIN failed f ON ((s_1.id = f.source_id)))
             LEFT JOIN recent n_1 ON (((s_1.id = n_1.source_id) AND (n_1.age = 1))))
             LEFT JOIN brought b_1 ON (((s_1.id = b_1.source_id) AND (b_1.nth = 1))))
             LEFT JOIN usual u_1 ON ((s_1.id = u_1.source_id)))
             LEFT JOIN lost t_1 ON ((s_1.id = t_1.source_id)))
             LEFT JOIN figures x_1 ON ((s_1.id = x_1.source_id)))
             LEFT JOIN good g_1 ON ((s_1.id = g_1.source_id)))
             LEFT JOIN listed l_1 ON ((s_1.id = l_1.source_id)))
             LEFT JOIN shifted h ON ((s_1.id = h.source_id)))
        )
 SELECT s.id,
    s.slug,
    s.name,
    s.kind,
        CASE
            WHEN (NOT s.is_active) THEN 'paused'::text
            WHEN ((j.failed_runs >= 3) OR ((j.failed_runs > 0) AND (g.last_at IS NULL))) THEN 'failing'::text
            WHEN (cardinality(j.reasons) > 0) THEN 'degraded'::text
            ELSE 'healthy'::text
        END AS state,
        CASE
            WHEN s.is_active THEN j.reasons
            WHEN (s.paused_reason IS NOT NULL) THEN ARRAY[s.paused_reason]
            WHEN s.on_trial THEN ARRAY[('it waits for its first trial'::text || COALESCE(('; the last one: '::text || s.trial_reason), ''::text))]
            ELSE ARRAY['an administrator has paused it'::text]
        END AS reasons,
    g.last_at AS last_success_at,
    l.last_news_at,
    x.fetches,
    round(((x.succeeded)::numeric / (x.fetches)::numeric), 2) AS success_rate,
    x.latency_ms,
    b.started_at AS last_list_at,
    b.listed AS found,
    b.records_new AS new,
    b.records_changed AS changed,
    b.records_unchanged AS unchanged,
    b.records_unreadable AS unreadable,
    u.found AS usually_found,
    COALESCE(n.not_modified, false) AS not_modified,
    COALESCE(l.listings, (0)::bigint) AS listings,
    COALESCE(l.set_aside, (0)::bigint) AS set_aside,
    COALESCE(a.reasons, '{}'::jsonb) AS set_aside_reasons,
    COALESCE(l.held, (0)::bigint) AS removals_held,
    round(((l.duplicates)::numeric / (NULLIF(l.listings, 0))::numeric), 2) AS duplicates_share,
    COALESCE(t.fields, '{}'::text[]) AS lost_fields,
    j.failed_runs,
    s.paused_at,
    s.credentials_end_at
   FROM (((((((((jatre.event_sources s
     JOIN judged j ON ((s.id = j.id)))
     LEFT JOIN recent n ON (((s.id = n.source_id) AND (n.age = 1))))
     LEFT JOIN good g ON ((s.id = g.source_id)))
     LEFT JOIN figures x ON ((s.id = x.source_id)))
     LEFT JOIN brought b ON (((s.id = b.source_id) AND (b.nth = 1))))
     LEFT JOIN usual u ON ((s.id = u.source_id)))
     LEFT JOIN listed l ON ((s.id = l.source_id)))
     LEFT JOIN aside a ON ((s.id = a.source_id)))
     LEFT JOIN lost t ON ((s.id = t.source_id)));
CREATE VIEW analytics.source_health WITH (security_barrier='true') AS
 SELECT h.slug AS source,
    h.name,
    h.kind,
    s.official,
    s.priority,
    s.schedule,
    h.state,
    h.failed_runs,
    h.last_success_at,
    h.last_news_at,
    h.fetches,
    h.success_rate,
    h.latency_ms,
    h.last_list_at,
    h.found,
    h.new,
    h.changed,
    h.unchanged,
    h.unreadable,
    h.usually_found,
    h.not_modified,
    h.listings,
    h.duplicates_share,
    h.set_aside,
    ( SELECT jsonb_object_agg(r.reason, r.listings) AS jsonb_object_agg
           FROM ( SELECT jatre.source_reason_public(k.key) AS reason,
                    sum((k.value)::bigint) AS listings
                   FROM jsonb_each_text(h.set_aside_reasons) k(key, value)
                  GROUP BY (jatre.source_reason_public(k.key))) r) AS set_aside_reasons,
    h.removals_held,
    h.lost_fields,
    h.paused_at
   FROM (jatre.source_health_v1 h
     JOIN jatre.event_sources s ON ((h.id = s.id)));
COMMENT ON VIEW analytics.source_health IS 'One row per source: its state, and the figures of its last 20 fetches.';
COMMENT ON COLUMN analytics.source_health.source IS 'its slug: its name in DAGs and in the other views';
COMMENT ON COLUMN analytics.source_health.name IS 'its name for people';
COMMENT ON COLUMN analytics.source_health.kind IS 'how it is read: rss, ical, ...';
COMMENT ON COLUMN analytics.source_health.official IS 'whether it is the venue''s or organizer''s own';
COMMENT ON COLUMN analytics.source_health.priority IS 'whose word stands when sources differ; 1 is the most trusted';
COMMENT ON COLUMN analytics.source_health.schedule IS 'cron in its area''s zone; null runs by hand only';
COMMENT ON COLUMN analytics.source_health.state IS 'healthy, degraded, failing or paused';
COMMENT ON COLUMN analytics.source_health.failed_runs IS 'how many runs have failed in a row';
COMMENT ON COLUMN analytics.source_health.last_success_at IS 'when it was last read';
COMMENT ON COLUMN analytics.source_health.last_news_at IS 'when one of its current listings last changed';
COMMENT ON COLUMN analytics.source_health.fetches IS 'how many fetches the figures are of, 20 at most';
COMMENT ON COLUMN analytics.source_health.success_rate IS 'which share of them did not fail, 0 to 1';
COMMENT ON COLUMN analytics.source_health.latency_ms IS 'how long one takes, in milliseconds (median)';
COMMENT ON COLUMN analytics.source_health.last_list_at IS 'when the last fetch began that brought a list';
COMMENT ON COLUMN analytics.source_health.found IS 'of that fetch: how many records';
COMMENT ON COLUMN analytics.source_health.new IS 'of that fetch: listings that were not known';
COMMENT ON COLUMN analytics.source_health.changed IS 'of that fetch: listings with another content';
COMMENT ON COLUMN analytics.source_health.unchanged IS 'of that fetch: listings as they were';
COMMENT ON COLUMN analytics.source_health.unreadable IS 'of that fetch: records without an identity';
COMMENT ON COLUMN analytics.source_health.usually_found IS 'how many records were usual before it (median of ten)';
COMMENT ON COLUMN analytics.source_health.not_modified IS 'whether its last fetch was answered "not modified"';
COMMENT ON COLUMN analytics.source_health.listings IS 'what it lists now: to come, or changed within 30 days';
COMMENT ON COLUMN analytics.source_health.duplicates_share IS 'which share of these is another listing''s event, 0 to 1';
COMMENT ON COLUMN analytics.source_health.set_aside IS 'how many of these were set aside';
COMMENT ON COLUMN analytics.source_health.set_aside_reasons IS 'for which reasons most were: {"reason": listings}';
COMMENT ON COLUMN analytics.source_health.removals_held IS 'how many absent ones were not taken to be gone';
COMMENT ON COLUMN analytics.source_health.lost_fields IS 'fields that its records had and have no longer';
COMMENT ON COLUMN analytics.source_health.paused_at IS 'when it was paused by itself, after failures';
CREATE VIEW analytics.venues WITH (security_barrier='true') AS
 WITH held AS (
         SELECT e.place_id,
            count(*) AS events,
            count(*) FILTER (WHERE (e.start_time > jatre.now_v1())) AS events_ahead,
            count(DISTINCT e.source_id) AS sources,
            min(e.published_at) AS first_published_at,
            max(e.start_time) AS last_start
           FROM jatre.discovered_events e
          WHERE e.is_public
          GROUP BY e.place_id
        )
 SELECT p.id AS place_id,
    p.slug,
    p.name,
    p.kind,
    p.address,
    p.area_code,
    public.st_y((p.location)::public.geometry) AS latitude,
    public.st_x((p.location)::public.geometry) AS longitude,
    COALESCE(h.events, (0)::bigint) AS events,
    COALESCE(h.events_ahead, (0)::bigint) AS events_ahead,
    COALESCE(h.sources, (0)::bigint) AS sources,
    h.first_published_at,
    h.last_start
   FROM (jatre.places p
     LEFT JOIN held h ON ((p.id = h.place_id)));
COMMENT ON VIEW analytics.venues IS 'One row per known place, with the public events that are or were there.';
COMMENT ON COLUMN analytics.venues.place_id IS 'the place';
COMMENT ON COLUMN analytics.venues.slug IS 'its name in the data of its area';
COMMENT ON COLUMN analytics.venues.name IS 'its name for people';
COMMENT ON COLUMN analytics.venues.kind IS 'what kind of place';
COMMENT ON COLUMN analytics.venues.address IS 'the postal address';
COMMENT ON COLUMN analytics.venues.area_code IS 'the area it lies in';
COMMENT ON COLUMN analytics.venues.latitude IS 'degrees of WGS 84';
COMMENT ON COLUMN analytics.venues.longitude IS 'degrees of WGS 84';
COMMENT ON COLUMN analytics.venues.events IS 'how many public events have been there or will be';
COMMENT ON COLUMN analytics.venues.events_ahead IS 'how many of them begin after now';
COMMENT ON COLUMN analytics.venues.sources IS 'whose word stands first for them: how many sources';
COMMENT ON COLUMN analytics.venues.first_published_at IS 'when the public first saw one of them';
COMMENT ON COLUMN analytics.venues.last_start IS 'the latest start of them, which may lie ahead';
CREATE VIEW analytics.weather_hours WITH (security_barrier='true') AS
 SELECT w.area_code,
    ((h.hour ->> 'startsAt'::text))::timestamp with time zone AS starts_at,
    (h.hour ->> 'condition'::text) AS condition,
    ((h.hour ->> 'temperature'::text))::numeric AS temperature_c,
    ((h.hour ->> 'rainProbability'::text))::numeric AS rain_percent,
    ((h.hour ->> 'rain'::text))::numeric AS rain_mm,
    ((h.hour ->> 'wind'::text))::numeric AS wind_kmh,
    ((h.hour ->> 'rainLikely'::text))::boolean AS is_rain_likely,
    w.source,
    w.fetched_at,
    (w.hours_until > jatre.now_v1()) AS counts
   FROM (jatre.area_weather w
     CROSS JOIN LATERAL jsonb_array_elements(w.hours) h(hour));
COMMENT ON VIEW analytics.weather_hours IS 'One row per area and hour of the latest forecast; the weather as last observed stands in area_weather.';
COMMENT ON COLUMN analytics.weather_hours.area_code IS 'the area';
COMMENT ON COLUMN analytics.weather_hours.starts_at IS 'when the hour begins';
COMMENT ON COLUMN analytics.weather_hours.condition IS 'at its beginning, as in area_weather';
COMMENT ON COLUMN analytics.weather_hours.temperature_c IS 'degrees Celsius, at its beginning';
COMMENT ON COLUMN analytics.weather_hours.rain_percent IS 'probability of rain within the hour, percent';
COMMENT ON COLUMN analytics.weather_hours.rain_mm IS 'rain within the hour, millimetres';
COMMENT ON COLUMN analytics.weather_hours.wind_kmh IS 'kilometres per hour, at its beginning';
COMMENT ON COLUMN analytics.weather_hours.is_rain_likely IS 'whether to count on rain: 60 percent or half a millimetre';
COMMENT ON COLUMN analytics.weather_hours.source IS 'who forecasts it';
COMMENT ON COLUMN analytics.weather_hours.fetched_at IS 'when the source stated it';
COMMENT ON COLUMN analytics.weather_hours.counts IS 'whether the forecast still counts, or is too old';
CREATE TABLE jatre.access_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);
COMMENT ON TABLE jatre.access_log IS 'What was done to tokens and sources, and by whom; decisions on events have a log of their own.';
COMMENT ON COLUMN jatre.access_log.id IS 'the order';
COMMENT ON COLUMN jatre.access_log.at IS 'when';
COMMENT ON COLUMN jatre.access_log.actor IS 'the name of the token, or who called a command';
COMMENT ON COLUMN jatre.access_log.action IS 'token_created, token_revoked, session_begun, source_paused...';
COMMENT ON COLUMN jatre.access_log.target IS 'the token or source';
COMMENT ON COLUMN jatre.access_log.details IS 'what else is to be known';
ALTER TABLE jatre.access_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.access_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.access_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    digest bytea NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    source_slug text,
    parent uuid,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_by text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    revoked_by text,
    place_id uuid,
    CONSTRAINT access_tokens_check CHECK (((scope = 'source'::text) = (source_slug IS NOT NULL))),
    CONSTRAINT access_tokens_check1 CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
    CONSTRAINT access_tokens_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT access_tokens_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT access_tokens_place_check CHECK (((scope = 'place'::text) = (place_id IS NOT NULL))),
    CONSTRAINT access_tokens_scope_check CHECK ((scope = ANY (ARRAY['admin'::text, 'moderator'::text, 'source'::text, 'place'::text])))
);
COMMENT ON TABLE jatre.access_tokens IS 'Tokens of programs and persons, and the sessions that were begun with them. The token itself is kept nowhere.';
COMMENT ON COLUMN jatre.access_tokens.id IS 'its public name';
COMMENT ON COLUMN jatre.access_tokens.digest IS 'SHA-256 of the token';
COMMENT ON COLUMN jatre.access_tokens.name IS 'whom it is for; decisions are signed with it';
COMMENT ON COLUMN jatre.access_tokens.scope IS 'admin, moderator, source or place: one source or place alone';
COMMENT ON COLUMN jatre.access_tokens.source_slug IS 'the source of the scope source';
COMMENT ON COLUMN jatre.access_tokens.parent IS 'of a session the token that it was begun with';
COMMENT ON COLUMN jatre.access_tokens.created_at IS 'when';
COMMENT ON COLUMN jatre.access_tokens.created_by IS 'who made it';
COMMENT ON COLUMN jatre.access_tokens.expires_at IS 'when it ends by itself';
COMMENT ON COLUMN jatre.access_tokens.last_used_at IS 'when it was last used, to a minute';
COMMENT ON COLUMN jatre.access_tokens.revoked_at IS 'when it was taken back';
COMMENT ON COLUMN jatre.access_tokens.revoked_by IS 'who took it back';
COMMENT ON COLUMN jatre.access_tokens.place_id IS 'the place of the scope place';
CREATE TABLE jatre.alert_cursor (
    one boolean DEFAULT true NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    filled boolean DEFAULT false NOT NULL,
    erasures bigint DEFAULT 0 NOT NULL,
    CONSTRAINT alert_cursor_one_check CHECK (one)
);
COMMENT ON TABLE jatre.alert_cursor IS 'How far the matcher has read the feed: one row, held by who reads.';
COMMENT ON COLUMN jatre.alert_cursor.one IS 'always true';
COMMENT ON COLUMN jatre.alert_cursor.seq IS 'the last change that it has read';
COMMENT ON COLUMN jatre.alert_cursor.filled IS 'whether the events that were there at first are known';
COMMENT ON COLUMN jatre.alert_cursor.erasures IS 'erasures so far: what a step read before one is not written after';
CREATE TABLE jatre.alert_events (
    event_id uuid NOT NULL,
    version bigint NOT NULL,
    over_at timestamp with time zone,
    document jsonb NOT NULL,
    search tsvector NOT NULL
)
WITH (fillfactor='60');
COMMENT ON TABLE jatre.alert_events IS 'Events as the matcher has seen them last: what has changed is told by it.';
COMMENT ON COLUMN jatre.alert_events.event_id IS 'the event';
COMMENT ON COLUMN jatre.alert_events.version IS 'of the event; older changes are known';
COMMENT ON COLUMN jatre.alert_events.over_at IS 'when its last date is over';
COMMENT ON COLUMN jatre.alert_events.document IS 'what filters and news read of it';
COMMENT ON COLUMN jatre.alert_events.search IS 'what searches found it by';
CREATE TABLE jatre.alert_findings (
    id bigint NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    version bigint NOT NULL,
    detail jsonb,
    alerts uuid[] NOT NULL,
    found_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT alert_findings_alerts_check CHECK ((alerts <> '{}'::uuid[])),
    CONSTRAINT alert_findings_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'moved'::text, 'cancelled'::text, 'postponed'::text, 'price'::text, 'sold_out'::text])))
);
COMMENT ON TABLE jatre.alert_findings IS 'What was found of an event for all its alerts, until they are told.';
COMMENT ON COLUMN jatre.alert_findings.id IS 'the order';
COMMENT ON COLUMN jatre.alert_findings.event_id IS 'of which event';
COMMENT ON COLUMN jatre.alert_findings.kind IS 'new, moved, cancelled, postponed, price, sold_out';
COMMENT ON COLUMN jatre.alert_findings.version IS 'of the event; 0 of what is new';
COMMENT ON COLUMN jatre.alert_findings.detail IS 'before and after, of what has changed';
COMMENT ON COLUMN jatre.alert_findings.alerts IS 'the alerts that it is told to, unless they do not want its kind';
COMMENT ON COLUMN jatre.alert_findings.found_at IS 'when';
ALTER TABLE jatre.alert_findings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.alert_findings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.alert_messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    channel_id uuid NOT NULL,
    kind text NOT NULL,
    alert_id uuid,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ended text,
    ended_at timestamp with time zone,
    error text,
    CONSTRAINT alert_messages_check CHECK (((ended IS NULL) = (ended_at IS NULL))),
    CONSTRAINT alert_messages_check1 CHECK (((kind = 'confirm'::text) = (alert_id IS NOT NULL))),
    CONSTRAINT alert_messages_ended_check CHECK ((ended = ANY (ARRAY['sent'::text, 'failed'::text, 'dropped'::text]))),
    CONSTRAINT alert_messages_error_check CHECK ((length(error) <= 300)),
    CONSTRAINT alert_messages_kind_check CHECK ((kind = ANY (ARRAY['confirm'::text, 'news'::text])))
);
COMMENT ON TABLE jatre.alert_messages IS 'What is sent as one: news that belong together, or a question.';
COMMENT ON COLUMN jatre.alert_messages.id IS 'its name, the same at each try, by which a receiver knows a repetition';
COMMENT ON COLUMN jatre.alert_messages.channel_id IS 'to whom';
COMMENT ON COLUMN jatre.alert_messages.kind IS 'confirm: whether an alert is wanted; news: of events';
COMMENT ON COLUMN jatre.alert_messages.alert_id IS 'the alert that is asked about';
COMMENT ON COLUMN jatre.alert_messages.created_at IS 'when';
COMMENT ON COLUMN jatre.alert_messages.tries IS 'how often it was tried';
COMMENT ON COLUMN jatre.alert_messages.next_try_at IS 'when it may be tried again, unless it has ended';
COMMENT ON COLUMN jatre.alert_messages.ended IS 'sent, failed, or dropped: nothing in it is news any more';
COMMENT ON COLUMN jatre.alert_messages.ended_at IS 'when';
COMMENT ON COLUMN jatre.alert_messages.error IS 'why the last try failed';
CREATE TABLE jatre.alert_outbox (
    id bigint NOT NULL,
    channel_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    version bigint NOT NULL,
    detail jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    waits boolean DEFAULT true NOT NULL,
    message_id uuid,
    CONSTRAINT alert_outbox_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'moved'::text, 'cancelled'::text, 'postponed'::text, 'price'::text, 'sold_out'::text, 'soon'::text])))
);
COMMENT ON TABLE jatre.alert_outbox IS 'What somebody is told, at most once: by channel, event, kind and version.';
COMMENT ON COLUMN jatre.alert_outbox.id IS 'the order';
COMMENT ON COLUMN jatre.alert_outbox.channel_id IS 'to whom';
COMMENT ON COLUMN jatre.alert_outbox.alert_id IS 'by which alert, which may be gone';
COMMENT ON COLUMN jatre.alert_outbox.event_id IS 'of which event';
COMMENT ON COLUMN jatre.alert_outbox.kind IS 'new, moved, cancelled, postponed, price, sold_out, or soon: it begins within an hour';
COMMENT ON COLUMN jatre.alert_outbox.version IS 'of the event; 0 of what is new, and of what begins soon the second (Unix) at which it does';
COMMENT ON COLUMN jatre.alert_outbox.detail IS 'before and after, of what has changed';
COMMENT ON COLUMN jatre.alert_outbox.created_at IS 'when it was found';
COMMENT ON COLUMN jatre.alert_outbox.due_at IS 'when it may be sent: after quiet hours, at the hour of a digest';
COMMENT ON COLUMN jatre.alert_outbox.waits IS 'whether it is in no message yet; what a page asks for itself never waits';
COMMENT ON COLUMN jatre.alert_outbox.message_id IS 'the message in which it is sent, which may be kept no more';
ALTER TABLE jatre.alert_outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.alert_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.archive_removals (
    uri text NOT NULL
);
COMMENT ON TABLE jatre.archive_removals IS 'A payload that was erased and is to be removed from the archive; the row goes with it.';
COMMENT ON COLUMN jatre.archive_removals.uri IS 'where it is stored';
ALTER TABLE jatre.event_decisions ALTER COLUMN version ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME jatre.decision_versions
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.erased_listings (
    source_id uuid NOT NULL,
    erasure_id uuid NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT erased_listings_digest_check CHECK ((octet_length(digest) = 32))
);
COMMENT ON TABLE jatre.erased_listings IS 'A hash of what was erased: what has it is left out at the next import.';
COMMENT ON COLUMN jatre.erased_listings.source_id IS 'the source';
COMMENT ON COLUMN jatre.erased_listings.erasure_id IS 'the erasure';
COMMENT ON COLUMN jatre.erased_listings.digest IS 'HMAC-SHA256 of its id, or of title, place and start, by which it is recognised';
CREATE TABLE jatre.erasures (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    what text NOT NULL,
    erased_by text NOT NULL,
    reason text NOT NULL,
    erased_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    listings integer NOT NULL,
    events integer NOT NULL,
    payloads integer NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT erasures_salt_check CHECK ((octet_length(salt) = 32)),
    CONSTRAINT erasures_what_check CHECK ((what = ANY (ARRAY['listing'::text, 'event'::text, 'source'::text, 'text'::text])))
);
COMMENT ON TABLE jatre.erasures IS 'What was erased by a legal demand: by whom, why and how much, without the content.';
COMMENT ON COLUMN jatre.erasures.id IS 'the erasure';
COMMENT ON COLUMN jatre.erasures.what IS 'listing, event, source, or text: all listings with a text';
COMMENT ON COLUMN jatre.erasures.erased_by IS 'who';
COMMENT ON COLUMN jatre.erasures.reason IS 'why: the demand, without what it was about';
COMMENT ON COLUMN jatre.erasures.erased_at IS 'when';
COMMENT ON COLUMN jatre.erasures.listings IS 'how many listings';
COMMENT ON COLUMN jatre.erasures.events IS 'how many events went with them';
COMMENT ON COLUMN jatre.erasures.payloads IS 'how many objects of the archive';
COMMENT ON COLUMN jatre.erasures.salt IS 'the key of its hashes';
CREATE TABLE jatre.event_images (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    url text NOT NULL,
    thumbnail_url text,
    source_url text,
    alt_text text,
    is_primary boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_images_url_check CHECK ((url ~ '^https?://'::text))
);
COMMENT ON TABLE jatre.event_images IS 'The pictures of an event, at the sources'' own addresses.';
COMMENT ON COLUMN jatre.event_images.id IS 'the image';
COMMENT ON COLUMN jatre.event_images.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_images.url IS 'its address';
COMMENT ON COLUMN jatre.event_images.thumbnail_url IS 'of its thumbnail, as a path of the service';
COMMENT ON COLUMN jatre.event_images.source_url IS 'the page it stands on';
COMMENT ON COLUMN jatre.event_images.alt_text IS 'what it shows, in words';
COMMENT ON COLUMN jatre.event_images.is_primary IS 'the one that is shown first';
COMMENT ON COLUMN jatre.event_images.created_at IS 'when';
CREATE VIEW jatre.event_payload AS
 SELECT e.id,
    (jatre.event_document(e.*, s.name, e.occurrences, e.images))::text AS payload
   FROM (jatre.discovered_events e
     LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
  WHERE e.is_public;
CREATE VIEW jatre.event_public_v1 WITH (security_barrier='true') AS
 SELECT e.id,
    e.version,
    e.title,
    e.description,
    e.category,
    e.subcategory,
    e.tags,
    e.start_time AS starts_at,
    e.end_time AS ends_at,
    e.timezone,
    e.date_only,
    e.is_recurring,
    e.recurrence_rule,
    e.status,
    e.venue_name,
    e.venue_address,
    public.st_y((e.location)::public.geometry) AS latitude,
    public.st_x((e.location)::public.geometry) AS longitude,
    e.location,
    e.place_id,
    e.plus_code,
    e.area_code,
    e.organizer_name,
    e.organizer_type,
    e.cost_type,
    ((e.price_range ->> 'minimum'::text))::numeric AS price_min,
    ((e.price_range ->> 'maximum'::text))::numeric AS price_max,
    (e.price_range ->> 'currency'::text) AS currency,
    e.capacity,
    e.registration_required,
    e.availability,
    s.name AS source_name,
    e.external_url,
    e.ticket_url,
    e.links,
    (e.occurrences)::jsonb AS occurrences,
    (e.images)::jsonb AS images,
    e.quality_score,
    e.verification_status,
    e.published_at,
    e.updated_at,
    e.rooms,
    e.search,
    (jatre.event_document(e.*, s.name, e.occurrences, e.images))::jsonb AS document
   FROM (jatre.discovered_events e
     LEFT JOIN jatre.event_sources s ON ((e.source_id = s.id)))
  WHERE e.is_public;
CREATE TABLE jatre.event_ratings (
    event_id uuid NOT NULL,
    user_id uuid NOT NULL,
    rating smallint NOT NULL,
    comment text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_ratings_comment_check CHECK ((length(comment) <= 2000)),
    CONSTRAINT event_ratings_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
COMMENT ON TABLE jatre.event_ratings IS 'How it was: one row per user and event.';
COMMENT ON COLUMN jatre.event_ratings.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_ratings.user_id IS 'the user';
COMMENT ON COLUMN jatre.event_ratings.rating IS '1 to 5';
COMMENT ON COLUMN jatre.event_ratings.comment IS 'the user''s words';
COMMENT ON COLUMN jatre.event_ratings.created_at IS 'when';
COMMENT ON COLUMN jatre.event_ratings.updated_at IS 'when it last changed';
CREATE TABLE jatre.event_rsvps (
    event_id uuid NOT NULL,
    user_id uuid NOT NULL,
    status text DEFAULT 'going'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_rsvps_status_check CHECK ((status = ANY (ARRAY['going'::text, 'interested'::text, 'declined'::text])))
);
COMMENT ON TABLE jatre.event_rsvps IS 'Who means to come: one row per user and event.';
COMMENT ON COLUMN jatre.event_rsvps.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_rsvps.user_id IS 'the user';
COMMENT ON COLUMN jatre.event_rsvps.status IS 'going, interested or declined';
COMMENT ON COLUMN jatre.event_rsvps.created_at IS 'when';
COMMENT ON COLUMN jatre.event_rsvps.updated_at IS 'when it last changed';
CREATE TABLE jatre.event_vectors (
    event_id uuid NOT NULL,
    model text NOT NULL,
    text_hash bytea NOT NULL,
    vector bytea NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
COMMENT ON TABLE jatre.event_vectors IS 'What a sentence model makes of each public event to come, by which events of a like meaning are found.';
COMMENT ON COLUMN jatre.event_vectors.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_vectors.model IS 'the model; vectors of two models are not to be compared';
COMMENT ON COLUMN jatre.event_vectors.text_hash IS 'SHA-256 of the text that it was made of';
COMMENT ON COLUMN jatre.event_vectors.vector IS 'of length 127, a signed byte a component';
COMMENT ON COLUMN jatre.event_vectors.made_at IS 'when';
CREATE TABLE jatre.event_visits (
    day date NOT NULL,
    event_id uuid NOT NULL,
    what text NOT NULL,
    visitor bytea NOT NULL,
    CONSTRAINT event_visits_what_check CHECK ((what = ANY (ARRAY['view'::text, 'share'::text])))
);
COMMENT ON TABLE jatre.event_visits IS 'That somebody was counted today; forgotten when the day is over.';
COMMENT ON COLUMN jatre.event_visits.day IS 'the day';
COMMENT ON COLUMN jatre.event_visits.event_id IS 'the event';
COMMENT ON COLUMN jatre.event_visits.what IS 'view or share';
COMMENT ON COLUMN jatre.event_visits.visitor IS 'a hash under the day''s salt';
CREATE TABLE jatre.feed_changes (
    seq bigint NOT NULL,
    kind text NOT NULL,
    entity text NOT NULL,
    version bigint NOT NULL,
    rooms text[] NOT NULL,
    payload text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    sequenced_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
PARTITION BY RANGE (seq);
COMMENT ON TABLE jatre.feed_changes IS 'The feed: dense, ordered by seq, written by the sequencer alone; partitioned by seq.';
COMMENT ON COLUMN jatre.feed_changes.seq IS 'its place in the one order';
COMMENT ON COLUMN jatre.feed_changes.kind IS 'event:new, event:updated, event:cancelled, event:removed, place:status, weather:update, bulk, moderation, reset';
COMMENT ON COLUMN jatre.feed_changes.entity IS 'what changed';
COMMENT ON COLUMN jatre.feed_changes.version IS 'of the entity';
COMMENT ON COLUMN jatre.feed_changes.rooms IS 'where it is delivered';
COMMENT ON COLUMN jatre.feed_changes.payload IS 'JSON';
COMMENT ON COLUMN jatre.feed_changes.changed_at IS 'when it was written';
COMMENT ON COLUMN jatre.feed_changes.sequenced_at IS 'when it got its number';
CREATE TABLE jatre.feed_head (
    singleton boolean DEFAULT true NOT NULL,
    head bigint DEFAULT 0 NOT NULL,
    floor bigint DEFAULT 0 NOT NULL,
    partitioned_until bigint DEFAULT 1 NOT NULL,
    epoch text NOT NULL,
    fingerprint text NOT NULL,
    salt uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT feed_head_check CHECK ((floor <= head)),
    CONSTRAINT feed_head_singleton_check CHECK (singleton)
);
COMMENT ON TABLE jatre.feed_head IS 'Where the feed stands: one row.';
COMMENT ON COLUMN jatre.feed_head.singleton IS 'always true';
COMMENT ON COLUMN jatre.feed_head.head IS 'the last number given';
COMMENT ON COLUMN jatre.feed_head.floor IS 'the smallest position from which a resume is still complete';
COMMENT ON COLUMN jatre.feed_head.partitioned_until IS 'the first number that has no partition yet';
COMMENT ON COLUMN jatre.feed_head.epoch IS 'one life of the feed; a cursor of another one is reset';
COMMENT ON COLUMN jatre.feed_head.fingerprint IS 'distinguishes this database''s history from any other';
COMMENT ON COLUMN jatre.feed_head.salt IS 'makes a new epoch differ';
CREATE TABLE jatre.feed_large (
    xid xid8 NOT NULL,
    counted_to bigint DEFAULT 0 NOT NULL,
    last_id bigint NOT NULL
);
COMMENT ON TABLE jatre.feed_large IS 'What the sequencer knows of a transaction too large for one step, until its last change has its number.';
COMMENT ON COLUMN jatre.feed_large.xid IS 'the transaction';
COMMENT ON COLUMN jatre.feed_large.counted_to IS 'how far its changes have been counted';
COMMENT ON COLUMN jatre.feed_large.last_id IS 'its last change in the outbox';
CREATE TABLE jatre.feed_large_rooms (
    xid xid8 NOT NULL,
    room text NOT NULL,
    size bigint NOT NULL
);
COMMENT ON TABLE jatre.feed_large_rooms IS 'How many changes such a transaction made in each room; a room that is missing has few.';
COMMENT ON COLUMN jatre.feed_large_rooms.xid IS 'the transaction';
COMMENT ON COLUMN jatre.feed_large_rooms.room IS 'the room';
COMMENT ON COLUMN jatre.feed_large_rooms.size IS 'its changes there';
CREATE TABLE jatre.feed_outbox (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    kind text NOT NULL,
    entity text NOT NULL,
    version bigint NOT NULL,
    rooms text[] NOT NULL,
    payload text NOT NULL,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (toast_tuple_target='8160', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', vacuum_truncate=off, autovacuum_vacuum_insert_threshold='-1', autovacuum_analyze_threshold='100000', autovacuum_vacuum_cost_delay='0');
COMMENT ON TABLE jatre.feed_outbox IS 'Where triggers leave changes that have no number yet. One unpartitioned table: a missing partition would fail the writer.';
COMMENT ON COLUMN jatre.feed_outbox.id IS 'the order of writing';
COMMENT ON COLUMN jatre.feed_outbox.xid IS 'the writer''s transaction';
COMMENT ON COLUMN jatre.feed_outbox.kind IS 'as in feed_changes';
COMMENT ON COLUMN jatre.feed_outbox.entity IS 'what changed';
COMMENT ON COLUMN jatre.feed_outbox.version IS 'of the entity';
COMMENT ON COLUMN jatre.feed_outbox.rooms IS 'where it is delivered';
COMMENT ON COLUMN jatre.feed_outbox.payload IS 'JSON';
COMMENT ON COLUMN jatre.feed_outbox.changed_at IS 'when it was written';
ALTER TABLE jatre.feed_outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.feed_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.geocoder_answers (
    service text NOT NULL,
    area_code text NOT NULL,
    question text NOT NULL,
    name text,
    house text,
    answer jsonb,
    answered_at timestamp with time zone,
    ask_at timestamp with time zone,
    tries smallint DEFAULT 0 NOT NULL,
    reason text,
    CONSTRAINT geocoder_answers_question_check CHECK (((length(question) >= 1) AND (length(question) <= 1500)))
);
COMMENT ON TABLE jatre.geocoder_answers IS 'What an external geocoder has answered, no answer included; kept until it is too old to count.';
COMMENT ON COLUMN jatre.geocoder_answers.service IS 'the geocoder';
COMMENT ON COLUMN jatre.geocoder_answers.area_code IS 'the area';
COMMENT ON COLUMN jatre.geocoder_answers.question IS 'the text that is looked up';
COMMENT ON COLUMN jatre.geocoder_answers.name IS 'the venue that is looked up by its name';
COMMENT ON COLUMN jatre.geocoder_answers.house IS 'the house number that the answer has to have';
COMMENT ON COLUMN jatre.geocoder_answers.answer IS 'the place; null when there is none that counts';
COMMENT ON COLUMN jatre.geocoder_answers.answered_at IS 'when it answered; null when it has not yet';
COMMENT ON COLUMN jatre.geocoder_answers.ask_at IS 'when it is to be asked; null when it need not be';
COMMENT ON COLUMN jatre.geocoder_answers.tries IS 'without an answer, since the last one';
COMMENT ON COLUMN jatre.geocoder_answers.reason IS 'why the latest try failed';
CREATE TABLE jatre.geocoder_askers (
    service text NOT NULL,
    area_code text NOT NULL,
    question text NOT NULL,
    listing_id uuid NOT NULL
);
COMMENT ON TABLE jatre.geocoder_askers IS 'The listings that are read again once an answer is there.';
COMMENT ON COLUMN jatre.geocoder_askers.service IS 'the geocoder';
COMMENT ON COLUMN jatre.geocoder_askers.area_code IS 'the area';
COMMENT ON COLUMN jatre.geocoder_askers.question IS 'what is looked up';
COMMENT ON COLUMN jatre.geocoder_askers.listing_id IS 'who waits';
CREATE TABLE jatre.geocoders (
    service text NOT NULL,
    next_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    open_until timestamp with time zone,
    reason text,
    CONSTRAINT geocoders_service_check CHECK (((length(service) >= 1) AND (length(service) <= 500)))
);
COMMENT ON TABLE jatre.geocoders IS 'The external geocoder as all workers share it: when it may be asked next, and whether it answers.';
COMMENT ON COLUMN jatre.geocoders.service IS 'its kind and address';
COMMENT ON COLUMN jatre.geocoders.next_at IS 'the turn of the next request';
COMMENT ON COLUMN jatre.geocoders.failures IS 'in a row';
COMMENT ON COLUMN jatre.geocoders.open_until IS 'until when nobody asks it';
COMMENT ON COLUMN jatre.geocoders.reason IS 'of the latest failure';
CREATE TABLE jatre.host_failures (
    id bigint NOT NULL,
    host text NOT NULL,
    source_id uuid,
    failures integer NOT NULL,
    failed_since timestamp with time zone NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    open_until timestamp with time zone,
    reason text NOT NULL,
    CONSTRAINT host_failures_host_check CHECK (((length(host) >= 1) AND (length(host) <= 300)))
);
COMMENT ON TABLE jatre.host_failures IS 'Hosts that failed and have not answered since; shared by all workers.';
COMMENT ON COLUMN jatre.host_failures.id IS 'the row';
COMMENT ON COLUMN jatre.host_failures.host IS 'host:port';
COMMENT ON COLUMN jatre.host_failures.source_id IS 'whose requests failed; null: those of any, since it last answered one';
COMMENT ON COLUMN jatre.host_failures.failures IS 'in a row';
COMMENT ON COLUMN jatre.host_failures.failed_since IS 'the first of the row';
COMMENT ON COLUMN jatre.host_failures.failed_at IS 'the latest';
COMMENT ON COLUMN jatre.host_failures.open_until IS 'until when nobody asks it; then one worker tries it. Null: it may be asked';
COMMENT ON COLUMN jatre.host_failures.reason IS 'of the latest';
ALTER TABLE jatre.host_failures ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.host_failures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.image_thumbnails (
    url_hash bytea NOT NULL,
    url text NOT NULL,
    ask_at timestamp with time zone,
    tries smallint DEFAULT 0 NOT NULL,
    reason text,
    fetched_at timestamp with time zone,
    archived_uri text,
    width integer,
    height integer,
    perceptual_hash bigint,
    name text,
    body bytea,
    CONSTRAINT image_thumbnails_check CHECK (((body IS NULL) = (name IS NULL))),
    CONSTRAINT image_thumbnails_height_check CHECK ((height > 0)),
    CONSTRAINT image_thumbnails_name_check CHECK ((name ~ '^[0-9a-f]{32}-[0-9]{1,4}x[0-9]{1,4}[.]webp$'::text)),
    CONSTRAINT image_thumbnails_url_check CHECK (((length(url) >= 1) AND (length(url) <= 4000))),
    CONSTRAINT image_thumbnails_url_hash_check CHECK ((octet_length(url_hash) = 32)),
    CONSTRAINT image_thumbnails_width_check CHECK ((width > 0))
);
COMMENT ON TABLE jatre.image_thumbnails IS 'Thumbnails of the pictures that events show first, and pictures that are to be downloaded for one.';
COMMENT ON COLUMN jatre.image_thumbnails.url_hash IS 'SHA-256 of the picture''s address';
COMMENT ON COLUMN jatre.image_thumbnails.url IS 'the picture''s address';
COMMENT ON COLUMN jatre.image_thumbnails.ask_at IS 'when it is to be downloaded; null when it need not be';
COMMENT ON COLUMN jatre.image_thumbnails.tries IS 'without a picture';
COMMENT ON COLUMN jatre.image_thumbnails.reason IS 'why the latest try failed';
COMMENT ON COLUMN jatre.image_thumbnails.fetched_at IS 'when it was downloaded';
COMMENT ON COLUMN jatre.image_thumbnails.archived_uri IS 'where the archive has it as it came, for JATRE_ARCHIVE_DAYS';
COMMENT ON COLUMN jatre.image_thumbnails.width IS 'of the picture, in pixels';
COMMENT ON COLUMN jatre.image_thumbnails.height IS 'of the picture, in pixels';
COMMENT ON COLUMN jatre.image_thumbnails.perceptual_hash IS '64 bits, of which pictures that look alike differ in few';
COMMENT ON COLUMN jatre.image_thumbnails.name IS 'of the thumbnail, which is served under it';
COMMENT ON COLUMN jatre.image_thumbnails.body IS 'the thumbnail, WebP';
CREATE TABLE jatre.link_answers (
    version text NOT NULL,
    asked bytea NOT NULL,
    threats jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT link_answers_version_check CHECK ((version = ANY (ARRAY['v4'::text, 'v5'::text])))
);
COMMENT ON TABLE jatre.link_answers IS 'What Safe Browsing has answered about links, for as long as it says; of version 5 no address can be told.';
COMMENT ON COLUMN jatre.link_answers.version IS 'v4 or v5';
COMMENT ON COLUMN jatre.link_answers.asked IS 'what it was asked for: the first bytes of a hash, or the hash of an address';
COMMENT ON COLUMN jatre.link_answers.threats IS 'the hashes that it lists, with their threats; empty for none';
COMMENT ON COLUMN jatre.link_answers.expires_at IS 'until when that holds';
CREATE TABLE jatre.listing_popularity (
    source_id uuid NOT NULL,
    external_id text NOT NULL,
    attending integer NOT NULL,
    seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT listing_popularity_attending_check CHECK ((attending >= 0))
);
COMMENT ON TABLE jatre.listing_popularity IS 'How many people go to what a source lists: popularity, and no change of it.';
COMMENT ON COLUMN jatre.listing_popularity.source_id IS 'the source';
COMMENT ON COLUMN jatre.listing_popularity.external_id IS 'its id of the listing';
COMMENT ON COLUMN jatre.listing_popularity.attending IS 'how many, as the source stated last';
COMMENT ON COLUMN jatre.listing_popularity.seen_at IS 'when it last changed';
CREATE TABLE jatre.match_locks (
    name text NOT NULL COLLATE pg_catalog."C"
);
COMMENT ON TABLE jatre.match_locks IS 'What matching waits for: a row per local day and per title of a source, held until the end of a transaction.';
COMMENT ON COLUMN jatre.match_locks.name IS 'the day or the title';
CREATE TABLE jatre.match_models (
    id bigint NOT NULL,
    weights jsonb NOT NULL,
    figures jsonb NOT NULL,
    promoted boolean NOT NULL,
    trained_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    withdrawn_at timestamp with time zone
);
COMMENT ON TABLE jatre.match_models IS 'A training of the matcher; the latest promoted one that was not withdrawn is in use, without any the shipped weights.';
COMMENT ON COLUMN jatre.match_models.id IS 'its version, as the reasons of matches name it';
COMMENT ON COLUMN jatre.match_models.weights IS 'log-odds by the name of what they weigh';
COMMENT ON COLUMN jatre.match_models.figures IS 'log loss on the fixed set before and after, and how many decisions it learnt from';
COMMENT ON COLUMN jatre.match_models.promoted IS 'whether it was better than the one in use then';
COMMENT ON COLUMN jatre.match_models.trained_at IS 'when';
COMMENT ON COLUMN jatre.match_models.withdrawn_at IS 'when somebody took it out of use';
ALTER TABLE jatre.match_models ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.match_models_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.model_answers (
    model text NOT NULL,
    prompt_version smallint NOT NULL,
    question_hash bytea NOT NULL,
    question text NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    ask_at timestamp with time zone,
    tries smallint DEFAULT 0 NOT NULL,
    reason text,
    CONSTRAINT model_answers_answer_check CHECK ((length(answer) <= 10000)),
    CONSTRAINT model_answers_question_check CHECK (((length(question) >= 1) AND (length(question) <= 4000))),
    CONSTRAINT model_answers_question_hash_check CHECK ((octet_length(question_hash) = 32))
);
COMMENT ON TABLE jatre.model_answers IS 'What a language model has answered about a text, no answer included; kept until it is too old to count.';
COMMENT ON COLUMN jatre.model_answers.model IS 'its name at its endpoint';
COMMENT ON COLUMN jatre.model_answers.prompt_version IS 'of the words it is asked in';
COMMENT ON COLUMN jatre.model_answers.question_hash IS 'SHA-256 of the text and the day';
COMMENT ON COLUMN jatre.model_answers.question IS 'the text, contacts and names masked';
COMMENT ON COLUMN jatre.model_answers.posted_at IS 'when the text was published';
COMMENT ON COLUMN jatre.model_answers.answer IS 'what it wrote; null when nothing that can be read';
COMMENT ON COLUMN jatre.model_answers.answered_at IS 'when it answered; null when it has not yet';
COMMENT ON COLUMN jatre.model_answers.ask_at IS 'when it is to be asked; null when it need not be';
COMMENT ON COLUMN jatre.model_answers.tries IS 'without an answer, since the last one';
COMMENT ON COLUMN jatre.model_answers.reason IS 'why the latest try failed';
CREATE TABLE jatre.model_askers (
    model text NOT NULL,
    prompt_version smallint NOT NULL,
    question_hash bytea NOT NULL,
    listing_id uuid NOT NULL
);
COMMENT ON TABLE jatre.model_askers IS 'The listings that are read again once an answer is there.';
COMMENT ON COLUMN jatre.model_askers.model IS 'the language model';
COMMENT ON COLUMN jatre.model_askers.prompt_version IS 'of the words it is asked in';
COMMENT ON COLUMN jatre.model_askers.question_hash IS 'what it is asked';
COMMENT ON COLUMN jatre.model_askers.listing_id IS 'who waits';
CREATE TABLE jatre.model_days (
    day date NOT NULL,
    requests integer NOT NULL,
    tokens bigint DEFAULT 0 NOT NULL,
    CONSTRAINT model_days_requests_check CHECK ((requests >= 0)),
    CONSTRAINT model_days_tokens_check CHECK ((tokens >= 0))
);
COMMENT ON TABLE jatre.model_days IS 'What the language model has cost on a day, for all processes.';
COMMENT ON COLUMN jatre.model_days.day IS 'in UTC';
COMMENT ON COLUMN jatre.model_days.requests IS 'sent to it';
COMMENT ON COLUMN jatre.model_days.tokens IS 'read and written by it, as it states them';
CREATE TABLE jatre.pipeline_requests (
    id bigint NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    run_id text,
    answer jsonb,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_requests_asked_by_check CHECK (((length(asked_by) >= 1) AND (length(asked_by) <= 200))),
    CONSTRAINT pipeline_requests_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT pipeline_requests_kind_check CHECK ((kind = ANY (ARRAY['fetch'::text, 'preview'::text, 'preview_address'::text, 'add_source'::text, 'stages'::text, 'consequences'::text]))),
    CONSTRAINT pipeline_requests_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text]))),
    CONSTRAINT pipeline_requests_target_check CHECK (((length(target) >= 1) AND (length(target) <= 2000)))
);
COMMENT ON TABLE jatre.pipeline_requests IS 'What the service or a page of Airflow asks of the pipeline: a row that a DAG picks up.';
COMMENT ON COLUMN jatre.pipeline_requests.id IS 'the order of asking';
COMMENT ON COLUMN jatre.pipeline_requests.kind IS 'fetch: read it now; preview, preview_address: read it once and write nothing; add_source: add what a preview found; stages: take up what a person decided; consequences: try a decision and take it back';
COMMENT ON COLUMN jatre.pipeline_requests.target IS 'the source, the address, or the request whose preview is meant';
COMMENT ON COLUMN jatre.pipeline_requests.asked_by IS 'who asked';
COMMENT ON COLUMN jatre.pipeline_requests.asked_at IS 'when';
COMMENT ON COLUMN jatre.pipeline_requests.state IS 'waiting, running, done or failed';
COMMENT ON COLUMN jatre.pipeline_requests.tries IS 'how often it was begun';
COMMENT ON COLUMN jatre.pipeline_requests.started_at IS 'when it was last begun';
COMMENT ON COLUMN jatre.pipeline_requests.finished_at IS 'when it ended';
COMMENT ON COLUMN jatre.pipeline_requests.run_id IS 'the scheduler''s run that took it';
COMMENT ON COLUMN jatre.pipeline_requests.answer IS 'what came of it';
COMMENT ON COLUMN jatre.pipeline_requests.options IS 'of a source to be added: its name, and whether it is official';
ALTER TABLE jatre.pipeline_requests ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.pipeline_requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.place_hours (
    place_id uuid NOT NULL,
    origin text NOT NULL,
    stated text,
    week text,
    special jsonb DEFAULT '[]'::jsonb NOT NULL,
    left_out text,
    decided_by text,
    reason text,
    stated_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT place_hours_origin_check CHECK ((origin = ANY (ARRAY['moderator'::text, 'venue_page'::text, 'google'::text, 'osm'::text]))),
    CONSTRAINT place_hours_stated_check CHECK ((length(stated) <= 2000)),
    CONSTRAINT place_hours_week_check CHECK ((length(week) <= 2000))
);
COMMENT ON TABLE jatre.place_hours IS 'The opening hours of a place as one origin states them; which origin''s count is decided when they are read.';
COMMENT ON COLUMN jatre.place_hours.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_hours.origin IS 'moderator, venue_page, google or osm';
COMMENT ON COLUMN jatre.place_hours.stated IS 'as they are written there';
COMMENT ON COLUMN jatre.place_hours.week IS 'the same in OpenStreetMap''s form; null: none, or not readable';
COMMENT ON COLUMN jatre.place_hours.special IS 'days with hours of their own: first, last, hours, label';
COMMENT ON COLUMN jatre.place_hours.left_out IS 'why what is stated cannot be read';
COMMENT ON COLUMN jatre.place_hours.decided_by IS 'of moderator: who decided';
COMMENT ON COLUMN jatre.place_hours.reason IS 'of moderator: why';
COMMENT ON COLUMN jatre.place_hours.stated_at IS 'when it was stated';
COMMENT ON COLUMN jatre.place_hours.valid_until IS 'after that it counts no more';
CREATE TABLE jatre.place_report_decisions (
    id bigint NOT NULL,
    report_id uuid NOT NULL,
    kind text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp(),
    reason text,
    CONSTRAINT place_report_decisions_kind_check CHECK ((kind = ANY (ARRAY['remove'::text, 'restore'::text])))
);
COMMENT ON TABLE jatre.place_report_decisions IS 'Who took a report of a place out or counted it again; it is deleted with the report, a day later.';
COMMENT ON COLUMN jatre.place_report_decisions.id IS 'the order';
COMMENT ON COLUMN jatre.place_report_decisions.report_id IS 'the report';
COMMENT ON COLUMN jatre.place_report_decisions.kind IS 'remove or restore';
COMMENT ON COLUMN jatre.place_report_decisions.decided_by IS 'the moderator';
COMMENT ON COLUMN jatre.place_report_decisions.decided_at IS 'when; null of what was decided before that was noted';
COMMENT ON COLUMN jatre.place_report_decisions.reason IS 'why, as they put it';
ALTER TABLE jatre.place_report_decisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.place_report_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jatre.place_reports (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    place_id uuid NOT NULL,
    reporter bytea NOT NULL,
    said text NOT NULL,
    minutes smallint,
    reported_at timestamp with time zone NOT NULL,
    removed_by text,
    stated_by text,
    CONSTRAINT place_reports_check CHECK (((said = 'wait'::text) = (minutes IS NOT NULL))),
    CONSTRAINT place_reports_minutes_check CHECK (((minutes >= 0) AND (minutes <= 240))),
    CONSTRAINT place_reports_said_check CHECK ((said = ANY (ARRAY['empty'::text, 'quiet'::text, 'moderate'::text, 'busy'::text, 'packed'::text, 'wait'::text, 'closed'::text])))
);
COMMENT ON TABLE jatre.place_reports IS 'What somebody reported of a place; the newest of each, of how full it is, the wait, or that it is closed.';
COMMENT ON COLUMN jatre.place_reports.id IS 'the report';
COMMENT ON COLUMN jatre.place_reports.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_reports.reporter IS 'who, as a hash of network and place that lasts for a day';
COMMENT ON COLUMN jatre.place_reports.said IS 'empty, quiet, moderate, busy, packed, wait or closed';
COMMENT ON COLUMN jatre.place_reports.minutes IS 'of wait: how long';
COMMENT ON COLUMN jatre.place_reports.reported_at IS 'when';
COMMENT ON COLUMN jatre.place_reports.removed_by IS 'the moderator who took it out';
COMMENT ON COLUMN jatre.place_reports.stated_by IS 'of the place itself: whose token; null: a visitor';
CREATE TABLE jatre.place_states (
    place_id uuid NOT NULL,
    version bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE jatre.place_states IS 'How often what is known of a place has changed, for the feed; kept by a trigger.';
COMMENT ON COLUMN jatre.place_states.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_states.version IS 'of the state as the feed told it last; it grows';
COMMENT ON COLUMN jatre.place_states.changed_at IS 'when';
CREATE TABLE jatre.place_status_changes (
    place_id uuid NOT NULL,
    version bigint NOT NULL,
    source text NOT NULL,
    status jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE jatre.place_status_changes IS 'What a place was like, each change of it; Google''s statements may not be kept, and are not among them.';
COMMENT ON COLUMN jatre.place_status_changes.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_status_changes.version IS 'as the feed told of it; it grows';
COMMENT ON COLUMN jatre.place_status_changes.source IS 'user, prediction, business, or hours';
COMMENT ON COLUMN jatre.place_status_changes.status IS 'what was told, as JSON';
COMMENT ON COLUMN jatre.place_status_changes.changed_at IS 'when';
CREATE TABLE jatre.place_weeks (
    place_id uuid NOT NULL,
    key text NOT NULL,
    days jsonb NOT NULL
);
COMMENT ON TABLE jatre.place_weeks IS 'The opening hours of a place day by day, of all origins together, as they were last looked at.';
COMMENT ON COLUMN jatre.place_weeks.place_id IS 'the place';
COMMENT ON COLUMN jatre.place_weeks.key IS 'of what is stated and of the day: another one, and it is made anew';
COMMENT ON COLUMN jatre.place_weeks.days IS 'the next days, an object each: date, special, holiday, spans';
CREATE TABLE jatre.repeatables (
    fingerprint text NOT NULL
);
COMMENT ON TABLE jatre.repeatables IS 'What the functions, views and triggers were last made from.';
COMMENT ON COLUMN jatre.repeatables.fingerprint IS 'of all their files';
CREATE TABLE jatre.search_tiers (
    tier smallint NOT NULL,
    ends timestamp with time zone NOT NULL,
    events bigint NOT NULL
);
COMMENT ON TABLE jatre.search_tiers IS 'How far ahead events are that searches read together (`search_tiers_renew`), by `event_search_tier`.';
COMMENT ON COLUMN jatre.search_tiers.tier IS '0 over, 1 later, 2 soon, 3 next';
COMMENT ON COLUMN jatre.search_tiers.ends IS 'of what is over: when it was by then; of others: their first dates begin before';
COMMENT ON COLUMN jatre.search_tiers.events IS 'how many there are of those to come';
CREATE TABLE jatre.search_words (
    word text NOT NULL COLLATE pg_catalog."C"
);
COMMENT ON TABLE jatre.search_words IS 'Words of titles and venues'' names, as searches compare them; now and then one twice.';
COMMENT ON COLUMN jatre.search_words.word IS 'the word''s key (search_fold)';
CREATE TABLE jatre.source_limits (
    source_id uuid NOT NULL,
    last_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
);
COMMENT ON TABLE jatre.source_limits IS 'The limit of a source as its workers share it: reservations are made one after another, under this row.';
COMMENT ON COLUMN jatre.source_limits.source_id IS 'the source';
COMMENT ON COLUMN jatre.source_limits.last_at IS 'the turn of its latest request';
CREATE TABLE jatre.source_reservations (
    id bigint NOT NULL,
    source_id uuid NOT NULL,
    free_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE jatre.source_reservations IS 'The requests that count against the limit of a source.';
COMMENT ON COLUMN jatre.source_reservations.id IS 'the reservation';
COMMENT ON COLUMN jatre.source_reservations.source_id IS 'the source';
COMMENT ON COLUMN jatre.source_reservations.free_at IS 'until when it counts: one window after the request has ended, at the latest';
ALTER TABLE jatre.source_reservations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.source_reservations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE MATERIALIZED VIEW jatre.trending_events_v1 AS
 WITH coming AS (
         SELECT DISTINCT ON (o.event_id) o.event_id,
            o.starts_at,
            e.category,
            e.created_at,
            (GREATEST(EXTRACT(epoch FROM (jatre.now_v1() - e.created_at)), (86400)::numeric) / (86400)::numeric) AS listed_days,
            (GREATEST(EXTRACT(epoch FROM (o.starts_at - jatre.now_v1())), (0)::numeric) / (86400)::numeric) AS days_left
           FROM (jatre.event_occurrences o
             JOIN jatre.discovered_events e ON ((o.event_id = e.id)))
          WHERE (o.is_public AND (NOT o.cancelled) AND (o.over_at > jatre.now_v1()) AND (o.starts_at < (jatre.now_v1() + '7 days'::interval)) AND e.is_public AND (e.status = 'scheduled'::text))
          ORDER BY o.event_id, o.starts_at
        ), counted AS (
         SELECT w.event_id,
            w.starts_at,
            w.category,
            w.created_at,
            w.listed_days,
            w.days_left,
            COALESCE(((((c.view_count)::numeric * 0.3) + ((c.rsvp_count)::numeric * 0.5)) + ((c.share_count)::numeric * 0.2)), (0)::numeric) AS points,
            COALESCE((EXTRACT(epoch FROM (jatre.now_v1() - b.ended_at)) / EXTRACT(epoch FROM (jatre.now_v1() - w.created_at))), (1)::numeric) AS part
           FROM ((coming w
             LEFT JOIN jatre.event_counters c ON ((w.event_id = c.event_id)))
             LEFT JOIN LATERAL ( SELECT max(p.over_at) AS ended_at
                   FROM jatre.event_occurrences p
                  WHERE ((p.event_id = w.event_id) AND (NOT p.cancelled) AND (p.over_at > w.created_at) AND (p.over_at < jatre.now_v1()) AND (p.over_at <= (w.starts_at - '6 days'::interval)))) b ON (true))
        ), usual AS (
         SELECT c.category,
            (sum(c.points) / sum(c.listed_days)) AS points_a_day
           FROM counted c
          GROUP BY c.category
         HAVING (sum(c.points) > (0)::numeric)
        ), stated AS (
         SELECT l.event_id,
            ((LEAST(max(p.attending), 200))::numeric * 0.5) AS points
           FROM (jatre.listing_popularity p
             JOIN jatre.events_staging l ON (((p.source_id = l.source_id) AND (p.external_id = l.external_id))))
          WHERE ((l.event_id IS NOT NULL) AND (l.gone_at IS NULL) AND (p.attending > 0))
          GROUP BY l.event_id
        ), foreseen AS (
         SELECT c.event_id,
            c.starts_at,
            c.days_left,
            ((c.points * c.part) + COALESCE(s.points, (0)::numeric)) AS points,
            (c.days_left * COALESCE(((c.points + (1)::numeric) / (c.listed_days + ((1)::numeric / u.points_a_day))), (0)::numeric)) AS more
           FROM ((counted c
             LEFT JOIN usual u ON ((NOT (c.category IS DISTINCT FROM u.category))))
             LEFT JOIN stated s ON ((c.event_id = s.event_id)))
        )
 SELECT f.event_id,
    f.starts_at,
    (((f.points + f.more) * power(0.5, (f.days_left / (3)::numeric))))::double precision AS popularity,
    jatre.now_v1() AS refreshed_at,
    (f.points)::double precision AS points,
    ((f.points + f.more))::double precision AS expected
   FROM foreseen f
  WHERE (f.points > (0)::numeric)
  WITH NO DATA;
CREATE TABLE jatre.user_event_preferences (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    categories text[] DEFAULT '{}'::text[] NOT NULL,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    preferred_days text[] DEFAULT '{}'::text[] NOT NULL,
    preferred_times jsonb,
    max_distance_km integer DEFAULT 5 NOT NULL,
    price_range jsonb,
    notification_channels jsonb DEFAULT '{"push": true, "email": false}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT user_event_preferences_max_distance_km_check CHECK ((max_distance_km > 0))
);
COMMENT ON TABLE jatre.user_event_preferences IS 'What a user wants to know about.';
COMMENT ON COLUMN jatre.user_event_preferences.id IS 'the row';
COMMENT ON COLUMN jatre.user_event_preferences.user_id IS 'the user';
COMMENT ON COLUMN jatre.user_event_preferences.categories IS 'categories';
COMMENT ON COLUMN jatre.user_event_preferences.keywords IS 'words';
COMMENT ON COLUMN jatre.user_event_preferences.preferred_days IS 'days of the week';
COMMENT ON COLUMN jatre.user_event_preferences.preferred_times IS 'spans of the day';
COMMENT ON COLUMN jatre.user_event_preferences.max_distance_km IS 'how far';
COMMENT ON COLUMN jatre.user_event_preferences.price_range IS 'how dear';
COMMENT ON COLUMN jatre.user_event_preferences.notification_channels IS '{"push": bool, "email": bool}';
COMMENT ON COLUMN jatre.user_event_preferences.created_at IS 'when';
COMMENT ON COLUMN jatre.user_event_preferences.updated_at IS 'when it last changed';
CREATE TABLE jatre.venue_decisions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    area_code text NOT NULL,
    name_key text NOT NULL,
    name text NOT NULL,
    other_name text,
    part text,
    address text,
    location public.geography(Point,4326),
    reason text,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT venue_decisions_check CHECK (((kind = 'same'::text) = (other_name IS NOT NULL))),
    CONSTRAINT venue_decisions_check1 CHECK (((kind = 'place'::text) = (part IS NOT NULL))),
    CONSTRAINT venue_decisions_kind_check CHECK ((kind = ANY (ARRAY['place'::text, 'same'::text, 'several'::text])))
);
COMMENT ON TABLE jatre.venue_decisions IS 'What persons decided of venues; it outlives every import and outweighs every source.';
COMMENT ON COLUMN jatre.venue_decisions.id IS 'the decision';
COMMENT ON COLUMN jatre.venue_decisions.kind IS 'place: it is there; same: it is another name of a venue; several: one name of several';
COMMENT ON COLUMN jatre.venue_decisions.area_code IS 'the area';
COMMENT ON COLUMN jatre.venue_decisions.name_key IS 'the venue';
COMMENT ON COLUMN jatre.venue_decisions.name IS 'the name as the person wrote it';
COMMENT ON COLUMN jatre.venue_decisions.other_name IS 'of same: the name that its listings get';
COMMENT ON COLUMN jatre.venue_decisions.part IS 'of place: the part of the city; the area by its code';
COMMENT ON COLUMN jatre.venue_decisions.address IS 'of place: the address';
COMMENT ON COLUMN jatre.venue_decisions.location IS 'of place: the point, WGS 84';
COMMENT ON COLUMN jatre.venue_decisions.reason IS 'why';
COMMENT ON COLUMN jatre.venue_decisions.decided_by IS 'who decided';
COMMENT ON COLUMN jatre.venue_decisions.decided_at IS 'when';
COMMENT ON COLUMN jatre.venue_decisions.revoked_at IS 'when it was taken back';
CREATE TABLE jatre.venue_names (
    area_code text NOT NULL,
    name_key text NOT NULL,
    name text NOT NULL,
    first_seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT venue_names_name_key_check CHECK (((length(name_key) >= 1) AND (length(name_key) <= 100)))
);
COMMENT ON TABLE jatre.venue_names IS 'Names of venues that listings use and the gazetteer does not have: once for all ways of writing them.';
COMMENT ON COLUMN jatre.venue_names.area_code IS 'the area whose sources use it';
COMMENT ON COLUMN jatre.venue_names.name_key IS 'the name folded, without city and area';
COMMENT ON COLUMN jatre.venue_names.name IS 'the name as it was first written';
COMMENT ON COLUMN jatre.venue_names.first_seen_at IS 'when it was first seen';
CREATE TABLE jatre.venue_statements (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    area_code text NOT NULL,
    name_key text NOT NULL,
    source_id uuid NOT NULL,
    listing_id uuid NOT NULL,
    spot text NOT NULL,
    name text NOT NULL,
    is_branch boolean NOT NULL,
    part text NOT NULL,
    address text,
    location public.geography(Point,4326),
    stated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
COMMENT ON TABLE jatre.venue_statements IS 'Where a source states that a venue is, once for each place; whom that may teach is decided when it is read.';
COMMENT ON COLUMN jatre.venue_statements.id IS 'the statement';
COMMENT ON COLUMN jatre.venue_statements.area_code IS 'the area of the source';
COMMENT ON COLUMN jatre.venue_statements.name_key IS 'the venue';
COMMENT ON COLUMN jatre.venue_statements.source_id IS 'who states it';
COMMENT ON COLUMN jatre.venue_statements.listing_id IS 'a listing that states it';
COMMENT ON COLUMN jatre.venue_statements.spot IS 'the place as one word: the same in two listings that state the same';
COMMENT ON COLUMN jatre.venue_statements.name IS 'the name as written there';
COMMENT ON COLUMN jatre.venue_statements.is_branch IS 'whether the name itself says which of several venues it is';
COMMENT ON COLUMN jatre.venue_statements.part IS 'the part of the city, by point or words; the area by its code';
COMMENT ON COLUMN jatre.venue_statements.address IS 'the address as stated';
COMMENT ON COLUMN jatre.venue_statements.location IS 'the point as stated, WGS 84';
COMMENT ON COLUMN jatre.venue_statements.stated_at IS 'when it was first stated';
CREATE VIEW jatre.venue_reviews AS
 SELECT n.area_code,
    n.name_key,
    n.name,
    w.events,
    w.next_start,
    COALESCE(t.statements, '[]'::jsonb) AS statements
   FROM ((( SELECT s.area_code,
            l.venue_key,
            count(DISTINCT e.id) AS events,
            min(e.start_time) AS next_start
           FROM ((jatre.events_staging l
             JOIN jatre.event_sources s ON ((l.source_id = s.id)))
             JOIN jatre.discovered_events e ON ((l.event_id = e.id)))
          WHERE ((l.venue_key IS NOT NULL) AND (l.gone_at IS NULL) AND (e.merged_into IS NULL) AND (e.location IS NULL) AND (e.named_area IS NULL) AND (e.moderation_status = ANY (ARRAY['approved'::text, 'pending'::text])) AND ((jatre.now_v1())::date <= ANY (l.local_dates)))
          GROUP BY s.area_code, l.venue_key) w
     JOIN jatre.venue_names n ON (((w.area_code = n.area_code) AND (w.venue_key = n.name_key))))
     LEFT JOIN LATERAL ( SELECT jsonb_agg(jsonb_build_object('source', s.slug, 'official', s.official, 'name', v.name, 'is_branch', v.is_branch, 'part', v.part, 'address', v.address, 'latitude', public.st_y((v.location)::public.geometry), 'longitude', public.st_x((v.location)::public.geometry)) ORDER BY s.official DESC, s.slug, v.spot) AS statements
           FROM (jatre.venue_statements v
             JOIN jatre.event_sources s ON ((v.source_id = s.id)))
          WHERE ((v.area_code = n.area_code) AND (v.name_key = n.name_key))) t ON (true))
  WHERE (NOT (EXISTS ( SELECT
           FROM jatre.venue_decisions d
          WHERE ((d.area_code = n.area_code) AND (d.name_key = n.name_key) AND (d.revoked_at IS NULL)))));
CREATE TABLE jatre.visit_salts (
    day date NOT NULL,
    salt bytea NOT NULL
);
COMMENT ON TABLE jatre.visit_salts IS 'What visitors are hashed with: one a day, gone when the day is.';
COMMENT ON COLUMN jatre.visit_salts.day IS 'the day';
COMMENT ON COLUMN jatre.visit_salts.salt IS 'random bytes';
CREATE TABLE jatre.weather_failures (
    area_code text NOT NULL,
    failures integer NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    ask_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    CONSTRAINT weather_failures_failures_check CHECK ((failures > 0))
);
COMMENT ON TABLE jatre.weather_failures IS 'Areas whose source of weather failed when it was last asked.';
COMMENT ON COLUMN jatre.weather_failures.area_code IS 'the area';
COMMENT ON COLUMN jatre.weather_failures.failures IS 'in a row';
COMMENT ON COLUMN jatre.weather_failures.failed_at IS 'the latest';
COMMENT ON COLUMN jatre.weather_failures.ask_at IS 'before that nobody asks again';
COMMENT ON COLUMN jatre.weather_failures.reason IS 'of the latest';
CREATE TABLE jatre.webhook_inbox (
    id bigint NOT NULL,
    source_id uuid NOT NULL,
    delivery_id text NOT NULL,
    body bytea NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    taken_at timestamp with time zone,
    signed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT webhook_inbox_delivery_id_check CHECK (((length(delivery_id) >= 1) AND (length(delivery_id) <= 200)))
);
COMMENT ON TABLE jatre.webhook_inbox IS 'What sites have pushed to us, until a fetch takes it; kept for a while, so that the same delivery is known again.';
COMMENT ON COLUMN jatre.webhook_inbox.id IS 'the order of arrival';
COMMENT ON COLUMN jatre.webhook_inbox.source_id IS 'the source';
COMMENT ON COLUMN jatre.webhook_inbox.delivery_id IS 'the sender''s own name for it';
COMMENT ON COLUMN jatre.webhook_inbox.body IS 'as it came';
COMMENT ON COLUMN jatre.webhook_inbox.received_at IS 'when';
COMMENT ON COLUMN jatre.webhook_inbox.taken_at IS 'when a fetch took it';
COMMENT ON COLUMN jatre.webhook_inbox.signed_at IS 'when its sender signed it; when it came, if nobody said';
ALTER TABLE jatre.webhook_inbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jatre.webhook_inbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY jatre.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.access_tokens
    ADD CONSTRAINT access_tokens_digest_key UNIQUE (digest);
ALTER TABLE ONLY jatre.access_tokens
    ADD CONSTRAINT access_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.alert_channels
    ADD CONSTRAINT alert_channels_digest_key UNIQUE (digest);
ALTER TABLE ONLY jatre.alert_channels
    ADD CONSTRAINT alert_channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.alert_channels
    ADD CONSTRAINT alert_channels_token_digest_key UNIQUE (token_digest);
ALTER TABLE ONLY jatre.alert_cursor
    ADD CONSTRAINT alert_cursor_pkey PRIMARY KEY (one);
ALTER TABLE ONLY jatre.alert_events
    ADD CONSTRAINT alert_events_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY jatre.alert_findings
    ADD CONSTRAINT alert_findings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.alert_messages
    ADD CONSTRAINT alert_messages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.alert_outbox
    ADD CONSTRAINT alert_outbox_channel_id_event_id_kind_version_key UNIQUE (channel_id, event_id, kind, version);
ALTER TABLE ONLY jatre.alert_outbox
    ADD CONSTRAINT alert_outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.archive_removals
    ADD CONSTRAINT archive_removals_pkey PRIMARY KEY (uri);
ALTER TABLE ONLY jatre.area_weather
    ADD CONSTRAINT area_weather_pkey PRIMARY KEY (area_code);
ALTER TABLE ONLY jatre.areas
    ADD CONSTRAINT areas_pkey PRIMARY KEY (code);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.erased_listings
    ADD CONSTRAINT erased_listings_pkey PRIMARY KEY (source_id, erasure_id, digest);
ALTER TABLE ONLY jatre.erasures
    ADD CONSTRAINT erasures_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.event_counters
    ADD CONSTRAINT event_counters_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY jatre.event_decisions
    ADD CONSTRAINT event_decisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.event_duplicates
    ADD CONSTRAINT event_duplicates_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.event_duplicates
    ADD CONSTRAINT event_duplicates_primary_event_id_duplicate_event_id_key UNIQUE (primary_event_id, duplicate_event_id);
ALTER TABLE ONLY jatre.event_images
    ADD CONSTRAINT event_images_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.event_occurrences
    ADD CONSTRAINT event_occurrences_pkey PRIMARY KEY (event_id, starts_at);
ALTER TABLE ONLY jatre.event_ratings
    ADD CONSTRAINT event_ratings_pkey PRIMARY KEY (event_id, user_id);
ALTER TABLE ONLY jatre.event_rsvps
    ADD CONSTRAINT event_rsvps_pkey PRIMARY KEY (event_id, user_id);
ALTER TABLE ONLY jatre.event_sources
    ADD CONSTRAINT event_sources_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.event_sources
    ADD CONSTRAINT event_sources_slug_key UNIQUE (slug);
ALTER TABLE ONLY jatre.event_vectors
    ADD CONSTRAINT event_vectors_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY jatre.event_visits
    ADD CONSTRAINT event_visits_pkey PRIMARY KEY (day, event_id, what, visitor);
ALTER TABLE ONLY jatre.events_staging
    ADD CONSTRAINT events_staging_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.events_staging
    ADD CONSTRAINT events_staging_source_id_external_id_key UNIQUE (source_id, external_id);
ALTER TABLE ONLY jatre.feed_changes
    ADD CONSTRAINT feed_changes_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY jatre.feed_head
    ADD CONSTRAINT feed_head_pkey PRIMARY KEY (singleton);
ALTER TABLE ONLY jatre.feed_large
    ADD CONSTRAINT feed_large_pkey PRIMARY KEY (xid);
ALTER TABLE ONLY jatre.feed_large_rooms
    ADD CONSTRAINT feed_large_rooms_pkey PRIMARY KEY (xid, room);
ALTER TABLE ONLY jatre.feed_outbox
    ADD CONSTRAINT feed_outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.fetch_history
    ADD CONSTRAINT fetch_history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.geocoder_answers
    ADD CONSTRAINT geocoder_answers_pkey PRIMARY KEY (service, area_code, question);
ALTER TABLE ONLY jatre.geocoder_askers
    ADD CONSTRAINT geocoder_askers_pkey PRIMARY KEY (service, area_code, question, listing_id);
ALTER TABLE ONLY jatre.geocoders
    ADD CONSTRAINT geocoders_pkey PRIMARY KEY (service);
ALTER TABLE ONLY jatre.host_failures
    ADD CONSTRAINT host_failures_host_source_id_key UNIQUE NULLS NOT DISTINCT (host, source_id);
ALTER TABLE ONLY jatre.host_failures
    ADD CONSTRAINT host_failures_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.image_thumbnails
    ADD CONSTRAINT image_thumbnails_pkey PRIMARY KEY (url_hash);
ALTER TABLE ONLY jatre.link_answers
    ADD CONSTRAINT link_answers_pkey PRIMARY KEY (version, asked);
ALTER TABLE ONLY jatre.listing_popularity
    ADD CONSTRAINT listing_popularity_pkey PRIMARY KEY (source_id, external_id);
ALTER TABLE ONLY jatre.match_locks
    ADD CONSTRAINT match_locks_pkey PRIMARY KEY (name);
ALTER TABLE ONLY jatre.match_models
    ADD CONSTRAINT match_models_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.model_answers
    ADD CONSTRAINT model_answers_pkey PRIMARY KEY (model, prompt_version, question_hash);
ALTER TABLE ONLY jatre.model_askers
    ADD CONSTRAINT model_askers_pkey PRIMARY KEY (model, prompt_version, question_hash, listing_id);
ALTER TABLE ONLY jatre.model_days
    ADD CONSTRAINT model_days_pkey PRIMARY KEY (day);
ALTER TABLE ONLY jatre.pipeline_requests
    ADD CONSTRAINT pipeline_requests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.place_hours
    ADD CONSTRAINT place_hours_pkey PRIMARY KEY (place_id, origin);
ALTER TABLE ONLY jatre.place_live_status
    ADD CONSTRAINT place_live_status_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.place_report_decisions
    ADD CONSTRAINT place_report_decisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.place_reports
    ADD CONSTRAINT place_reports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.place_states
    ADD CONSTRAINT place_states_pkey PRIMARY KEY (place_id);
ALTER TABLE ONLY jatre.place_status_changes
    ADD CONSTRAINT place_status_changes_pkey PRIMARY KEY (place_id, version, source);
ALTER TABLE ONLY jatre.place_weeks
    ADD CONSTRAINT place_weeks_pkey PRIMARY KEY (place_id);
ALTER TABLE ONLY jatre.places
    ADD CONSTRAINT places_google_place_id_key UNIQUE (google_place_id);
ALTER TABLE ONLY jatre.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.places
    ADD CONSTRAINT places_slug_key UNIQUE (slug);
ALTER TABLE ONLY jatre.search_tiers
    ADD CONSTRAINT search_tiers_pkey PRIMARY KEY (tier);
ALTER TABLE ONLY jatre.source_limits
    ADD CONSTRAINT source_limits_pkey PRIMARY KEY (source_id);
ALTER TABLE ONLY jatre.source_reservations
    ADD CONSTRAINT source_reservations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.user_event_preferences
    ADD CONSTRAINT user_event_preferences_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.user_event_preferences
    ADD CONSTRAINT user_event_preferences_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY jatre.venue_decisions
    ADD CONSTRAINT venue_decisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.venue_names
    ADD CONSTRAINT venue_names_pkey PRIMARY KEY (area_code, name_key);
ALTER TABLE ONLY jatre.venue_statements
    ADD CONSTRAINT venue_statements_area_code_name_key_source_id_spot_key UNIQUE (area_code, name_key, source_id, spot);
ALTER TABLE ONLY jatre.venue_statements
    ADD CONSTRAINT venue_statements_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.visit_salts
    ADD CONSTRAINT visit_salts_pkey PRIMARY KEY (day);
ALTER TABLE ONLY jatre.weather_failures
    ADD CONSTRAINT weather_failures_pkey PRIMARY KEY (area_code);
ALTER TABLE ONLY jatre.webhook_inbox
    ADD CONSTRAINT webhook_inbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jatre.webhook_inbox
    ADD CONSTRAINT webhook_inbox_source_id_delivery_id_key UNIQUE (source_id, delivery_id);
CREATE UNIQUE INDEX copies_idx ON analytics.copies USING btree (refreshed_at);
CREATE UNIQUE INDEX daily_facts_idx ON analytics.daily_facts USING btree (day, source, category);
CREATE UNIQUE INDEX duplicates_listing_idx ON analytics.duplicates USING btree (listing_id);
CREATE INDEX duplicates_source_idx ON analytics.duplicates USING btree (source, first_source);
CREATE INDEX access_tokens_parent_idx ON jatre.access_tokens USING btree (parent) WHERE (parent IS NOT NULL);
CREATE INDEX access_tokens_place_idx ON jatre.access_tokens USING btree (place_id) WHERE (place_id IS NOT NULL);
CREATE INDEX alert_channels_mailbox_idx ON jatre.alert_channels USING btree (mailbox) WHERE (mailbox IS NOT NULL);
CREATE INDEX alert_channels_telling_idx ON jatre.alert_channels USING btree (id) INCLUDE (kind, quiet_from, digest_hour) WHERE ((confirmed_at IS NOT NULL) AND (unsubscribed_at IS NULL));
CREATE INDEX alert_events_over_idx ON jatre.alert_events USING btree (over_at);
CREATE INDEX alert_messages_alert_idx ON jatre.alert_messages USING btree (alert_id) WHERE (alert_id IS NOT NULL);
CREATE INDEX alert_messages_channel_idx ON jatre.alert_messages USING btree (channel_id, created_at);
CREATE INDEX alert_messages_next_idx ON jatre.alert_messages USING btree (next_try_at) WHERE (ended IS NULL);
CREATE INDEX alert_outbox_due_idx ON jatre.alert_outbox USING btree (due_at) WHERE waits;
CREATE INDEX alert_outbox_message_idx ON jatre.alert_outbox USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX alerts_changed_idx ON jatre.alerts USING btree (changed_xid);
CREATE INDEX alerts_channel_idx ON jatre.alerts USING btree (channel_id);
CREATE INDEX alerts_event_idx ON jatre.alerts USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX alerts_telling_idx ON jatre.alerts USING btree (id) INCLUDE (channel_id, kinds) WHERE (confirmed_at IS NOT NULL);
CREATE INDEX areas_outline_idx ON jatre.areas USING gist (outline);
CREATE INDEX discovered_events_availability_idx ON jatre.discovered_events USING btree (availability) WHERE (is_public AND (availability IS NOT NULL));
CREATE INDEX discovered_events_cost_idx ON jatre.discovered_events USING btree (cost_type) WHERE is_public;
CREATE INDEX discovered_events_counted_idx ON jatre.discovered_events USING btree (id) INCLUDE (title, status, availability) WHERE is_public;
CREATE INDEX discovered_events_links_idx ON jatre.discovered_events USING gin (links jsonb_path_ops) WHERE is_public;
CREATE INDEX discovered_events_location_idx ON jatre.discovered_events USING gist (location) WHERE is_public;
CREATE INDEX discovered_events_merged_idx ON jatre.discovered_events USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX discovered_events_moderation_idx ON jatre.discovered_events USING btree (moderation_status, created_at) WHERE ((moderation_status = ANY (ARRAY['pending'::text, 'flagged'::text])) AND is_active);
CREATE INDEX discovered_events_online_idx ON jatre.discovered_events USING btree (over_at) WHERE (is_public AND (NOT (venue_name IS DISTINCT FROM 'Online'::text)) AND (COALESCE(venue_address, ''::text) = ''::text) AND (location IS NULL));
CREATE INDEX discovered_events_organizer_idx ON jatre.discovered_events USING btree (((md5(lower(btrim(organizer_name))))::uuid), over_at) WHERE is_public;
CREATE INDEX discovered_events_organizers_idx ON jatre.discovered_events USING btree (organizer_name, over_at) INCLUDE (organizer_type, rooms) WHERE (is_public AND (organizer_name IS NOT NULL));
CREATE INDEX discovered_events_period_idx ON jatre.discovered_events USING btree (start_time, end_time) WHERE is_public;
CREATE INDEX discovered_events_public_place_idx ON jatre.discovered_events USING btree (place_id, over_at) WHERE is_public;
CREATE INDEX discovered_events_queue_idx ON jatre.discovered_events USING btree (over_at) INCLUDE (id, start_time, moderation_status, quality_score) WHERE ((moderation_status = ANY (ARRAY['pending'::text, 'flagged'::text])) AND (merged_into IS NULL) AND is_active);
CREATE INDEX discovered_events_rooms_idx ON jatre.discovered_events USING gin (rooms) WHERE is_public;
CREATE INDEX discovered_events_search_later_idx ON jatre.discovered_events USING gin (search) WHERE (is_public AND (search_tier = 1));
CREATE INDEX discovered_events_search_next_idx ON jatre.discovered_events USING gin (search) WHERE (is_public AND (search_tier = 3));
CREATE INDEX discovered_events_search_over_idx ON jatre.discovered_events USING gin (search) WHERE (is_public AND (COALESCE((search_tier)::integer, 0) = 0));
CREATE INDEX discovered_events_search_soon_idx ON jatre.discovered_events USING gin (search) WHERE (is_public AND (search_tier = 2));
CREATE INDEX discovered_events_search_tier_idx ON jatre.discovered_events USING btree (over_at) INCLUDE (search_tier) WHERE (is_public AND (search_tier > 0));
CREATE INDEX discovered_events_staging_idx ON jatre.discovered_events USING btree (staging_id);
CREATE INDEX discovered_events_status_idx ON jatre.discovered_events USING btree (status) WHERE (is_public AND (status <> 'scheduled'::text));
CREATE INDEX discovered_events_tags_idx ON jatre.discovered_events USING gin (tags) WHERE is_public;
CREATE INDEX discovered_events_text_idx ON jatre.discovered_events USING btree (md5(description)) WHERE ((length(description) >= 200) AND (merged_into IS NULL));
CREATE INDEX discovered_events_title_idx ON jatre.discovered_events USING gin (to_tsvector('english'::regconfig, title)) WHERE is_public;
CREATE INDEX discovered_events_venue_idx ON jatre.discovered_events USING btree (lower(venue_name)) WHERE is_public;
CREATE INDEX discovered_events_verified_idx ON jatre.discovered_events USING btree (over_at) WHERE (is_public AND (verification_status = ANY (ARRAY['verified'::text, 'official'::text])));
CREATE INDEX event_decisions_decision_idx ON jatre.event_decisions USING btree (decision);
CREATE INDEX event_decisions_history_idx ON jatre.event_decisions USING btree (source_slug, external_id);
CREATE INDEX event_decisions_listing_idx ON jatre.event_decisions USING btree (source_slug, external_id) WHERE (revoked_at IS NULL);
CREATE INDEX event_decisions_other_history_idx ON jatre.event_decisions USING btree (other_source_slug, other_external_id) WHERE (other_source_slug IS NOT NULL);
CREATE INDEX event_decisions_other_idx ON jatre.event_decisions USING btree (other_source_slug, other_external_id) WHERE ((revoked_at IS NULL) AND (other_source_slug IS NOT NULL));
CREATE INDEX event_decisions_snooze_idx ON jatre.event_decisions USING btree (source_slug, external_id) WHERE ((kind = 'snooze'::text) AND (revoked_at IS NULL));
CREATE INDEX event_decisions_version_idx ON jatre.event_decisions USING btree (version DESC);
CREATE INDEX event_duplicates_listing_idx ON jatre.event_duplicates USING btree (duplicate_event_id);
CREATE INDEX event_duplicates_review_idx ON jatre.event_duplicates USING btree (similarity_score DESC) WHERE ((match_fields ->> 'decided'::text) = 'for review'::text);
CREATE UNIQUE INDEX event_images_primary_idx ON jatre.event_images USING btree (event_id) WHERE is_primary;
CREATE INDEX event_images_url ON jatre.event_images USING btree (md5(url));
CREATE UNIQUE INDEX event_images_url_idx ON jatre.event_images USING btree (event_id, md5(url));
CREATE INDEX event_occurrences_category_idx ON jatre.event_occurrences USING btree (category, starts_at, event_id) WHERE is_public;
CREATE INDEX event_occurrences_long_event_idx ON jatre.event_occurrences USING btree (event_id) WHERE (is_public AND ((over_at - starts_at) > '24:00:00'::interval));
CREATE INDEX event_occurrences_long_idx ON jatre.event_occurrences USING gist (tstzrange(starts_at, over_at)) WHERE (is_public AND ((over_at - starts_at) > '24:00:00'::interval));
CREATE INDEX event_occurrences_over_idx ON jatre.event_occurrences USING btree (over_at, starts_at) WHERE is_public;
CREATE INDEX event_occurrences_place_idx ON jatre.event_occurrences USING gist (location);
CREATE INDEX event_occurrences_sample_idx ON jatre.event_occurrences USING btree (width_bucket((uuid_hash(event_id) & 4095), '{1,2,4,8,16,32,64,128,256,512,1024,2048}'::integer[]), starts_at, event_id) INCLUDE (over_at, category, location, areas, cost_type, local_start, is_verified) WHERE is_public;
CREATE INDEX event_occurrences_start_idx ON jatre.event_occurrences USING btree (starts_at, event_id) WHERE is_public;
CREATE INDEX event_ratings_user_idx ON jatre.event_ratings USING btree (user_id);
CREATE INDEX event_rsvps_user_idx ON jatre.event_rsvps USING btree (user_id);
CREATE INDEX event_vectors_made_idx ON jatre.event_vectors USING btree (made_at);
CREATE INDEX events_staging_changed_idx ON jatre.events_staging USING btree (source_id, changed_at DESC) WHERE (gone_at IS NULL);
CREATE INDEX events_staging_dates_idx ON jatre.events_staging USING gin (local_dates) WHERE (event_id IS NOT NULL);
CREATE INDEX events_staging_event_idx ON jatre.events_staging USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX events_staging_expanded_idx ON jatre.events_staging USING btree (expanded_until) WHERE (expanded_until IS NOT NULL);
CREATE INDEX events_staging_last_date_idx ON jatre.events_staging USING btree (source_id, (local_dates[cardinality(local_dates)]), changed_at);
CREATE INDEX events_staging_post_idx ON jatre.events_staging USING btree (source_id, regexp_replace(external_id, '#part:[^#]*$'::text, ''::text)) WHERE (gone_at IS NULL);
CREATE INDEX events_staging_title_idx ON jatre.events_staging USING btree (source_id, title_key) WHERE (event_id IS NOT NULL);
CREATE INDEX events_staging_venue_idx ON jatre.events_staging USING btree (venue_key) WHERE (venue_key IS NOT NULL);
CREATE INDEX events_staging_waiting_idx ON jatre.events_staging USING btree (stage, id) WHERE (stage <> 'done'::text);
CREATE INDEX feed_outbox_xid_id_idx ON jatre.feed_outbox USING btree (xid, id);
CREATE INDEX fetch_history_source_idx ON jatre.fetch_history USING btree (source_id, started_at DESC);
CREATE INDEX geocoder_answers_old ON jatre.geocoder_answers USING btree (answered_at);
CREATE INDEX geocoder_answers_waiting ON jatre.geocoder_answers USING btree (service, ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX geocoder_askers_listing ON jatre.geocoder_askers USING btree (listing_id);
CREATE INDEX image_thumbnails_name ON jatre.image_thumbnails USING btree (name) WHERE (name IS NOT NULL);
CREATE INDEX image_thumbnails_waiting ON jatre.image_thumbnails USING btree (ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX link_answers_expires_idx ON jatre.link_answers USING btree (expires_at);
CREATE INDEX model_answers_old ON jatre.model_answers USING btree (answered_at);
CREATE INDEX model_answers_waiting ON jatre.model_answers USING btree (model, prompt_version, ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX model_askers_listing ON jatre.model_askers USING btree (listing_id);
CREATE INDEX pipeline_requests_open_idx ON jatre.pipeline_requests USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX place_live_status_place_idx ON jatre.place_live_status USING btree (place_id, valid_until);
CREATE UNIQUE INDEX place_live_status_run_idx ON jatre.place_live_status USING btree (place_id, source) WHERE (source = ANY (ARRAY['hours'::text, 'prediction'::text]));
CREATE UNIQUE INDEX place_live_status_said_idx ON jatre.place_live_status USING btree (place_id, source) WHERE (source = ANY (ARRAY['user'::text, 'business'::text]));
CREATE INDEX place_report_decisions_report_idx ON jatre.place_report_decisions USING btree (report_id);
CREATE INDEX place_reports_at_idx ON jatre.place_reports USING btree (reported_at);
CREATE UNIQUE INDEX place_reports_reporter_idx ON jatre.place_reports USING btree (place_id, reporter, (
CASE
    WHEN (said = ANY (ARRAY['wait'::text, 'closed'::text])) THEN said
    ELSE 'fullness'::text
END));
CREATE INDEX place_status_changes_at_idx ON jatre.place_status_changes USING btree (changed_at);
CREATE INDEX places_location_idx ON jatre.places USING gist (location);
CREATE INDEX places_name_trgm_idx ON jatre.places USING gin (name public.gin_trgm_ops);
CREATE INDEX search_words_beginning_idx ON jatre.search_words USING btree ("left"(word, 3), word);
CREATE INDEX search_words_length_idx ON jatre.search_words USING btree ("left"(word, 1), length(word), word);
CREATE INDEX search_words_rest_idx ON jatre.search_words USING btree (substr(word, 2));
CREATE INDEX search_words_word_idx ON jatre.search_words USING btree (word);
CREATE INDEX source_reservations_source_idx ON jatre.source_reservations USING btree (source_id, free_at);
CREATE UNIQUE INDEX trending_events_v1_event_idx ON jatre.trending_events_v1 USING btree (event_id);
CREATE INDEX trending_events_v1_popularity_idx ON jatre.trending_events_v1 USING btree (popularity DESC, starts_at, event_id);
CREATE INDEX venue_decisions_name_idx ON jatre.venue_decisions USING btree (area_code, name_key) WHERE (revoked_at IS NULL);
CREATE INDEX venue_statements_listing_idx ON jatre.venue_statements USING btree (listing_id);
CREATE INDEX webhook_inbox_waiting_idx ON jatre.webhook_inbox USING btree (source_id, id) WHERE (taken_at IS NULL);
CREATE STATISTICS jatre.discovered_events_organizer_id_stats ON (md5(lower(btrim(organizer_name)))::uuid) FROM jatre.discovered_events;
CREATE STATISTICS jatre.discovered_events_organizer_stats ON lower(organizer_name) FROM jatre.discovered_events;
CREATE STATISTICS jatre.discovered_events_venue_stats ON lower(venue_name) FROM jatre.discovered_events;
CREATE TRIGGER alert_channels_removed BEFORE DELETE ON jatre.alert_channels FOR EACH ROW EXECUTE FUNCTION jatre.alert_channels_removed();
CREATE TRIGGER event_added_state BEFORE INSERT ON jatre.discovered_events FOR EACH ROW EXECUTE FUNCTION jatre.event_added_state();
CREATE TRIGGER event_changed_state BEFORE UPDATE ON jatre.discovered_events FOR EACH ROW EXECUTE FUNCTION jatre.event_changed_state();
CREATE TRIGGER event_dates_added AFTER INSERT ON jatre.event_occurrences REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_details_added();
CREATE TRIGGER event_dates_changed AFTER UPDATE ON jatre.event_occurrences REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_dates_changed();
CREATE TRIGGER event_dates_removed AFTER DELETE ON jatre.event_occurrences REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_details_removed();
CREATE TRIGGER event_deleted AFTER DELETE ON jatre.discovered_events REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_deleted();
CREATE TRIGGER event_images_added AFTER INSERT ON jatre.event_images REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_details_added();
CREATE TRIGGER event_images_changed AFTER UPDATE ON jatre.event_images REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_details_changed();
CREATE TRIGGER event_images_removed AFTER DELETE ON jatre.event_images REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_details_removed();
CREATE TRIGGER event_inserted AFTER INSERT ON jatre.discovered_events REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_changes_write();
CREATE TRIGGER event_rsvps_added AFTER INSERT ON jatre.event_rsvps REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_rsvps_added();
CREATE TRIGGER event_rsvps_changed AFTER UPDATE ON jatre.event_rsvps REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_rsvps_changed();
CREATE TRIGGER event_rsvps_removed AFTER DELETE ON jatre.event_rsvps REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_rsvps_removed();
CREATE TRIGGER event_truncated AFTER TRUNCATE ON jatre.discovered_events FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_truncated();
CREATE TRIGGER event_updated AFTER UPDATE ON jatre.discovered_events REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.event_changes_write();
CREATE TRIGGER occurrence_place BEFORE INSERT OR UPDATE ON jatre.event_occurrences FOR EACH ROW EXECUTE FUNCTION jatre.occurrence_place();
CREATE TRIGGER place_status_inserted AFTER INSERT ON jatre.place_live_status REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.place_status_inserted();
CREATE TRIGGER place_status_updated AFTER UPDATE ON jatre.place_live_status REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.place_status_updated();
CREATE TRIGGER weather_inserted AFTER INSERT ON jatre.area_weather REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.weather_inserted();
CREATE TRIGGER weather_state BEFORE INSERT OR UPDATE ON jatre.area_weather FOR EACH ROW EXECUTE FUNCTION jatre.weather_state();
CREATE TRIGGER weather_updated AFTER UPDATE ON jatre.area_weather REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jatre.weather_updated();
ALTER TABLE ONLY jatre.access_tokens
    ADD CONSTRAINT access_tokens_parent_fkey FOREIGN KEY (parent) REFERENCES jatre.access_tokens(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.access_tokens
    ADD CONSTRAINT access_tokens_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.alert_messages
    ADD CONSTRAINT alert_messages_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES jatre.alerts(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.alert_messages
    ADD CONSTRAINT alert_messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES jatre.alert_channels(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.alerts
    ADD CONSTRAINT alerts_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES jatre.alert_channels(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.area_weather
    ADD CONSTRAINT area_weather_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES jatre.discovered_events(id);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_named_area_fkey FOREIGN KEY (named_area) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id);
ALTER TABLE ONLY jatre.discovered_events
    ADD CONSTRAINT discovered_events_staging_fkey FOREIGN KEY (staging_id) REFERENCES jatre.events_staging(id);
ALTER TABLE ONLY jatre.erased_listings
    ADD CONSTRAINT erased_listings_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES jatre.erasures(id);
ALTER TABLE ONLY jatre.erased_listings
    ADD CONSTRAINT erased_listings_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_counters
    ADD CONSTRAINT event_counters_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_duplicates
    ADD CONSTRAINT event_duplicates_duplicate_event_id_fkey FOREIGN KEY (duplicate_event_id) REFERENCES jatre.events_staging(id);
ALTER TABLE ONLY jatre.event_duplicates
    ADD CONSTRAINT event_duplicates_primary_event_id_fkey FOREIGN KEY (primary_event_id) REFERENCES jatre.discovered_events(id);
ALTER TABLE ONLY jatre.event_images
    ADD CONSTRAINT event_images_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_occurrences
    ADD CONSTRAINT event_occurrences_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_ratings
    ADD CONSTRAINT event_ratings_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_rsvps
    ADD CONSTRAINT event_rsvps_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_vectors
    ADD CONSTRAINT event_vectors_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.event_visits
    ADD CONSTRAINT event_visits_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.events_staging
    ADD CONSTRAINT events_staging_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES jatre.events_staging(id);
ALTER TABLE ONLY jatre.events_staging
    ADD CONSTRAINT events_staging_event_id_fkey FOREIGN KEY (event_id) REFERENCES jatre.discovered_events(id);
ALTER TABLE ONLY jatre.events_staging
    ADD CONSTRAINT events_staging_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id);
ALTER TABLE ONLY jatre.fetch_history
    ADD CONSTRAINT fetch_history_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.geocoder_answers
    ADD CONSTRAINT geocoder_answers_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.geocoder_askers
    ADD CONSTRAINT geocoder_askers_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES jatre.events_staging(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.geocoder_askers
    ADD CONSTRAINT geocoder_askers_service_area_code_question_fkey FOREIGN KEY (service, area_code, question) REFERENCES jatre.geocoder_answers(service, area_code, question) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.host_failures
    ADD CONSTRAINT host_failures_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.listing_popularity
    ADD CONSTRAINT listing_popularity_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.model_askers
    ADD CONSTRAINT model_askers_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES jatre.events_staging(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.model_askers
    ADD CONSTRAINT model_askers_model_prompt_version_question_hash_fkey FOREIGN KEY (model, prompt_version, question_hash) REFERENCES jatre.model_answers(model, prompt_version, question_hash) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_hours
    ADD CONSTRAINT place_hours_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_live_status
    ADD CONSTRAINT place_live_status_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_report_decisions
    ADD CONSTRAINT place_report_decisions_report_id_fkey FOREIGN KEY (report_id) REFERENCES jatre.place_reports(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_reports
    ADD CONSTRAINT place_reports_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_states
    ADD CONSTRAINT place_states_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_status_changes
    ADD CONSTRAINT place_status_changes_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.place_weeks
    ADD CONSTRAINT place_weeks_place_id_fkey FOREIGN KEY (place_id) REFERENCES jatre.places(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.places
    ADD CONSTRAINT places_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.source_limits
    ADD CONSTRAINT source_limits_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.source_reservations
    ADD CONSTRAINT source_reservations_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY jatre.venue_decisions
    ADD CONSTRAINT venue_decisions_area_code_name_key_fkey FOREIGN KEY (area_code, name_key) REFERENCES jatre.venue_names(area_code, name_key);
ALTER TABLE ONLY jatre.venue_names
    ADD CONSTRAINT venue_names_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.venue_statements
    ADD CONSTRAINT venue_statements_area_code_name_key_fkey FOREIGN KEY (area_code, name_key) REFERENCES jatre.venue_names(area_code, name_key);
ALTER TABLE ONLY jatre.venue_statements
    ADD CONSTRAINT venue_statements_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES jatre.events_staging(id);
ALTER TABLE ONLY jatre.venue_statements
    ADD CONSTRAINT venue_statements_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id);
ALTER TABLE ONLY jatre.weather_failures
    ADD CONSTRAINT weather_failures_area_code_fkey FOREIGN KEY (area_code) REFERENCES jatre.areas(code);
ALTER TABLE ONLY jatre.webhook_inbox
    ADD CONSTRAINT webhook_inbox_source_id_fkey FOREIGN KEY (source_id) REFERENCES jatre.event_sources(id) ON DELETE CASCADE;
GRANT USAGE ON SCHEMA analytics TO jatre_analyst;
GRANT USAGE ON SCHEMA jatre TO jatre_pipeline;
GRANT USAGE ON SCHEMA jatre TO jatre_service;
GRANT USAGE ON SCHEMA jatre TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.access_log_retain(p_keep interval, p_size bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.access_log_retain(p_keep interval, p_size bigint) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.access_log_v1(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.access_log_v1(p_limit integer) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.access_log_v1(p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.access_log_write(p_actor text, p_action text, p_target text, p_details jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.address_preview_v1(p_address text, p_asked_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.address_preview_v1(p_address text, p_asked_by text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.address_preview_v1(p_address text, p_asked_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alert_add_v1(p_token bytea, p_alert jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_add_v1(p_token bytea, p_alert jsonb) TO jatre_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_channels TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_awake(c jatre.alert_channels, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_awake(c jatre.alert_channels, p_at timestamp with time zone) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_change_v1(p_token bytea, p_alert uuid, p_changes jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_change_v1(p_token bytea, p_alert uuid, p_changes jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alert_changes_read(p_after bigint, p_limit integer, p_bytes bigint, p_words boolean, p_since text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_changes_read(p_after bigint, p_limit integer, p_bytes bigint, p_words boolean, p_since text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_channel_json(c jatre.alert_channels) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_channels_removed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_confirm_v1(p_token bytea, p_alert uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_confirm_v1(p_token bytea, p_alert uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alert_create_v2(p_kind text, p_address bytea, p_digests bytea[], p_mailbox bytea, p_token bytea, p_alert jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_create_v2(p_kind text, p_address bytea, p_digests bytea[], p_mailbox bytea, p_token bytea, p_alert jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alert_due(c jatre.alert_channels, p_kind text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_due(c jatre.alert_channels, p_kind text, p_at timestamp with time zone) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_event_words(p_now tsvector, p_before tsvector) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_event_words(p_now tsvector, p_before tsvector) TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alerts TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_json(a jatre.alerts) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_leader_end(p_seconds double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_leader_end(p_seconds double precision) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.alert_refusal(p_alert jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_remove_v1(p_token bytea, p_alert uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alert_remove_v1(p_token bytea, p_alert uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alert_settings_write(p_channel uuid, p_settings jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_words(p_filter jsonb, OUT words tsquery, OUT keys text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alert_write(p_channel uuid, p_alert jsonb, p_confirmed boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.alerts_erase_v1(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_erase_v1(p_token bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_export_v1(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_export_v1(p_token bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_list_v1(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_list_v1(p_token bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_resubscribe_v1(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_resubscribe_v1(p_token bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_settings_v1(p_token bytea, p_settings jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_settings_v1(p_token bytea, p_settings jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_told_v1(p_token bytea, p_after bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_told_v1(p_token bytea, p_after bigint, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.alerts_unsubscribe_v1(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.alerts_unsubscribe_v1(p_token bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.analytics_refresh() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.analytics_refresh() TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.area_get_v1(p_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.area_get_v1(p_code text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.area_search_v1(p_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.area_search_v1(p_code text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.area_synonyms_v1(p_code text, p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.area_synonyms_v1(p_code text, p_words text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.control_publish_v1(p_message jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.control_publish_v1(p_message jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.decision_announce(p_decision uuid, p_event uuid, p_by text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_conflicts(p_event uuid, p_expected bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_listings(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_refusal(p_by text, p_reason text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_reopen(p_decision uuid, p_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decision_reopen(p_decision uuid, p_by text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.decision_revoke_v1(p_decision uuid, p_by text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decision_revoke_v1(p_decision uuid, p_by text, p_reason text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.decision_revoke_v1(p_decision uuid, p_by text, p_reason text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.decision_snooze_until(p_details jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_version(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.decision_write_many_v1(p_kind text, p_events jsonb, p_by text, p_reason text, p_details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decision_write_many_v1(p_kind text, p_events jsonb, p_by text, p_reason text, p_details jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.decision_write_v1(p_kind text, p_event uuid, p_by text, p_reason text, p_expected bigint, p_details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decision_write_v1(p_kind text, p_event uuid, p_by text, p_reason text, p_expected bigint, p_details jsonb) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.decision_write_v1(p_kind text, p_event uuid, p_by text, p_reason text, p_expected bigint, p_details jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.decisions_get_v1(p_event uuid, p_before bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decisions_get_v1(p_event uuid, p_before bigint, p_limit integer) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.decisions_get_v1(p_event uuid, p_before bigint, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.decisions_recent_v1(p_before bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.decisions_recent_v1(p_before bigint, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.event_added_state() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_area_codes(p_rooms text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_area_codes(p_rooms text[]) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.event_area_codes(p_rooms text[]) TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.event_areas(p_location public.geography, p_named text, p_source uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_areas(p_location public.geography, p_named text, p_source uuid) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_changed_state() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_changes_write() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_count_v1(p_event uuid, p_what text, p_day date, p_visitor bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_count_v1(p_event uuid, p_what text, p_day date, p_visitor bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.event_dates_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_details_added() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_details_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_details_removed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_details_update(p_events uuid[]) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.discovered_events TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_document(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_document(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.event_document(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.event_document_jsonb(e jatre.discovered_events, p_source text, p_occurrences json, p_images json) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_get_v2(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_get_v2(p_id uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.event_has_moved(p_old jatre.discovered_events, p_new jatre.discovered_events) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_has_moved(p_old jatre.discovered_events, p_new jatre.discovered_events) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_history_v1(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_history_v1(p_id uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.event_images_json(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_is_public(p_moderation text, p_active boolean, p_published timestamp with time zone, p_merged_into uuid, p_location public.geography, p_area text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_is_public(p_moderation text, p_active boolean, p_published timestamp with time zone, p_merged_into uuid, p_location public.geography, p_area text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_matches_json(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_moderation_json(p_id uuid, p_version bigint, p_title text, p_status text, p_reasons text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_occurrences_json(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_provenance_json(e jatre.discovered_events) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_removed_json(p_id uuid, p_version bigint, p_merged_into uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_rooms(p_category text, p_area_codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_rooms(p_category text, p_area_codes text[]) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_rsvps_added() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_rsvps_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_rsvps_counted(p_events uuid[], p_moves integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_rsvps_removed() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_search(p_title text, p_venue text, p_description text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_search(p_title text, p_venue text, p_description text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_search_tier(p_event uuid, p_over_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_search_tier(p_event uuid, p_over_at timestamp with time zone) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.event_similar_v2(p_id uuid, p_limit integer, p_near jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_similar_v2(p_id uuid, p_limit integer, p_near jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.event_sources_json(e jatre.discovered_events) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_target(p_id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_truncated() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_upcoming(e jatre.discovered_events, p_now timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.event_vectors_v1(p_since timestamp with time zone, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.event_vectors_v1(p_since timestamp with time zone, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.events_calendar_v1(p_filter jsonb, p_top integer, p_dates integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.events_calendar_v1(p_filter jsonb, p_top integer, p_dates integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.events_facet_values(p_facet text, OUT value text, OUT of_date boolean, OUT is_array boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_facets_count(p_filter jsonb, p_facets text[], p_slice integer, p_events integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_facets_v1(p_filter jsonb, p_facets text[], p_events integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.events_facets_v1(p_filter jsonb, p_facets text[], p_events integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.events_list_conditions(p_filter jsonb, p_by_event boolean, OUT on_index text, OUT on_dates text, OUT on_others text, OUT on_events text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_dates(p_filter jsonb, p_part text, p_whole boolean, p_first boolean, p_walked integer, p_beyond text, p_drawn text, p_by_events boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_expected(p_statement text, p_filter jsonb, p_what text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_filter(p_filter jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_long_alone(p_values record, p_slices integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_long_part(p_values record, p_behind timestamp with time zone, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_page(p_filter jsonb, p_limit integer, p_walk_from timestamp with time zone, p_walked integer, p_cost double precision, OUT dates jsonb, OUT walked_to timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_placed(p_filter jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_rest(p_filter jsonb, p_part text, p_beyond text, p_cost double precision) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_rounded(p_estimate numeric) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_run(p_statement text, p_filter jsonb, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_sample(p_filter jsonb, p_events integer, p_counts boolean, OUT slice integer, OUT events bigint, OUT read bigint, OUT slice_of_all integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_sampled(p_filter jsonb, p_slice integer, p_long integer, p_first integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_slices(p_slice integer, p_first integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_sorted(p_filter jsonb, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_stands(p_event text, p_others text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_total(p_filter jsonb, p_events integer, OUT total bigint, OUT exact boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_v3(p_filter jsonb, p_limit integer, p_offset integer, OUT list text, OUT after jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.events_list_v3(p_filter jsonb, p_limit integer, p_offset integer, OUT list text, OUT after jsonb) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.events_list_values(p_filter jsonb, OUT starts_from timestamp with time zone, OUT starts_until timestamp with time zone, OUT day_ends timestamp with time zone, OUT after_start timestamp with time zone, OUT after_timed boolean, OUT after_title text, OUT after_id uuid, OUT zone text, OUT of_words tsquery, OUT of_named uuid[], OUT of_loose tsquery, OUT of_category text[], OUT of_tags text[], OUT of_weekday text[], OUT of_time_of_day time without time zone[], OUT of_min_duration numeric, OUT of_max_duration numeric, OUT of_area text[], OUT of_room text[], OUT of_lat public.geography, OUT of_radius double precision, OUT of_around public.geography, OUT of_bbox public.geometry, OUT of_bbox_around public.geography, OUT of_polygon public.geometry, OUT of_polygon_around public.geography, OUT of_venue text[], OUT of_place uuid[], OUT of_organizer text[], OUT of_organizer_id uuid[], OUT of_source jsonb[], OUT of_cost text[], OUT of_min_price numeric, OUT of_max_price numeric, OUT of_availability text[], OUT of_online boolean, OUT of_verified boolean, OUT of_status text[], OUT of_include_cancelled boolean, OUT of_modified_since timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_walk(p_statement text, p_filter jsonb, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_walked(p_filter jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_list_walked_part(p_values record, p_first timestamp with time zone, p_last timestamp with time zone, p_behind timestamp with time zone, p_dates integer, p_limit integer, OUT dates jsonb, OUT read integer, OUT walked_to timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_map_run(p_statement text, p_filter jsonb, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_map_sampled(p_filter jsonb, p_points integer, p_slice integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_map_v1(p_filter jsonb, p_points integer, p_events integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.events_map_v1(p_filter jsonb, p_points integer, p_events integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.events_search_dates(p_filter jsonb, p_limit integer, p_enough integer, p_read integer, p_read_next integer, OUT dates jsonb, OUT total bigint, OUT exact boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_first(p_filter jsonb, p_named uuid[], p_limit integer, p_many integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_gathered(p_filter jsonb, p_events integer, OUT ids uuid[], OUT is_whole boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_named(p_filter jsonb, p_tier integer, p_read integer, p_cost double precision, OUT ids uuid[], OUT is_whole boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_narrowed(p_filter jsonb, p_events integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_page(p_filter jsonb, p_limit integer, OUT dates jsonb, OUT total bigint, OUT exact boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_share(p_begins timestamp with time zone, p_ends timestamp with time zone, p_from timestamp with time zone, p_until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_tiers(p_filter jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_timed(p_filter jsonb, p_limit integer, p_read integer, p_read_next integer, OUT dates jsonb, OUT walked_to timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_walked(p_filter jsonb, p_limit integer, p_read integer, OUT dates jsonb, OUT total bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_search_window(p_filter jsonb, p_limit integer, p_dates integer, OUT dates jsonb, OUT total bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_sort_key(p_sort text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_titled(p_words tsquery, p_read integer, p_limit integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.events_trending_v1(p_area text, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.events_trending_v1(p_area text, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.feed_append_statement(p_changes text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_count_large(p_xids xid8[], p_bulk integer, p_rows integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_erase(p_events uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_erase(p_events uuid[]) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.feed_fingerprint() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_new_epoch_v1() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_notify() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_outbox_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_outbox_v1() TO jatre_service;
REVOKE ALL ON FUNCTION jatre.feed_partition(p_seq bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.feed_position_v2() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_position_v2() TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.feed_position_v2() TO jatre_service;
REVOKE ALL ON FUNCTION jatre.feed_read_v2(p_after bigint, p_limit integer, p_bytes bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_read_v2(p_after bigint, p_limit integer, p_bytes bigint) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.feed_read_v2(p_after bigint, p_limit integer, p_bytes bigint) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.feed_retain(p_keep interval) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_retain(p_keep interval) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.feed_sequence_v3(p_limit integer, p_bulk integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.feed_sequence_v3(p_limit integer, p_bulk integer) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.feed_sequence_v3(p_limit integer, p_bulk integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.host_admit(p_host text, p_source uuid, p_try interval) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.host_admit(p_host text, p_source uuid, p_try interval) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.image_get_v1(p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.image_get_v1(p_name text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.instant_text(p_at timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.json_texts(p_array jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.listing_reason(p_listing uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.listing_reason(p_listing uuid) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.moderation_charts_v1(p_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.moderation_charts_v1(p_days integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.moderation_event_v1(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.moderation_event_v1(p_event uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.moderation_queue_v1(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.moderation_queue_v1(p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.now_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.now_v1() TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.now_v1() TO jatre_service;
GRANT ALL ON FUNCTION jatre.now_v1() TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.occurrence_place() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.occurrence_place_update(p_events uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.organizer_get_v1(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.organizer_get_v1(p_id uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.organizer_id(p_name text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.organizers_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.organizers_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_get_v1(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_get_v1(p_id uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_now(p_id uuid) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.place_live_status TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.place_openings(p_places uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_origins() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_origins() TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.place_report_mark(p_id uuid, p_kind text, p_by text, p_reason text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_report_remove_v2(p_id uuid, p_by text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_report_remove_v2(p_id uuid, p_by text, p_reason text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_report_restore_v2(p_id uuid, p_by text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_report_restore_v2(p_id uuid, p_by text, p_reason text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_report_v2(p_place uuid, p_reporter bytea, p_said text, p_minutes integer, p_stated_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_report_v2(p_place uuid, p_reporter bytea, p_said text, p_minutes integer, p_stated_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_reports_apply(p_place uuid, p_source text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_reports_json(p_place uuid, p_limit bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_reports_level(p_values double precision[], p_weights double precision[], p_reach double precision, OUT middle double precision, OUT agreement double precision, OUT people bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_reports_v1(p_place uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_reports_v1(p_place uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_state_json(p_id uuid, p_opening jatre.place_live_status, p_fullness jatre.place_live_status) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_state_v1(p_id uuid, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_state_v1(p_id uuid, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_states_renew() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_states_renew() TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.place_states_tell(p_places uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_states_v1(p_area text, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_states_v1(p_area text, p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.place_status_append(p_ids uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_status_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_status_json(s jatre.place_live_status) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_status_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.place_status_v1(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.place_status_v1(p_id uuid) TO jatre_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.places TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.places TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.place_week(p jatre.places) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.places_list_v2(p_area text, p_name text, p_open boolean, p_at timestamp with time zone, p_limit integer, p_offset integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.places_list_v2(p_area text, p_name text, p_open boolean, p_at timestamp with time zone, p_limit integer, p_offset integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.places_reported_v1(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.places_reported_v1(p_limit integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.removals_confirm_v1(p_slug text, p_expected bigint, p_by text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.removals_confirm_v1(p_slug text, p_expected bigint, p_by text, p_reason text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.removals_confirm_v1(p_slug text, p_expected bigint, p_by text, p_reason text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.request_append(p_kind text, p_target text, p_options jsonb, p_asked_by text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.request_consequences_v1(p_options jsonb, p_asked_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.request_consequences_v1(p_options jsonb, p_asked_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.request_get_v1(p_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.request_get_v1(p_id bigint) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.request_get_v1(p_id bigint) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.request_reserve(p_source uuid, p_requests integer, p_per interval, p_patience interval, p_held interval) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.request_reserve(p_source uuid, p_requests integer, p_per interval, p_patience interval, p_held interval) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.request_write_v1(p_kind text, p_target text, p_asked_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.request_write_v1(p_kind text, p_target text, p_asked_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.sample_slice(p_event uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_all(p_words text, p_area text, OUT words tsquery, OUT loose tsquery) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_area(p_filter jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_asides(p_words text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_border_step(p_is_over boolean, p_was timestamp with time zone, p_target timestamp with time zone, p_dates integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_fold(p_text text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_fold(p_text text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_follow(p_exact text[], p_longer text[], p_near text[], p_far text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_loose(p_terms tsquery, p_words text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_matched(p_keys tsvector, p_words text[], p_exact text[], p_longer text[], p_near text[], p_far text[], p_meant text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_pairs(p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_pairs(p_words text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_plain(p_text text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_plain(p_text text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_query(p_keys text[], p_without boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_renew(p_again boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_romanised(p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_romanised(p_words text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_signs(p_words text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_skeletons(p_words text, p_keys text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_skeletons(p_words text, p_keys text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_slips(p_key text, p_begins boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_synonyms(p_groups jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_synonyms(p_groups jsonb) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_terms(p_words text, p_area text) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.search_tiers_renew(p_dates integer, OUT events bigint, OUT is_done boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_tiers_renew(p_dates integer, OUT events bigint, OUT is_done boolean) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.search_words_add(p_title text, p_venue text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.search_words_add(p_title text, p_venue text) TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.session_begin_v1(p_token uuid, p_digest bytea, p_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.session_begin_v1(p_token uuid, p_digest bytea, p_seconds integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.shape_reach(p_shape public.geometry) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.source_add_v1(p_preview bigint, p_name text, p_official boolean, p_asked_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.source_add_v1(p_preview bigint, p_name text, p_official boolean, p_asked_by text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.source_add_v1(p_preview bigint, p_name text, p_official boolean, p_asked_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.source_pause_v1(p_slug text, p_by text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.source_pause_v1(p_slug text, p_by text, p_reason text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.source_reason_public(p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.source_reason_public(p_reason text) TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.source_report_v1(p_slug text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.source_report_v1(p_slug text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.source_resume_v1(p_slug text, p_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.source_resume_v1(p_slug text, p_by text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.source_resume_v1(p_slug text, p_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.sources_board_v1(p_slug text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.sources_board_v1(p_slug text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.statistics_renew() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.statistics_renew() TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.submission_receive_v1(p_area text, p_delivery text, p_body bytea, p_per_hour integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.submission_receive_v1(p_area text, p_delivery text, p_body bytea, p_per_hour integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.token_find_v1(p_digest bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.token_find_v1(p_digest bytea) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.token_revoke_v1(p_id uuid, p_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.token_revoke_v1(p_id uuid, p_by text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.token_revoke_v1(p_id uuid, p_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.token_write_v1(p_digest bytea, p_name text, p_scope text, p_about text, p_seconds integer, p_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.token_write_v1(p_digest bytea, p_name text, p_scope text, p_about text, p_seconds integer, p_by text) TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.token_write_v1(p_digest bytea, p_name text, p_scope text, p_about text, p_seconds integer, p_by text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.tokens_ended_v1(p_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.tokens_ended_v1(p_ids uuid[]) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.tokens_list_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.tokens_list_v1() TO jatre_pipeline;
GRANT ALL ON FUNCTION jatre.tokens_list_v1() TO jatre_service;
REVOKE ALL ON FUNCTION jatre.trending_refresh() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.trending_refresh() TO jatre_pipeline;
REVOKE ALL ON FUNCTION jatre.venue_get_v1(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.venue_get_v1(p_id uuid) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.venue_json(p jatre.places) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.venues_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.venues_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.visit_salt_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.visit_salt_v1() TO jatre_service;
REVOKE ALL ON FUNCTION jatre.weather_append(p_areas text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.weather_get_v1(p_area text) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.weather_get_v1(p_area text) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.weather_inserted() FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.area_weather TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.area_weather TO jatre_analyst;
REVOKE ALL ON FUNCTION jatre.weather_json(w jatre.area_weather) FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.weather_state() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.weather_state_v1(p_area text, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.weather_state_v1(p_area text, OUT version bigint, OUT payload text, OUT changed_at timestamp with time zone) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.weather_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION jatre.webhook_receive_v2(p_source text, p_delivery text, p_body bytea, p_signed_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.webhook_receive_v2(p_source text, p_delivery text, p_body bytea, p_signed_at timestamp with time zone) TO jatre_service;
REVOKE ALL ON FUNCTION jatre.within_hours(p_time time without time zone, p_hours time without time zone[]) FROM PUBLIC;
GRANT ALL ON FUNCTION jatre.within_hours(p_time time without time zone, p_hours time without time zone[]) TO jatre_pipeline;
GRANT SELECT ON TABLE analytics.copies TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_occurrences TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_sources TO jatre_pipeline;
GRANT SELECT(id) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(slug) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(name) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(kind) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(type) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(area_code) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(schedule) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(priority) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(official) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(is_active) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT(last_fetched_at) ON TABLE jatre.event_sources TO jatre_analyst;
GRANT SELECT ON TABLE analytics.occurrences TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.areas TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.areas TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.events_staging TO jatre_pipeline;
GRANT SELECT ON TABLE analytics.daily_facts TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_decisions TO jatre_pipeline;
GRANT SELECT ON TABLE analytics.decisions TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_duplicates TO jatre_pipeline;
GRANT SELECT ON TABLE analytics.duplicates TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_counters TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.event_counters TO jatre_analyst;
GRANT SELECT ON TABLE analytics.events TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.fetch_history TO jatre_pipeline;
GRANT SELECT(id) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(source_id) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(run_id) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(started_at) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(business_time) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(completed_at) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(status) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(complete) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(window_start) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(window_end) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_found) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_new) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_changed) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_unchanged) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_absent) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(records_unreadable) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(events_found) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(events_processed) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(events_approved) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(archive_uris) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(execution_time_ms) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(created_at) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(not_modified) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(record_fields) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(backfill_start) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(backfill_end) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT(reread_of) ON TABLE jatre.fetch_history TO jatre_analyst;
GRANT SELECT ON TABLE analytics.fetches TO jatre_analyst;
GRANT SELECT ON TABLE analytics.listings TO jatre_analyst;
GRANT SELECT ON TABLE analytics.moderation TO jatre_analyst;
GRANT SELECT ON TABLE jatre.source_health_v1 TO jatre_pipeline;
GRANT SELECT ON TABLE analytics.source_health TO jatre_analyst;
GRANT SELECT ON TABLE analytics.venues TO jatre_analyst;
GRANT SELECT ON TABLE analytics.weather_hours TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_cursor TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_events TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_findings TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_messages TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.alert_outbox TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.archive_removals TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.erased_listings TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.erasures TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_images TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.event_payload TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.event_public_v1 TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.event_public_v1 TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_ratings TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_rsvps TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.event_vectors TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.geocoder_answers TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.geocoder_askers TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.geocoders TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.host_failures TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.image_thumbnails TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.link_answers TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.listing_popularity TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.match_locks TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.match_models TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.model_answers TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.model_askers TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.model_days TO jatre_pipeline;
GRANT SELECT,DELETE,UPDATE ON TABLE jatre.pipeline_requests TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.place_hours TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.place_hours TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.place_reports TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.place_status_changes TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.place_weeks TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.source_limits TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.source_reservations TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.trending_events_v1 TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.trending_events_v1 TO jatre_analyst;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.user_event_preferences TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.venue_decisions TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.venue_names TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.venue_statements TO jatre_pipeline;
GRANT SELECT ON TABLE jatre.venue_reviews TO jatre_pipeline;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jatre.weather_failures TO jatre_pipeline;
GRANT SELECT,DELETE,UPDATE ON TABLE jatre.webhook_inbox TO jatre_pipeline;
