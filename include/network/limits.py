"""How many requests a source gets, and which hosts are left alone: what the HTTP client asks before each request.

`Bucket` is the limit of who has no database: a trial of an address that is not stored. Stored sources have limits that
all workers share (`include/pipeline/limits.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from include.errors import RateLimited

PATIENCE_SECONDS = 10.0
"""How long a request waits for its turn; a longer wait is an error that names it, so that no worker is held."""


class RequestLimit(Protocol):
    """A limit of requests."""

    def admitted(self) -> AbstractContextManager[None]:
        """Wait for the turn of one request, which is sent inside the block. Raises: RateLimited, with the wait."""
        ...


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


class Bucket:
    """A token bucket of `per_hour` requests that starts full; short waits are slept, long ones raise."""

    def __init__(
        self,
        per_hour: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.capacity, self.rate = float(per_hour), per_hour / 3600
        self.tokens, self.clock, self.sleep = self.capacity, clock, sleep
        self.filled = clock()

    def take(self, patience: float = PATIENCE_SECONDS) -> None:
        """Take one token. Raises: RateLimited when it would take more than `patience` seconds."""
        now = self.clock()
        self.tokens = min(self.capacity, self.tokens + (now - self.filled) * self.rate)
        self.filled = now
        wait = (1 - self.tokens) / self.rate
        if wait > patience:
            raise RateLimited("our own limit for this source is used up", retry_after=wait)
        if wait > 0:
            self.sleep(wait)
        self.tokens -= 1

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Take one token."""
        self.take()
        yield
