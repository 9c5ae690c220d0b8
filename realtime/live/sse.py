"""The live feed as server-sent events: `GET /api/events/live`."""

from __future__ import annotations

import asyncio
import json
from functools import partial

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from realtime.auth.access import Reader, reader_of
from realtime.fanout import messages
from realtime.fanout.connection import Connection, EndReason
from realtime.fanout.encoding import Encoding
from realtime.fanout.messages import Message
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.limits.visits import address_of
from realtime.live.subscribe import FILTER_PARAMETERS, enter, read_filter, read_rooms, refuse_unknown
from realtime.service import Service, service_of
from realtime.transport.borrowed import BorrowedTransport, lender_of
from realtime.transport.client_transport import TaskTransport

OWN_PARAMETERS = ("rooms", "last_event_id")
STREAM_PARAMETERS = (*OWN_PARAMETERS, *FILTER_PARAMETERS)
_HEADERS = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}
_END = {"type": "http.response.body", "body": b""}
_NOT_READY = b": the feed is not ready yet\n\n"


def frame(message: Message) -> bytes:
    """A message as an event of the stream; its cursor is the event's id, its delay the stream's `retry`."""
    alive = ": keepalive\n" if message.name == "position" else ""
    retry = f"retry: {message.data['retryMs']}\n" if "retryMs" in message.data else ""
    position = f"id: {message.cursor}\n" if message.cursor else ""
    data = json.dumps(message.data, separators=(",", ":"))
    return f"{alive}{retry}{position}event: {message.name}\ndata: {data}\n\n".encode()


def encode(change: FeedChange) -> bytes:
    """A change as an event: its kind is the event's name, its payload the data."""
    payload = change.payload.replace("\n", " ")  # between JSON tokens only: within strings it is escaped
    return f"id: {change.cursor}\nevent: {change.kind}\ndata: {payload}\n\n".encode()


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


PLAIN = Encoding("sse", encode, frame)
"""For `send`: the server makes the chunks of HTTP."""

CHUNKED = Encoding("sse", encode, lambda message: _chunk(frame(message)), _chunk)
"""For a borrowed transport."""


async def live(request: Request) -> Response:
    """Subscribe to rooms, from a cursor on when one is given; raises BadParameter for unknown or private rooms."""
    service, params = service_of(request), request.query_params
    reader = await reader_of(request)
    refuse_unknown(params, OWN_PARAMETERS)
    rooms = read_rooms(service, params.getlist("rooms"), reader.rooms)
    subscription = Subscription(rooms, await read_filter(service, params))
    asked = request.headers.get("last-event-id") or params.get("last_event_id")
    return EventStream(service, reader, subscription, asked)


class EventStream(Response):
    """A response that continues until one side ends it."""

    media_type = "text/event-stream"

    def __init__(self, service: Service, reader: Reader, subscription: Subscription, asked: str | None) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._service = service
        self._reader = reader
        self._subscription = subscription
        self._asked = asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI; raises TooMany before it has begun."""
        with self._service.connection_limits.held_by(address_of(HTTPConnection(scope))):
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            lend = lender_of(scope)
            if scope["method"] != "HEAD" and lend is None:
                await self._on_task(receive, send)
                return
            if scope["method"] != "HEAD" and lend is not None:
                await self._on_borrowed(lend())
            await send(_END)

    async def _on_borrowed(self, borrowed: BorrowedTransport) -> None:
        over = asyncio.Event()
        connection = self._service.hub.connect(CHUNKED, borrowed, over.set)
        borrowed.on_lost = partial(connection.end, EndReason.GONE)
        try:
            await self._subscribe(connection)
            await over.wait()
        finally:
            connection.end(EndReason.GONE)
            borrowed.give_back()

    async def _on_task(self, receive: Receive, send: Send) -> None:
        async def write(data: bytes) -> None:
            await send({"type": "http.response.body", "body": data, "more_body": True})

        async def finish(_: int) -> None:
            await send(_END)

        transport = TaskTransport(write, finish)
        connection = self._service.hub.connect(PLAIN, transport)
        leaving = asyncio.create_task(_until_gone(receive, connection, transport))
        try:
            await self._subscribe(connection)
            await transport.stopped()
        finally:
            leaving.cancel()
            connection.end(EndReason.GONE)

    async def _subscribe(self, connection: Connection) -> None:
        connection.expires_at, connection.token = self._reader.expires_at, self._reader.token
        connection.send(messages.hello(self._service.settings))
        not_ready = connection.encoding.wrap(_NOT_READY)
        await enter(
            self._service, connection, self._subscription, self._asked, lambda: connection.transport.write(not_ready)
        )  # fmt: skip


async def _until_gone(receive: Receive, connection: Connection, transport: TaskTransport) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    connection.end(EndReason.GONE)
    transport.stop()
