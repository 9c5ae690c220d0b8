"""No row can stop the others: what fails is halved until the culprit stands alone, and who dies alone twice goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from include.db import query
from include.errors import ProgramFault
from include.listing import read
from include.pipeline import ledger, source_seconds
from include.pipeline.failures import OutOfTime
from include.pipeline.processor_time import processor_time
from include.pipeline.stages import extract, geocode, nlp
from tests.pipeline.scene import Scene, at

END_SLEEPERS = (
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
    " where datname = current_database() and wait_event = 'PgSleep'"
)
"""What the server does by itself when it has noticed that the client is gone, or the statement's time is up."""


class TaskTimeLimit(BaseException):
    """As Airflow raises it in the middle of a task."""


@pytest.fixture
def town(scene: Scene) -> Scene:
    """Six listings of two sources; `culprit` stands in the middle."""
    for number in range(5):
        scene.lists("club", f"good{number}", title=f"Board games evening {number}", at=at(5 + number), place="Toit")
    scene.lists("odd", "culprit", title="Cartoon drawing evening", at=at(12), place="Toit")
    extract.run(scene.engine)
    return scene


@contextmanager
def when_the_culprit_is_written(admin_url: str, statement: str) -> Iterator[None]:
    """What its content does to the statement that writes it, for whatever batch it is in."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(
            "create function jatre.trap() returns trigger language plpgsql as $$ begin "
            f"if new.external_id = 'culprit' and new.stage = 'geocode' then {statement}; end if; return new; end $$"
        )
        admin.execute(
            "create trigger aa_trap before update on jatre.events_staging for each row execute function jatre.trap()"
        )
        try:
            yield
        finally:
            admin.execute("drop function jatre.trap cascade")


def states(scene: Scene) -> dict[str, tuple[str, int]]:
    found = scene.rows("select external_id, stage, tries from jatre.events_staging order by 1")
    return {row.external_id: (row.stage, row.tries) for row in found}


def neighbours_went_on(scene: Scene) -> bool:
    return all(state == ("geocode", 0) for name, state in states(scene).items() if name != "culprit")


@pytest.mark.parametrize("code", ["53200", "54000", "22003", "P0001"], ids=["memory", "limit", "range", "raised"])
def test_what_the_content_does_to_a_statement_costs_its_own_row(town: Scene, database: Any, code: str) -> None:
    with when_the_culprit_is_written(database.admin_url, f"raise 'too much of it' using errcode = '{code}'"):
        report = nlp.run(town.engine)

    assert (report.done, report.set_aside) == (5, 1)
    assert neighbours_went_on(town)
    assert "too much of it" in town.listing("odd", "culprit").set_aside_reason


@pytest.mark.parametrize("code", ["40001", "40P01", "55P03", "57P01"])
def test_what_passes_is_tried_again_and_blames_nobody(town: Scene, database: Any, code: str) -> None:
    twice = f"if nextval('public.times') < 3 then raise 'not now' using errcode = '{code}'; end if"
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("create sequence public.times")
        admin.execute("grant all on sequence public.times to public")
    with when_the_culprit_is_written(database.admin_url, twice):
        report = nlp.run(town.engine)

    assert (report.done, report.set_aside) == (6, 0)
    assert states(town)["culprit"] == ("geocode", 0)


def test_a_statement_that_never_ends_costs_its_own_row(
    town: Scene, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "STATEMENT_SECONDS", 1)

    with when_the_culprit_is_written(database.admin_url, "perform pg_sleep(600)"):
        report = nlp.run(town.engine)

    assert (report.done, report.set_aside) == (5, 1)
    assert neighbours_went_on(town)
    assert "ran out of time with it alone, 2 times" in town.listing("odd", "culprit").set_aside_reason


def test_after_the_time_limit_of_the_task_the_next_run_takes_the_rows_one_by_one(town: Scene, database: Any) -> None:
    with when_the_culprit_is_written(database.admin_url, "perform pg_sleep(600)"):
        runs = 0
        while states(town)["culprit"][0] == "nlp" and runs < 5:
            runs += 1
            if states(town)["culprit"] == ("nlp", 3):
                nlp.run(town.engine)
            else:
                _run_with_a_time_limit(town, database.admin_url)
            if runs == 3:
                assert neighbours_went_on(town), "from the third run on the culprit comes last"

    assert neighbours_went_on(town)
    assert "nlp: its process died or ran out of time" in town.listing("odd", "culprit").set_aside_reason


def test_a_run_that_is_shut_down_blames_no_row(town: Scene, database: Any) -> None:
    with when_the_culprit_is_written(database.admin_url, "perform pg_sleep(600)"), pytest.raises(KeyboardInterrupt):
        _interrupted(KeyboardInterrupt, lambda: nlp.run(town.engine), database.admin_url)

    assert set(states(town).values()) == {("nlp", 0)}


@pytest.mark.faults
def test_rows_whose_process_was_killed_are_known_to_the_next_run(town: Scene, database: Any) -> None:
    with when_the_culprit_is_written(database.admin_url, "perform pg_sleep(600)"):
        for tries in (1, 2, 3):
            _killed_in_the_middle(database, tries)
        report = nlp.run(town.engine)

    assert neighbours_went_on(town)
    assert report.set_aside == 1
    assert states(town)["culprit"] == ("done", 0)


@pytest.mark.faults
def test_a_row_that_was_begun_alone_is_set_aside_after_two_deaths(scene: Scene, database: Any) -> None:
    scene.lists("odd", "culprit", title="Cartoon drawing evening", at=at(12), place="Toit")
    extract.run(scene.engine)
    with when_the_culprit_is_written(database.admin_url, "perform pg_sleep(600)"):
        for tries in (2, 3):
            _killed_in_the_middle(database, tries)
        report = nlp.run(scene.engine)

    assert report.set_aside == 1
    assert states(scene)["culprit"] == ("done", 0)


def fails_for_all(*_: object) -> None:
    raise AttributeError("nothing has this")


@pytest.mark.parametrize(
    "place", ["include.pipeline.stages.nlp.read", "include.understand.category.categories.categorise"]
)
def test_what_fails_for_every_row_fails_the_run_and_blames_nobody(
    town: Scene, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(place, fails_for_all)

    with pytest.raises(ProgramFault, match=r"all 6 records fail in the same way.*AttributeError: nothing has this"):
        nlp.run(town.engine)

    assert set(states(town).values()) == {("nlp", 0)}
    monkeypatch.undo()
    assert nlp.run(town.engine).done == 6


def test_a_fault_of_the_program_in_one_batch_does_not_stop_the_others(
    town: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sites that fill a batch with what the program cannot do stop nobody, run after run."""
    for number in range(3):
        town.lists("choir", f"more{number}", title=f"Choir rehearsal {number}", at=at(20 + number), place="Toit")
    extract.run(town.engine)
    calls = iter(range(100))
    monkeypatch.setattr(nlp, "read", lambda document: fails_for_all() if next(calls) < 6 else read(document))
    monkeypatch.setattr(ledger.drain, "__defaults__", (None, 6))

    with pytest.raises(ProgramFault):
        nlp.run(town.engine)

    assert sorted(states(town).values()) == [("geocode", 0)] * 3 + [("nlp", 0)] * 6


