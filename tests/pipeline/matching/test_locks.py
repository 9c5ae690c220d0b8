"""What two matchings at once wait for: rows that only the pipeline can hold, and any number of them."""

from __future__ import annotations

import random
import threading
from datetime import date
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from include.errors import TransientError
from include.operations.retention import deletions
from include.pipeline import ledger
from include.pipeline.matching.locks import lock_names, take_locks
from include.pipeline.stages import dedup, geocode
from include.settings import settings
from tests.conftest import Database
from tests.db.world import assert_forbidden
from tests.pipeline.scene import Scene, at
from tests.understand.match.match_records import match_record


def listing(number: int, **more: Any) -> Any:
    one = match_record(number, **more)
    return SimpleNamespace(slug=one.source, title_key=one.normal, record=one)


def held(connection: Connection) -> int:
    return int(connection.exec_driver_sql("select count(*) from jatre.match_locks").scalar_one())


def test_twenty_thousand_dates_take_twenty_thousand_rows(scene: Scene) -> None:
    with scene.engine.begin() as connection:
        take_locks(connection, [listing(1, days=-10_000, dates=20_000)])
        assert held(connection) == 20_000 + 2 + 1


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_is_can_be_locked(scene: Scene, day: date) -> None:
    ends = listing(1, days=(day - date(2026, 3, 6)).days + (1 if day == date.min else -1))
    with scene.engine.begin() as connection:
        take_locks(connection, [ends])
        assert f"day {day}" in lock_names([ends])


def test_nobody_but_the_pipeline_holds_one(database: Database) -> None:
    for url in (database.analyst_url, database.service_url):
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("set default_transaction_read_only = off")
            assert_forbidden(
                other,
                "select name from jatre.match_locks for update",
                "insert into jatre.match_locks values ('day 2026-03-06')",
                "begin; lock table jatre.match_locks",
            )


def test_a_holder_that_is_stuck_ends_the_wait_and_the_listing_waits_on(
    scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.lists("guide", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="Toit")
    scene.run()
    scene.do("update jatre.events_staging set stage = 'dedup'")
    monkeypatch.setattr(ledger, "LOCK_SECONDS", 0.05)
    with psycopg.connect(database.pipeline_url) as stuck:
        stuck.execute("select name from jatre.match_locks for update")
        with pytest.raises(TransientError):
            dedup.run(scene.engine)
    waits = scene.listing("guide", "1")
    assert (waits.stage, waits.set_aside_reason) == ("dedup", None)
    assert dedup.run(scene.engine).done == 1


@pytest.mark.parametrize(
    ("stage", "held"),
    [
        (geocode, "select code from jatre.areas for no key update"),
        (dedup, "select name from jatre.match_locks for update"),
        (dedup, "select id from jatre.discovered_events for update"),
    ],
)
@pytest.mark.parametrize(("statement", "lock"), [(60, 0.05), (1, 20)])
def test_waiting_for_others_blames_no_listing(
    scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch, stage: Any, held: str, statement: float,
    lock: float,
) -> None:  # fmt: skip
    """However often it happens; nor when the statement's time ends before any single wait has become too long."""
    scene.lists("guide", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="Toit")
    scene.run()
    name = stage.__name__.rpartition(".")[2]
    scene.do(f"update jatre.events_staging set stage = '{name}'")
    monkeypatch.setattr(ledger, "MAX_BATCH_ATTEMPTS", 1)
    with psycopg.connect(database.admin_url) as stuck, pytest.MonkeyPatch.context() as patch:
        stuck.execute(held)
        patch.setattr(ledger, "STATEMENT_SECONDS", statement)
        patch.setattr(ledger, "LOCK_SECONDS", lock)
        for _ in range(ledger.MAX_ROW_TRIES + 1 if lock < statement else 1):
            with pytest.raises(TransientError):
                stage.run(scene.engine)
    waits = scene.listing("guide", "1")
    assert (waits.stage, waits.set_aside_reason) == (name, None)
    assert waits.tries <= 1, "a try alone is taken back"
    assert stage.run(scene.engine).done == 1


def test_the_pipeline_never_waits_for_ever(database: Database) -> None:
    with psycopg.connect(database.pipeline_url) as pipeline:
        assert pipeline.execute("show lock_timeout").fetchone() == ("2min",)


class RivalRuns:
    """Threads that take locks in no order of their own, and note whom they met inside."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, random.Random(seed)
        self.inside: set[str] = set()
        self.met: list[str] = []
        self.failures: list[Exception] = []
        self.guard = threading.Lock()

    def run(self, threads: int, rounds: int) -> None:
        turns = [[self._some() for _ in range(rounds)] for _ in range(threads)]
        running = [threading.Thread(target=self._go, args=(turn,)) for turn in turns]
        for one in running:
            one.start()
        for one in running:
            one.join()

    def _some(self) -> list[Any]:
        return [listing(n, days=self.chance.randrange(30), title=f"Title {n % 3}") for n in range(4)]

    def _go(self, turns: list[list[Any]]) -> None:
        for listings in turns:
            try:
                with self.engine.begin() as connection:
                    take_locks(connection, listings)
                    self._meet(set(lock_names(listings)))
            except Exception as error:  # the test looks at them
                self.failures.append(error)

    def _meet(self, names: set[str]) -> None:
        with self.guard:
            self.met += self.inside & names
            self.inside |= names
        with self.guard:
            self.inside -= names


def test_many_at_once_exclude_each_other_and_never_deadlock(scene: Scene) -> None:
    rivals = RivalRuns(scene.engine, seed=1)
    rivals.run(threads=6, rounds=10)
    assert (rivals.met, rivals.failures) == ([], [])


def test_retention_in_between_lets_nobody_in_twice(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", scene.engine.url.render_as_string(hide_password=False))
    rivals = RivalRuns(scene.engine, seed=2)
    over = threading.Event()

    def retain() -> None:
        while not over.wait(0.02):
            deletions.retain_match_locks()

    beside = threading.Thread(target=retain)
    beside.start()
    rivals.run(threads=4, rounds=10)
    over.set()
    beside.join()
    assert rivals.met == []
    assert all(isinstance(error, TransientError | OperationalError) for error in rivals.failures), rivals.failures


def test_retention_takes_what_nobody_holds(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", scene.engine.url.render_as_string(hide_password=False))
    with scene.engine.begin() as connection:
        take_locks(connection, [listing(1)])
    with scene.engine.begin() as connection:
        take_locks(connection, [listing(2, days=1)])
        assert deletions.retain_match_locks() == {"match_locks_dropped": 1}
        assert held(connection) == 4
