"""A feed that goes on by itself, over as many connections as it takes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Protocol, Self
from urllib.parse import quote

import httpx

from jatre_client.answers import refusal
from jatre_client.backoff import Backoff
from jatre_client.errors import ConnectionLost, FeedError
from jatre_client.items import Change, FeedMessage, Relist, SubscriptionRequest
from jatre_client.stream import Stream
from jatre_client.versions import Versions
from jatre_client.websocket import Socket

_log = logging.getLogger(__name__)

PROTOCOL = 1
_LIST = "/api/events/discovered"
_WEATHER = "/api/weather"
_OPENING_SECONDS = 15.0
_FIRST_SILENCE_SECONDS = 30.0


class FeedConnection(Protocol):
    """One connection, over whichever transport."""

    async def receive(self) -> FeedMessage:
        """The next message. Raises ConnectionLost or Refused."""
        ...

    async def close(self) -> None:
        """Leave."""
        ...


class LiveFeed:
    """The changes of some rooms, from now on or from a cursor, over as many connections as it takes.

    Iterating raises Refused when the service does not give what is asked, and waits out everything else. A wait for
    the next item may be cancelled and begun again; nothing is lost. One task iterates at a time.
    """

    def __init__(
        self,
        url: str,
        rooms: Sequence[str] = ("events:all",),
        token: str | Callable[[], str] | None = None,
        *,
        cursor: str | None = None,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - the service's word for it
        transport: Literal["websocket", "sse"] = "websocket",
    ) -> None:
        """`url` is that of the service, `token` a text or what gives a fresh one; see the service's protocol."""
        self.cursor = cursor
        self._url = url.rstrip("/")
        self._rooms, self._filter = tuple(rooms), dict(filter or {})
        self._token = token
        self._open: Callable[[SubscriptionRequest], Awaitable[FeedConnection]] = (
            Socket.open if transport == "websocket" else Stream.open
        )
        self._connection: FeedConnection | None = None
        self._versions, self._backoff = Versions(), Backoff()
        self._silence_seconds = _FIRST_SILENCE_SECONDS
        self._opened_at = self._not_before = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change | Relist:
        while True:
            try:
                item = self._take(await self._receive())
            except ConnectionLost as lost:
                await self._leave(lost)
                continue
            except FeedError:
                await self.close()
                raise
            if item is not None:
                return item

    async def list(self, **params: str | float) -> dict[str, Any]:
        """A list of events, by the parameters of `/api/events/discovered`, of which the feed gives no state again.

        It is one page: while `hasMore`, `page=read["nextPage"]` goes on, also behind a page without events.
        Before the feed has begun, it will begin from this list, without a hole. Waits while the service is away, and
        raises Refused.
        """
        answer = await self._asked(_LIST, params)
        self.cursor = self.cursor or answer.headers["jatre-cursor"]
        read: dict[str, Any] = answer.json()
        for event in read["events"]:
            self.seen(event["id"], event["version"])
        return read

    def seen(self, event: str, version: int) -> bool:
        """Note a state of an event that came another way; False when the feed has given one as new."""
        return self._versions.note("event", event, version)

    async def weather(self, area: str) -> dict[str, Any]:
        """The weather of an area, as `/api/weather/{area}` has it; the room `weather:{area}` tells of what follows.

        `present` is None and `hours` are empty where nothing counts. Waits while the service is away; raises Refused.
        """
        read: dict[str, Any] = (await self._asked(f"{_WEATHER}/{quote(area, safe='')}", {})).json()
        self._versions.note("weather", read["area"], read["version"])
        return read

    async def close(self) -> None:
        """Leave; iterating again goes on from where it was."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _asked(self, path: str, params: Mapping[str, str | float]) -> httpx.Response:
        backoff = Backoff()
        async with httpx.AsyncClient(timeout=10) as client:
            while True:
                try:
                    answer = await client.get(self._url + path, params=dict(params))
                    if answer.status_code == 200:
                        return answer
                    raise refusal(answer.status_code, answer.content, answer.headers.get("retry-after"))
                except (httpx.TransportError, ConnectionLost) as error:
                    wait = backoff.lost(0, error.wait if isinstance(error, ConnectionLost) else None)
                    _log.info("the answer cannot be had: %s; again in %.1f s", error, wait)
                    await asyncio.sleep(wait)

    async def _receive(self) -> FeedMessage:
        try:
            if self._connection is None:
                self._connection = await self._opened()
            async with asyncio.timeout(self._silence_seconds):
                return await self._connection.receive()
        except TimeoutError:
            raise ConnectionLost("nothing was received for too long") from None

    async def _opened(self) -> FeedConnection:
        await asyncio.sleep(self._not_before - time.monotonic())
        self._opened_at = time.monotonic()
        async with asyncio.timeout(_OPENING_SECONDS):
            return await self._open(self._request())

    async def _leave(self, lost: ConnectionLost) -> None:
        now = time.monotonic()
        wait = self._backoff.lost(now - self._opened_at, lost.wait)
        self._not_before = now + wait
        _log.info("the feed is interrupted: %s; it goes on in %.1f s", lost, wait)
        await self.close()

    def _request(self) -> SubscriptionRequest:
        token = self._token() if callable(self._token) else self._token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return SubscriptionRequest(self._url, self._rooms, self._filter, headers, self.cursor)

    def _take(self, message: FeedMessage) -> Change | Relist | None:
        """What to give for a message. The cursor moves on with it, so that nothing is asked for twice."""
        before, self.cursor = self.cursor, message.cursor or self.cursor
        match message.name:
            case "hello":
                self._greeted(message.data)
            case "behind":
                raise ConnectionLost("the service calls this reader too slow")
            case "closing":
                raise ConnectionLost(f"the service closes: {message.data['reason']}", message.data["retryMs"] / 1000)
            case "reset":
                self._versions.clear()
                return Relist(message.data["reason"], (), self.cursor or "")
            case "bulk":
                return Relist("bulk", tuple(message.data["rooms"]), self.cursor or "")
            case name if ":" in name or name == "moderation":
                if self._versions.news(message):
                    return Change(name, message.data, message.entity, message.version, self.cursor or before or "")
        return None

    def _greeted(self, hello: dict[str, Any]) -> None:
        if hello["protocol"] != PROTOCOL:
            raise FeedError(f"The service speaks protocol {hello['protocol']}, this client {PROTOCOL}: update it.")
        self._silence_seconds = 2 * hello["keepaliveSeconds"]
        self._backoff.first = hello["retryMs"] / 1000
