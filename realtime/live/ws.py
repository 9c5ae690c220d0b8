"""The live feed over WebSocket: `/ws`. The same hub and messages as the stream; the client may change its rooms."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from starlette.websockets import WebSocket

from include.filters.filter import Filter
from realtime.api.refusals.problems import refusal
from realtime.auth.access import Reader, from_own_page, reader_of
from realtime.errors import BadParameter, Forbidden, TooMany, Unavailable
from realtime.fanout import messages
from realtime.fanout.connection import EndReason
from realtime.fanout.encoding import Encoding
from realtime.fanout.messages import Message
from realtime.fanout.subscription import Subscription
from realtime.limits.visits import address_of
from realtime.live.states import send_states
from realtime.live.subscribe import as_params, enter, read_filter, read_rooms, send_subscribed
from realtime.live.ws_encoding import FRAMED, PLAIN
from realtime.service import Service, service_of
from realtime.transport.borrowed import lender_of
from realtime.transport.client_transport import ClientTransport, TaskTransport

MAX_MESSAGE_BYTES = 16 * 1024
_MESSAGES_PER_SECOND = 20
_FLOOD_MESSAGES_PER_SECOND = 10 * _MESSAGES_PER_SECOND
_COMMANDS = "subscribe, unsubscribe or ping"


async def live(socket: WebSocket) -> None:
    """Serve one client until it leaves; a refused one gets an HTTP error with the reason."""
    service, address = service_of(socket), address_of(socket)
    try:
        _refuse_foreign(socket, service.settings.allowed_origins)
        reader = await reader_of(socket)
        if not service.connection_limits.enter(address):
            raise TooMany
    except BadParameter as error:
        await socket.send_denial_response(refusal(socket, error))
        return
    leave = partial(service.connection_limits.leave, address)
    try:
        await socket.accept()
    except BaseException:
        leave()
        raise
    await _serve(socket, partial(LiveSocket, service, reader, leave))


async def _serve(socket: WebSocket, begin: Callable[[Encoding, ClientTransport], LiveSocket]) -> None:
    lend = lender_of(socket.scope)
    if lend is None:
        await _on_task(socket, begin)
        return
    borrowed = lend()
    client = begin(FRAMED, borrowed)
    borrowed.on_message, borrowed.on_lost = client.receive, client.disconnected


async def _on_task(socket: WebSocket, begin: Callable[[Encoding, ClientTransport], LiveSocket]) -> None:
    async def write(data: bytes) -> None:
        await socket.send_text(data.decode())

    transport = TaskTransport(write, socket.close)
    client = begin(PLAIN, transport)
    listening = asyncio.create_task(_listen(socket, client, transport))
    try:
        await transport.stopped()
    finally:
        listening.cancel()
        client.disconnected()


async def _listen(socket: WebSocket, client: LiveSocket, transport: TaskTransport) -> None:
    try:
        while (message := await socket.receive())["type"] == "websocket.receive":
            client.receive(message.get("text"))
    finally:
        client.disconnected()
        transport.stop()


def _refuse_foreign(socket: WebSocket, allowed: list[str]) -> None:
    if "origin" in socket.headers and "*" not in allowed and not from_own_page(socket):
        raise Forbidden(
            "Origin", "Pages of this origin may not read the feed; JATRE_ALLOWED_ORIGINS names those that may."
        )


class LiveSocket:
    """One client: its messages are executed in order, by a task that runs only while there are any."""

    __slots__ = ("_connection", "_filter", "_reader", "_received", "_rooms", "_service", "_todo", "_window", "_working")

    def __init__(
        self,
        service: Service,
        reader: Reader,
        on_end: Callable[[], None],
        encoding: Encoding,
        transport: ClientTransport,
    ) -> None:
        self._service = service
        self._reader = reader
        self._rooms: frozenset[str] = frozenset()
        self._filter = Filter()
        self._todo: list[dict[str, Any]] = []
        self._working: asyncio.Task[None] | None = None
        self._window, self._received = 0, 0
        self._connection = service.hub.connect(encoding, transport, on_end)
        self._connection.expires_at, self._connection.token = reader.expires_at, reader.token
        self._connection.send(messages.hello(service.settings))

    def receive(self, text: str | None) -> None:
        """Take a message; None stands for one that is not text."""
        try:
            self._todo.append(self._read(text))
        except BadParameter as error:
            self._refuse(error)
            return
        if self._working is None:
            self._working = asyncio.create_task(self._work())

    def disconnected(self) -> None:
        """The client is gone."""
        self._connection.end(EndReason.GONE)

    def _read(self, text: str | None) -> dict[str, Any]:
        second = int(time.monotonic())
        self._window, self._received = second, self._received + 1 if second == self._window else 1
        if self._received > _FLOOD_MESSAGES_PER_SECOND:
            self._connection.end(EndReason.RATE)
        if self._received > _MESSAGES_PER_SECOND or len(self._todo) >= _MESSAGES_PER_SECOND:
            raise BadParameter("rate", f"Send at most {_MESSAGES_PER_SECOND} messages a second.")
        if text is None or len(text) > MAX_MESSAGE_BYTES:
            raise BadParameter("message", f"Send a text of at most {MAX_MESSAGE_BYTES} bytes.")
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise BadParameter("message", "Send a JSON object.")
        return read

    async def _work(self) -> None:
        try:
            while self._todo and self._connection.ended is None:
                await self._answer(self._todo.pop(0))
        finally:
            self._working = None

    async def _answer(self, message: dict[str, Any]) -> None:
        try:
            await self._execute(message)
        except BadParameter as error:
            self._refuse(error)
        except Unavailable as error:
            self._refuse(BadParameter("message", f"{error} Send it again in {error.retry_after} seconds."))

    async def _execute(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "subscribe":
                await self._subscribe(message)
            case "unsubscribe":
                self._join(self._rooms - frozenset(_names(message)))
            case "ping":
                self._connection.send(Message("pong", {}))
            case _:
                raise BadParameter("type", f"Send {_COMMANDS}.")

    async def _subscribe(self, message: dict[str, Any]) -> None:
        cursor = message.get("cursor")
        if not isinstance(cursor, str | None):
            raise BadParameter("cursor", "Send the cursor as the text that it came as.")
        if cursor and self._rooms:
            raise BadParameter("cursor", "Send a cursor with the first subscription only: there is one for all rooms.")
        rooms = self._read_rooms(self._rooms | self._read_rooms(_names(message)))
        if "filter" in message:
            self._filter = await read_filter(self._service, as_params(message["filter"]))
        if self._rooms:
            new = rooms - self._rooms
            self._join(rooms)
            await send_states(self._service, self._connection, new)
            return
        self._rooms = rooms
        await enter(self._service, self._connection, Subscription(rooms, self._filter), cursor)

    def _read_rooms(self, names: Iterable[str]) -> frozenset[str]:
        may = frozenset() if self._reader.expired(time.time()) else self._reader.rooms
        return read_rooms(self._service, names, may)

    def _join(self, rooms: frozenset[str]) -> None:
        self._rooms = rooms
        subscription = Subscription(rooms, self._filter)
        self._service.hub.join(self._connection, subscription)
        send_subscribed(self._connection, subscription)

    def _refuse(self, error: BadParameter) -> None:
        self._connection.send(Message("error", {"field": error.field, "message": str(error)}))


def _names(message: dict[str, Any]) -> list[str]:
    rooms = message.get("rooms", [])
    if not isinstance(rooms, list) or not all(isinstance(room, str) for room in rooms):
        raise BadParameter("rooms", "Send rooms as a list of names.")
    return rooms
