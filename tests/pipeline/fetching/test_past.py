"""What is past costs a fetch nothing: of a source's listings it reads those that are to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, text

from include.db import engine as engine_of
from include.db import query
from tests.conftest import Database
from tests.sources.conftest import NOW

PAST = 2000
ABSENCE = ("listings_absent", "listings_balance", "listings_mark_gone", "listings_unseen")


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into jatre.event_sources (slug, name, kind, type) values ('site', 'Site', 'rss', 'rss')",
        )
        owner.execute(
            "insert into jatre.events_staging"
            " (source_id, external_id, content_hash, stage, raw_data, processed_data, local_dates)"
            " select s.id, n::text, '', 'done', '{}', jsonb_build_object('occurrences', jsonb_build_array("
            " jsonb_build_object('starts_at', now.at + day.s * interval '1 day'))), array[(now.at)::date + day.s]"
            " from jatre.event_sources as s, (select %s::timestamptz as at) as now, generate_series(1, %s) as n,"
            " lateral (select case when n <= 3 then n else -n %% 900 - 3 end as s) as day",
            (NOW, PAST),
        )
        owner.execute(
            "insert into jatre.discovered_events (staging_id, title, start_time)"
            " select l.id, 'Night', '2020-01-01' from jatre.events_staging as l"
        )
        owner.execute("analyze jatre.events_staging, jatre.discovered_events")
    engine = engine_of(database.pipeline_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("name", ABSENCE)
def test_what_is_past_is_not_read_to_count_absences(connection: Connection, name: str) -> None:
    source = connection.execute(text("select id from jatre.event_sources")).scalar_one()
    about = {"source_id": source, "window_start": NOW, "window_end": None, "seen": [], "unchanged": False, "size": 9}
    assert most_rows_read(connection, name, about) <= 10


def test_an_event_is_found_by_its_founder_without_reading_the_others(connection: Connection) -> None:
    founder = connection.execute(text("select id from jatre.events_staging limit 1")).scalar_one()
    assert most_rows_read(connection, "events_by_founder", {"listings": [founder]}) == 1


def most_rows_read(connection: Connection, name: str, about: dict[str, Any]) -> int:
    """Rows of a table that one scan of the query's plan has looked at."""
    explained = text(f"explain (analyze, format json) {query(name).text}")
    ((plan,),) = connection.execute(explained, {key: about[key] for key in about if f":{key}" in query(name).text})

    def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for part in node.get("Plans", ()):
            yield from nodes(part)

    scans = [one for one in nodes(plan[0]["Plan"]) if "Relation Name" in one and one["Actual Loops"]]
    return max(one["Actual Rows"] + one.get("Rows Removed by Filter", 0) for one in scans)
