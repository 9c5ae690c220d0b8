"""The live feed as server-sent events: `GET /api/events/live`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from realtime import words
from realtime.batch import Batch
from realtime.change import Change
from realtime.connection import Connection, Ended, Told
from realtime.protocol import cut_off, transport_of
from realtime.resume import resume
from realtime.rooms import parse_rooms
from realtime.service import Service, service_of
from realtime.words import Message

NAME = "sse"
_HEADERS = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}


def frame(message: Message) -> bytes:
    """A word as an event of the stream; its cursor is the event's id, its delay the stream's `retry`."""
    retry = f"retry: {message.data['retryMs']}\n" if "retryMs" in message.data else ""
    position = f"id: {message.cursor}\n" if message.cursor else ""
    data = json.dumps(message.data, separators=(",", ":"))
    return f"{retry}{position}event: {message.name}\ndata: {data}\n\n".encode()


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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        hub = self._service.hub
        connection = hub.connect(NAME, encode)
        connection.abandon = self._giving_up(connection, transport_of(scope))
        leaving = asyncio.create_task(_until_gone(receive, connection))
        try:
            await self._converse(connection, send)
        except asyncio.CancelledError:
            if connection.ended is None:
                raise
        finally:
            leaving.cancel()
            hub.disconnect(connection)

    async def _converse(self, connection: Connection, send: Send) -> None:
        await self._write(connection, send, frame(words.hello(self._service.settings)))
        await self._until_ready(connection, send)
        await self._subscribe(connection, send)
        while connection.ended is None:
            await self._tell(connection, send, await connection.next(self._service.settings.keepalive_seconds))
        if connection.ended is not Ended.GONE:
            farewell = frame(words.farewell(connection, self._service.settings))
            await send({"type": "http.response.body", "body": farewell})

    async def _until_ready(self, connection: Connection, send: Send) -> None:
        while not self._service.ring.ready and connection.ended is None:
            await self._service.hub.changed(1)
            if not self._service.ring.ready:
                await self._write(connection, send, b": the feed is not ready yet\n\n")

    async def _subscribe(self, connection: Connection, send: Send) -> None:
        start = await resume(self._service, self._asked)
        connection.begin(start.position, start.generation)
        self._service.hub.join(connection, self._rooms)
        reset = frame(words.reset(start.reason, connection.cursor)) if start.reason else b""
        said = frame(words.subscribed(self._rooms, connection.cursor, start.recovered))
        await self._write(connection, send, reset + said)

    async def _tell(self, connection: Connection, send: Send, said: Batch | Told | Ended) -> None:
        if isinstance(said, Batch):
            await self._write(connection, send, said.data)
            self._service.metrics.sent_batch(NAME, said)
        elif said is Told.RESET:
            await self._write(connection, send, frame(words.reset(connection.reset_reason, connection.cursor)))
        elif said is Told.IDLE:
            await self._write(connection, send, b": keepalive\n" + frame(words.position(connection.cursor)))

    async def _write(self, connection: Connection, send: Send, data: bytes) -> None:
        with connection.writing():
            await send({"type": "http.response.body", "body": data, "more_body": True})

    def _giving_up(self, connection: Connection, transport: asyncio.Transport | None) -> Callable[[], None]:
        """How to leave a client that takes nothing: a word behind what waits to be sent, then cut the line."""
        task = asyncio.current_task()
        assert task is not None

        def give_up() -> None:
            if transport is None:
                task.cancel()
                return
            data = frame(words.farewell(connection, self._service.settings))
            cut_off(transport, b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data))

        return give_up


async def _until_gone(receive: Receive, connection: Connection) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    connection.end(Ended.GONE)
