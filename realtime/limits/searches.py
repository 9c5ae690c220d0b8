"""Limits on searches by words, the most expensive request for the database: per address and minute, running at the same
time, and waiting. All further ones are refused. Cheap requests do not wait behind searches."""

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
    """The searches that run and wait, and the rate per address."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.seconds = settings.search_seconds
        self._rate = Rate(settings.searches_per_minute)
        self._places = asyncio.Semaphore(settings.searches_at_once)
        self._max_waiting = settings.searches_waiting
        self._waiting = 0

    def admit(self, connection: HTTPConnection) -> dict[str, str]:
        """Count a search of an address; returns the rate limit headers. Raises TooOften."""
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
        """Search while this is entered; raises Busy when too many wait, or when the wait takes too long."""
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
