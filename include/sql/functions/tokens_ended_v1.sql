-- Which of these tokens and sessions hold no longer: taken back, ended, or gone altogether.
create function jatre.tokens_ended_v1(p_ids uuid[]) returns uuid[]
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce(array_agg(a.id), '{}')
  from unnest(p_ids) as a (id)
  left join access_tokens as t on a.id = t.id
  left join access_tokens as p on t.parent = p.id
  where
    t.id is null
    or coalesce(t.revoked_at, p.revoked_at) is not null
    or least(t.expires_at, p.expires_at) <= clock_timestamp()
$$;
