-- Business time: what "now" means for what is on. A replay sets `jatre.now` for its session; everyone else reads
-- the transaction's clock. Feed, leases, limits and retention use clock_timestamp() instead.
create function jatre.now_v1() returns timestamptz
language sql stable parallel safe
as $$
  select coalesce(nullif(current_setting('jatre.now', true), '')::timestamptz, now())
$$;
