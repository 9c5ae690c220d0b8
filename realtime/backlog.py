"""Changes older than the ring, read from the database in aligned pages: readers of the same range share one read."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from realtime.batch import Batch
from realtime.change import Change
from realtime.dialect import Dialect
from realtime.errors import BacklogLost
from realtime.group import Group
from realtime.interest import Interest

Read = Callable[[str, int, int], Awaitable[Sequence[Change]]]
"""`(epoch, after, most)` gives the changes that follow `after`, or what is left of them."""


@dataclass(frozen=True)
class Page:
    """Consecutive changes, and what was put together from them, for those who come the same way."""

    changes: Sequence[Change]
    batches: dict[tuple[Interest, int, Dialect], Batch] = field(default_factory=dict)

    def after(self, position: int) -> Sequence[Change]:
        """Some changes that follow a position; raises BacklogLost where the feed no longer has them."""
        rest = [change for change in self.changes if change.seq > position]
        if not rest or rest[0].seq != position + 1:
            raise BacklogLost(f"the feed no longer has what follows {position}")
        return rest


class Backlog:
    """A small cache of full pages, with one read under way per page."""

    def __init__(self, read: Read, page: int, pages: int = 40) -> None:
        self._read = read
        self._page = page
        self._pages = pages
        self._full: OrderedDict[tuple[str, int], Page] = OrderedDict()
        self._reads: dict[tuple[str, int], asyncio.Task[Page]] = {}

    async def batch(self, epoch: str, position: int, group: Group, dialect: Dialect) -> Batch:
        """The next write for a member of `group` at `position`; raises BacklogLost where the feed no longer has it."""
        page = await self._page_of(epoch, position)
        key = (group.interest, position, dialect)
        if key not in page.batches:
            page.batches[key] = group.pack(page.after(position), position, dialect)
        return page.batches[key]

    async def check(self, epoch: str, position: int) -> None:
        """Raise BacklogLost where the feed no longer has what follows a position."""
        (await self._page_of(epoch, position)).after(position)

    async def _page_of(self, epoch: str, position: int) -> Page:
        key = (epoch, position // self._page)
        if key in self._full:
            self._full.move_to_end(key)
            return self._full[key]
        if key not in self._reads:
            self._reads[key] = asyncio.create_task(self._fill(key))
        # shielded: one reader going away must not cancel the read that others wait for
        return await asyncio.shield(self._reads[key])

    async def _fill(self, key: tuple[str, int]) -> Page:
        try:
            page = Page(await self._read(key[0], key[1] * self._page, self._page))
        finally:
            del self._reads[key]
        if len(page.changes) == self._page:
            self._full[key] = page
            while len(self._full) > self._pages:
                self._full.popitem(last=False)
        return page
