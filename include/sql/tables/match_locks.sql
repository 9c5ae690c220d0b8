-- What matching waits for: a row per local day and per title of a source. Whoever matches holds its rows until the end
-- of the transaction. Rows, not advisory locks: any number of them fits, and only a role that may write here can hold
-- one. A row says nothing by being there; retention deletes those that nobody holds.
create table jatre.match_locks (
  name text collate "C" primary key
);
