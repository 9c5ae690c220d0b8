-- As of when the two copies are. Apart from them: a moment in each of their rows would make every row another one, and
-- a concurrent refresh writes the rows that differ.
create materialized view analytics.copies as
select jatre.now_v1() as refreshed_at;

create unique index copies_idx on analytics.copies (refreshed_at);

comment on materialized view analytics.copies is 'One row: as of when daily_facts and duplicates are.';
comment on column analytics.copies.refreshed_at is 'when they were made anew';
