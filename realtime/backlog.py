"""Changes older than the ring, read from the database in aligned pages: readers of the same range share one read."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from realtime.batch import Batch
from realtime.change import Change
from realtime.dialect import Dialect
from realtime.errors import BacklogLost
from realtime.group import Group
from realtime.interest import Interest

Read = Callable[[str, int, int], Awaitable[Sequence[Change]]]
"""`(epoch, after, most)` gives the changes that follow `after`, or what is left of them."""


Page = Sequence[Change]
K = TypeVar("K")
V = TypeVar("V")
_PAGES, _BATCHES = 40, 200


class Recent(Generic[K, V]):
    """The values used last, up to a number of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key, where it is still there."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> V:
        """Put a value in, in place of the one that was not used for longest."""
        self._kept[key] = value
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value


class Backlog:
    """A small cache of pages, the newest of them still growing, and of the writes that were made of them.

    There is one read under way per page. A page that has been read serves all whom it has something for.
    """

    def __init__(self, read: Read, page: int) -> None:
        self._read = read
        self._page = page
        self._pages: Recent[tuple[str, int], Page] = Recent(_PAGES)
        self._batches: Recent[tuple[str, Interest, int, Dialect], Batch] = Recent(_BATCHES)
        self._reads: dict[tuple[str, int], asyncio.Task[Page]] = {}

    async def batch(self, epoch: str, position: int, group: Group, dialect: Dialect) -> Batch:
        """The next write for a member of `group` at `position`; raises BacklogLost where the feed no longer has it."""
        page = await self._page_of(epoch, position)
        key = (epoch, group.interest, position, dialect)
        made = self._batches.get(key)
        return made or self._batches.keep(key, group.pack(_after(page, position), position, dialect))

    async def check(self, epoch: str, position: int) -> None:
        """Raise BacklogLost where the feed no longer has what follows a position."""
        _after(await self._page_of(epoch, position), position)

    async def _page_of(self, epoch: str, position: int) -> Page:
        key = (epoch, position // self._page)
        page = self._pages.get(key)
        if page is not None and page[-1].seq > position:
            return page
        if key not in self._reads:
            self._reads[key] = asyncio.create_task(self._fill(key))
        # shielded: one reader going away must not cancel the read that others wait for
        return await asyncio.shield(self._reads[key])

    async def _fill(self, key: tuple[str, int]) -> Page:
        try:
            page = await self._read(key[0], key[1] * self._page, self._page)
        finally:
            del self._reads[key]
        return self._pages.keep(key, page) if page else page


def _after(page: Page, position: int) -> Page:
    rest = [change for change in page if change.seq > position]
    if not rest or rest[0].seq != position + 1:
        raise BacklogLost(f"the feed no longer has what follows {position}")
    return rest
