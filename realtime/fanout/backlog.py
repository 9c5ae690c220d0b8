"""Changes older than the ring, read from the database in aligned pages: readers of the same range share one read.

All of it is bounded in bytes. Pages and the writes made of them are kept as long as there is room. A bounded number of
clients may catch up at once; a bounded number of others waits in the order of arrival; all further ones are refused and
have to reconnect later.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence

from realtime.errors import BacklogLost, Busy
from realtime.fanout.batch import WriteBatch
from realtime.fanout.encoding import Encoding
from realtime.fanout.group import Group
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.limits.byte_bound_cache import ByteBoundCache

Read = Callable[[str, int, int, int], Awaitable[Sequence[FeedChange]]]
"""`(epoch, after, max_changes, max_bytes)` gives the changes that follow `after`, or what is left of them."""

Page = Sequence[FeedChange]

_MAX_PAGE_BYTES = 2**20
"""About the most payload in one page."""

_MAX_CONCURRENT_READS = 2
"""Reads that run at the same time: lists need connections of the pool, too."""

_MAX_WRITES_PER_TURN = 8
"""Clients that are written to before the event loop looks after everybody else: a thousand that resume delay nobody."""

_MAX_PAGE_CHANGES = 128
_SHARED_WRITE_CHANGES = 64
"""A write ends where the number of a change is a multiple of this, so that clients at different positions soon share
writes."""


class ReaderSlots:
    """At most `max_readers` clients read the backlog at the same time; at most `max_waiting` others wait for a slot."""

    def __init__(self, max_readers: int, max_waiting: int) -> None:
        self.waiting = 0
        self._free = asyncio.Semaphore(max_readers)
        self._max_waiting = max_waiting

    async def enter(self) -> None:
        """Wait for a slot, which `leave` must free again. Raises Busy when too many wait already."""
        if self.waiting >= self._max_waiting:
            raise Busy("Too many clients catch up at once.")
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1

    def leave(self) -> None:
        """Free the slot."""
        self._free.release()


class Backlog:
    """A small cache of pages, the newest of them still growing, and of the writes that were made of them.

    At most one read runs per page. A page that was read serves every client whose position lies in it.
    """

    def __init__(self, read: Read, page: int, max_bytes: int = 2**25, readers: int = 1_000) -> None:
        self.readers = ReaderSlots(readers, 4 * readers)
        self.writing = asyncio.Semaphore(_MAX_WRITES_PER_TURN)
        """Taken by a client for one write, and given back a turn of the event loop later."""
        self._read = read
        self._page = min(page, _MAX_PAGE_CHANGES)
        self._pages: ByteBoundCache[tuple[str, int], Page] = ByteBoundCache(max_bytes * 3 // 4, _page_bytes)
        self._batches: ByteBoundCache[tuple[str, Subscription, int, Encoding], WriteBatch] = ByteBoundCache(
            max_bytes // 4, _batch_bytes
        )
        self._reads: dict[tuple[str, int], asyncio.Task[Page]] = {}
        self._turn = asyncio.Semaphore(_MAX_CONCURRENT_READS)

    async def batch(self, epoch: str, position: int, group: Group, encoding: Encoding) -> WriteBatch:
        """The next write for a member of `group` at `position`; raises BacklogLost when it is deleted."""
        key = (epoch, group.subscription, position, encoding)
        if (made := self._batches.get(key)) is not None:
            return made
        following = _after(await self._page_of(epoch, position), position)
        end = (position // _SHARED_WRITE_CHANGES + 1) * _SHARED_WRITE_CHANGES
        return self._batches.put(key, group.pack(following[: end - position], position, encoding))

    async def check(self, epoch: str, position: int) -> None:
        """Raise BacklogLost when the feed no longer has the changes after a position."""
        await self.after(epoch, position)

    async def after(self, epoch: str, position: int) -> Page:
        """Some changes after a position; raises BacklogLost when they are deleted, DatabaseAway, Busy."""
        return _after(await self._page_of(epoch, position), position)

    async def _page_of(self, epoch: str, position: int) -> Page:
        """The aligned page, or one from this position where that is too large to reach it."""
        aligned = position // self._page * self._page
        page = await self._get(epoch, aligned, position)
        if aligned < position and page and page[-1].seq <= position:
            page = await self._get(epoch, position, position)
        return page

    async def _get(self, epoch: str, start: int, position: int) -> Page:
        key = (epoch, start)
        page = self._pages.get(key)
        if page is not None and page[-1].seq > position:
            return page
        if key not in self._reads:
            self._reads[key] = asyncio.create_task(self._fill(key))
        # shielded: one reader going away must not cancel the read that others wait for
        return await asyncio.shield(self._reads[key])

    async def _fill(self, key: tuple[str, int]) -> Page:
        epoch, start = key
        max_changes = self._page - start % self._page
        try:
            async with self._turn:
                page = await self._read(epoch, start, max_changes, _MAX_PAGE_BYTES)
        finally:
            del self._reads[key]
        return self._pages.put(key, page) if page else page


def _page_bytes(page: Page) -> int:
    return sum(change.size for change in page)


def _batch_bytes(batch: WriteBatch) -> int:
    # the frames, and the same bytes once more when they are joined
    return 2 * sum(map(sys.getsizeof, batch.frames)) + 512


def _after(page: Page, position: int) -> Page:
    rest = [change for change in page if change.seq > position]
    if not rest or rest[0].seq != position + 1:
        raise BacklogLost(f"the feed no longer has what follows {position}")
    return rest
