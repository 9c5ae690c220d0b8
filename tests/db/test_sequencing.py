"""The one order: dense, complete, as promised, however many write and however many call the sequencer."""

from __future__ import annotations

import itertools
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg

from tests.conftest import Database
from tests.db.world import FeedRow, add_event, change, feed, sequence

WRITERS, CALLERS, ROUNDS = 16, 4, 40


def _write(database: Database, writer: int, shared: list[UUID]) -> list[UUID]:
    """Insert, update own and shared events, in transactions of different lengths; own events in commit order."""
    own: list[UUID] = []
    with psycopg.connect(database.pipeline_url, autocommit=True) as connection:
        for step in range(ROUNDS):
            with connection.transaction(force_rollback=step % 10 == 9):
                event = add_event(connection, title=f"{writer}/{step}")
                change(connection, shared[(writer + step) % len(shared)], title=f"by {writer} at {step}")
            if step % 10 != 9:
                own.append(event)
    return own


def _call(database: Database, done: threading.Event) -> int:
    moved = 0
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        while not done.is_set():
            moved += max(0, sequence(connection, limit=50))
    return moved


def _run(database: Database, shared: list[UUID]) -> list[list[UUID]]:
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + CALLERS) as pool:
        callers = [pool.submit(_call, database, done) for _ in range(CALLERS)]
        writers = [pool.submit(_write, database, writer, shared) for writer in range(WRITERS)]
        try:
            return [writer.result() for writer in writers]
        finally:
            done.set()
            for caller in callers:
                caller.result()


def _versions(changes: list[FeedRow]) -> dict[str, list[int]]:
    by_entity: dict[str, list[int]] = defaultdict(list)
    for step in changes:
        by_entity[step.entity].append(step.version)
    return by_entity


def test_sixteen_writers_and_four_callers_give_one_dense_complete_order(
    database: Database, owner: psycopg.Connection
) -> None:
    shared = [add_event(owner, title=f"shared {n}") for n in range(5)]
    written = _run(database, shared)
    changes = feed(owner)

    assert [step.seq for step in changes] == list(range(1, len(changes) + 1)), "dense"
    versions = _versions(changes)
    committed = {str(event) for events in written for event in events} | {str(event) for event in shared}
    assert set(versions) == committed, "complete, and nothing that was rolled back"
    assert all(sorted(numbers) == numbers for numbers in versions.values()), "each entity in the order of its versions"
    stored = dict(owner.execute("select id::text, version from jatre.discovered_events").fetchall())
    assert all(stored[entity] == numbers[-1] for entity, numbers in versions.items()), "up to the newest"
    assert all(len(versions[str(event)]) == stored[str(event)] for event in shared), "every version once"

    place = {step.entity: step.seq for step in reversed(changes)}
    for events in written:
        assert all(place[str(a)] < place[str(b)] for a, b in itertools.pairwise(events)), "committed before begun"


def test_numbers_go_on_after_the_feed_was_emptied(owner: psycopg.Connection) -> None:
    add_event(owner)
    assert len(feed(owner)) == 1
    owner.execute("delete from jatre.feed_changes")
    add_event(owner)
    assert [step.seq for step in feed(owner)] == [2]


def test_who_finds_another_at_the_head_goes_on(database: Database, owner: psycopg.Connection) -> None:
    add_event(owner)
    with psycopg.connect(database.owner_url) as holder:
        holder.execute("select from jatre.feed_head for update")
        assert sequence(owner) == -1
    assert sequence(owner) == 1


def test_an_open_transaction_elsewhere_does_not_hold_the_feed_up(database: Database, owner: psycopg.Connection) -> None:
    with psycopg.connect(database.cluster.url()) as elsewhere, psycopg.connect(database.owner_url) as here:
        elsewhere.execute("select pg_current_xact_id()")
        add_event(here, title="not committed")
        event = add_event(owner)
        assert [step.entity for step in feed(owner)] == [str(event)]


def test_the_feed_makes_room_for_itself(owner: psycopg.Connection) -> None:
    owner.execute("update jatre.feed_head set head = 99998, partitioned_until = 100001")
    owner.execute("select jatre.feed_partition(1)")
    owner.execute("update jatre.feed_head set partitioned_until = 1")
    for n in range(4):
        add_event(owner, title=f"show {n}")
    assert [step.seq for step in feed(owner, after=99998)] == [99999, 100000, 100001, 100002]


def test_retention_drops_whole_partitions_and_raises_the_floor(owner: psycopg.Connection) -> None:
    add_event(owner)
    feed(owner)
    owner.execute("update jatre.feed_head set head = 99999")
    add_event(owner)
    add_event(owner, title="in the next partition")
    feed(owner)
    assert owner.execute("select jatre.feed_retain('1 hour')").fetchone() == (0,)
    owner.execute("update jatre.feed_changes set sequenced_at = sequenced_at - interval '1 day'")
    assert owner.execute("select jatre.feed_retain('1 hour')").fetchone() == (1,)
    assert owner.execute("select floor, head from jatre.feed_position_v2()").fetchone() == (100000, 100001)
    assert [step.seq for step in feed(owner, after=100000)] == [100001]


def test_a_copy_of_the_database_has_another_epoch(database: Database, owner: psycopg.Connection) -> None:
    (before,) = owner.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
    sequence(owner)  # this database is itself a copy of the template
    (first,) = owner.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
    sequence(owner)
    (second,) = owner.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
    assert before != first == second


def test_the_restore_runbook_starts_a_new_epoch(owner: psycopg.Connection) -> None:
    sequence(owner)
    (old,) = owner.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
    (new,) = owner.execute("select jatre.feed_new_epoch_v1()").fetchone() or ("",)
    assert new != old
    assert owner.execute("select epoch from jatre.feed_position_v2()").fetchone() == (new,)


def test_a_reader_gets_at_least_one_change_however_large_it_is(owner: psycopg.Connection) -> None:
    for n in range(3):
        add_event(owner, title=f"Show {n}", description="x" * 5_000)
    feed(owner)

    def read(max_bytes: int) -> list[int]:
        rows = owner.execute("select seq from jatre.feed_read_v2(0, 100, %s)", [max_bytes]).fetchall()
        return [seq for (seq,) in rows]

    assert read(100) == [1]
    assert len(read(1_000_000)) == 3
    assert len(read(8_000)) == 2  # as long as what came before is less
