"""Those who stand where the last change left them are written the same bytes; the others what they miss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from realtime.fanout.backlog import Backlog
from realtime.fanout.connection import Connection, EndReason
from realtime.fanout.encoding import Encoding
from realtime.fanout.hub import Hub
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live import sse
from realtime.live import ws_encoding as ws
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings
from realtime.transport.client_transport import nothing
from tests.realtime.running import until

MUSIC, MARKETS = (Subscription(frozenset({f"events:{what}"})) for what in ("music", "market"))


class Recorder:
    """A transport that keeps what is written; `on_write` may do what a transport does meanwhile."""

    def __init__(self) -> None:
        self.paused_at: float | None = None
        self.on_drained: Callable[[], None] = nothing
        self.on_write: Callable[[], None] = nothing
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.on_write()

    def close(self, farewell: bytes, code: int) -> None:
        self.written.append(farewell)


class Scene:
    """A hub over a ring, and those whom it serves."""

    def __init__(self) -> None:
        async def read(epoch: str, after: int, most: int) -> list[FeedChange]:
            raise AssertionError("the ring has everything")

        self.metrics = Metrics()
        self.ring = Ring(1_000, 1_000_000)
        self.ring.restart("e", 0, "start")
        settings = ServiceSettings(url="postgresql://nobody@nowhere/nothing")
        self.hub = Hub(self.ring, Backlog(read, 100), self.metrics, settings)

    def join(self, subscription: Subscription = MUSIC, encoding: Encoding = sse.PLAIN) -> tuple[Connection, Recorder]:
        transport = Recorder()
        connection = self.hub.connect(encoding, transport)
        self.hub.join(connection, subscription)
        return connection, transport

    def publish(self, *rooms: str) -> FeedChange:
        seq = self.ring.head + 1
        change = FeedChange(
            Cursor(self.ring.epoch, seq),
            "event:new",
            f"event-{seq}",
            1,
            frozenset(rooms),
            f'{{"n":{seq}}}',
            datetime.now(UTC),
        )
        self.hub.publish([change])
        return change

    async def written(self) -> None:
        """Until nothing is left to be written: the passes of a busy process take as long as they like."""
        await until(lambda: not self.hub._scheduler._under_way)


@pytest.fixture
async def scene() -> Scene:
    return Scene()


async def test_each_gets_each_change_once_over_whatever_transport(scene: Scene) -> None:
    crowd = [scene.join(MUSIC, encoding) for encoding in (sse.PLAIN, sse.CHUNKED, ws.FRAMED, ws.PLAIN) * 3]
    changes = [scene.publish("events:music"), scene.publish("events:market"), scene.publish("events:music")]
    await scene.written()
    for connection, transport in crowd:
        frames = [change.frame(connection.encoding.encode_change) for change in changes[::2]]
        assert b"".join(transport.written) == b"".join(map(connection.encoding.wrap, frames))
        assert (connection.position, connection.caught_up) == (3, True)
    assert scene.hub.deliveries == {"sse": 12, "ws": 12}


async def test_who_takes_nothing_is_passed_over_and_goes_on_where_he_stopped(scene: Scene) -> None:
    crowd = [scene.join() for _ in range(8)]
    first = scene.publish("events:music")
    for _, transport in crowd[::2]:
        transport.paused_at = 1.0
    rest = [scene.publish("events:music") for _ in range(2)]
    await scene.written()
    assert [(one.position, transport.written) for one, transport in crowd[::2]] == [(1, [first.frame(sse.encode)])] * 4
    for _, transport in crowd[::2]:
        transport.paused_at = None
        transport.on_drained()
    frames = b"".join(change.frame(sse.encode) for change in (first, *rest))
    assert [b"".join(transport.written) for _, transport in crowd] == [frames] * 8


async def test_who_changes_rooms_during_a_pass_gets_the_new_ones_only(scene: Scene) -> None:
    crowd = [scene.join() for _ in range(8)]
    moved, transport = scene.join()

    def move() -> None:
        scene.hub.join(moved, MARKETS)

    for _, other in crowd:
        other.on_write = move
    scene.publish("events:music")
    market = scene.publish("events:market")
    await scene.written()
    assert b"".join(transport.written).endswith(market.frame(sse.encode))
    assert moved.group is not None
    assert moved.group.subscription == MARKETS


async def test_who_ends_during_a_pass_is_written_nothing_more(scene: Scene) -> None:
    crowd = [scene.join() for _ in range(4)]

    def end_all() -> None:
        for connection, _ in crowd:
            connection.end(EndReason.GONE)

    for _, transport in crowd:
        transport.on_write = end_all
    scene.publish("events:music")
    await scene.written()
    assert sum(len(transport.written) for _, transport in crowd) == 1


async def test_a_feed_that_begins_anew_at_the_same_number_is_no_continuation(scene: Scene) -> None:
    absent = [scene.join()[1] for _ in range(8)]
    for transport in absent:
        transport.paused_at = 1.0
    scene.hub.restart("f", 0, "epoch")
    present = [scene.join()[1] for _ in range(8)]
    for transport in absent:
        transport.paused_at = None
    change = scene.publish("events:music")
    await scene.written()
    assert [transport.written for transport in present] == [[change.frame(sse.encode)]] * 8
    assert [transport.written[0].split(b"data")[0] for transport in absent] == [b"id: f.1\nevent: reset\n"] * 8


async def test_of_several_changes_at_once_each_arrives(scene: Scene) -> None:
    _, transport = scene.join()
    changes = [
        FeedChange(Cursor("e", seq), "event:new", str(seq), 1, frozenset({room}), "{}", datetime.now(UTC))
        for seq, room in enumerate(("events:music", "events:market", "events:music", "events:market"), 1)
    ]
    scene.hub.publish(changes)
    await scene.written()
    assert b"".join(transport.written) == b"".join(change.frame(sse.encode) for change in changes[::2])
