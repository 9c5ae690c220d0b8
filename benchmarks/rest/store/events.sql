-- The events of these dates. What one is found by (`event_search`) is put together of what its parts are found by: its
-- venue, and four sentences of some that all events share, which are read once each; of its title each word is folded
-- once, and its pairs of words many at a time.
create temporary table venues as
select v.n, v.name, ts_delete(jatre.event_search('', v.name, null), '~') as search
from (
  select n, 'The ' || initcap(pg_temp.word(n, 5, 2000)) || ' House' as name from (select distinct n % 800 as n from made) as n
) as v;

create temporary table sentences as
select s.n, s.words, setweight(to_tsvector('english', s.words), 'C') as search
from (
  select n, (select string_agg(pg_temp.word(n, 20 + w, 20000), ' ') from generate_series(1, 10) as w) as words
  from generate_series(0, least(:events, 50000) - 1) as n
) as s;

create temporary table titles as
select n, pg_temp.word(n, 2, 5000) as one, pg_temp.word(n, 3, 5000) as two, pg_temp.word(n, 4, 500) as three from made;

create temporary table words as
select w.word, w.key, w.skeleton
from (
  select words, jatre.search_fold(words) as keys
  from (
    select string_agg(word, ' ') as words
    from (select one as word from titles union select two from titles union select three from titles) as w
    group by "left"(word, 2)
  ) as w
) as f,
  unnest(
    string_to_array(f.words, ' '), string_to_array(f.keys, ' '), jatre.search_skeletons(f.words, f.keys)
  ) as w (word, key, skeleton);

insert into jatre.search_words (word)
select key from words where key ~ '^[a-z]{3,40}$'
union
select k.key from venues as v, string_to_table(jatre.search_fold(v.name), ' ') as k (key)
where k.key ~ '^[a-z]{3,40}$';

create temporary table pairs as
select p.n, p.first, p.second
from (
  select array_agg(n) as n, jatre.search_fold(string_agg(one || two, ' ')) as first,
    jatre.search_fold(string_agg(two || three, ' ')) as second
  from titles group by n / 200
) as t,
  unnest(t.n, string_to_array(t.first, ' '), string_to_array(t.second, ' ')) as p (n, first, second);

-- while there are no events, this finds the borders between what is over, next, soon and later alone
select jatre.search_tiers_renew(1000000000);

create temporary table summed as
select
  d.n, max(d.ends_at) as ends_at, max(d.over_at) as over_at,
  min(d.starts_at) filter (where d.over_at > t.ends) as next_at,
  json_agg(json_build_object(
    'startsAt', jatre.instant_text(d.starts_at), 'endsAt', jatre.instant_text(d.ends_at), 'dateOnly', m.date_only,
    'cancelled', d.cancelled
  ) order by d.starts_at) as dates
from dates as d
inner join made as m on d.n = m.n
cross join jatre.search_tiers as t
where t.tier = 0
group by d.n;

analyze venues, sentences, titles, words, pairs, summed;


insert into jatre.discovered_events (
  id, title, description, category, tags, start_time, end_time, date_only, is_recurring, venue_name, venue_address, location,
  plus_code, organizer_name, organizer_type, external_url, ticket_url, cost_type, price_range, quality_score, source_id,
  moderation_status, published_at, is_public, version, rooms, area_code, search, occurrences, over_at, search_tier
)
select
  m.id, m.title, concat_ws(' ', s1.words, s2.words, s3.words, s4.words), m.category, array['live', 'indoors'],
  m.starts_at, m.ends_at, m.date_only, m.weekly, v.name, m.n % 200 || ', 12th Main, Bengaluru 560038', m.location,
  '7J4VXJ9R+QF', 'Friends of the Rain Tree', 'community', 'https://example.org/e/' || m.n, 'https://example.org/t/' || m.n,
  m.cost_type, case when m.cost_type = 'paid' then '{"minimum": 499, "maximum": 799, "currency": "INR"}'::jsonb end, 0.80,
  source.id, 'approved', timestamptz :now - interval '30 days', true, 2, jatre.event_rooms(m.category, m.areas), m.areas[1],
  setweight(to_tsvector('english', m.title), 'A')
    || setweight(to_tsvector('simple', w1.key || ' ' || w2.key || ' ' || w3.key), 'A')
    || array_to_tsvector(array[w1.skeleton, w2.skeleton, w3.skeleton, m.first, m.second])
    || v.search || s1.search || s2.search || s3.search || s4.search,
  m.dates, m.over_at,
  case when m.next_at is not null then coalesce((
    select max(b.tier) from jatre.search_tiers as b where b.tier > 0 and b.ends > m.next_at
  ), 1) end
from (
  select
    made.*, initcap(t.one) || ' ' || t.two || ' ' || t.three as title, t.one, t.two, t.three, p.first, p.second,
    d.ends_at, d.over_at, d.next_at, d.dates
  from made
  inner join titles as t on made.n = t.n
  inner join pairs as p on made.n = p.n
  inner join summed as d on made.n = d.n
  order by made.n
) as m
cross join jatre.event_sources as source
inner join words as w1 on m.one = w1.word
inner join words as w2 on m.two = w2.word
inner join words as w3 on m.three = w3.word
inner join venues as v on v.n = m.n % 800
inner join sentences as s1 on s1.n = pg_temp.pick(m.n, 31, least(:events, 50000))
inner join sentences as s2 on s2.n = pg_temp.pick(m.n, 32, least(:events, 50000))
inner join sentences as s3 on s3.n = pg_temp.pick(m.n, 33, least(:events, 50000))
inner join sentences as s4 on s4.n = pg_temp.pick(m.n, 34, least(:events, 50000));

-- nothing has moved; how many events each tier has
select jatre.search_tiers_renew();

drop table made, dates, venues, sentences, titles, words, pairs, summed
