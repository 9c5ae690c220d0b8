create extension if not exists fuzzystrmatch schema public;

-- Not unique: two transactions that bring a word at once would wait for each other.
create table jatre.search_words (
  word text collate "C" not null
);

create index search_words_word_idx on jatre.search_words (word);

create index search_words_length_idx on jatre.search_words ("left"(word, 1), length(word), word);

create index search_words_beginning_idx on jatre.search_words ("left"(word, 3), word);

create index search_words_rest_idx on jatre.search_words (substr(word, 2));

drop index jatre.discovered_events_title_trgm_idx;

drop index jatre.discovered_events_venue_trgm_idx;

alter table jatre.areas add column search jsonb not null default '{}';
