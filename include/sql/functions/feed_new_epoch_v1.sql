-- Start a new epoch: every cursor given so far answers `reset`. The restore runbook calls it.
create function jatre.feed_new_epoch_v1() returns text
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  with fresh as (select gen_random_uuid() as salt, feed_fingerprint() as fingerprint)
  update feed_head h
  set salt = f.salt, fingerprint = f.fingerprint, epoch = left(md5(f.fingerprint || f.salt), 10)
  from fresh f
  returning h.epoch
$$;
