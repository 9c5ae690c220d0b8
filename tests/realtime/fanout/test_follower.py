"""How the feed is followed: every change read once in order, each break a reset, a slow database asked for less."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from realtime import contract
from realtime.contract import SequenceResult
from realtime.fanout import follower as following
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.service import Service, build
from realtime.settings import ServiceSettings
from tests.realtime.running import until

BATCH = 40


class Feed:
    """A database that numbers what waits, and gives it back in order; `missing` changes are deleted."""

    def __init__(self) -> None:
        self.epoch, self.head, self.waiting = "e", 0, 0
        self.missing: set[int] = set()
        self.limits: list[int] = []
        self.slow_above: float = float("inf")
        self.busy = 0
        self.reads: list[tuple[int, int]] = []

    async def sequence(self, _: Any, limit: int) -> SequenceResult:
        self.limits.append(limit)
        if limit > self.slow_above:
            raise asyncpg.QueryCanceledError
        if self.busy:
            self.busy -= 1
            return SequenceResult(-1, self.head, self.epoch)
        moved = min(limit, self.waiting)
        self.waiting -= moved
        self.head += moved
        return SequenceResult(moved, self.head, self.epoch)

    async def read(self, _: Any, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        self.reads.append((after, max_changes))
        kept = [seq for seq in range(after + 1, self.head + 1) if seq not in self.missing]
        return [change(self.epoch, seq) for seq in kept[:max_changes]]


def change(epoch: str, seq: int) -> FeedChange:
    rooms = frozenset({"events:all"})
    return FeedChange(Cursor(epoch, seq), "event:new", str(seq), 1, rooms, '{"a":1}', datetime.now(UTC))


class Scene:
    """A service whose follower reads a feed."""

    def __init__(self, service: Service, feed: Feed) -> None:
        self.service, self.feed, self.follower = service, feed, service.follower

    async def catch_up(self) -> None:
        connection: Any = None
        await self.follower._catch_up(connection)

    def metric(self, name: str, **labels: str) -> float | None:
        return self.service.metrics.registry.get_sample_value(name, labels)


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    service = build(ServiceSettings(service_url="postgresql://nobody@nowhere/nothing", feed_batch=BATCH))
    feed = Feed()
    monkeypatch.setattr(contract, "feed_sequence", feed.sequence)
    monkeypatch.setattr(contract, "feed_read", feed.read)
    monkeypatch.setattr(FeedChange, "of", lambda _, row: row)
    monkeypatch.setattr(following, "_BUSY_SECONDS", 0.0)
    return Scene(service, feed)


async def test_it_starts_at_the_head_and_reads_what_comes_then_once(scene: Scene) -> None:
    scene.feed.head = 7
    await scene.catch_up()
    ring = scene.service.ring
    assert (ring.head, ring.floor, ring.reason, scene.feed.reads) == (7, 7, "start", [])
    scene.feed.waiting = 3
    await scene.catch_up()
    await scene.catch_up()
    assert ([one.seq for one in ring.after(7, 10)], scene.feed.reads) == ([8, 9, 10], [(7, BATCH)])
    assert (ring.reason, ring.generation) == ("start", 1)


async def test_more_than_one_batch_is_numbered_and_read_batch_by_batch(scene: Scene) -> None:
    await scene.catch_up()
    scene.feed.waiting = 2 * BATCH + 1
    await scene.catch_up()
    assert scene.service.ring.head == 2 * BATCH + 1
    assert scene.feed.limits == [BATCH] * 4
    scene.feed.head += 2 * BATCH + 1  # another replica has numbered them
    await scene.catch_up()
    assert scene.service.ring.head == 4 * BATCH + 2


async def test_the_metrics_count_what_was_numbered_read_and_kept(scene: Scene) -> None:
    await scene.catch_up()
    scene.feed.waiting = 3
    scene.feed.busy = 1
    await scene.catch_up()
    assert scene.metric("jatre_feed_sequenced_total") == 3
    assert scene.metric("jatre_feed_changes_total", kind="event:new") == 3
    assert scene.metric("jatre_feed_reads_total", purpose="follow") == 1
    assert (scene.metric("jatre_feed_head"), scene.metric("jatre_feed_sent")) == (3, 3)
    assert scene.metric("jatre_feed_ring_bytes") == 3 * len('{"a":1}')
    assert scene.metric("jatre_feed_resets_total", reason="start") == 1


@pytest.mark.parametrize(
    ("happens", "reason", "position"),
    [
        (lambda feed: setattr(feed, "epoch", "f"), "epoch", ("f", 5)),
        (lambda feed: setattr(feed, "head", 4), "rewound", ("e", 4)),
        (lambda feed: (feed.missing.add(6), setattr(feed, "waiting", 3)), "gap", ("e", 8)),
        (lambda feed: (feed.missing.update((6, 7, 8)), setattr(feed, "waiting", 3)), "gap", ("e", 8)),
        (lambda feed: (feed.missing.add(8), setattr(feed, "waiting", 3)), "gap", ("e", 8)),
        (lambda feed: setattr(feed, "waiting", 1), "start", ("e", 6)),
        (lambda feed: None, "start", ("e", 5)),
    ],
)
async def test_what_does_not_continue_the_feed_is_a_reset_with_its_reason(
    scene: Scene, happens: Callable[[Feed], Any], reason: str, position: tuple[str, int]
) -> None:
    scene.feed.head = 5
    await scene.catch_up()
    happens(scene.feed)
    await scene.catch_up()
    ring = scene.service.ring
    assert ((ring.epoch, ring.head), ring.reason) == (position, reason)
    assert ring.generation == (1 if reason == "start" else 2)
    assert scene.metric("jatre_feed_sent") == ring.head


async def test_numbering_that_takes_too_long_is_tried_with_a_quarter_and_grows_again(scene: Scene) -> None:
    await scene.catch_up()
    scene.feed.limits.clear()
    scene.feed.waiting, scene.feed.slow_above = 100, 10
    await scene.catch_up()
    assert scene.feed.waiting == 0
    assert scene.feed.limits[:4] == [BATCH, 10, 20, 5]
    scene.feed.slow_above = float("inf")
    for _ in range(4):
        await scene.catch_up()
    assert scene.feed.limits[-1] == BATCH
    assert scene.service.ring.head == 100


async def test_numbering_that_fails_one_by_one_is_an_error(scene: Scene) -> None:
    await scene.catch_up()
    scene.feed.limits.clear()
    scene.feed.waiting, scene.feed.slow_above = 1, 0
    with pytest.raises(asyncpg.QueryCanceledError):
        await scene.catch_up()
    assert scene.feed.limits == [40, 10, 2, 1]


async def test_while_another_replica_numbers_its_changes_are_read_but_not_for_ever(scene: Scene) -> None:
    await scene.catch_up()
    scene.feed.busy, scene.feed.waiting = 3, 2
    await scene.catch_up()
    assert (scene.service.ring.head, len(scene.feed.limits)) == (2, 1 + 3 + 1)
    scene.feed.limits.clear()
    scene.feed.busy = 1_000
    await scene.catch_up()
    assert len(scene.feed.limits) == 21


async def test_a_position_of_another_replica_is_waited_for_as_long_as_agreed(scene: Scene) -> None:
    await scene.catch_up()
    assert await scene.follower.reach(0, patience=0.0)
    assert not await scene.follower.reach(1, patience=0.05)

    async def follow() -> None:
        await scene.follower.listener.wait(5)
        scene.feed.head = 2
        await scene.catch_up()

    following_one = asyncio.create_task(follow())
    assert await scene.follower.reach(2, patience=5)
    await following_one
    assert scene.metric("jatre_feed_wakeups_total", source="ahead") == 1


class Outage:
    """A database whose connection fails some times with what a test gives, and then hangs."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def dedicated(self) -> Any:
        if self.errors:
            raise self.errors.pop(0)
        return asyncio.timeout(None)


