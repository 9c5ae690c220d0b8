"""uvicorn's protocols with a door to the transport.

A client that has stopped reading cannot be reached through ASGI: `send` waits for it. The transport can be told to give
up. Endpoints find it in `scope["extensions"]`; on a server without these classes they do without. uvicorn is pinned.
"""

from __future__ import annotations

import asyncio
import socket

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_EXTENSION = "jatre.transport"
_UNACKNOWLEDGED_MS = 60_000
_ABORT_SECONDS = 5.0


class LiveHTTPProtocol(HttpToolsProtocol):
    """Puts the transport into the scope, and lets the kernel give up peers that acknowledge nothing for a minute."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol."""
        super().connection_made(transport)
        sock = transport.get_extra_info("socket")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)

    def on_message_begin(self) -> None:
        """See httptools.HttpRequestParser."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: {"transport": self.transport}}


class LiveWebSocketProtocol(WebSocketsSansIOProtocol):
    """The same for WebSocket; its pings find peers that are gone without a word."""

    async def run_asgi(self) -> None:
        """See WebSocketsSansIOProtocol."""
        extensions = self.scope["extensions"] or {}
        self.scope["extensions"] = extensions | {_EXTENSION: {"transport": self.transport}}
        await super().run_asgi()


def transport_of(scope: Scope) -> asyncio.Transport | None:
    """The transport behind a connection, where the server gives it."""
    transport: asyncio.Transport | None = scope.get("extensions", {}).get(_EXTENSION, {}).get("transport")
    return transport


def cut_off(transport: asyncio.Transport, last: bytes) -> None:
    """Send some last bytes behind what waits; what has not gone out after a while is dropped with the connection."""
    transport.write(last)
    transport.close()
    asyncio.get_running_loop().call_later(_ABORT_SECONDS, transport.abort)
