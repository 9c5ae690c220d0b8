alter table jatre.areas drop column search;

create index discovered_events_title_trgm_idx on jatre.discovered_events using gin (title public.gin_trgm_ops)
where is_public;

create index discovered_events_venue_trgm_idx on jatre.discovered_events using gin (venue_name public.gin_trgm_ops)
where is_public;

drop table jatre.search_words;
