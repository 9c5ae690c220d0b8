-- The events of a page of a search and the dates by which they stand in it, `[[id, start, why], ...]`, the first two
-- as `events_list_page` has them, the best first: up to `p_limit`; with how many have all words, see
-- `events_search_dates`.
--
-- Looked at are the next 200 with all words anywhere and, where there are more, the next 200 with all words in their
-- titles; of words that very many have, the next 400. Where 40 are near, or as many as the page needs, none further
-- away is looked for. Where there are none, the next 200 with all words but one; then words are left out from the end.
-- They stand by how many words they have, by slips, by how many words stand in the title as they were typed or in a
-- venue that is named whole, by how many that say nothing do (`search_asides`), by how much of what was typed stands
-- together and whether the title begins with it, by how many words of the title stand behind those that they were typed
-- behind, by how alike it is to the title or to title and venue, then by their starts. Behind each stands why it
-- matches (`search_matched`).
create function jatre.events_search_page(
  p_filter jsonb, p_limit integer, out dates jsonb, out total bigint, out exact boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
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
$$;
