-- The right to send one request to a source, `requests` in any sliding window of `per`. Returns the reservation and the
-- seconds to wait before it is used; where that is longer than `patience`, none (null) and the seconds.
--
-- A request counts from its reservation until `per` after its end, which the sender writes (query reservation_end), so
-- no delay on the way can bring more than `requests` into one window. One whose sender died counts for `held` longer.
create function jatre.request_reserve(
  p_source uuid, p_requests integer, p_per interval, p_patience interval, p_held interval
) returns table (reservation bigint, wait double precision)
language plpgsql
set search_path = jatre, public, pg_temp
as $$
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
