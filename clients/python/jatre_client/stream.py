"""The feed as server-sent events."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import AsyncIterator

import httpx

from jatre_client.answers import refusal
from jatre_client.errors import ConnectionLost
from jatre_client.items import FeedMessage, SubscriptionRequest

_PATH = "/api/events/live"
_MAX_MESSAGE_BYTES = 32 * 2**20
_TIMEOUT = httpx.Timeout(10, read=None)


class Stream:
    """One connection; `receive` gives its messages until it is lost."""

    def __init__(self, client: httpx.AsyncClient, response: httpx.Response) -> None:
        self._client = client
        self._response = response
        self._messages = _messages(response)

    @classmethod
    async def open(cls, request: SubscriptionRequest) -> Stream:
        """Connect and subscribe. Raises ConnectionLost or Refused."""
        params = {"rooms": ",".join(request.rooms)} | {name: _joined(value) for name, value in request.filter.items()}
        headers = request.headers | {"accept": "text/event-stream", "accept-encoding": "identity"}
        if request.cursor:
            headers["last-event-id"] = request.cursor
        client = httpx.AsyncClient(timeout=_TIMEOUT)
        try:
            asked = client.build_request("GET", request.url + _PATH, params=params, headers=headers)
            response = await client.send(asked, stream=True)
            if response.status_code != 200:
                raise refusal(response.status_code, await response.aread(), response.headers.get("retry-after"))
        except httpx.TransportError as error:
            await client.aclose()
            raise ConnectionLost(str(error) or type(error).__name__) from error
        except BaseException:
            await client.aclose()
            raise
        return cls(client, response)

    async def receive(self) -> FeedMessage:
        """The next message. Raises ConnectionLost."""
        try:
            return await anext(self._messages)
        except StopAsyncIteration:
            raise ConnectionLost("the stream has ended") from None
        except httpx.TransportError as error:
            raise ConnectionLost(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """Leave."""
        await self._response.aclose()
        await self._client.aclose()


async def _messages(response: httpx.Response) -> AsyncIterator[FeedMessage]:
    # lines end as the format has it; str.splitlines would also break texts at U+2028 and its like
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
    waiting = ""
    async for chunk in response.aiter_bytes():
        *blocks, waiting = (waiting + decoder.decode(chunk)).split("\n\n")
        if len(waiting) > _MAX_MESSAGE_BYTES:
            raise ConnectionLost("a message without an end")
        for block in blocks:
            yield _message(block)


def _message(block: str) -> FeedMessage:
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        fields[name] = value.removeprefix(" ")
    if "data" not in fields:
        return FeedMessage()
    data = json.loads(fields["data"])
    entity = data.get("id") or data.get("placeId") or data.get("area")
    return FeedMessage(fields.get("event", ""), data, fields.get("id"), entity, data.get("version"))


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
