"""Two days of saved feeds: the second touches only what changed, and repeating it writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from include.areas import seed
from include.areas.area import load_area
from include.errors import ConfigurationError
from include.operations import replay
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage
from include.settings import settings
from include.sources.instances import stored
from tests.conftest import Database

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Reading room//EN
BEGIN:VEVENT
UID:read-1@example.org
DTSTART;TZID=Asia/Kolkata:20260307T170000
DTEND;TZID=Asia/Kolkata:20260307T183000
SUMMARY:Slow readers of Domlur
LOCATION:Bangalore International Centre, Domlur
END:VEVENT
END:VCALENDAR
"""


def show(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": f"Recital number {number}",
        "url": f"https://example.org/recitals/{number}",
        "startDate": f"2026-03-{10 + number}T19:00:00+05:30",
        "location": {"@type": "Place", "name": "The Courtyard", "address": "12th Main, Indiranagar, Bengaluru 560038"},
    } | fields


def save(folder: Path, shows: list[dict[str, Any]] | None, calendar: str | None = None) -> Path:
    folder.mkdir()
    if shows is not None:
        (folder / "recitals.json").write_text(json.dumps(shows))
    if calendar is not None:
        (folder / "reading room.ics").write_text(calendar)
    return folder


@pytest.fixture
def connection(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "archive_uri", f"file://{tmp_path}/archive")
    monkeypatch.setattr(settings(), "as_of", None)
    monkeypatch.setattr(settings(), "replaying", "")
    with pipeline_engine() as engine, engine.begin() as begun:
        seed.store(begun, load_area("indiranagar"))
    with psycopg.connect(database.owner_url, autocommit=True) as made:
        yield made


def written(connection: psycopg.Connection) -> list[Any]:
    """The physical identity of every listing, event and date, and the changes that wait."""
    return [
        connection.execute(
            f"select count(*), md5(string_agg(t.ctid || ' ' || t.xmin, ',' order by t.ctid)) from jatre.{name} t"
        ).fetchone()
        for name in ("events_staging", "discovered_events", "event_occurrences", "feed_outbox")
    ]


def titles(connection: psycopg.Connection) -> set[str]:
    return {title for (title,) in connection.execute("select title from jatre.event_public_v1")}


def test_day_two_touches_only_what_changed(connection: psycopg.Connection, tmp_path: Path) -> None:
    assert replay.replay(save(tmp_path / "one", [show(1), show(2), show(4)], CALENDAR), "2026-03-01") == 0
    assert titles(connection) == {f"Recital number {n}" for n in (1, 2, 4)} | {"Slow readers of Domlur"}

    # the fourth is absent for the first time, and the whole calendar was not fetched
    two = save(tmp_path / "two", [show(1), show(2, name="Recital number 2, moved indoors"), show(3)])
    connection.execute("delete from jatre.feed_outbox")
    assert replay.replay(two, "2026-03-02") == 0
    changed = connection.execute(
        "select payload::jsonb ->> 'title' from jatre.feed_outbox where kind like 'event:%' order by 1"
    ).fetchall()
    assert [title for (title,) in changed] == ["Recital number 2, moved indoors", "Recital number 3"]
    assert "Slow readers of Domlur" in titles(connection), "a file that is absent was not fetched"

    before = written(connection)
    assert replay.replay(two, "2026-03-02") == 0
    assert written(connection) == before


