"""One client: it goes on where it stopped, from ring or database, and gets nothing of rooms that it has left."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from realtime.errors import DatabaseAway
from realtime.fanout import connection as connections
from realtime.fanout.backlog import Backlog
from realtime.fanout.connection import Connection, EndReason
from realtime.fanout.group import Group
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live.sse import PLAIN, encode
from realtime.transport.client_transport import nothing

MUSIC, MARKETS, PRIVATE = (Subscription(frozenset({room})) for room in ("events:music", "events:market", "moderation"))


def change(seq: int, room: str = "events:music") -> FeedChange:
    return FeedChange(Cursor("e", seq), "event:new", str(seq), 1, frozenset({room}), "{}", datetime.now(UTC))


class RecordedTransport:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.paused_at: float | None = None
        self.on_drained: Callable[[], None] = nothing
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self, farewell: bytes, code: int) -> None:
        self.written.append(farewell)


class Owner:
    """Keeps why connections ended."""

    def __init__(self) -> None:
        self.deliveries: Counter[str] = Counter()
        self.reasons: list[EndReason] = []

    def ended(self, connection: Connection, reason: EndReason) -> None:
        self.reasons.append(reason)


class Scene:
    """A ring that holds changes 6 to 10, and a database with those that a test gives it."""

    def __init__(self) -> None:
        self.ring, self.owner, self.transport = Ring(5, 10_000), Owner(), RecordedTransport()
        self.ring.restart("e", 0, "start")
        self.stored = [change(seq) for seq in range(1, 11)]
        self.ring.extend(self.stored)
        self.during_read: Callable[[], None] = nothing
        self.backlog = Backlog(self.read, 100, readers=1)
        self.connection = Connection(PLAIN, self.transport, self.ring, self.backlog, self.owner)

    async def read(self, epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        self.during_read()
        return [one for one in self.stored if one.seq > after][:max_changes]

    def subscribe(self, position: int, subscription: Subscription = MUSIC) -> None:
        self.connection.begin(position, self.ring.generation)
        self.connection.group = Group(subscription, self.ring, 10_000)

    async def caught_up(self) -> None:
        self.connection.pump()
        async with asyncio.timeout(5):
            while not self.connection.caught_up:  # noqa: ASYNC110
                await asyncio.sleep(0)

    @property
    def text(self) -> bytes:
        return b"".join(self.transport.written)


@pytest.fixture
async def scene() -> Scene:
    return Scene()


def frames(*numbers: int) -> bytes:
    return b"".join(change(seq).frame(encode) for seq in numbers)


async def test_what_the_ring_has_is_written_at_once(scene: Scene) -> None:
    scene.subscribe(7)
    scene.connection.pump()
    assert scene.text == frames(8, 9, 10)
    assert (scene.connection.position, scene.connection.lag, scene.owner.deliveries) == (10, 0, {"sse": 3})


async def test_what_the_ring_no_longer_has_comes_from_the_database_and_the_rest_from_the_ring(scene: Scene) -> None:
    scene.subscribe(2)
    await scene.caught_up()
    assert scene.text == frames(3, 4, 5, 6, 7, 8, 9, 10)
    assert scene.backlog.readers.waiting == 0
    await asyncio.wait_for(scene.backlog.readers.enter(), 1)  # its slot is free again


async def test_a_client_that_changes_its_rooms_meanwhile_gets_what_it_missed_of_the_new_ones(scene: Scene) -> None:
    scene.stored[3] = change(4, "events:market")
    scene.subscribe(2)
    fetched: list[int] = []

    def move() -> None:
        if not fetched:
            scene.connection.group = Group(MARKETS, scene.ring, 10_000)
        fetched.append(1)

    scene.during_read = move
    await scene.caught_up()
    assert scene.text == change(4, "events:market").frame(encode)


async def test_a_feed_that_begins_anew_meanwhile_is_a_reset_and_nothing_of_the_old_one(scene: Scene) -> None:
    scene.subscribe(2)
    scene.during_read = lambda: scene.ring.restart("f", 50, "epoch") if scene.ring.epoch == "e" else None
    await scene.caught_up()
    assert scene.text.startswith(b"id: f.50\nevent: reset\n")
    assert b"event:new" not in scene.text


async def test_what_was_deleted_is_a_reset_at_the_head(scene: Scene) -> None:
    del scene.stored[:4]
    scene.subscribe(2)
    await scene.caught_up()
    assert scene.text == b'id: e.10\nevent: reset\ndata: {"reason":"expired"}\n\n'


async def test_while_the_database_is_away_it_waits_and_goes_on(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_BACKLOG_RETRY_SECONDS", 0)
    away = [DatabaseAway("away"), DatabaseAway("away")]

    def fail() -> None:
        if away:
            raise away.pop()

    scene.during_read = fail
    scene.subscribe(2)
    await scene.caught_up()
    assert scene.text == frames(3, 4, 5, 6, 7, 8, 9, 10)


async def test_a_paused_client_is_written_nothing_until_it_drains(scene: Scene) -> None:
    scene.subscribe(7)
    scene.transport.paused_at = 1.0
    scene.connection.pump()
    assert (scene.text, scene.connection.position) == (b"", 7)
    scene.transport.paused_at = None
    scene.transport.on_drained()
    assert scene.text == frames(8, 9, 10)


async def test_an_idle_client_is_sent_its_position(scene: Scene) -> None:
    scene.subscribe(10)
    scene.connection.idle()
    assert scene.text.startswith(b": keepalive\nid: e.10\n")


async def test_a_state_is_sent_beside_the_changes(scene: Scene) -> None:
    """It moves no position, but who was sent it needs no keepalive for a while."""
    scene.subscribe(7)
    scene.connection.sent_at = 0.0
    scene.connection.send_state(change(9))
    assert (scene.text, scene.connection.position) == (frames(9), 7)
    assert scene.connection.sent_at > 0
    scene.connection.sent_at = 0.0
    scene.connection.pump()
    assert scene.text == frames(9, 8, 9, 10)
    assert scene.connection.sent_at > 0
    scene.connection.sent_at = 0.0
    scene.connection.idle()
    assert scene.connection.sent_at > 0


async def test_an_ended_client_is_sent_nothing_and_its_owner_is_called_once(scene: Scene) -> None:
    ends: list[int] = []
    scene.connection.on_end = lambda: ends.append(1)
    scene.subscribe(7)
    scene.connection.end(EndReason.GONE)
    scene.connection.end(EndReason.RATE)
    scene.connection.pump()
    scene.connection.idle()
    scene.connection.send_state(change(9))
    assert (scene.text, scene.owner.reasons, ends) == (b"", [EndReason.GONE], [1])


@pytest.mark.parametrize(
    ("subscription", "expires_at", "now", "expired"),
    [
        (PRIVATE, 100.0, 99.9, False),
        (PRIVATE, 100.0, 100.0, True),
        (PRIVATE, None, 100.0, False),
        (MUSIC, 100.0, 200.0, False),
    ],
)
async def test_leave_to_read_a_private_room_ends_at_its_time(
    scene: Scene, subscription: Subscription, expires_at: float | None, now: float, expired: bool
) -> None:
    scene.subscribe(10, subscription)
    scene.connection.expires_at = expires_at
    assert scene.connection.expired(now) is expired


async def test_changes_that_need_several_writes_all_arrive(scene: Scene) -> None:
    scene.connection.begin(10, scene.ring.generation)
    scene.connection.group = group = Group(MUSIC, scene.ring, 1)
    changes = [change(11), change(12, "events:market"), change(13), change(14, "events:market")]
    scene.ring.extend(changes)
    group.publish(changes)
    scene.connection.pump()
    assert scene.text == frames(11, 13)
    assert (scene.connection.position, group.last_wanted) == (14, 13)
