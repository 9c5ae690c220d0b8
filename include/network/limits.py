"""How many requests a source gets, and which hosts are left alone: what the HTTP client asks before each request.

`Bucket` is the limit of who has no database: a trial of an address that is not stored. Stored sources have limits that
all workers share (`include/pipeline/fetching/limits.py`). Whoever sends requests by other means than the client (a
crawl, in a process of its own) makes each an `Exchange` first.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from include.errors import RateLimited

PATIENCE_SECONDS = 10.0
"""How long a request waits for its turn; a longer wait is an error that names it, so that no worker is held."""
CRAWL_PATIENCE_SECONDS = 20.0
"""The same for a request of a crawl: a page in a browser asks for all its parts at once."""


Outcome = Literal["answered", "failed", "unknown"]
"""What one request shows of its host; `unknown` where it shows nothing: a limit of its own, a page given up."""


@dataclass(frozen=True)
class Reservation:
    """The right to send one request, `wait` seconds from now; `end` is called once that request has ended."""

    wait: float
    end: Callable[[], None]


class RequestLimit(ABC):
    """A limit of requests, which wait `patience` seconds at most; `sleep` waits for a number of seconds."""

    patience: float
    sleep: Callable[[float], None]

    @abstractmethod
    def reserve(self, patience: float) -> Reservation:
        """Reserve the turn of one request. Raises: RateLimited, with the wait, where it is more than `patience`."""

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Wait for the turn of one request, which is sent inside the block. Raises: as `reserve`."""
        reservation = self.reserve(self.patience)
        if reservation.wait > 0:
            self.sleep(reservation.wait)
        try:
            yield
        finally:
            reservation.end()


class Hosts(Protocol):
    """What is known of hosts that do not answer."""

    def check(self, url: str) -> None:
        """Whether the host of `url` may be asked. Raises: HostUnavailable."""
        ...

    def answered(self, url: str) -> None:
        """The host of `url` has answered, whatever."""
        ...

    def failed(self, url: str, reason: str) -> None:
        """The host of `url` has not answered, or only that it cannot."""
        ...


class UnwatchedHosts:
    """Remembers nothing: of one trial there is nothing to learn."""

    def check(self, url: str) -> None:
        """May be asked."""

    def answered(self, url: str) -> None:
        """Is not remembered."""

    def failed(self, url: str, reason: str) -> None:
        """Is not remembered."""


@dataclass(frozen=True)
class Exchange:
    """One request to `url` that somebody else sends, `reservation.wait` seconds from now."""

    url: str
    reservation: Reservation
    hosts: Hosts

    def end(self, outcome: Outcome, reason: str = "") -> None:
        """The request has ended; `reason` is why, where its host has failed."""
        self.reservation.end()
        if outcome == "failed":
            self.hosts.failed(self.url, reason)
        elif outcome == "answered":
            self.hosts.answered(self.url)


class Bucket(RequestLimit):
    """At most `requests` in any `window` seconds of one process; short waits are slept, long ones raise."""

    def __init__(
        self,
        requests: int,
        window: float,
        *,
        patience: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.window, self.patience, self.clock, self.sleep = window, patience, clock, sleep
        self.turns: deque[float] = deque(maxlen=requests)

    def reserve(self, patience: float) -> Reservation:
        """Take one turn. Raises: RateLimited."""
        now, full = self.clock(), len(self.turns) == self.turns.maxlen
        wait = max(0.0, self.turns[0] + self.window - now) if full else 0.0
        if wait > patience:
            raise RateLimited("our own limit for this source is used up", retry_after=wait)
        self.turns.append(now + wait)
        return Reservation(wait, _nothing)


def _nothing() -> None:
    """What a bucket learns of the end of a request."""
