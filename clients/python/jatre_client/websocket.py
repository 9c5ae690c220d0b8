"""The feed over WebSocket."""

from __future__ import annotations

import json
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from jatre_client.answers import refusal
from jatre_client.errors import Lost, Refused
from jatre_client.items import Wish, Word

_PATH = "/ws"
_MOST = 32 * 2**20
# not the fault of what was asked: the service is busy, or its database away
_PASSING = ("rate", "message")


class Socket:
    """One connection; `hear` gives its words until it is lost."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, wish: Wish) -> Socket:
        """Connect and subscribe. Raises Lost or Refused."""
        url = wish.url.replace("http", "ws", 1) + _PATH
        # no pings: the service is never silent for long
        connecting = connect(url, additional_headers=wish.headers, max_size=_MOST, ping_interval=None, close_timeout=1)
        try:
            socket = cls(await connecting)
            await socket._subscribe(wish)
        except InvalidStatus as error:
            answer = error.response
            raise refusal(answer.status_code, bytes(answer.body or b""), answer.headers.get("Retry-After")) from error
        except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
            raise Lost(str(error) or type(error).__name__) from error
        return socket

    async def hear(self) -> Word:
        """The next word. Raises Lost, or Refused where the service says what was wrong with the subscription."""
        try:
            said = json.loads(await self._connection.recv())
        except ConnectionClosed as error:
            raise Lost(str(error)) from error
        if said["type"] == "error" and said["field"] in _PASSING:
            raise Lost(said["message"])
        if said["type"] == "error":
            raise Refused(said["message"], said["field"])
        return _word(said)

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()

    async def _subscribe(self, wish: Wish) -> None:
        try:
            await self._connection.send(_subscription(wish))
        except BaseException:
            await self.close()
            raise


def _subscription(wish: Wish) -> str:
    said: dict[str, Any] = {"type": "subscribe", "rooms": list(wish.rooms)}
    if wish.filter:
        said["filter"] = wish.filter
    if wish.cursor:
        said["cursor"] = wish.cursor
    return json.dumps(said, default=list)


def _word(said: dict[str, Any]) -> Word:
    if said["type"] != "event":
        return Word(said["type"], said, said.get("cursor"))
    return Word(said["kind"], said["data"], said["cursor"], said["entity"], said["version"])
