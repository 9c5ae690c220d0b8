"""Changes older than the ring, read from the database in aligned pages: readers of the same range share one read."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from realtime.batch import Batch, collect
from realtime.change import Change, Encoder
from realtime.errors import BacklogLost
from realtime.group import Group

Read = Callable[[str, int, int], Awaitable[Sequence[Change]]]
"""`(epoch, after, most)` gives the changes that follow `after`, or what is left of them."""


class Backlog:
    """A small cache of full pages, with one read under way per page."""

    def __init__(self, read: Read, page: int, write_bytes: int, pages: int = 40) -> None:
        self._read = read
        self._page = page
        self._write_bytes = write_bytes
        self._pages = pages
        self._full: OrderedDict[tuple[str, int], Sequence[Change]] = OrderedDict()
        self._reads: dict[tuple[str, int], asyncio.Task[Sequence[Change]]] = {}

    async def batch(self, epoch: str, position: int, group: Group, encode: Encoder) -> Batch:
        """The next write for a member of `group` at `position`; raises BacklogLost where the feed no longer has it."""
        rest = await self.check(epoch, position)
        return collect(rest, group.wants, encode, position, self._write_bytes)

    async def check(self, epoch: str, position: int) -> Sequence[Change]:
        """Some changes that follow a position; raises BacklogLost where the feed no longer has them."""
        changes = await self._page_of(epoch, position)
        rest = [change for change in changes if change.seq > position]
        if not rest or rest[0].seq != position + 1:
            raise BacklogLost(f"the feed no longer has what follows {position}")
        return rest

    async def _page_of(self, epoch: str, position: int) -> Sequence[Change]:
        key = (epoch, position // self._page)
        if key in self._full:
            self._full.move_to_end(key)
            return self._full[key]
        if key not in self._reads:
            self._reads[key] = asyncio.create_task(self._fill(key))
        # shielded: one reader going away must not cancel the read that others wait for
        return await asyncio.shield(self._reads[key])

    async def _fill(self, key: tuple[str, int]) -> Sequence[Change]:
        try:
            changes = await self._read(key[0], key[1] * self._page, self._page)
        finally:
            del self._reads[key]
        if len(changes) == self._page:
            self._full[key] = changes
            while len(self._full) > self._pages:
                self._full.popitem(last=False)
        return changes
