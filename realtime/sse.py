"""The live feed as server-sent events: `GET /api/events/live`."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from realtime.batch import Batch
from realtime.change import Change
from realtime.connection import Connection, Ended, Told
from realtime.cursor import Cursor
from realtime.protocol import TRANSPORT
from realtime.resume import Start, resume
from realtime.rooms import parse_rooms
from realtime.service import Service, service_of

PROTOCOL = 1
_NAME = "sse"
_ABORT_SECONDS = 5.0
_HEADERS = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}


def frame(event: str, data: dict[str, Any], cursor: Cursor | None = None) -> bytes:
    """One event of the stream; with a cursor, the client remembers it as its position."""
    position = f"id: {cursor}\n" if cursor else ""
    return f"{position}event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def encode(change: Change) -> bytes:
    """A change as an event: its kind is the event's name, its payload the data."""
    payload = change.payload.replace("\n", " ")  # between JSON tokens only: within strings it is escaped
    return f"id: {change.cursor}\nevent: {change.kind}\ndata: {payload}\n\n".encode()


async def live(request: Request) -> Response:
    """Subscribe to rooms, from a cursor on when one is given; raises BadParameter for rooms that cannot be had."""
    service = service_of(request)
    rooms = parse_rooms(request.query_params.getlist("rooms"), service.settings.max_rooms)
    asked = request.headers.get("last-event-id") or request.query_params.get("last_event_id")
    return EventStream(service, rooms, asked)


class EventStream(Response):
    """A response that goes on until one of both sides has had enough."""

    media_type = "text/event-stream"

    def __init__(self, service: Service, rooms: frozenset[str], asked: str | None) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._service = service
        self._rooms = rooms
        self._asked = asked
        self._transport: asyncio.Transport | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        self._transport = scope.get("extensions", {}).get(TRANSPORT, {}).get("transport")
        hub = self._service.hub
        connection = hub.connect(_NAME, encode)
        leaving = asyncio.create_task(_until_gone(receive, connection))
        try:
            await self._converse(connection, send)
        finally:
            leaving.cancel()
            hub.disconnect(connection)

    async def _converse(self, connection: Connection, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None
        connection.abandon = lambda: self._abandon(connection, task)
        try:
            await self._write(connection, send, self._hello())
            await self._until_ready(connection, send)
            await self._start(connection, send)
            while connection.ended is None:
                await self._tell(connection, send, await connection.next(self._service.settings.keepalive_seconds))
        except asyncio.CancelledError:
            if connection.ended is None:
                raise
            return
        if connection.ended is not Ended.GONE:
            await send({"type": "http.response.body", "body": self._farewell(connection)})

    async def _write(self, connection: Connection, send: Send, data: bytes) -> None:
        with connection.writing():
            await send({"type": "http.response.body", "body": data, "more_body": True})

    def _hello(self) -> bytes:
        settings = self._service.settings
        said = {"protocol": PROTOCOL, "keepaliveSeconds": settings.keepalive_seconds}
        return f"retry: {self._retry()}\n".encode() + frame("hello", said)

    def _retry(self) -> int:
        base = self._service.settings.retry_milliseconds
        return random.randint(base, 2 * base)  # noqa: S311

    async def _until_ready(self, connection: Connection, send: Send) -> None:
        while not self._service.ring.ready and connection.ended is None:
            await self._service.hub.changed(1)
            if not self._service.ring.ready:
                await self._write(connection, send, b": the feed is not ready yet\n\n")

    async def _start(self, connection: Connection, send: Send) -> None:
        start = await resume(self._service, self._asked)
        connection.position, connection.generation = start.position, start.generation
        self._service.hub.join(connection, self._rooms)
        await self._write(connection, send, self._subscribed(connection, start))

    def _subscribed(self, connection: Connection, start: Start) -> bytes:
        said = {"rooms": sorted(self._rooms), "recovered": start.recovered, "cursor": str(connection.cursor)}
        reset = frame("reset", {"reason": start.reason}, connection.cursor) if start.reason else b""
        return reset + frame("subscribed", said, connection.cursor)

    async def _tell(self, connection: Connection, send: Send, said: Batch | Told | Ended) -> None:
        if isinstance(said, Batch):
            await self._write(connection, send, said.data)
            self._service.metrics.lag.labels(_NAME).observe(said.age())
            self._service.metrics.deliveries.labels(_NAME).inc(said.count)
        elif said is Told.RESET:
            self._service.metrics.resumes.labels("reset").inc()
            await self._write(connection, send, frame("reset", {"reason": connection.reset_reason}, connection.cursor))
        elif said is Told.IDLE:
            position = frame("position", {"cursor": str(connection.cursor)}, connection.cursor)
            await self._write(connection, send, b": keepalive\n" + position)

    def _farewell(self, connection: Connection) -> bytes:
        if connection.ended is Ended.RESTART:
            retry = self._retry()
            return f"retry: {retry}\n".encode() + frame("closing", {"reason": "restart", "retryMs": retry})
        assert connection.ended is not None
        return frame("behind", {"reason": connection.ended.value, "cursor": str(connection.cursor)})

    def _abandon(self, connection: Connection, task: asyncio.Task[None]) -> None:
        """Say farewell behind what waits to be sent; if that does not go out either, cut the line."""
        if self._transport is None:
            task.cancel()
            return
        data = self._farewell(connection)
        self._transport.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data))
        self._transport.close()
        asyncio.get_running_loop().call_later(_ABORT_SECONDS, self._transport.abort)


async def _until_gone(receive: Receive, connection: Connection) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    connection.end(Ended.GONE)
