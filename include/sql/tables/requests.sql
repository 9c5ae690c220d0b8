-- What the service asks of the pipeline: it has no password of Airflow, it writes a row, and a DAG picks it up.
create table jatre.pipeline_requests (
  id bigint generated always as identity primary key,
  -- fetch: read the source :target now, as its own DAG does; preview: read it once and write nothing
  kind text not null check (kind in ('fetch', 'preview')),
  target text not null check (length(target) between 1 and 200),
  asked_by text not null check (length(asked_by) between 1 and 200),
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- how often it was begun: one that ends its process twice is given up
  tries smallint not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  -- of the scheduler's run that takes it; the fetch history names the request itself
  run_id text,
  answer jsonb,
  check ((state in ('done', 'failed')) = (finished_at is not null))
);

create index pipeline_requests_open_idx on jatre.pipeline_requests (id) where state in ('waiting', 'running');
