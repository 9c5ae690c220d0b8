"""The live feed over WebSocket: `/ws`. The same hub, the same words; the client may change its rooms as it goes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from realtime import words
from realtime.batch import Batch
from realtime.change import Change
from realtime.connection import Ended, Told
from realtime.errors import BadParameter
from realtime.protocol import cut_off, transport_of
from realtime.resume import resume
from realtime.rooms import parse_rooms
from realtime.service import Service, service_of
from realtime.words import Message

NAME = "ws"
MOST_BYTES = 16 * 1024
_MESSAGES_PER_SECOND = 20
_POLICY, _RESTART, _BEHIND = 1008, 1012, 1013
_COMMANDS = "subscribe, unsubscribe or ping"


def frame(message: Message) -> str:
    """A word as a JSON object with its name as `type`."""
    cursor = {"cursor": str(message.cursor)} if message.cursor else {}
    return json.dumps({"type": message.name, **message.data, **cursor}, separators=(",", ":"))


def encode(change: Change) -> bytes:
    """A change as a JSON object of type `event`; its payload is `data`."""
    head = {"type": "event", "kind": change.kind, "entity": change.entity, "version": change.version}
    said = json.dumps(head | {"cursor": str(change.cursor)}, separators=(",", ":"))
    return f'{said[:-1]},"data":{change.payload}}}'.encode()


async def live(socket: WebSocket) -> None:
    """Talk with one client until it leaves; pages of origins that are not allowed are turned away."""
    service = service_of(socket)
    allowed, origin = service.settings.allowed_origins, socket.headers.get("origin")
    if origin is not None and "*" not in allowed and origin not in allowed:
        await socket.close(_POLICY)
        return
    await socket.accept()
    await Talk(service, socket).run()


class Talk:
    """One client: a task that tells it what happens, beside the loop that hears what it wants."""

    def __init__(self, service: Service, socket: WebSocket) -> None:
        self._service = service
        self._socket = socket
        self._rooms: frozenset[str] = frozenset()
        self._connection = service.hub.connect(NAME, encode)
        self._sending = asyncio.Lock()
        self._window, self._heard = 0, 0

    async def run(self) -> None:
        """Until the client leaves, falls behind, or the server restarts."""
        telling = asyncio.create_task(self._tell())
        self._connection.abandon = self._giving_up(telling)
        try:
            await self._listen()
        except (WebSocketDisconnect, RuntimeError):
            self._connection.end(Ended.GONE)
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await telling
            self._service.hub.disconnect(self._connection)

    async def _listen(self) -> None:
        await self._say(words.hello(self._service.settings))
        while True:
            text = await self._socket.receive_text()
            try:
                await self._obey(self._read(text))
            except BadParameter as error:
                await self._say(Message("error", {"field": error.field, "message": str(error)}))

    def _read(self, text: str) -> dict[str, Any]:
        second = int(time.monotonic())
        self._window, self._heard = second, self._heard + 1 if second == self._window else 1
        if self._heard > _MESSAGES_PER_SECOND:
            raise BadParameter("rate", f"Send at most {_MESSAGES_PER_SECOND} messages a second.")
        if len(text) > MOST_BYTES:
            raise BadParameter("message", f"Send at most {MOST_BYTES} bytes at once.")
        try:
            read = json.loads(text)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise BadParameter("message", "Send a JSON object.")
        return read

    async def _obey(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "subscribe":
                await self._subscribe(_rooms(message), message.get("cursor"))
            case "unsubscribe":
                await self._join(self._rooms - frozenset(_rooms(message)))
            case "ping":
                await self._say(Message("pong", {}))
            case _:
                raise BadParameter("type", f"Send {_COMMANDS}.")

    async def _subscribe(self, names: list[str], cursor: Any) -> None:
        if not isinstance(cursor, str | None):
            raise BadParameter("cursor", "Send the cursor as the text that it came as.")
        if cursor and self._rooms:
            raise BadParameter("cursor", "Send a cursor with the first subscription only: there is one for all rooms.")
        wanted = self._rooms | parse_rooms(names, self._service.settings.max_rooms)
        parse_rooms(wanted, self._service.settings.max_rooms)
        if self._rooms:
            await self._join(wanted)
            return
        while not self._service.ring.ready and self._connection.ended is None:
            await self._service.hub.changed(1)
        start = await resume(self._service, cursor)
        self._connection.begin(start.position, start.generation)
        await self._join(wanted, start.recovered, start.reason)

    async def _join(self, rooms: frozenset[str], recovered: bool = True, reason: str = "") -> None:
        async with self._sending:
            self._rooms = rooms
            self._service.hub.join(self._connection, rooms)
            if reason:
                await self._socket.send_text(frame(words.reset(reason, self._connection.cursor)))
            await self._socket.send_text(frame(words.subscribed(rooms, self._connection.cursor, recovered)))
        self._connection.wake.set()

    async def _tell(self) -> None:
        while (said := await self._connection.next(self._service.settings.keepalive_seconds)) is not Ended.GONE:
            if isinstance(said, Batch):
                await self._pass_on(said)
            elif said is Told.RESET:
                await self._say(words.reset(self._connection.reset_reason, self._connection.cursor))
            elif said is Told.IDLE:
                await self._say(words.position(self._connection.cursor))
            else:
                await self._say(words.farewell(self._connection, self._service.settings))
                await self._socket.close(_RESTART if said is Ended.RESTART else _BEHIND)
                return

    async def _pass_on(self, batch: Batch) -> None:
        async with self._sending:
            with self._connection.writing():
                for text in batch.frames:
                    await self._socket.send_text(text.decode())
        self._service.metrics.sent_batch(NAME, batch)

    async def _say(self, message: Message) -> None:
        async with self._sending:
            with self._connection.writing():
                await self._socket.send_text(frame(message))

    def _giving_up(self, telling: asyncio.Task[None]) -> Callable[[], None]:
        transport = transport_of(self._socket.scope)
        # a close frame of a server: final, opcode 8, no mask, two bytes of code
        close = b"\x88\x02" + _BEHIND.to_bytes(2, "big")

        def give_up() -> None:
            if transport is None:
                telling.cancel()
            else:
                cut_off(transport, close)

        return give_up


def _rooms(message: dict[str, Any]) -> list[str]:
    rooms = message.get("rooms", [])
    if not isinstance(rooms, list) or not all(isinstance(room, str) for room in rooms):
        raise BadParameter("rooms", "Send rooms as a list of names.")
    return rooms
