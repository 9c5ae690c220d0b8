-- Which fetches were read again out of the archive, and how old what a listing holds is then.
alter table jatre.fetch_history add column reread_of timestamptz;
alter table jatre.events_staging add column fetched_at timestamptz;
