"""The ledger of writers that keep none: each transaction's last visible state of an event, put down as it commits.

Unlike the feed it knows no outbox and no numbers: a deferred trigger writes within the very transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.faults.feed.model import LEDGER

_WITNESS = """
create function public.witness() returns trigger language plpgsql security definer as $$
begin
  if (new.is_public or old.is_public) and new.version is distinct from old.version then
    delete from public.ledger where step = pg_current_xact_id()::text and entity = new.id::text;
    insert into public.ledger (step, entity, version, rooms)
      values (pg_current_xact_id()::text, new.id::text, new.version, '{events:all}');
  end if;
  return null;
end
$$;
create constraint trigger witness after insert or update on jatre.discovered_events
  deferrable initially deferred for each row execute function public.witness();
"""


@contextmanager
def witness(admin_url: str) -> Iterator[str]:
    """Keep a ledger for `events:all` while the block runs; gives the cursor at which it begins."""
    with psycopg.connect(admin_url) as connection:
        connection.execute(LEDGER)  # type: ignore[arg-type]
        connection.execute(_WITNESS)  # nobody writes events until this commits
        while (connection.execute("select moved from jatre.feed_sequence_v3()").fetchone() or (0,))[0] != 0:
            pass
        epoch, head = connection.execute("select epoch, head from jatre.feed_position_v2()").fetchone() or ("", 0)
    try:
        yield f"{epoch}.{head}"
    finally:
        with psycopg.connect(admin_url) as connection:
            connection.execute("drop function public.witness cascade")
            connection.execute("drop table public.ledger")
