"""Each request of a crawl has a reservation under the limit of its source, which the process that started it keeps.

It is made where a request leaves, behind Scrapy's own delay, so that it is not used up by waiting: for the requests of
Scrapy in its handlers, for those of a page in a browser where the browser asks whether it may.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
from typing import ClassVar

from include.errors import RateLimited, TransientError
from include.network.limits import Outcome
from include.network.statuses import failure_of
from include.scrapers.failures import NotGranted
from include.scrapers.granting import (
    MAX_LINE_BYTES,
    MAX_REASON_CHARS,
    MAX_URL_CHARS,
    AskedExchange,
    EndedExchange,
    GrantedExchange,
)


class Reservations:
    """Those of one crawl; a process has one crawl, which finds them in `shared`."""

    shared: ClassVar[Reservations]

    def __init__(self, channel: socket.socket) -> None:
        self.channel, self.lines = channel, channel.makefile("rb")
        self.numbers = itertools.count(1)
        self.asking = threading.Lock()

    async def reserve(self, url: str) -> int:
        """The number of the reservation, once the turn of a request to `url` has come. Raises: NotGranted."""
        number = next(self.numbers)
        granted = await asyncio.to_thread(self._ask, AskedExchange(number=number, url=url[:MAX_URL_CHARS]))
        if granted.error:
            raise NotGranted(granted.error, granted.message, granted.wait)
        try:
            await asyncio.sleep(granted.wait or 0)
        except asyncio.CancelledError:
            self.end(number, "unknown")
            raise
        return number

    def end(self, number: int, outcome: Outcome, reason: str = "") -> None:
        """The request of a reservation has ended."""
        ended = EndedExchange(number=number, outcome=outcome, reason=reason[:MAX_REASON_CHARS])
        self.channel.sendall(ended.model_dump_json().encode() + b"\n")

    def _ask(self, asked: AskedExchange) -> GrantedExchange:
        """What the process that keeps the limit answers; one at a time, in a thread of its own."""
        with self.asking:
            self.channel.sendall(asked.model_dump_json().encode() + b"\n")
            return GrantedExchange.model_validate_json(self.lines.readline(MAX_LINE_BYTES))


def outcome_of(status: int) -> Outcome:
    """What an answer shows of its host."""
    error = failure_of("", status, {})
    if isinstance(error, RateLimited):
        return "unknown"
    return "failed" if isinstance(error, TransientError) else "answered"
