"""picows: its low-level interface, one `send` per client, on uvloop."""

from __future__ import annotations

import asyncio
import sys

import uvloop
from picows import WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

PORT, CONTROL = int(sys.argv[1]), int(sys.argv[2])
clients: set[WSTransport] = set()


class SilentClient(WSListener):
    """One client, which sends nothing."""

    def on_ws_connected(self, transport: WSTransport) -> None:
        """See WSListener."""
        clients.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """See WSListener."""
        clients.discard(transport)


async def publish(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Send what the control channel brings to everybody."""
    while line := await reader.readline():
        message = line[:-1]
        for transport in clients:
            transport.send(WSMsgType.TEXT, message)


async def main() -> None:
    """Serve until killed."""

    def accept(_: WSUpgradeRequest) -> SilentClient:
        return SilentClient()

    server = await ws_create_server(accept, "127.0.0.1", PORT, backlog=4096)
    control = await asyncio.start_server(publish, "127.0.0.1", CONTROL)
    async with server, control:
        await asyncio.Event().wait()


uvloop.run(main())
