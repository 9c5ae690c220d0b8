"""A client of the feed over WebSocket, by a stock library."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.realtime.running import PATIENCE, Running


class WebSocketClient:
    """Sends and receives JSON."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def send(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def send_text(self, text: str) -> None:
        await self._socket.send(text)

    async def receive(self, *types: str, patience: float = PATIENCE) -> dict[str, Any]:
        async with asyncio.timeout(patience):
            while True:
                received: dict[str, Any] = json.loads(await self._socket.recv())
                if not types or received["type"] in types:
                    return received


@asynccontextmanager
async def websocket(jatre: Running, **headers: str) -> AsyncIterator[WebSocketClient]:
    """Messages wait for the test in a queue without bounds: behind a full one, nobody would see the end's handshake."""
    url = f"{jatre.url.replace('http', 'ws')}/ws"
    async with connect(url, max_size=None, max_queue=None, additional_headers=headers) as socket:
        yield WebSocketClient(socket)
