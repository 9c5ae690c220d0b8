-- The events of a page that have words, in the order of time, see `events_list_page`: up to `p_limit`.
--
-- Tier by tier (`events_search_tiers`), until enough of them begin before the next tier does. Where more of a tier have
-- the words than are read, its dates are walked instead: so many are met soon. Of the next ones fewer are read, since
-- so many of their dates have the words then that walking these takes less.
create function jatre.events_search_timed(
  p_filter jsonb, p_limit integer, p_read integer = 1000, p_read_next integer = 250,
  out dates jsonb, out walked_to timestamptz
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
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
