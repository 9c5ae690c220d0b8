"""Nothing is lost and nothing is doubled: kill the pipeline or the database in the middle of a run, then run again.

By `make long` alone. In CI the same is asked of a whole demo, whose task, scheduler, service and database are killed in
the middle of a fetch, of matching and of publishing (`tests/demo/test_kill.py`), of a day among culprits
(`tests/hostile/test_day.py`), and of the rows that a killed process had in hand (`tests/pipeline/test_ledger.py`).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import psycopg
import pytest

from tests.faults.conftest import NewScene
from tests.faults.natural import Tables, check_feed, tables
from tests.faults.world import Point, Scene

pytestmark = [pytest.mark.faults, pytest.mark.long]

# a moment within the transaction of the fetch, of matching (which writes to several tables), and of publishing
FETCHING = Point("events_staging", "new.stage = 'extract'", 4)
MATCHING = Point("event_occurrences", "true", 3)
PUBLISHING = Point("feed_outbox", "true", 2)
# the stages in between all work through the same few lines: one of them by default, all with JATRE_TEST_THOROUGH=1
ENRICHING = Point("events_staging", "new.stage = 'publish'", 2)
OTHERS = [Point("events_staging", f"new.stage = '{stage}'", 3) for stage in ("nlp", "geocode", "dedup", "enrich")]
THOROUGH = bool(os.environ.get("JATRE_TEST_THOROUGH"))


def assert_as_if_nothing_had_happened(world: Scene, undisturbed: Tables) -> None:
    seen = tables(world.admin_url)
    assert seen.listings == undisturbed.listings
    assert seen.events.keys() == undisturbed.events.keys()
    assert seen.events == undisturbed.events
    assert check_feed(world.admin_url) >= sum(event["is_public"] for event in undisturbed.events.values())


def test_a_second_run_changes_nothing(calm: Scene, undisturbed: Tables) -> None:
    changes = check_feed(calm.admin_url)

    calm.run()

    assert_as_if_nothing_had_happened(calm, undisturbed)
    assert check_feed(calm.admin_url) == changes, "a run that brought nothing new sent the page a change"


def test_a_pipeline_killed_in_the_middle_of_its_stages_loses_and_doubles_nothing(
    new_world: NewScene, undisturbed: Tables
) -> None:
    world = new_world()
    for point in [FETCHING, *(OTHERS if THOROUGH else []), MATCHING, ENRICHING, PUBLISHING]:
        with world.stopped_at(point) as process:
            os.killpg(process.pid, signal.SIGKILL)
            assert process.wait(60) == -signal.SIGKILL
        world.remove_tripwire()

    world.run()

    assert_as_if_nothing_had_happened(world, undisturbed)


def test_a_pipeline_killed_at_random_moments_loses_and_doubles_nothing(
    new_world: NewScene, undisturbed: Tables
) -> None:
    seed = int(os.environ.get("JATRE_TEST_SEED", time.time_ns() % 100_000))
    chance = random.Random(seed)
    world = new_world()
    for _ in range(20 if THOROUGH else 5):
        process = world.start()
        time.sleep(chance.uniform(1.0, 5.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    world.run()

    sys.stdout.write(f"JATRE_TEST_SEED={seed} repeats this")  # shown when it fails
    assert_as_if_nothing_had_happened(world, undisturbed)


@pytest.mark.parametrize("points", [[MATCHING], [FETCHING, MATCHING, PUBLISHING]], ids=["one", "all"])
def test_a_database_killed_in_the_middle_of_a_run_loses_and_doubles_nothing(
    new_world: NewScene, undisturbed: Tables, points: list[Point]
) -> None:
    """In matching, whose transaction writes to most tables, and in each of the others."""
    world = new_world()
    for point in points:
        with world.stopped_at(point) as process:
            sent_before = _sequenced(world)
            world.cluster.kill()
            assert process.wait(timeout=60) == 1, "the pipeline did not report that its database had gone"
        world.cluster.start()
        world.remove_tripwire()
        assert _sequenced(world)[: len(sent_before)] == sent_before, "what clients were sent has changed"

    world.run()

    assert_as_if_nothing_had_happened(world, undisturbed)


def _sequenced(world: Scene) -> list[tuple[object, ...]]:
    """What clients have been sent, in their order."""
    with psycopg.connect(world.admin_url, autocommit=True) as connection:
        connection.execute("select jatre.feed_sequence_v3()")
        return connection.execute("select seq, kind, entity, payload from jatre.feed_changes order by seq").fetchall()
