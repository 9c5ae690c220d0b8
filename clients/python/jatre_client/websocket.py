"""The feed over WebSocket."""

from __future__ import annotations

import json
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from jatre_client.answers import refusal
from jatre_client.errors import ConnectionLost, Refused
from jatre_client.items import FeedMessage, SubscriptionRequest

_PATH = "/ws"
_MAX_MESSAGE_BYTES = 32 * 2**20
# not the fault of what was asked: the service is busy, or its database away
_TEMPORARY_FIELDS = ("rate", "message")


class Socket:
    """One connection; `receive` gives its messages until it is lost."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, request: SubscriptionRequest) -> Socket:
        """Connect and subscribe. Raises ConnectionLost or Refused."""
        url = request.url.replace("http", "ws", 1) + _PATH
        # no pings: the service is never silent for long
        connecting = connect(
            url, additional_headers=request.headers, max_size=_MAX_MESSAGE_BYTES, ping_interval=None, close_timeout=1
        )
        try:
            socket = cls(await connecting)
            await socket._subscribe(request)
        except InvalidStatus as error:
            answer = error.response
            raise refusal(answer.status_code, bytes(answer.body or b""), answer.headers.get("Retry-After")) from error
        except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
            raise ConnectionLost(str(error) or type(error).__name__) from error
        return socket

    async def receive(self) -> FeedMessage:
        """The next message. Raises ConnectionLost, or Refused where the subscription was at fault."""
        try:
            message = json.loads(await self._connection.recv())
        except ConnectionClosed as error:
            raise ConnectionLost(str(error)) from error
        if message["type"] == "error" and message["field"] in _TEMPORARY_FIELDS:
            raise ConnectionLost(message["message"])
        if message["type"] == "error":
            raise Refused(message["message"], message["field"])
        return _message(message)

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()

    async def _subscribe(self, request: SubscriptionRequest) -> None:
        try:
            await self._connection.send(_subscription(request))
        except BaseException:
            await self.close()
            raise


def _subscription(request: SubscriptionRequest) -> str:
    message: dict[str, Any] = {"type": "subscribe", "rooms": list(request.rooms)}
    if request.filter:
        message["filter"] = request.filter
    if request.cursor:
        message["cursor"] = request.cursor
    return json.dumps(message, default=list)


def _message(message: dict[str, Any]) -> FeedMessage:
    if message["type"] != "event":
        return FeedMessage(message["type"], message, message.get("cursor"))
    return FeedMessage(message["kind"], message["data"], message["cursor"], message["entity"], message["version"])
