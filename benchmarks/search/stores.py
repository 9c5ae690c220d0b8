"""A database of events to search in, and the ways of searching it that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
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
_TRIGRAMS = """
select split_part(external_url, '#', 2)::integer from jatre.discovered_events
where %(q)s <%% (title || ' ' || coalesce(venue_name, ''))
order by word_similarity(%(q)s, title || ' ' || coalesce(venue_name, '')) desc, similarity(%(q)s, title) desc, id
limit 20
"""


@dataclass(frozen=True)
class Store:
    """A connection; both searches give the numbers of events, the best first."""

    connection: psycopg.Connection

    def ours(self, query: str) -> list[int]:
        """As the service asks."""
        row = self.connection.execute(
            "select list::json from jatre.events_list_v3(%s, 20, 0)", [Jsonb({"q": query, "sort": "relevance"})]
        ).fetchone()
        assert row
        return [int(event["source"]["url"].partition("#")[2]) for event in row[0]["events"]]

    def trigrams(self, query: str) -> list[int]:
        """Words alike by trigrams alone."""
        return [number for (number,) in self.connection.execute(_TRIGRAMS, {"q": query})]


@contextmanager
def filled(cluster: Cluster, titles: list[str], venues: list[str | None]) -> Iterator[Store]:
    """A database with these events, an hour apart."""
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
        connection.execute("vacuum analyze")
        connection.execute("set jit = off")
        yield Store(connection)