def test_what_fails_for_all_rows_of_one_source_costs_that_source(town: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        nlp, "read", lambda document: fails_for_all() if "games" in document["title"] else read(document)
    )

    report = nlp.run(town.engine)

    assert (report.done, report.set_aside) == (1, 5)


def test_a_row_that_cannot_even_be_read_costs_itself(town: Scene) -> None:
    town.do(
        "update jatre.events_staging set processed_data = jsonb_set(processed_data, '{capacity}',"
        " repeat('9', 5000)::jsonb) where external_id = 'culprit'"
    )

    report = nlp.run(town.engine)

    assert (report.done, report.set_aside) == (5, 1)
    assert neighbours_went_on(town)


def test_new_content_starts_with_a_clean_count(town: Scene) -> None:
    town.do("update jatre.events_staging set tries = 2 where external_id = 'culprit'")

    nlp.run(town.engine)

    assert states(town)["culprit"] == ("geocode", 0)


def test_a_stage_ends_in_time_and_the_next_run_goes_on(town: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp.run(town.engine)
    monkeypatch.setattr(ledger, "BATCH_SECONDS", -1.0)  # one row a batch
    monkeypatch.setattr(ledger, "STAGE_SECONDS", 0.0)
    stopped = geocode.run(town.engine)
    assert (stopped.taken, stopped.stopped_early) == (0, True)

    monkeypatch.undo()

    assert geocode.run(town.engine).done == 6


def test_a_source_whose_records_take_long_waits_and_the_others_are_read(
    town: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its records keeps to its own budget: there are just very many of them."""
    for number in range(10):
        town.lists("odd", f"slow{number}", title=f"Drawing evening {number}", at=at(12), place="Toit")
    clock = stopped_clock(monkeypatch)
    read = extract._raw_listing

    def slow(row: Any, by_source: Any) -> Any:
        clock[0] += 50 if row.slug == "odd" else 0
        return read(row, by_source)

    monkeypatch.setattr(extract, "_raw_listing", slow)
    town.do("update jatre.events_staging set stage = 'extract'")

    report = extract.run(town.engine)

    assert good_ones_are_read(town)
    assert report.stopped_early
    waiting = [name for name, state in states(town).items() if state == ("extract", 0)]
    assert len(waiting) >= 8, "three of eleven take the source's time"

    monkeypatch.setattr(extract, "_raw_listing", read)

    assert extract.run(town.engine).done == len(waiting)


def test_set_wise_work_counts_to_the_sources_of_its_rows(town: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that does nothing row by row stops for a source that has had its time, and goes on with the others."""
    for number in range(10):
        town.lists("odd", f"slow{number}", title=f"Drawing evening {number}", at=at(12), place="Toit")
    town.do("update jatre.events_staging set stage = 'dedup'")
    clock = stopped_clock(monkeypatch)

    def set_wise(connection: Any, rows: Any, batch: Any) -> None:
        clock[0] += 130 if any(row.slug == "odd" for row in rows) else 1
        batch.done.extend(row.id for row in rows)
        connection.execute(query("listings_advance"), {"ids": batch.done, "next": "enrich"})

    report = ledger.drain(town.engine, "dedup", set_wise, size=1)

    found = states(town)
    assert {state for name, state in found.items() if name.startswith("good")} == {("enrich", 0)}
    assert sum(state == ("dedup", 0) for state in found.values()) == 10, "one of eleven takes the source's time"
    assert report.stopped_early


def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the ledger reads from its clock; a test moves them on."""
    clock = [0.0]
    stopped = SimpleNamespace(monotonic=lambda: clock[0], sleep=time.sleep)
    monkeypatch.setattr(ledger, "time", stopped)
    monkeypatch.setattr(source_seconds, "time", stopped)
    return clock


def good_ones_are_read(scene: Scene) -> bool:
    return all(state == ("nlp", 0) for name, state in states(scene).items() if name.startswith("good"))


def test_set_wise_work_in_this_process_has_a_limit_of_its_own() -> None:
    with pytest.raises(OutOfTime):
        _work_without_end()


def _work_without_end() -> None:
    with processor_time(0.2):
        while True:
            pass


def _run_with_a_time_limit(scene: Scene, admin_url: str) -> None:
    try:
        _interrupted(TaskTimeLimit, lambda: nlp.run(scene.engine), admin_url)
    except TaskTimeLimit:
        scene.engine.dispose()
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(END_SLEEPERS)


def _interrupted(error: type[BaseException], work: Any, admin_url: str) -> None:
    def limit(*_: object) -> None:
        raise error

    before = signal.signal(signal.SIGALRM, limit)
    watcher = threading.Thread(target=_ring_when_the_culprit_sleeps, args=[admin_url], daemon=True)
    watcher.start()
    try:
        work()
    finally:
        watcher.join(timeout=180)
        signal.signal(signal.SIGALRM, before)


def _ring_when_the_culprit_sleeps(admin_url: str) -> None:
    asleep = "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
    with psycopg.connect(admin_url, autocommit=True) as admin:
        deadline = time.monotonic() + 170
        while time.monotonic() < deadline:
            if admin.execute(asleep).fetchone():
                os.kill(os.getpid(), signal.SIGALRM)
                return
            time.sleep(0.05)


def _killed_in_the_middle(database: Any, tries: int) -> None:
    """A run of the stage that is killed when it has the culprit in hand for the nth time."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from include.pipeline.runs import run_stage; run_stage('nlp')"],
        env=os.environ | {"JATRE_PIPELINE_URL": database.pipeline_url}, start_new_session=True,
    )  # fmt: skip
    under_way = f"select 1 from jatre.events_staging where external_id = 'culprit' and tries = {tries}"
    sleeping = "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        deadline = time.monotonic() + 180
        while not (admin.execute(under_way).fetchone() and admin.execute(sleeping).fetchone()):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        admin.execute(END_SLEEPERS)
