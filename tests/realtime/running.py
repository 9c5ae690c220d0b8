"""The service on a real socket, and a reader of its streams."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from realtime.app import create_app
from realtime.service import Service
from realtime.settings import ServiceSettings

PATIENCE = 30.0
"""Seconds after which what is waited for will not come: a busy machine is no fault of the service's."""
PATIENT = {"statement_seconds": 2 * PATIENCE, "search_seconds": PATIENCE, "answer_seconds": 10 * PATIENCE,
           "idle_seconds": 2 * PATIENCE, "drain_seconds": 0.1}  # fmt: skip
"""Settings of the tests' services: none of their limits of time is met because the machine is busy."""


@dataclass(frozen=True)
class Running:
    """A service that answers at `url`."""

    url: str
    service: Service
    client: httpx.AsyncClient

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params)

    @contextlib.asynccontextmanager
    async def live(self, *rooms: str, cursor: str | None = None, header: bool = False) -> AsyncIterator[SseStream]:
        """A subscription, from a cursor in the address or in the header."""
        params = {"rooms": ",".join(rooms)} if rooms else {}
        headers = {"last-event-id": cursor} if cursor and header else {}
        if cursor and not header:
            params["last_event_id"] = cursor
        async with self.client.stream("GET", "/api/events/live", params=params, headers=headers) as response:
            yield SseStream(response)

    async def caught_up(self) -> str:
        """The position of the feed, once the service has read all that was committed."""
        await until(lambda: self.service.follower.state.connected)
        cursor = (await self.get("/api/events/discovered")).headers["jatre-cursor"]
        await until(lambda: str(self.service.ring.cursor) == cursor)
        return str(cursor)

    async def numbered(self) -> None:
        """Wait until the outbox is empty and read."""
        async with self.service.database.connection() as connection:
            while await connection.fetchval("select waiting from jatre.feed_outbox_v1()"):
                self.service.follower.listener.wake("test")
        await self.caught_up()

    def metric(self, name: str, **labels: str) -> float:
        return self.service.metrics.registry.get_sample_value(name, labels) or 0.0


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    name: str
    data: Any
    id: str | None


class SseStream:
    """Server-sent events as a browser reads them."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.retry: list[int] = []
        self.comments: list[str] = []
        self.last_id = ""
        self._lines = response.aiter_lines()

    async def next(self, *names: str, patience: float = PATIENCE) -> Event:
        """The next event, or the next with one of these names; fails when none comes."""
        async with asyncio.timeout(patience):
            while True:
                event = await self._read()
                if not names or event.name in names:
                    return event

    async def take(self, count: int, *names: str) -> list[Event]:
        return [await self.next(*names) for _ in range(count)]

    async def silent(self, seconds: float = 0.6) -> bool:
        """Whether nothing but signs of life comes for a while."""
        try:
            event = await self.next(patience=seconds)
        except TimeoutError:
            return True
        return event.name == "position"

    async def _read(self) -> Event:
        fields: dict[str, str] = {}
        async for line in self._lines:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if not line:
                if "data" in fields:
                    self.last_id = fields.get("id", self.last_id)
                    return Event(fields.get("event", "message"), json.loads(fields["data"]), fields.get("id"))
                fields = {}
            elif not name:
                self.comments.append(value)
            elif name == "retry":
                self.retry.append(int(value))
            else:
                fields[name] = value
        raise EOFError("the stream has ended")


async def until(condition: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Wait until something holds; fails when it does not in time."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - what is waited for happens elsewhere and signals nothing
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def running(service_url: str, plain: bool = False, port: int = 0, **settings: Any) -> AsyncIterator[Running]:
    """Serve on loopback, by default on a free port; `plain` is uvicorn as it comes, without our protocol class."""
    chosen = ServiceSettings(service_url=service_url, **PATIENT | settings)
    app = create_app(chosen)
    config = uvicorn.Config(
        app,
        port=port,
        http="httptools" if plain else "realtime.transport.http_protocol:LiveHTTPProtocol",
        ws="websockets-sansio" if plain else "realtime.transport.websocket_protocol:LiveWebSocketProtocol",
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done(), task
        await asyncio.sleep(0.01)
    # a test's database is a copy, and its epoch begins when the feed is first asked; without a database nothing begins
    feed = app.state.service.follower.state
    await until(lambda: feed.connected or feed.reconnects)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    # without `verify` it would read the certificates of all authorities, at each start of a service
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, verify=False) as client:
        yield Running(url, app.state.service, client)
        await app.state.service.hub.drain()
    server.should_exit = True
    await task
