"""The connections of a process: who is let go, when and with which code, who is kept alive, and what is counted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from realtime.fanout import hub as hub_module
from realtime.fanout.connection import Connection, EndReason
from realtime.fanout.hub import Hub
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.live.sse import PLAIN
from realtime.service import Service, build
from realtime.settings import ServiceSettings
from realtime.transport.client_transport import nothing
from tests.realtime.running import until

MUSIC, MARKET, PRIVATE = (Subscription(frozenset({room})) for room in ("events:music", "events:market", "moderation"))


class Transport:
    """Keeps what is written, and the code with which it is closed."""

    def __init__(self) -> None:
        self.paused_at: float | None = None
        self.on_drained: Callable[[], None] = nothing
        self.written: list[bytes] = []
        self.code: int | None = None

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self, farewell: bytes, code: int) -> None:
        self.written.append(farewell)
        self.code = code


def service(**more: Any) -> Service:
    found = build(ServiceSettings(service_url="postgresql://nobody@nowhere/nothing", **more))
    found.ring.restart("e", 0, "start")
    return found


def change(seq: int, room: str = "events:music") -> FeedChange:
    return FeedChange(Cursor("e", seq), "event:new", str(seq), 1, frozenset({room}), "{}", datetime.now(UTC))


def attached(hub: Hub, subscription: Subscription = MUSIC) -> tuple[Connection, Transport]:
    transport = Transport()
    connection = hub.connect(PLAIN, transport)
    connection.begin(hub.ring.head, hub.ring.generation)
    hub.join(connection, subscription)
    return connection, transport


def count(found: Service, name: str, **labels: str) -> float | None:
    return found.metrics.registry.get_sample_value(name, labels)


async def test_the_first_client_wakes_the_follower_and_no_other_does() -> None:
    hub, woken = service().hub, []
    hub.on_first = lambda: woken.append(len(hub.connections))
    one, _ = attached(hub)
    attached(hub)
    assert woken == [1]
    one.end(EndReason.GONE)
    attached(hub)
    assert woken == [1]
    for connection in tuple(hub.connections):
        connection.end(EndReason.GONE)
    attached(hub)
    assert woken == [1, 1]


async def test_connections_and_evictions_are_counted() -> None:
    found = service()
    connections = [attached(found.hub)[0] for _ in range(4)]
    assert count(found, "jatre_live_connections", transport="sse") == 4
    reasons = (EndReason.GONE, EndReason.BEHIND_LAG, EndReason.BEHIND_STALLED, EndReason.BUSY)
    for connection, reason in zip(connections, reasons, strict=True):
        connection.end(reason)
        connection.end(EndReason.RESTART)
    assert count(found, "jatre_live_connections", transport="sse") == 0
    assert [
        count(found, "jatre_live_evictions_total", reason=one)
        for one in ("lag", "stalled", "gone", "busy", "restart")
    ] == [1, 1, None, None, None]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (EndReason.GONE, None),
        (EndReason.RESTART, 1012),
        (EndReason.BEHIND_STALLED, 1013),
        (EndReason.BEHIND_LAG, 1013),
        (EndReason.BUSY, 1013),
        (EndReason.EXPIRED, 4401),
        (EndReason.RATE, 1008),
    ],
)
async def test_who_is_let_go_is_given_the_reason_but_who_has_gone_nothing(reason: EndReason, code: int | None) -> None:
    connection, transport = attached(service().hub)
    connection.end(reason)
    assert transport.code == code
    assert bool(transport.written) is (code is not None)


async def test_a_change_goes_to_its_room_alone_and_a_new_room_takes_the_place_of_the_old() -> None:
    hub = service().hub
    (music, heard), (_, other) = attached(hub), attached(hub, MARKET)
    hub.publish([change(1)])
    await asyncio.sleep(0)
    assert (len(heard.written), len(other.written)) == (1, 0)
    hub.join(music, MARKET)
    hub.publish([change(2), change(3, "events:market")])
    await until(lambda: not hub._scheduler._under_way)
    assert (len(heard.written), len(other.written)) == (2, 1)
    assert hub.deliveries["sse"] == 3


async def test_a_restart_is_sent_to_all_and_who_has_ended_joins_nothing() -> None:
    hub = service().hub
    (one, heard), (_, other), (ended, silent) = attached(hub), attached(hub, MARKET), attached(hub)
    ended.end(EndReason.GONE)
    hub.join(ended, MARKET)
    assert ended.group is None
    hub.restart("f", 70, "epoch")
    await asyncio.sleep(0)
    assert [b'"epoch"' in b"".join(transport.written) for transport in (heard, other, silent)] == [True, True, False]
    assert (str(one.cursor), hub.ring.head) == ("f.70", 70)


async def test_more_clients_than_fit_a_slice_are_all_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "_SLICE_CLIENTS", 2)
    hub = service().hub
    clients = [attached(hub, subscription)[1] for subscription in (MUSIC, MARKET) for _ in range(5)]
    hub.publish([change(1), change(2, "events:market")])
    served = [sum(bool(one.written) for one in clients)]
    for _ in range(12):
        await asyncio.sleep(0)
        served.append(sum(bool(one.written) for one in clients))
    assert served[-1] == 10
    assert max(after - before for before, after in pairwise(served)) < 4, "others have turns"


@pytest.mark.parametrize(
    ("paused", "behind", "quiet", "caught_up", "reason"),
    [
        (None, 0, 0.0, True, None),
        (None, 9, 14.9, True, None),
        (29.0, 0, 0.0, True, None),
        (31.0, 0, 0.0, True, EndReason.BEHIND_STALLED),
        (1.0, 5, 0.0, True, None),
        (1.0, 6, 0.0, True, EndReason.BEHIND_LAG),
        (None, 6, 0.0, True, None),
        # who has been away is behind until it has read what it missed
        (1.0, 6, 0.0, False, None),
        (31.0, 6, 0.0, False, EndReason.BEHIND_STALLED),
    ],
)
async def test_who_reads_nothing_or_too_slowly_is_let_go(
    paused: float | None, behind: int, quiet: float, caught_up: bool, reason: EndReason | None
) -> None:
    hub = service(stall_seconds=30, lag_changes=5, keepalive_seconds=15).hub
    connection, transport = attached(hub)
    connection.caught_up = caught_up
    now = time.monotonic()
    transport.paused_at = None if paused is None else now - paused
    connection.sent_at = now - quiet
    hub.ring.extend([change(seq, "events:market") for seq in range(1, behind + 1)])
    hub._check(connection, now, time.time())
    assert connection.ended is reason
    assert transport.written == [] or reason is not None


@pytest.mark.parametrize(
    ("quiet", "paused", "ready", "kept_alive"),
    [(15.0, False, True, True), (14.9, False, True, False), (99.0, True, True, False), (99.0, False, False, False)],
)
async def test_a_silent_client_that_reads_is_sent_its_position(
    quiet: float, paused: bool, ready: bool, kept_alive: bool
) -> None:
    found = service(keepalive_seconds=15, stall_seconds=1_000)
    connection, transport = attached(found.hub)
    if not ready:
        found.ring.epoch = ""
    now = time.monotonic()
    transport.paused_at = now - 1 if paused else None
    connection.sent_at = now - quiet
    found.hub._check(connection, now, time.time())
    assert bool(transport.written) is kept_alive
    assert connection.ended is None


@pytest.mark.parametrize(("seconds", "reason"), [(-1, EndReason.EXPIRED), (0, EndReason.EXPIRED), (1, None)])
@pytest.mark.parametrize("subscription", [MUSIC, PRIVATE])
async def test_a_permission_that_is_over_ends_a_private_room_alone(
    subscription: Subscription, seconds: int, reason: EndReason | None
) -> None:
    hub = service().hub
    connection, _ = attached(hub, subscription)
    connection.expires_at = 1_000.0 + seconds
    hub._check(connection, time.monotonic(), 1_000.0)
    assert connection.ended is (reason if subscription is PRIVATE else None)


async def test_it_looks_after_its_connections_again_and_again() -> None:
    hub = service(keepalive_seconds=0.02).hub
    _, transport = attached(hub)
    task = asyncio.create_task(hub.watch())
    await until(lambda: len(transport.written) >= 3)
    task.cancel()


async def test_at_the_end_all_are_let_go_and_who_comes_then_too() -> None:
    hub = service(drain_seconds=0.03).hub
    clients = [attached(hub)[1] for _ in range(3)]
    await hub.drain()
    assert [one.code for one in clients] == [1012] * 3
    assert not hub.connections
    assert attached(hub)[1].code == 1012


async def test_who_waits_for_a_change_waits_as_long_as_agreed() -> None:
    hub = service().hub
    await hub.changed(0.01)
    waiting = [asyncio.create_task(hub.changed(60)) for _ in range(2)]
    await asyncio.sleep(0)
    hub.publish([change(1)])
    async with asyncio.timeout(10):
        await asyncio.gather(*waiting)
    later = asyncio.create_task(hub.changed(60))
    await asyncio.sleep(0.01)
    assert not later.done(), "a change that came before wakes nobody"
    hub.restart("f", 1, "epoch")
    async with asyncio.timeout(10):
        await later
