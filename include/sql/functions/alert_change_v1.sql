-- Change the name, filter or kinds of an alert of the channel of a token. Answers the alert, {"refused": why}, or null
-- where there is no such alert.
create function jatre.alert_change_v1(p_token bytea, p_alert uuid, p_changes jsonb) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
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
