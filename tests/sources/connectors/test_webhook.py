"""From the inbox into the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text

from include.areas import seed as areas
from include.areas.area import load_area
from include.db import engine as engine_of
from include.errors import TransientError
from include.operations.incoming import webhooks
from include.operations.incoming.webhooks import take_deliveries
from include.operations.retention.deletions import retain_inbox
from include.pipeline.fetching import inbox
from include.pipeline.fetching.archiving import FetchArchive
from include.pipeline.stages import fetch
from include.settings import Settings, settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.statsd import forget_client


class Office:
    """A box office that pushes, and the ledger behind it."""

    def __init__(self, engine: Engine, database: Database, folder: Path) -> None:
        self.engine, self.database = engine, database
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        with engine.begin() as connection:
            stored.store(connection, SourceInstance(slug="box_office", name="Box office", kind="webhook"))

    def push(self, delivery: str, document: Any, signed_at: datetime | None = None) -> None:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        with psycopg.connect(self.database.service_url) as service:
            service.execute(
                "select jatre.webhook_receive_v2('box_office', %s, %s, coalesce(%s, now()))",
                [delivery, body, signed_at],
            )

    def run(self) -> fetch.FetchReport:
        return fetch.run(self.engine, "box_office", None, self.settings)

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def titles(self) -> list[Any]:
        return self.rows("select external_id, raw_data ->> 'name' from jatre.events_staging order by 1")

    def waiting(self) -> list[Any]:
        return self.rows("select delivery_id from jatre.webhook_inbox where taken_at is null order by id")


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[Office]:
    engine = engine_of(database.pipeline_url)
    yield Office(engine, database, tmp_path)
    engine.dispose()


def event(key: str, name: str = "Open mic", start: str = "2030-01-01T20:00+05:30") -> dict[str, Any]:
    return {"@type": "Event", "@id": key, "name": name, "startDate": start}


def test_what_was_pushed_comes_into_the_ledger_and_is_taken(office: Office) -> None:
    office.push("d-1", [event("e1"), event("e2")])
    office.push("d-2", {"@context": "https://schema.org", "@graph": [event("e3")]})

    report = office.run()

    assert (report.status, report.new, report.archived, report.complete) == ("success", 3, 2, False)
    assert [key for key, _ in office.titles()] == ["e1", "e2", "e3"]
    assert office.waiting() == []


def test_the_later_word_stands_also_about_the_start(office: Office) -> None:
    office.push("d-1", event("e1", start="2030-01-01T20:00+05:30"))
    office.push("d-2", event("e1", "Open mic, late", "2030-01-01T22:00+05:30"))

    office.run()

    assert office.titles() == [("e1", "Open mic, late")]


def test_a_delivery_that_was_signed_earlier_and_came_later_changes_nothing(office: Office) -> None:
    signed = datetime.now(UTC)
    cancelled = {**event("e1"), "eventStatus": "https://schema.org/EventCancelled"}
    office.push("d-2", cancelled, signed)
    office.run()
    office.push("d-1", event("e1"), signed - timedelta(minutes=2))
    office.push("d-3", event("e2"), signed - timedelta(minutes=2))

    report = office.run()

    assert (report.new, report.changed, report.unreadable) == (1, 0, 1)
    assert office.rows("select raw_data ->> 'eventStatus' from jatre.events_staging where external_id = 'e1'") == [
        ("https://schema.org/EventCancelled",)
    ]


def test_a_word_that_was_repeated_stands_against_one_from_between(office: Office) -> None:
    signed = datetime.now(UTC)
    cancelled = {**event("e1"), "eventStatus": "https://schema.org/EventCancelled"}
    for delivery, document, minutes in (("d-1", event("e1"), 4), ("d-3", event("e1"), 0), ("d-2", cancelled, 2)):
        office.push(delivery, document, signed - timedelta(minutes=minutes))
        office.run()

    assert office.rows("select raw_data ->> 'eventStatus' from jatre.events_staging") == [(None,)]


def test_what_is_pushed_again_without_a_change_is_no_new_revision(office: Office) -> None:
    signed = datetime.now(UTC).replace(microsecond=0)  # as senders sign
    office.push("d-1", event("e1"), signed - timedelta(minutes=2))
    office.run()

    office.push("d-2", event("e1"), signed)

    report = office.run()
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)


def test_of_two_that_wait_the_one_signed_later_stands(office: Office) -> None:
    signed = datetime.now(UTC)
    office.push("d-2", event("e1", "Moved to nine"), signed)
    office.push("d-1", event("e1", "At eight"), signed - timedelta(seconds=30))

    office.run()

    assert office.titles() == [("e1", "Moved to nine")]


def test_an_empty_inbox_is_nothing_to_worry_about(office: Office) -> None:
    report = office.run()

    assert (report.status, report.warnings, report.found) == ("success", [], 0)


def test_what_was_taken_is_not_read_again_and_nothing_else_is_gone(office: Office) -> None:
    office.push("d-1", event("e1"))
    office.run()
    office.push("d-2", event("e2"))

    report = office.run()

    assert (report.found, report.gone, report.absent) == (1, 0, 0)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"{}", b'{"name": "no event"}', b'[{"@type": "Event", "name": '])
def test_a_delivery_that_cannot_be_read_is_reported_and_holds_nobody_up(office: Office, body: bytes) -> None:
    office.push("odd", body)
    office.push("fine", event("e1"))

    report = office.run()

    assert (report.unreadable, report.new, office.waiting()) == (1, 1, [])
    ((details,),) = office.rows("select error_details from jatre.fetch_history")
    assert details["unreadable"][0]["excerpt"] == "odd"


def test_a_run_that_dies_before_its_end_takes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.push("d-1", event("e1"))

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "close_fetch", die)
        with pytest.raises(KeyboardInterrupt):
            office.run()
    assert office.waiting() == [("d-1",)]

    office.run()

    assert (office.titles(), office.waiting()) == ([("e1", "Open mic")], [])


def test_a_slower_run_does_not_write_older_words_over_newer_ones(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.push("d-1", event("e1", "Old"))
    archive = FetchArchive.store

    def overtaken(*args: Any) -> list[str]:
        # while this run is at work, a newer delivery comes and another run takes both
        monkeypatch.setattr(FetchArchive, "store", archive)
        office.push("d-2", event("e1", "New"))
        office.run()
        return archive(*args)

    monkeypatch.setattr(FetchArchive, "store", overtaken)
    with pytest.raises(TransientError, match="another run"):
        office.run()

    assert office.titles() == [("e1", "New")]


def test_a_run_takes_all_of_its_deliveries_or_none(office: Office) -> None:
    for delivery in ("d-1", "d-2"):
        office.push(delivery, event("e1"))
    ids = [number for (number,) in office.rows("select id from jatre.webhook_inbox order by id")]
    with office.engine.begin() as faster:
        inbox.mark_taken(faster, ids[:1])
    with pytest.raises(TransientError, match="another run"), office.engine.begin() as slower:
        inbox.mark_taken(slower, ids)
    assert office.waiting() == [("d-2",)]


@pytest.fixture
def tasks(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The office as Airflow's task sees it: by settings from the environment."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", office.database.pipeline_url)
    monkeypatch.setenv("JATRE_ARCHIVE_URI", office.settings.archive_uri)
    monkeypatch.setenv("JATRE_USE_MODELS", "false")
    monkeypatch.setenv("JATRE_AS_OF", "2029-12-20T12:00+05:30")
    settings.cache_clear()
    with office.engine.begin() as connection:
        areas.store(connection, load_area("indiranagar"))
    yield office
    forget_client()


def test_one_task_takes_a_delivery_to_the_page(tasks: Office) -> None:
    place = {"@type": "Place", "name": "Toit", "address": "298, 100 Feet Road, Indiranagar, Bengaluru"}
    tasks.push("d-1", event("e1", "Pub quiz") | {"location": place})

    report = take_deliveries("run-1")

    assert report == {"found": 1}
    assert tasks.rows("select title, moderation_reasons, is_public from jatre.discovered_events") == [
        ("Pub quiz", [], True)
    ]
    assert tasks.waiting() == []


def test_more_than_one_fetch_takes_is_taken_all_the_same(tasks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_FETCH_DELIVERIES", 2)
    for number in range(5):
        tasks.push(f"d-{number}", event(f"e{number}"))

    assert take_deliveries("run-1") == {"found": 5}
    assert tasks.waiting() == []


def test_a_run_goes_on_while_deliveries_wait_and_shows_events_between(
    tasks: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many fetches that takes; what comes meanwhile too, and the stages run before all of it is fetched."""
    monkeypatch.setattr(inbox, "MAX_FETCH_DELIVERIES", 1)
    monkeypatch.setattr(webhooks, "MAX_ROUNDS", 2)
    for number in range(5):
        tasks.push(f"d-{number}", event(f"e{number}"))
    waiting: list[int] = []
    run_stage = webhooks.run_stage

    def stage(name: str) -> Any:
        if name == "publish":
            waiting.append(len(tasks.waiting()))
            if len(waiting) == 1:
                tasks.push("late", event("late"))
        return run_stage(name)

    monkeypatch.setattr(webhooks, "run_stage", stage)

    assert take_deliveries("run-1") == {"found": 6}
    assert waiting == [3, 2, 0, 0]
    assert tasks.waiting() == []


