"""Nothing that one site sends can stop, slow or change another: a day of healthy sites with culprits among them."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from include.untrusted.budget import RECORD_BUDGET
from tests.faults.natural import Tables, tables
from tests.hostile.conftest import Day, NewScene
from tests.hostile.culprit import Culprit, all_culprits, json_ld
from tests.hostile.culprits import bounds, text
from tests.hostile.culprits import time as time_taking
from tests.hostile.day import healthy_day
from tests.hostile.scene import RUN_SECONDS, Scene

pytestmark = pytest.mark.faults

CULPRITS = all_culprits()
QUICK = [*bounds.CULPRITS, *text.CULPRITS]
"""Those that cost no budget of time: enough where it is the killing that is tried."""


def assert_neighbours_are_as_undisturbed(scene: Scene, undisturbed: Day) -> None:
    seen = without_culprits(tables(scene.database.admin_url))
    assert seen.listings == undisturbed.tables.listings
    assert seen.events == undisturbed.tables.events
    assert not scene.waiting()


def assert_every_culprit_is_named(scene: Scene, culprits: list[Culprit]) -> None:
    """And nothing of it is lost beside what is named."""
    unnamed = {
        one.name: scene.named(one.feed.slug)
        for one in culprits
        if one.reason and not any(re.search(one.reason, text) for text in scene.named(one.feed.slug))
    }
    lost = {
        one.name: (found, one.read, scene.named(one.feed.slug))
        for one in culprits
        if (found := scene.read(one.feed.slug)) != one.read
    }
    assert (unnamed, lost) == ({}, {})


def without_culprits(seen: Tables) -> Tables:
    def is_healthy(slug: str) -> bool:
        return not slug.startswith("hostile_")

    listings = {key: row for key, row in seen.listings.items() if is_healthy(key[0])}
    events = {key: row for key, row in seen.events.items() if any(is_healthy(slug) for slug, _ in key)}
    return Tables(listings, events)


def in_the_middle(culprits: list[Culprit]) -> list:  # type: ignore[type-arg]
    day = healthy_day()
    half = len(day) // 2
    return [*day[:half], *(one.feed for one in culprits), *day[half:]]


@pytest.mark.parametrize("copies", [time_taking.COPIES, pytest.param(1_600, marks=pytest.mark.long)])
def test_culprits_in_the_middle_of_a_day_cost_their_neighbours_nothing(
    new_scene: NewScene, undisturbed: Day, copies: int
) -> None:
    """With `make long` one has so many copies of a listing that the square of their number shows."""
    culprits = [time_taking.copies(copies) if one.name == "copies" else one for one in CULPRITS]
    scene = new_scene(in_the_middle(culprits))

    seconds = scene.run()

    assert_neighbours_are_as_undisturbed(scene, undisturbed)
    assert_every_culprit_is_named(scene, culprits)
    assert seconds <= 1.5 * undisturbed.seconds + len(culprits) * RECORD_BUDGET.seconds


@pytest.mark.long
def test_culprits_alone_are_named(new_scene: NewScene) -> None:
    scene = new_scene([one.feed for one in CULPRITS])

    scene.run()

    assert_every_culprit_is_named(scene, CULPRITS)
    assert not scene.waiting()


@pytest.mark.parametrize(
    "stages", [["dedup"], pytest.param(["extract", "nlp", "dedup"], marks=pytest.mark.long)], ids=["one", "several"]
)
def test_after_kills_the_next_run_does_the_same(new_scene: NewScene, undisturbed: Day, stages: list[str]) -> None:
    scene = new_scene(in_the_middle(QUICK))
    for stage in stages:
        kill_within(scene, stage)

    scene.run()

    assert_neighbours_are_as_undisturbed(scene, undisturbed)
    assert_every_culprit_is_named(scene, QUICK)


def test_after_the_tasks_time_limit_the_next_runs_do_the_same(new_scene: NewScene, undisturbed: Day) -> None:
    stuck = json_ld("stuck", "ran out of time with it alone, 2 times")
    scene = new_scene(in_the_middle([*QUICK, stuck]))
    with hanging(scene, "urn:stuck"):
        for number in range(3):
            reach_the_time_limit(scene, fetches=number == 0)

        scene.run()

    assert_neighbours_are_as_undisturbed(scene, undisturbed)
    assert_every_culprit_is_named(scene, [*QUICK, stuck])


@contextmanager
def hanging(scene: Scene, external_id: str) -> Iterator[None]:
    """A row at which the statement that writes it never ends, once nlp is done with it."""
    trap = sql.SQL(
        "create function jatre.trap() returns trigger language plpgsql as $$ begin"
        " if new.external_id = {} and new.stage = 'geocode' then perform pg_sleep(600); end if; return new; end $$;"
        "create trigger aa_trap before update on jatre.events_staging for each row execute function jatre.trap()"
    ).format(sql.Literal(external_id))
    with psycopg.connect(scene.database.admin_url, autocommit=True) as admin:
        admin.execute(trap)
        yield
        admin.execute("drop function jatre.trap cascade")


def reach_the_time_limit(scene: Scene, *, fetches: bool) -> None:
    """Run until the row hangs; there the task's time is up. Its server process ends as when it notices that."""
    process = scene.start(fetches=fetches)
    asleep = "from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
    with psycopg.connect(scene.database.admin_url, autocommit=True) as admin:
        deadline = time.monotonic() + RUN_SECONDS
        while admin.execute(f"select 1 {asleep}").fetchone() is None:
            assert process.poll() is None, "the run ended before it came there"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGALRM)
        output, _ = process.communicate(timeout=RUN_SECONDS)
        admin.execute(f"select pg_terminate_backend(pid, 5000) {asleep}")
    assert "TaskTimeLimit" in output


def kill_within(scene: Scene, stage: str) -> None:
    """Kill the pipeline when it has rows of a stage in hand."""
    process = scene.start()
    with psycopg.connect(scene.database.admin_url, autocommit=True) as admin:
        deadline = time.monotonic() + 300
        begun = "select from jatre.events_staging where stage = %s and tries = 1 limit 1"
        while admin.execute(begun, [stage]).fetchone() is None:
            assert process.poll() is None, "the run ended before it came there"
            assert time.monotonic() < deadline
            time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL
