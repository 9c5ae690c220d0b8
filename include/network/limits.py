"""How many requests a source gets, and which hosts are left alone: what the HTTP client asks before each request.

`Bucket` is the limit of who has no database: a trial of an address that is not stored. Stored sources have limits that
all workers share (`include/pipeline/limits.py`).
"""

from __future__ import annotations

import time
from collections import deque
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
    """At most `requests` in any `window` seconds of one process; short waits are slept, long ones raise."""

    def __init__(
        self,
        requests: int,
        window: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.window, self.clock, self.sleep = window, clock, sleep
        self.turns: deque[float] = deque(maxlen=requests)

    def take(self, patience: float = PATIENCE_SECONDS) -> None:
        """Take one turn. Raises: RateLimited when it would take more than `patience` seconds."""
        full = len(self.turns) == self.turns.maxlen
        wait = self.turns[0] + self.window - self.clock() if full else 0.0
        if wait > patience:
            raise RateLimited("our own limit for this source is used up", retry_after=wait)
        if wait > 0:
            self.sleep(wait)
        self.turns.append(self.clock())

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Take one turn."""
        self.take()
        yield
