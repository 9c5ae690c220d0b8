"""Where the feed stands, read once for all requests that wait to know it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import NamedTuple

from realtime import contract
from realtime.database import ServiceDatabase
from realtime.feed.cursor import Cursor


class Position(NamedTuple):
    """Where the feed stood, the clock of the database then, whether more was committed than has a number, and behind
    what all that came is kept."""

    cursor: Cursor
    now: datetime
    waiting: bool
    floor: int = 0


class Positions:
    """The reads of the position: one under way, and the next one, which all join who have come since."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self._under_way: asyncio.Task[Position] | None = None
        self._next: asyncio.Task[Position] | None = None

    async def read(self) -> Position:
        """A position that was read after this was called; raises as `ServiceDatabase.connection`."""
        # one that is under way may miss what this client has seen already
        if self._next is None:
            self._next = asyncio.create_task(self._read_after(self._under_way))
        return await asyncio.shield(self._next)

    async def _read_after(self, before: asyncio.Task[Position] | None) -> Position:
        if before is not None:
            await asyncio.wait([before])
        self._under_way, self._next = self._next, None
        async with self._database.connection() as connection:
            found = await contract.feed_position(connection)
        return Position(Cursor(found.epoch, found.head), found.now, found.waiting, found.floor)
