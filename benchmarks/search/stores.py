"""A database of events to search in, and the ways of searching it that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import LiteralString

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster

NOW = "2026-03-14T12:00:00+05:30"
_EVENT = """
insert into jatre.discovered_events (
  title, venue_name, category, start_time, moderation_status, published_at, external_url
)
values (%s, %s, 'music', timestamptz '2026-03-15 12:00+05:30' + %s * interval '1 hour', 'approved', now(), %s)
"""
_DATES = """
insert into jatre.event_occurrences (event_id, starts_at, date_only, cancelled)
select id, start_time, false, false from jatre.discovered_events
"""
_TRIGRAM_INDEX = """
create index on jatre.discovered_events using gin ((title || ' ' || coalesce(venue_name, '')) gin_trgm_ops)
"""
_TRIGRAMS = """
select split_part(external_url, '#', 2)::integer from jatre.discovered_events
where %(q)s <%% (title || ' ' || coalesce(venue_name, ''))
order by word_similarity(%(q)s, title || ' ' || coalesce(venue_name, '')) desc, similarity(%(q)s, title) desc, id
limit 20
"""


@dataclass(frozen=True)
class Store:
    """Connections, of which each search takes one for itself; searches give the numbers of events, the best first."""

    free: SimpleQueue[psycopg.Connection]

    def ours(self, query: str) -> list[int]:
        """As the service asks."""
        asked = Jsonb({"q": query, "sort": "relevance"})
        [(found,)] = self._rows("select list::json from jatre.events_list_v3(%s, 20, 0)", [asked])
        return [int(event["source"]["url"].partition("#")[2]) for event in found["events"]]

    def trigrams(self, query: str) -> list[int]:
        """Words alike by trigrams alone."""
        return [number for (number,) in self._rows(_TRIGRAMS, {"q": query})]

    def _rows(self, sql: LiteralString, values: list[Jsonb] | dict[str, str]) -> list[TupleRow]:
        connection = self.free.get()
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            self.free.put(connection)


@contextmanager
def filled(cluster: Cluster, titles: list[str], venues: list[str | None], readers: int) -> Iterator[Store]:
    """A database with these events, an hour apart, for as many searches at a time as there are readers."""
    setup.prepare(cluster.url(), cluster.credentials, {"search": "jatre_owner"})
    setup.migrate(cluster.url("search", "jatre_owner"))
    with psycopg.connect(cluster.url("search", "postgres"), autocommit=True) as connection:
        connection.execute("select set_config('jatre.now', %s, false)", [NOW])
        with connection.transaction(), connection.cursor() as cursor:
            rows = [
                (t, v, n % 4000, f"https://example.org/#{n}")
                for n, (t, v) in enumerate(zip(titles, venues, strict=True))
            ]
            cursor.executemany(_EVENT, rows)
            cursor.execute(_DATES)
        connection.execute(_TRIGRAM_INDEX)
        connection.execute("vacuum analyze")
    with ExitStack() as opened:
        free: SimpleQueue[psycopg.Connection] = SimpleQueue()
        for _ in range(readers):
            reader = opened.enter_context(psycopg.connect(cluster.url("search", "postgres"), autocommit=True))
            reader.execute("select set_config('jatre.now', %s, false)", [NOW])
            reader.execute("set jit = off")
            free.put(reader)
        yield Store(free)
