"""A feed whose ids change at every export, and news that comes out of order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.pipeline.fetching import renaming
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site


class Calendar:
    """A calendar that writes `version` into every UID, and the ledger behind it."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site = engine, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        config = {"url": f"{site.base}/c.ics", "coverage": "all"}
        with engine.begin() as connection:
            stored.store(connection, SourceInstance(slug="office", name="Office", kind="icalendar", config=config))

    def publish(self, version: int, hours: dict[str, int]) -> fetch.FetchReport:
        """Each title on its own day of April 2099, at its hour."""
        entries = "".join(
            f"BEGIN:VEVENT\nUID:{version}-{title}\nSUMMARY:{title}\nLOCATION:Maraa\n"
            f"DTSTART;TZID=Asia/Kolkata:209904{day:02}T{hour:02}0000\nEND:VEVENT\n"
            for day, (title, hour) in enumerate(hours.items(), 1)
        )
        body = f"BEGIN:VCALENDAR\nVERSION:2.0\n{entries}END:VCALENDAR\n"
        self.site.put("/c.ics", body, media_type="text/calendar")
        report = fetch.run(self.engine, "office", None, self.settings)
        self.execute(
            """update jatre.events_staging set stage = 'done', processed_data = jsonb_build_object('occurrences',
            jsonb_build_array(jsonb_build_object('starts_at', '2099-04-01T10:00:00+05:30')))"""
        )
        return report

    def execute(self, sql: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql))

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]


@pytest.fixture
def calendar(database: Database, site: Site, tmp_path: Path) -> Iterator[Calendar]:
    engine = engine_of(database.pipeline_url)
    yield Calendar(engine, site, tmp_path)
    engine.dispose()


GONE = ("0-Evening 10",)
USUAL = {f"Evening {n}": 19 for n in range(11)}


def test_new_ids_for_everything_are_no_news(calendar: Calendar) -> None:
    calendar.publish(0, USUAL)
    ids = calendar.rows("select id from jatre.events_staging order by id")

    reports = [calendar.publish(version, USUAL) for version in range(1, 5)]

    assert [(one.new, one.changed, one.unchanged, one.absent) for one in reports] == [(0, 0, 11, 0)] * 4
    assert calendar.rows("select id from jatre.events_staging order by id") == ids
    assert calendar.rows("select distinct left(external_id, 2) from jatre.events_staging") == [("4-",)]


@pytest.mark.parametrize("change", ["removed", "moved"])
def test_what_such_a_feed_takes_out_is_gone_after_two_fetches(calendar: Calendar, change: str) -> None:
    calendar.publish(0, USUAL)
    changed = {title: hour for title, hour in USUAL.items() if title != "Evening 10"}
    changed |= {"Evening 10": 20} if change == "moved" else {}

    reports = [calendar.publish(version, changed) for version in range(1, 4)]

    assert [one.gone for one in reports] == [0, 1, 0]
    assert calendar.rows("select external_id from jatre.events_staging where gone_at is not null") == [
        ("0-Evening 10",)
    ]
    assert len(calendar.rows("select id from jatre.events_staging where gone_at is null")) == len(changed)


def test_a_decision_holds_on_under_the_new_id(calendar: Calendar) -> None:
    calendar.publish(0, USUAL)
    calendar.execute(
        """insert into jatre.event_decisions (kind, source_slug, external_id, other_source_slug, other_external_id,
        decided_by) values ('merge', 'office', '0-Evening 1', 'office', '0-Evening 2', 'someone'),
        ('reject', 'another', '0-Evening 1', null, null, 'someone')"""
    )

    calendar.publish(1, USUAL)

    found = calendar.rows("select external_id, other_external_id from jatre.event_decisions order by kind")
    assert found == [("1-Evening 1", "1-Evening 2"), ("0-Evening 1", None)]


