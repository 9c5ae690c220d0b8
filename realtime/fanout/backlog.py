"""Changes older than the ring, read from the database in aligned pages: readers of the same range share one read.

All of it is bounded in bytes. Pages and the writes made of them are kept as long as there is room. So many clients may
catch up at once; the others wait for a place in the order in which they came, and beyond a number of these a client is
told to come back later.
"""

from __future__ import annotations

import asyncio
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from realtime.errors import BacklogLost, Busy
from realtime.fanout.batch import Batch
from realtime.fanout.encoding import Dialect
from realtime.fanout.group import Group
from realtime.fanout.subscription import Interest
from realtime.feed.change import Change

Read = Callable[[str, int, int, int], Awaitable[Sequence[Change]]]
"""`(epoch, after, most, most_bytes)` gives the changes that follow `after`, or what is left of them."""

Page = Sequence[Change]
K = TypeVar("K")
V = TypeVar("V")

_PAGE_BYTES = 2**20
"""About the most payload in one page."""

_READS = 2
"""Reads under way at once: lists want connections of the pool, too."""

_PAGE_CHANGES = 128
_SHARED = 64
"""A write ends where the number of a change is a multiple of this, so that those who began apart soon share writes."""


class Recent(Generic[K, V]):
    """The values used last, as many as have room."""

    def __init__(self, most_bytes: int, size: Callable[[V], int]) -> None:
        self.bytes = 0
        self._most_bytes = most_bytes
        self._size = size
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key, where it is still there."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def keep(self, key: K, value: V) -> V:
        """Put a value in, in place of those that were not used for longest."""
        self._forget(self._kept.pop(key, None))
        size = self._size(value)
        self._kept[key] = (value, size)
        self.bytes += size
        while self.bytes > self._most_bytes:
            self._forget(self._kept.popitem(last=False)[1])
        return value

    def _forget(self, kept: tuple[V, int] | None) -> None:
        self.bytes -= kept[1] if kept else 0


class Places:
    """So many may be in at once; the others wait for their turn, up to a number of them."""

    def __init__(self, most: int, most_waiting: int) -> None:
        self.waiting = 0
        self._free = asyncio.Semaphore(most)
        self._most_waiting = most_waiting

    async def enter(self) -> None:
        """Wait for a place. Who has entered has to leave. Raises Busy where too many wait."""
        if self.waiting >= self._most_waiting:
            raise Busy("Too many clients catch up at once.")
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1

    def leave(self) -> None:
        """Make room for the next one."""
        self._free.release()


class Backlog:
    """A small cache of pages, the newest of them still growing, and of the writes that were made of them.

    There is one read under way per page. A page that has been read serves all whom it has something for.
    """

    def __init__(self, read: Read, page: int, most_bytes: int = 2**25, readers: int = 1_000) -> None:
        self.readers = Places(readers, 4 * readers)
        self._read = read
        self._page = min(page, _PAGE_CHANGES)
        self._pages: Recent[tuple[str, int], Page] = Recent(most_bytes * 3 // 4, _page_bytes)
        self._batches: Recent[tuple[str, Interest, int, Dialect], Batch] = Recent(most_bytes // 4, _batch_bytes)
        self._reads: dict[tuple[str, int], asyncio.Task[Page]] = {}
        self._turn = asyncio.Semaphore(_READS)

    async def batch(self, epoch: str, position: int, group: Group, dialect: Dialect) -> Batch:
        """The next write for a member of `group` at `position`; raises BacklogLost where the feed no longer has it."""
        key = (epoch, group.interest, position, dialect)
        if (made := self._batches.get(key)) is not None:
            return made
        following = _after(await self._page_of(epoch, position), position)
        end = (position // _SHARED + 1) * _SHARED
        return self._batches.keep(key, group.pack(following[: end - position], position, dialect))

    async def check(self, epoch: str, position: int) -> None:
        """Raise BacklogLost where the feed no longer has what follows a position."""
        _after(await self._page_of(epoch, position), position)

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
        most = self._page - start % self._page
        try:
            async with self._turn:
                page = await self._read(epoch, start, most, _PAGE_BYTES)
        finally:
            del self._reads[key]
        return self._pages.keep(key, page) if page else page


def _page_bytes(page: Page) -> int:
    return sum(change.size for change in page)


def _batch_bytes(batch: Batch) -> int:
    # the frames, and once more as they are put together
    return 2 * sum(map(sys.getsizeof, batch.frames)) + 512


def _after(page: Page, position: int) -> Page:
    rest = [change for change in page if change.seq > position]
    if not rest or rest[0].seq != position + 1:
        raise BacklogLost(f"the feed no longer has what follows {position}")
    return rest
