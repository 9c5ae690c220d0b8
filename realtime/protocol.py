"""uvicorn's HTTP protocol with a door to the transport.

A client that has stopped reading cannot be reached through ASGI: `send` waits for it. The transport can be told to give
up. Endpoints find it in `scope["extensions"]`; on a server without this class they do without. uvicorn is pinned.
"""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TRANSPORT = "jatre.transport"
_UNACKNOWLEDGED_MS = 60_000


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
        self.scope["extensions"] = {TRANSPORT: {"transport": self.transport}}
