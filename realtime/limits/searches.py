"""Limits on searches by words, the most expensive request for the database: per address and minute, running at the same
time, and waiting. All further ones are refused. Cheap requests do not wait behind searches."""

from __future__ import annotations

import time

from starlette.requests import HTTPConnection

from realtime.errors import TooOften
from realtime.limits.bulkhead import Bulkhead
from realtime.limits.visits import Rate, client_of
from realtime.settings import ServiceSettings


class Searches(Bulkhead):
    """The searches that run and wait, and the rate per address."""

    def __init__(self, settings: ServiceSettings) -> None:
        super().__init__(
            settings.searches_at_once, settings.searches_waiting, settings.search_seconds, "Too many search at once."
        )
        self._rate = Rate(settings.searches_per_minute, "searches")

    def admit(self, connection: HTTPConnection) -> dict[str, str]:
        """Count a search of an address; returns the rate limit headers. Raises TooOften."""
        network, now = client_of(connection), time.monotonic()
        wait = self._rate.wait(network, now)
        headers = self._rate.headers(network, now)
        if wait:
            refused = TooOften(wait)
            refused.headers.update(headers)
            raise refused
        return headers
