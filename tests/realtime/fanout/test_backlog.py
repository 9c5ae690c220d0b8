"""What is older than the ring: read in pages that clients share, with no silent hole."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from realtime.errors import BacklogLost, Busy
from realtime.fanout.backlog import Backlog, ReaderSlots
from realtime.fanout.group import Group
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live.sse import PLAIN, encode

ALL = Subscription(frozenset({"events:all"}))


def change(seq: int) -> FeedChange:
    return FeedChange(Cursor("e", seq), "event:new", str(seq), 1, frozenset({"events:all"}), "{}", datetime.now(UTC))


class Database:
    """The changes `kept`, and what was asked for."""

    def __init__(self, *kept: int) -> None:
        self.kept = kept
        self.asked: list[tuple[int, int]] = []

    async def read(self, epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        await asyncio.sleep(0)
        self.asked.append((after, max_changes))
        return [change(seq) for seq in self.kept if seq > after][:max_changes]


def group() -> Group:
    ring = Ring(10, 1_000)
    ring.restart("e", 500, "start")
    return Group(ALL, ring, 100_000)


async def test_a_write_ends_where_those_of_others_end() -> None:
    database = Database(*range(1, 200))
    backlog = Backlog(database.read, 100)
    first = await backlog.batch("e", 3, group(), PLAIN)
    assert (first.start, first.position) == (3, 64)
    assert first.frames == tuple(change(seq).frame(encode) for seq in range(4, 65))
    assert (await backlog.batch("e", 64, group(), PLAIN)).position == 100
    assert database.asked == [(0, 100)]


async def test_clients_of_one_range_share_one_read_and_one_write() -> None:
    database, members = Database(*range(1, 50)), group()
    backlog = Backlog(database.read, 100)
    made = await asyncio.gather(*(backlog.batch("e", 10, members, PLAIN) for _ in range(20)))
    assert database.asked == [(0, 100)]
    assert await backlog.batch("e", 10, members, PLAIN) is await backlog.batch("e", 10, members, PLAIN)
    assert {batch.position for batch in made} == {49}


async def test_a_page_that_was_not_full_is_read_again_when_it_has_grown() -> None:
    database = Database(*range(1, 50))
    backlog = Backlog(database.read, 100)
    await backlog.batch("e", 40, group(), PLAIN)
    database.kept = tuple(range(1, 60))
    assert (await backlog.batch("e", 49, group(), PLAIN)).position == 59


@pytest.mark.parametrize("position", [0, 1, 47, 48])
async def test_a_page_serves_every_position_before_its_end(position: int) -> None:
    database = Database(*range(1, 50))
    backlog = Backlog(database.read, 100)
    for _ in range(2):
        assert [one.seq for one in await backlog.after("e", position)] == list(range(position + 1, 50))
    assert database.asked == [(0, 100)]


@pytest.mark.parametrize("kept", [(), range(5, 20)])
async def test_what_was_deleted_is_no_silent_hole(kept: Sequence[int]) -> None:
    backlog = Backlog(Database(*kept).read, 100)
    with pytest.raises(BacklogLost):
        await backlog.batch("e", 3, group(), PLAIN)
    with pytest.raises(BacklogLost):
        await backlog.check("e", 3)


async def test_the_first_that_is_kept_follows_without_a_hole() -> None:
    backlog = Backlog(Database(*range(5, 20)).read, 100)
    await backlog.check("e", 4)
    assert (await backlog.batch("e", 4, group(), PLAIN)).position == 19


async def test_a_position_beyond_a_page_that_was_cut_short_by_its_bytes_is_read_from_there() -> None:
    class Short(Database):
        async def read(self, epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
            return (await super().read(epoch, after, max_changes, max_bytes))[:3]

    database = Short(*range(1, 20))
    assert (await Backlog(database.read, 100).batch("e", 10, group(), PLAIN)).position == 13
    assert [after for after, _ in database.asked] == [0, 10]


async def test_a_read_that_fails_is_tried_again_by_the_next_client() -> None:
    database = Database(*range(1, 20))
    real, failures = database.read, [OSError("away")]

    async def read(epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        if failures:
            raise failures.pop()
        return await real(epoch, after, max_changes, max_bytes)

    backlog = Backlog(read, 100)
    with pytest.raises(OSError, match="away"):
        await backlog.check("e", 3)
    await backlog.check("e", 3)


@pytest.mark.parametrize("most", [1, 300])
async def test_as_many_wait_as_may(most: int) -> None:
    slots = ReaderSlots(1, most)
    await slots.enter()
    waits = [asyncio.create_task(slots.enter()) for _ in range(most)]
    await asyncio.sleep(0)
    for _ in range(2):
        with pytest.raises(Busy):
            await slots.enter()
    assert slots.waiting == most
    for one in waits:
        slots.leave()
        await one
    assert slots.waiting == 0


async def test_so_many_read_so_many_wait_and_the_others_are_refused() -> None:
    slots = ReaderSlots(1, 1)
    await slots.enter()
    waits = asyncio.create_task(slots.enter())
    await asyncio.sleep(0)
    assert slots.waiting == 1
    with pytest.raises(Busy):
        await slots.enter()
    slots.leave()
    await waits
    assert slots.waiting == 0


async def test_who_goes_away_while_waiting_makes_room() -> None:
    slots = ReaderSlots(1, 1)
    await slots.enter()
    waits = asyncio.create_task(slots.enter())
    await asyncio.sleep(0)
    waits.cancel()
    await asyncio.gather(waits, return_exceptions=True)
    assert slots.waiting == 0
