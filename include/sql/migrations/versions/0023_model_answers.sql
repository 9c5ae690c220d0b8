-- What a language model has answered, and what it has cost.
create table jatre.model_answers (
  model text not null,
  prompt_version smallint not null,
  question_hash bytea not null check (octet_length(question_hash) = 32),
  question text not null check (length(question) between 1 and 4000),
  posted_at timestamptz not null,
  answer text check (length(answer) <= 10000),
  answered_at timestamptz,
  ask_at timestamptz,
  tries smallint not null default 0,
  reason text,
  primary key (model, prompt_version, question_hash)
);
create index model_answers_waiting on jatre.model_answers (model, prompt_version, ask_at) where ask_at is not null;
create index model_answers_old on jatre.model_answers (answered_at);

create table jatre.model_askers (
  model text not null,
  prompt_version smallint not null,
  question_hash bytea not null,
  listing_id uuid not null references jatre.events_staging (id) on delete cascade,
  primary key (model, prompt_version, question_hash, listing_id),
  foreign key (model, prompt_version, question_hash)
  references jatre.model_answers (model, prompt_version, question_hash) on delete cascade
);
create index model_askers_listing on jatre.model_askers (listing_id);

create table jatre.model_days (
  day date primary key,
  requests integer not null check (requests >= 0),
  tokens bigint not null default 0 check (tokens >= 0)
);