def test_what_resembles_two_listings_is_left_alone(calendar: Calendar) -> None:
    calendar.publish(0, USUAL)
    calendar.execute(
        """insert into jatre.events_staging (source_id, external_id, content_hash, raw_data, stage, processed_data)
        select source_id, 'twin', content_hash, raw_data, 'done', processed_data from jatre.events_staging
        where external_id = '0-Evening 3'"""
    )

    report = calendar.publish(1, USUAL)

    assert (report.new, report.unchanged) == (1, 10)


def test_of_what_a_fetch_did_not_show_no_more_is_read_than_one_fetch_may_bring(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.publish(0, USUAL)
    (size,) = calendar.rows("select max(length(raw_data::text)) from jatre.events_staging")
    monkeypatch.setattr(renaming, "MAX_FETCH_CHARS", 3 * size[0])
    monkeypatch.setattr(renaming, "PIECE_RECORDS", 2)

    report = calendar.publish(1, USUAL)

    assert (report.new, report.unchanged) == (8, 3)


@pytest.mark.parametrize(
    ("first", "then", "changed"),
    [
        ("2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z", 0),
        ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", 1),
        ("2099-03-02T09:00:00Z", "2026-03-02T10:00:00Z", 1),
        ("9999-12-31T00:00:00Z", "2026-03-02T10:00:00Z", 1),
        (["2026-03-02T09:00:00Z"] * 20_000, "2026-03-02T08:00:00Z", 1),
        ("2026-03-02T09:00:00Z" + " " * 20_000, "2026-03-02T08:00:00Z", 1),
    ],
    ids=["earlier", "later", "was ahead", "was no year", "was a list", "was a text"],
)
def test_an_earlier_word_is_refused_unless_what_is_known_has_no_stamp_to_believe(
    calendar: Calendar, site: Site, first: object, then: str, changed: int
) -> None:
    def publish(title: str, stamp: object) -> fetch.FetchReport:
        event = {"@id": "urn:one", "@type": "Event", "startDate": "2099-04-01T19:00:00+05:30", "name": title}
        page = json.dumps(event | {"dateModified": stamp})
        site.put("/page", f'<script type="application/ld+json">{page}</script>')
        return fetch.run(calendar.engine, "page", None, calendar.settings)

    config = {"url": f"{site.base}/page"}
    with calendar.engine.begin() as connection:
        stored.store(connection, SourceInstance(slug="page", name="Page", kind="schema_org", config=config))
    publish("Play", first)

    report = publish("Play, moved", then)

    assert (report.changed, report.unchanged, report.unreadable) == (changed, 1 - changed, 1 - changed)
    assert calendar.rows("select raw_data ->> 'name' from jatre.events_staging") == [
        ("Play, moved" if changed else "Play",)
    ]


@pytest.mark.parametrize("place", ["x" * 301, {"name": "x" * 301}, {"address": "x" * 5_000}, [["x" * 301]], 7, None])
def test_a_place_that_cannot_be_read_costs_the_other_events_nothing(
    calendar: Calendar, site: Site, place: object
) -> None:
    def publish(version: int) -> fetch.FetchReport:
        event = {"@type": "Event", "startDate": "2099-04-01T19:00:00+05:30"}
        odd = event | {"@id": f"urn:odd:{version}", "name": "Odd", "location": place}
        good = event | {"@id": f"urn:good:{version}", "name": "Good", "location": "Maraa"}
        site.put("/page", f'<script type="application/ld+json">{json.dumps([odd, good])}</script>')
        return fetch.run(calendar.engine, "page", None, calendar.settings)

    config = {"url": f"{site.base}/page"}
    with calendar.engine.begin() as connection:
        stored.store(connection, SourceInstance(slug="page", name="Page", kind="schema_org", config=config))
    publish(0)

    again = publish(1)

    assert again.new + again.changed + again.unchanged >= 1
    assert ("urn:good:1",) in calendar.rows("select external_id from jatre.events_staging")
