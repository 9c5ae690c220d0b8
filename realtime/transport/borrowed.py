"""The transport of a connection, lent to its endpoint.

ASGI allows one `send` at a time, and `send` waits for a client that has stopped reading. An endpoint that borrows the
transport writes to it directly: it never waits, and many clients share the same bytes. All writes are whole frames or
chunks, so they mix with those of the server. On a server that lends no transport, endpoints use `send`.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.types import Scope

from realtime.transport.client_transport import ABORT_SECONDS, nothing

if TYPE_CHECKING:
    from realtime.limits.sockets import Sockets

EXTENSION = "jatre.borrowed_transport"
"""Its key in the extensions of the scope."""


class BorrowedTransport:
    """The transport of a client, as the server lends it."""

    __slots__ = ("_lender", "_transport", "on_drained", "on_lost", "on_message", "paused_at", "write")

    def __init__(self, lender: LendingProtocol) -> None:
        self.paused_at: float | None = None
        self.on_drained: Callable[[], None] = nothing
        self.on_lost: Callable[[], None] = nothing
        self.on_message: Callable[[str | None], None] = lambda _: None
        """Called with each message of a WebSocket; None stands for a message that is not text."""
        self._lender = lender
        self._transport = lender.transport
        self.write = lender.transport.write

    def close(self, farewell: bytes, code: int) -> None:
        """See ClientTransport."""
        if self._transport.is_closing():
            return
        self.write(farewell)
        if self.paused_at is None:
            self._lender.finish(code)
            return
        self.write(self._lender.last_bytes(code))
        self._transport.close()
        asyncio.get_running_loop().call_later(ABORT_SECONDS, self._transport.abort)

    def give_back(self) -> None:
        """Return it: the endpoint writes no more."""
        self._lender.borrowed = None

    def pause(self) -> None:
        """The transport buffers more than it should."""
        self.paused_at = time.monotonic()

    def resume(self) -> None:
        """The transport has room again."""
        self.paused_at = None
        self.on_drained()


class LendingProtocol(asyncio.Protocol, ABC):
    """A protocol that lends its transport and reports its state; precedes the server's class in the bases."""

    transport: asyncio.Transport
    app_state: dict[str, Any]
    borrowed: BorrowedTransport | None = None

    @property
    def sockets(self) -> Sockets:
        """All connections of the process, stored there by the lifespan of the application."""
        sockets: Sockets = self.app_state["sockets"]
        return sockets

    def lend(self) -> BorrowedTransport:
        """Lend the transport, until it is given back."""
        borrowed = self.borrowed = BorrowedTransport(self)
        if self.transport.is_closing():
            # the client left before the endpoint was ready: nothing else reports it
            asyncio.get_running_loop().call_soon(lambda: borrowed.on_lost())
        return borrowed

    def finish(self, code: int) -> None:
        """Begin to close a connection that is not paused; by default, its endpoint does so."""

    @abstractmethod
    def last_bytes(self, code: int) -> bytes:
        """The bytes that end the response or the WebSocket for the client."""

    def pause_writing(self) -> None:
        """See asyncio.Protocol."""
        super().pause_writing()
        if self.borrowed is not None:
            self.borrowed.pause()

    def resume_writing(self) -> None:
        """See asyncio.Protocol."""
        super().resume_writing()
        if self.borrowed is not None:
            self.borrowed.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        super().connection_lost(exc)
        self.sockets.leave(self.transport)
        if self.borrowed is not None:
            self.borrowed.on_lost()


def lender_of(scope: Scope) -> Callable[[], BorrowedTransport] | None:
    """The function that lends the transport of a connection, or None on a server that does not."""
    lend: Callable[[], BorrowedTransport] | None = scope.get("extensions", {}).get(EXTENSION, {}).get("lend")
    return lend