class Clock:
    """A time that passes while somebody sleeps; each of `happens` takes place during one of these times."""

    def __init__(self, *happens: Callable[[], None]) -> None:
        self.now, self.happens = 0.0, list(happens)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.happens:
            self.happens.pop(0)()


def test_a_run_waits_for_more_and_no_longer_than_it_is_asked_to(tasks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(lambda: tasks.push("d-2", event("e2")), lambda: tasks.push("d-3", event("e3")))
    monkeypatch.setattr(webhooks, "time", clock)
    tasks.push("d-1", event("e1"))

    assert take_deliveries("run-1", linger=10.0) == {"found": 3}
    assert clock.now == pytest.approx(10.0 + 2 * webhooks.LOOK_SECONDS, abs=2 * webhooks.LOOK_SECONDS)
    assert take_deliveries("run-2") == {"found": 0}


def test_a_run_that_failed_waits_for_nothing(tasks: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is to be seen, and it is to be tried again."""
    clock = Clock()
    monkeypatch.setattr(webhooks, "time", clock)
    tasks.push("d-1", event("e1"))
    (tmp_path / "archive").write_text("a file where a folder should be")

    with pytest.raises(TransientError, match="cannot archive"):
        take_deliveries("run-1", linger=10.0)

    assert clock.now == 0.0


def test_a_run_ends_when_its_time_is_up_and_the_next_goes_on(tasks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_FETCH_DELIVERIES", 1)
    for number in range(2):
        tasks.push(f"d-{number}", event(f"e{number}"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks, "RUN_SECONDS", -1.0)
        assert take_deliveries("run-1") == {"found": 0}
    assert len(tasks.waiting()) == 2

    assert take_deliveries("run-2") == {"found": 2}


def test_a_paused_sources_deliveries_wait(tasks: Office) -> None:
    tasks.push("d-1", event("e1"))
    with tasks.engine.begin() as connection:
        connection.execute(text("update jatre.event_sources set is_active = false"))

    assert take_deliveries("run-1") == {"found": 0}
    assert tasks.waiting() == [("d-1",)]


def test_a_failure_is_reported_at_the_end(tasks: Office, tmp_path: Path) -> None:
    tasks.push("d-1", event("e1"))
    (tmp_path / "archive").write_text("a file where a folder should be")

    with pytest.raises(TransientError, match="cannot archive"):
        take_deliveries("run-1")

    assert tasks.waiting() == [("d-1",)]


def test_deliveries_taken_long_ago_are_let_go(tasks: Office) -> None:
    for delivery in ("old", "new", "waiting"):
        tasks.push(delivery, event(delivery))
    with tasks.engine.begin() as connection:
        connection.execute(
            text(
                "update jatre.webhook_inbox set received_at = clock_timestamp() - interval '90 days',"
                " taken_at = clock_timestamp() - case delivery_id when 'old' then interval '31 days' else '0' end"
                " where delivery_id <> 'waiting'"
            )
        )

    assert retain_inbox() == {"deliveries_dropped": 1}
    assert tasks.rows("select delivery_id from jatre.webhook_inbox order by 1") == [("new",), ("waiting",)]


QUIZ = {"@type": "Event", "@id": "e1", "name": "Quiz night", "startDate": "2026-03-07T19:00:00+05:30"}
CALLED_OFF = QUIZ | {"eventStatus": "https://schema.org/EventCancelled", "dateModified": "2026-03-01T12:00:00Z"}
BEFORE = QUIZ | {"eventStatus": "https://schema.org/EventScheduled", "dateModified": "2026-03-01T09:00:00.123456Z"}
AFTER = QUIZ | {"eventStatus": "https://schema.org/EventScheduled", "dateModified": "2026-03-01T18:00:00+05:30"}


@pytest.mark.parametrize("together", [True, False])
def test_a_late_delivery_undoes_no_newer_one(office: Office, together: bool) -> None:
    office.push("d-1", CALLED_OFF)
    if not together:
        office.run()
    office.push("d-2", BEFORE)

    report = office.run()

    assert office.rows("select raw_data ->> 'eventStatus' from jatre.events_staging") == [(CALLED_OFF["eventStatus"],)]
    assert (report.unreadable, office.waiting()) == (1, [])


def test_a_delivery_that_is_newer_by_its_own_word_counts(office: Office) -> None:
    office.push("d-1", CALLED_OFF)
    office.run()
    office.push("d-2", AFTER)
    office.run()

    assert office.rows("select raw_data ->> 'eventStatus' from jatre.events_staging") == [(AFTER["eventStatus"],)]
