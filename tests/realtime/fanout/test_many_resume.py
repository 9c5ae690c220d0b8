"""A crowd that resumes is served a few at a time, so that the event loop looks after everybody else in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from realtime.fanout.backlog import Backlog
from realtime.fanout.connection import Connection
from realtime.fanout.hub import Hub
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live import sse
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings
from tests.realtime.fanout.test_group import Recorder

HEAD, CLIENTS, MOST_WRITES = 400, 200, 8
MUSIC = "events:music"


def _change(seq: int) -> FeedChange:
    room = frozenset({MUSIC})
    return FeedChange(Cursor("e", seq), "event:new", f"event-{seq}", 1, room, f'{{"n":{seq}}}', datetime.now(UTC))


async def _read(_epoch: str, after: int, most: int, _bytes: int) -> Sequence[FeedChange]:
    await asyncio.sleep(0)
    return [_change(seq) for seq in range(after + 1, min(after + most, HEAD) + 1)]


async def test_a_turn_of_the_event_loop_writes_to_a_few_of_them() -> None:
    ring = Ring(1_000, 1_000_000)
    ring.restart("e", HEAD, "start")
    hub = Hub(ring, Backlog(_read, 100), Metrics(), ServiceSettings(url="postgresql://nobody@nowhere/nothing"))
    writes = turns = most = 0

    def written() -> None:
        nonlocal writes
        writes += 1

    def turn() -> None:
        nonlocal writes, turns, most
        writes, turns, most = 0, turns + 1, max(most, writes)
        asyncio.get_running_loop().call_soon(turn)

    def join(position: int) -> tuple[Connection, Recorder]:
        wire = Recorder()
        wire.on_write = written
        connection = hub.connect(sse.PLAIN, wire)
        connection.begin(position, ring.generation)
        hub.join(connection, Subscription(frozenset({MUSIC})))
        connection.pump()
        return connection, wire

    crowd = [join(number * HEAD // CLIENTS) for number in range(CLIENTS)]
    turn()
    async with asyncio.timeout(20):
        while not all(connection.position == HEAD for connection, _ in crowd):  # noqa: ASYNC110 - turns are counted
            await asyncio.sleep(0)

    assert most <= MOST_WRITES
    assert turns > sum(len(wire.written) for _, wire in crowd) / MOST_WRITES - 2
    for number, (_, wire) in enumerate(crowd):
        missed = range(number * HEAD // CLIENTS + 1, HEAD + 1)
        assert b"".join(wire.written).count(b"event: event:new") == len(missed)
