"""So many of one kind of work at once, so many that wait for it, and no more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from realtime.errors import Busy


class Bulkhead:
    """`places` at once, `max_waiting` others that wait for up to `seconds`; all further ones get `refusal`."""

    def __init__(self, places: int, max_waiting: int, seconds: float, refusal: str) -> None:
        self.seconds = seconds
        self._places = asyncio.Semaphore(places)
        self._max_waiting = max_waiting
        self._refusal = refusal
        self._waiting = 0

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Work while this is entered; raises Busy when too many wait, or when the wait takes too long."""
        await self._enter()
        try:
            yield
        finally:
            self._places.release()

    async def _enter(self) -> None:
        if self._waiting >= self._max_waiting:
            raise Busy(self._refusal)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.seconds):
                await self._places.acquire()
        except TimeoutError:
            raise Busy(self._refusal) from None
        finally:
            self._waiting -= 1
