-- The events of a page of a search and the dates by which they stand in it, `[[id, start], ...]` as
-- `events_list_page` has them, the best first: up to `p_limit`.
--
-- Looked at are the next 200 with all words in their titles and the next 200 with all words anywhere; where there are
-- none, the next 200 with all words but one. They stand by how many words they have, by slips, by how many words
-- stand in the title as they were typed, by how alike title and words are, then by their starts.
create function jatre.events_search_page(p_filter jsonb, p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_candidates constant integer := 200;
  v_signs constant tsquery := search_signs(p_filter ->> 'q');
  v_exact text[];
  v_titled text[];
  v_longer text[];
  v_near text[];
  v_far text[];
  v_any text[];
  v_found jsonb;
begin
  select array_agg(t.exact), array_agg(regexp_replace(t.exact, '''(?=( |$))', ''':A', 'g')),
    array_agg(t.longer), array_agg(t.near), array_agg(t.far), array_agg(concat_ws(' | ', t.exact, t.longer, t.near, t.far))
  into v_exact, v_titled, v_longer, v_near, v_far, v_any
  from search_terms(p_filter ->> 'q') as t;
  v_found := events_list_page(p_filter || jsonb_build_object('words', search_query(v_titled) && v_signs), c_candidates)
    || events_list_page(p_filter || jsonb_build_object('words', search_query(v_any) && v_signs), c_candidates);
  if v_found = '[]' and cardinality(v_any) > 1 then
    v_found := events_list_page(p_filter || jsonb_build_object('words', search_query(v_any, true) && v_signs), c_candidates);
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_array(best.id, best.starts_at) order by best.place), '[]')
    from (
      select e.id, c.starts_at, row_number() over (
        order by r.words desc, r.slips, r.in_title desc,
          similarity(lower(e.title), lower(p_filter ->> 'q')) desc, c.starts_at, e.id
      ) as place
      from (
        select distinct (f.date ->> 0)::uuid as id, (f.date ->> 1)::timestamptz as starts_at
        from jsonb_array_elements(v_found) as f (date)
      ) as c
      join discovered_events as e on e.id = c.id
      cross join lateral (
        select count(*) as words, sum(t.slips) as slips, count(*) filter (where t.in_title) as in_title
        from (
          select
            case when e.search @@ u.exact or e.search @@ u.longer then 0 when e.search @@ u.near then 1
              when e.search @@ u.far then 2 end as slips,
            e.search @@ u.titled as in_title
          from unnest(v_exact::tsquery[], v_titled::tsquery[], v_longer::tsquery[], v_near::tsquery[], v_far::tsquery[])
            as u (exact, titled, longer, near, far)
        ) as t
        where t.slips is not null
      ) as r
      order by place
      limit p_limit
    ) as best
  );
end
$$;
