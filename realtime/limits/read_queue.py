"""Who may read from the database next: so many at once, the others in turns by client, and no client for all.

Who waits is refused before the pool's connections are used up: when no more can wait, it is the client with the most
requests that loses its newest, and so hears first that it asks too much.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import AsyncIterator

from realtime.errors import Busy, TooOften

RETRY_SECONDS = 1


class ReadQueue:
    """Places for reads, and the clients that wait for one; `seconds` is the longest wait."""

    def __init__(self, places: int, max_waiting: int, seconds: float) -> None:
        self._free = places
        self._max_waiting = max_waiting
        self._seconds = seconds
        # in the order of their turns; the requests of each as they came
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @contextlib.asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Read while this is entered. Raises TooOften for a client that keeps others from waiting, and Busy when too
        many clients wait, or when the wait takes too long."""
        if self._free and not self._waiting:
            self._free -= 1
        else:
            await self._wait(client)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, client: str) -> None:
        self._make_room(client)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        try:
            async with asyncio.timeout(self._seconds):
                await place
        except BaseException as error:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._pass_on()  # it came while the client went away
            else:
                self._forget(client, place)
            if isinstance(error, TimeoutError):
                raise Busy("Too many ask at once.") from None
            raise

    def _make_room(self, client: str) -> None:
        if sum(map(len, self._waiting.values())) < self._max_waiting:
            return
        own = len(self._waiting.get(client, ()))
        greediest = max(self._waiting, key=lambda name: len(self._waiting[name]))
        most = len(self._waiting[greediest])
        if most > own + 1:
            self._waiting[greediest][-1].set_exception(TooOften(RETRY_SECONDS))
            self._forget(greediest, self._waiting[greediest][-1])
        elif own:
            raise TooOften(RETRY_SECONDS)
        else:
            raise Busy("Too many ask at once.")

    def _forget(self, client: str, place: asyncio.Future[None]) -> None:
        places = self._waiting.get(client)
        if places is not None and place in places:
            places.remove(place)
            if not places:
                del self._waiting[client]

    def _pass_on(self) -> None:
        """Give a place to the first request of the client whose turn it is; that client then comes last."""
        while self._waiting:
            client, places = self._waiting.popitem(last=False)
            place = places.popleft()
            if places:
                self._waiting[client] = places
            if not place.done():
                place.set_result(None)
                return
        self._free += 1
