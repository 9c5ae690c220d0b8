"""What live connections of two services get while the events of their common database change."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx
import psycopg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

SILENCE_SECONDS = 4.0
MASKED = re.compile(r'"(?:connectionId|serverTime|at)":"[^"]*"|"retryMs":\d+|retry: ?\d+')
ALL: dict[str, Any] = {"type": "subscribe", "rooms": ["events:all"]}
SSE_QUERIES = (
    "rooms=events:all", "rooms=events:all&last_event_id={epoch}.0",
    "rooms=events:music&cost=paid&last_event_id={epoch}.9",
    "rooms=events:all&maxPrice=300&last_event_id={epoch}.5",
)  # fmt: skip
Messages = list[str]


async def follow_all(
    before: str, after: str, database: psycopg.Connection[Any], ids: list[str]
) -> dict[str, tuple[Messages, Messages]]:
    """The messages of each kind of connection, of the one service and of the other, until both have been silent."""
    async with httpx.AsyncClient() as client:
        cursor = (await client.get(f"{before}/api/events/discovered?limit=1")).headers["Jatre-Cursor"]
    epoch = cursor.partition(".")[0]
    requests = _subscriptions(epoch)
    queries = [query.format(epoch=epoch) for query in SSE_QUERIES]
    kinds = [json.dumps(request) for request in requests] + queries
    tasks = [
        asyncio.create_task(one)
        for service in (before, after)
        for one in (*(_websocket(service, request) for request in requests), *(_events(service, q) for q in queries))
    ]
    await asyncio.sleep(1.5)  # until all are attached
    await asyncio.to_thread(_change, database, ids)
    found = await asyncio.gather(*tasks)
    return dict(zip(kinds, zip(found[: len(kinds)], found[len(kinds) :], strict=True), strict=True))


def _subscriptions(epoch: str) -> list[Any]:
    """Fresh, resuming, filtered; and what is refused or cannot be followed."""
    return [
        ALL, {**ALL, "cursor": f"{epoch}.0"}, {**ALL, "filter": {"cost": "free"}, "cursor": f"{epoch}.9"},
        {"type": "subscribe", "rooms": ["events:music", "events:area:indiranagar"], "cursor": f"{epoch}.5"},
        {**ALL, "cursor": "bad"}, {**ALL, "cursor": f"{epoch}.99999999"}, {**ALL, "cursor": "0000000000.1"},
        {**ALL, "filter": {"cost": "x"}}, {**ALL, "rooms": ["moderation"]}, {**ALL, "rooms": ["zzz"]}, {"type": "x"},
        [],
    ]  # fmt: skip


def _change(database: psycopg.Connection[Any], ids: list[str]) -> None:
    """Single changes, one that leaves the public, several in one transaction, and all at once."""
    retitle = "update jatre.discovered_events set title = title || ' x'"
    database.execute(f"{retitle} where id = %s", (ids[0],))
    database.execute("update jatre.discovered_events set status = 'cancelled' where id = %s", (ids[1],))
    database.execute("update jatre.discovered_events set is_active = false where id = %s", (ids[2],))
    with database.transaction():
        for key in ids[3:10]:
            database.execute(f"{retitle} where id = %s", (key,))
    database.execute(retitle)


async def _websocket(service: str, request: Any) -> Messages:
    found: Messages = []
    try:
        async with connect(f"{service.replace('http', 'ws', 1)}/ws", max_size=None) as socket:
            await socket.send(json.dumps(request))
            while True:
                found.append(_masked(await asyncio.wait_for(socket.recv(), SILENCE_SECONDS)))
    except TimeoutError:
        return found
    except ConnectionClosed as closed:
        return [*found, str(closed)]


async def _events(service: str, query: str) -> Messages:
    found: Messages = []
    timeout = httpx.Timeout(10, read=SILENCE_SECONDS)
    try:
        async with (
            httpx.AsyncClient(timeout=timeout) as client,
            client.stream("GET", f"{service}/api/events/live?{query}") as response,
        ):
            found.append(str(response.status_code))
            async for line in response.aiter_lines():
                found.append(_masked(line))
    except httpx.ReadTimeout:
        pass
    return found


def _masked(message: str | bytes) -> str:
    return MASKED.sub("", message if isinstance(message, str) else message.decode())
