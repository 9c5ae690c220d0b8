"""The feed as server-sent events."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import AsyncIterator

import httpx

from jatre_client.answers import refusal
from jatre_client.errors import Lost
from jatre_client.items import Wish, Word

_PATH = "/api/events/live"
_MOST = 32 * 2**20
_TIMEOUT = httpx.Timeout(10, read=None)


class Stream:
    """One connection; `hear` gives its words until it is lost."""

    def __init__(self, client: httpx.AsyncClient, response: httpx.Response) -> None:
        self._client = client
        self._response = response
        self._words = _words(response)

    @classmethod
    async def open(cls, wish: Wish) -> Stream:
        """Connect and subscribe. Raises Lost or Refused."""
        params = {"rooms": ",".join(wish.rooms)} | {name: _joined(value) for name, value in wish.filter.items()}
        headers = wish.headers | {"accept": "text/event-stream", "accept-encoding": "identity"}
        if wish.cursor:
            headers["last-event-id"] = wish.cursor
        client = httpx.AsyncClient(timeout=_TIMEOUT)
        try:
            request = client.build_request("GET", wish.url + _PATH, params=params, headers=headers)
            response = await client.send(request, stream=True)
            if response.status_code != 200:
                raise refusal(response.status_code, await response.aread(), response.headers.get("retry-after"))
        except httpx.TransportError as error:
            await client.aclose()
            raise Lost(str(error) or type(error).__name__) from error
        except BaseException:
            await client.aclose()
            raise
        return cls(client, response)

    async def hear(self) -> Word:
        """The next word. Raises Lost."""
        try:
            return await anext(self._words)
        except StopAsyncIteration:
            raise Lost("the stream has ended") from None
        except httpx.TransportError as error:
            raise Lost(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """Leave."""
        await self._response.aclose()
        await self._client.aclose()


async def _words(response: httpx.Response) -> AsyncIterator[Word]:
    # lines end as the format has it; str.splitlines would also break texts at U+2028 and its like
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
    waiting = ""
    async for chunk in response.aiter_bytes():
        *blocks, waiting = (waiting + decoder.decode(chunk)).split("\n\n")
        if len(waiting) > _MOST:
            raise Lost("a word without an end")
        for block in blocks:
            yield _word(block)


def _word(block: str) -> Word:
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        fields[name] = value.removeprefix(" ")
    if "data" not in fields:
        return Word()
    data = json.loads(fields["data"])
    entity = data.get("id") or data.get("placeId") or data.get("area")
    return Word(fields.get("event", ""), data, fields.get("id"), entity, data.get("version"))


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
