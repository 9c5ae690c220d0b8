"""Plain Starlette: each message sent to one client after the other, as its documentation would have one begin."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PORT, CONTROL = int(sys.argv[1]), int(sys.argv[2])
clients: set[WebSocket] = set()


async def live(socket: WebSocket) -> None:
    """One client, which sends nothing."""
    await socket.accept()
    clients.add(socket)
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
    clients.discard(socket)


async def publish(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Send what the control channel brings to everybody."""
    while line := await reader.readline():
        message = json.loads(line)
        for socket in list(clients):
            # a client that leaves meanwhile is its own endpoint's concern
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await socket.send_json(message)


@contextlib.asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Listen on the control port beside the application."""
    async with await asyncio.start_server(publish, "127.0.0.1", CONTROL):
        yield


app = Starlette(routes=[WebSocketRoute("/", live)], lifespan=lifespan)
uvicorn.run(app, host="127.0.0.1", port=PORT, loop="uvloop", log_level="error", backlog=4096)