def test_the_command_ends_with_a_table(
    connection: psycopg.Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sources with their listings, stages, then events, duplicates, and what was set aside for which reason."""
    twice = [show(1), show(1, url="https://example.org/again/1", name="Recital number 1")]
    shows = [*twice, show(2, name="Recital number 2, last year", startDate="2025-01-01T19:00:00+05:30")]
    folder = save(tmp_path / "one", shows, "<html><form>Log in</form></html>")
    assert replay.main([str(folder), "--as-of", "2026-03-01"]) == 1
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == "source (listings) found new changed unchanged gone unreadable"
    assert "replay_recitals_json 3 3 0 0 0 0" in rows
    assert any(row.startswith("replay_reading_room_ics failed: UnreadablePayload") for row in rows)
    assert [row.split()[0] for row in rows if row.split() and row.split()[0] in STAGES] == list(STAGES)
    assert "Events: 1 new, 0 changed, 1 shown in all" in rows
    assert "Duplicates: 1 listing of an event that another listing announced first" in rows
    assert rows[rows.index("Set aside: 1 listing") + 1] == "1 already over"


def test_programs_read_one_json_line_per_step(
    connection: psycopg.Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = save(tmp_path / "one", [show(1)])
    assert replay.main([str(folder), "--as-of", "2026-03-01", "--json"]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [step["step"] for step in steps] == ["fetch", *STAGES]
    assert (steps[0]["source"], steps[0]["found"]) == ("replay_recitals_json", 1)


def test_the_business_clock_is_the_day_s(connection: psycopg.Connection, tmp_path: Path) -> None:
    folder = save(tmp_path / "late", [show(1)])
    assert replay.replay(folder, "2026-04-01") == 0
    row = connection.execute("select status, set_aside_reason from jatre.events_staging").fetchone()
    assert row == ("set_aside", "already over")


def test_a_feed_that_cannot_be_read_does_not_stop_the_others(connection: psycopg.Connection, tmp_path: Path) -> None:
    folder = save(tmp_path / "half", [show(1)], "<html><form>Log in</form></html>")
    assert replay.replay(folder, "2026-03-01") == 1
    assert titles(connection) == {"Recital number 1"}
    failed = connection.execute("select error_details ->> 'error' from jatre.fetch_history where status = 'failed'")
    assert failed.fetchall() == [("UnreadablePayload",)]


@pytest.mark.parametrize(("folder", "date"), [("nowhere", "2026-03-01"), (".", "2026-03-01"), ("some", "soon")])
def test_what_cannot_be_replayed_is_reported(tmp_path: Path, folder: str, date: str) -> None:
    save(tmp_path / "some", [show(1)])
    with pytest.raises(ConfigurationError):
        replay.replay(tmp_path / folder, date)


def test_a_replay_and_whoever_runs_at_another_date_leave_each_other_alone(
    connection: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An Airflow beside it, at today's date, would find the past day's listings to be over."""
    folder = save(tmp_path / "one", [show(1)])
    with replay.served(folder) as address, pipeline_engine() as engine:
        (live,) = (one.model_copy(update={"slug": "live"}) for one in replay.feeds(folder, address))
        with engine.begin() as begun:
            stored.store(begun, live)
        monkeypatch.setattr(settings(), "as_of", replay.clock("2026-03-01"))
        run_fetch("live", None)
    assert replay.replay(folder, "2026-03-01") == 0
    assert _stages(connection) == {"live": "extract", "replay_recitals_json": "done"}

    connection.execute("update jatre.events_staging set stage = 'extract'")
    monkeypatch.setattr(settings(), "replaying", "")
    run_stage("extract")
    assert _stages(connection) == {"live": "nlp", "replay_recitals_json": "extract"}


def _stages(connection: psycopg.Connection) -> dict[str, str]:
    return dict(
        connection.execute(
            "select s.slug, l.stage from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id"
        ).fetchall()
    )


def test_the_next_days_replay_finishes_what_an_earlier_one_left_behind_and_reads_nothing_of_its_date(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    assert replay.replay(save(tmp_path / "one", [show(1)], CALENDAR), "2026-03-01") == 0
    connection.execute("update jatre.events_staging set stage = 'extract' where external_id like '%recital%'")
    connection.execute("update jatre.events_staging set stage = 'enrich' where external_id not like '%recital%'")
    assert replay.replay(save(tmp_path / "two", None, CALENDAR), "2026-03-02") == 0
    assert _stages(connection) == {"replay_recitals_json": "extract", "replay_reading_room_ics": "done"}


@pytest.mark.parametrize("path", ["notes.txt", "", "..%2fsecrets.json", "away.json", "sub/recitals.json"])
def test_only_the_feeds_of_the_folder_are_served(tmp_path: Path, path: str) -> None:
    (tmp_path / "secrets.json").write_text("[]")
    folder = save(tmp_path / "one", [show(1)])
    (folder / "notes.txt").write_text("private")
    (folder / "away.json").symlink_to(tmp_path / "secrets.json")
    with replay.served(folder) as address:
        assert requests.get(f"{address}/recitals.json", timeout=5).status_code == 200
        assert requests.get(f"{address}/{path}", timeout=5).status_code == 404
        rebound = requests.get(f"{address}/recitals.json", headers={"Host": "evil.example"}, timeout=5)
        assert rebound.status_code == 404
