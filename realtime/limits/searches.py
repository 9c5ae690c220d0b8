"""Searching by words costs the database more than anything else that strangers may ask: so many per address and minute,
so many at once, so many that wait; the others are told to come again. What is cheap does not wait behind it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from starlette.requests import HTTPConnection

from realtime.errors import Busy, TooOften
from realtime.limits.visits import Rate, address_of, network_of
from realtime.settings import ServiceSettings


class Searches:
    """Who may search now."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.seconds = settings.search_seconds
        self._rate = Rate(settings.searches_per_minute)
        self._places = asyncio.Semaphore(settings.searches_at_once)
        self._max_waiting = settings.searches_waiting
        self._waiting = 0

    def admit(self, connection: HTTPConnection) -> dict[str, str]:
        """Count a search of an address; gives the headers that say what is left to it. Raises TooOften."""
        network, now = network_of(address_of(connection)), time.monotonic()
        wait = self._rate.wait(network, now)
        headers = self._rate.headers(network, now)
        if wait:
            refused = TooOften(wait)
            refused.headers.update(headers)
            raise refused
        return headers

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Search while this is entered; raises Busy where too many wait, or for longer than a search may take."""
        if self._waiting >= self._max_waiting:
            raise Busy("Too many search at once.")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self.seconds)
        except TimeoutError:
            raise Busy("Too many search at once.") from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()