async def test_a_lost_connection_is_reported_and_made_anew_after_a_growing_delay(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower, slept = scene.follower, []
    errors = [asyncpg.PostgresConnectionError("gone"), ValueError("broken"), *(OSError() for _ in range(8))]
    monkeypatch.setattr(follower, "_database", Outage(*errors))
    monkeypatch.setattr(following.random, "uniform", lambda low, high: slept.append((low, high)) or 0)
    states: list[str] = []

    async def follow(_: Any) -> None:
        follower.state.connected = True
        await asyncio.Event().wait()

    lost = follower._lost
    monkeypatch.setattr(follower, "_follow", follow)
    monkeypatch.setattr(follower, "_lost", lambda error: (states.append(error), lost(error)))
    task = asyncio.create_task(follower.run())
    await until(lambda: follower.state.connected)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert states == ["gone", "ValueError", *["OSError"] * 8]
    assert [high for _, high in slept] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0, 5.0, 5.0]
    assert all(low == high / 2 for low, high in slept)
    assert (follower.state.reconnects, follower.state.error) == (10, "OSError")
    assert scene.metric("jatre_listener_reconnects_total") == 10


@pytest.mark.parametrize(("seconds", "delay"), [(5.0, 0.2), (5.1, 0.1)])
async def test_a_connection_that_stood_for_a_while_is_made_anew_at_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, seconds: float, delay: float
) -> None:
    clock, slept = [100.0], []

    def fails(_: str) -> None:
        clock[0] += seconds

    monkeypatch.setattr(following, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(following.random, "uniform", lambda low, high: slept.append(high) or 0)
    monkeypatch.setattr(scene.follower, "_database", Outage(OSError()))
    monkeypatch.setattr(scene.follower, "_lost", fails)
    monkeypatch.setattr(scene.follower, "_follow", lambda _: asyncio.Event().wait())
    task = asyncio.create_task(scene.follower.run())
    await until(lambda: bool(slept))
    task.cancel()
    assert slept == [delay]
