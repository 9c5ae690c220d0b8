"""Which listings a complete fetch misses: those that it would have shown, had they still been listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone, tzinfo
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from include.db import engine as engine_of
from include.pipeline.fetching.absence import Absences, count_absences
from include.sources.base import Window
from tests.conftest import Database
from tests.sources.conftest import NOW

WEEK = Window(NOW, NOW + timedelta(days=7))
DATES = {"over": [-1], "first": [0], "last": [7], "later": [8], "series": [-7, 7, 21], "around it": [-7, 21]}
"""Days from now on which listings take place."""


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    engine = engine_of(database.pipeline_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def source(connection: Connection) -> UUID:
    insert = "insert into jatre.event_sources (slug, name, kind, type) values ('site', 'Site', 'rss', 'rss')"
    found: UUID = connection.execute(text(f"{insert} returning id")).scalar_one()
    return found


def lists(connection: Connection, source: UUID, dates: dict[str, list[int]], zone: tzinfo = UTC) -> None:
    for name, days in dates.items():
        starts = [NOW + timedelta(days=day) for day in days]
        occurrences = [{"starts_at": start.isoformat()} for start in starts]
        connection.execute(
            text(
                "insert into jatre.events_staging (source_id, external_id, content_hash, processed_data, local_dates)"
                " values (:source, :name, decode('00', 'hex'), cast(:data as jsonb), :days)"
            ),
            {
                "source": source,
                "name": name,
                "data": json.dumps({"occurrences": occurrences}),
                "days": [start.astimezone(zone).date() for start in starts],
            },
        )


@pytest.mark.parametrize(
    ("window", "missed"),
    [(WEEK, {"first", "last", "series"}), (Window(NOW, None), {"first", "last", "later", "series", "around it"})],
    ids=["a week", "whatever is to come"],
)
def test_what_has_no_date_within_the_window_is_not_missed(
    connection: Connection, source: UUID, window: Window, missed: set[str]
) -> None:
    lists(connection, source, DATES)
    assert count_absences(connection, source, [], window, unchanged=False) == Absences(len(missed))
    found = connection.execute(text("select external_id from jatre.events_staging where absent_runs > 0"))
    assert set(found.scalars()) == missed


def test_a_source_that_has_nothing_to_come_raises_no_alert(connection: Connection, source: UUID) -> None:
    lists(connection, source, {"over": [-1]})
    assert count_absences(connection, source, [], WEEK, unchanged=False) == Absences()


@pytest.mark.parametrize("hours", [-12, 0, 14], ids="UTC{:+}".format)
def test_what_begins_with_the_window_is_missed_whatever_day_it_is_there(
    connection: Connection, source: UUID, hours: int
) -> None:
    for clock in (0, 12, 23):
        start = NOW.replace(hour=clock)
        begins = (start - NOW).total_seconds() / 86_400
        connection.execute(text("delete from jatre.events_staging"))
        lists(connection, source, {"begins": [begins]}, timezone(timedelta(hours=hours)))  # type: ignore[list-item]
        assert count_absences(connection, source, [], Window(start, None), unchanged=False) == Absences(1)
