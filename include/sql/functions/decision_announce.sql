-- Tell the consoles that somebody has decided, or taken something back; they look up what it was.
create function jatre.decision_announce(p_decision uuid, p_event uuid, p_by text) returns void
language sql
set search_path = jatre, public, pg_temp
as $$
  select pg_notify(
    'jatre_control',
    jsonb_build_object('kind', 'decided', 'decision', p_decision, 'event', p_event, 'by', p_by)::text
  )
$$;
