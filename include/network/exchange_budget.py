"""What one exchange over the network may cost: time by the clock on the wall, and bytes from the wire.

A time limit between two bytes is none: a server that drips, in the body, the headers, the handshake, meets it for ever.
So each call on a socket waits for what is left of the whole exchange at most, redirects and second tries included.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any

from include.errors import UnreadablePayload


class ExchangeBudget:
    """The limits of one exchange, shared by all its connections. `start` begins the next one.

    `seconds` for all of it, `connect` seconds for one connection, `silence` seconds between two bytes, `size` bytes.
    """

    def __init__(self, *, seconds: float, connect: float, silence: float, size: int) -> None:
        self.seconds, self.connect, self.silence, self.size = seconds, connect, silence, size
        self.start(seconds)

    def start(self, seconds: float) -> None:
        """Begin an exchange of so many seconds."""
        self.seconds = seconds
        self.until, self.received = time.monotonic() + seconds, 0

    def extend(self, seconds: float) -> None:
        """Leave out seconds in which we waited for our own turn."""
        self.until += seconds

    def left(self, most: float) -> float:
        """Seconds that the next step may take, `most` at most. Raises: TimeoutError when none are left."""
        if (reason := self.over()) is not None:
            raise TimeoutError(reason)
        return min(max(self.until - time.monotonic(), 0.001), most)

    def over(self) -> str | None:
        """Why the exchange may not go on, None while it may."""
        return None if time.monotonic() < self.until else f"it took more than {self.seconds:g} s in all"

    def spend(self, size: int) -> int:
        """Count bytes received; returns them. Raises: UnreadablePayload when there are too many."""
        self.received += size
        if self.received > self.size:
            raise UnreadablePayload(f"the site sends more than {self.size:,} bytes")
        return size


class BudgetedSocket(socket.socket):
    """A TCP socket each of whose calls keeps to the budget."""

    budget: ExchangeBudget

    def recv_into(self, *args: Any, **more: Any) -> int:
        """Receive into a buffer."""
        self.settimeout(self.budget.left(self.budget.silence))
        return self.budget.spend(super().recv_into(*args, **more))

    def sendall(self, *args: Any, **more: Any) -> None:
        """Send everything."""
        self.settimeout(self.budget.left(self.budget.silence))
        super().sendall(*args, **more)


class _BudgetedTls(ssl.SSLSocket):
    """The same inside TLS. The handshake runs under the time limit that the TCP socket had."""

    def recv_into(self, *args: Any, **more: Any) -> int:
        """Receive into a buffer."""
        budget = self.context.budget  # type: ignore[attr-defined]
        self.settimeout(budget.left(budget.silence))
        return int(budget.spend(super().recv_into(*args, **more)))

    def sendall(self, *args: Any, **more: Any) -> None:
        """Send everything."""
        budget = self.context.budget  # type: ignore[attr-defined]
        self.settimeout(budget.left(budget.silence))
        super().sendall(*args, **more)


class BudgetedTlsContext(ssl.SSLContext):
    """A client's TLS context, whose sockets keep to a budget."""

    sslsocket_class = _BudgetedTls
    budget: ExchangeBudget

    @classmethod
    def of(cls, budget: ExchangeBudget) -> BudgetedTlsContext:
        """A context that verifies the server's certificate and name."""
        made = cls(ssl.PROTOCOL_TLS_CLIENT)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.budget = budget
        return made
