-- Payloads that were erased with their listings and are to be removed from the archive; a row goes with its payload.
create table jatre.archive_removals (
  uri text primary key
);
