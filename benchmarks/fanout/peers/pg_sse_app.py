"""pg-sse, as its documentation has it: a trigger rings, and each stream reads from its own cursor, on a pool."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import AsyncIterator

import uvicorn
from pg_sse import Event, Hub, IntCursor
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

URL = os.environ["PEER_URL"]
READ = "select id, body from peer.messages where room = 'all' and id > %s order by id limit 500"
LATEST = "select coalesce(max(id), 0) from peer.messages where room = 'all'"

hub = Hub(URL, channel="peer_change", max_subscribers=10_000)
pool = AsyncConnectionPool(URL, min_size=8, max_size=8, timeout=120, open=False, kwargs={"autocommit": True})


async def read(after: int) -> list[Event]:
    """What came after."""
    async with pool.connection() as connection:
        rows = await (await connection.execute(READ, [after])).fetchall()
    return [Event(body, id=number) for number, body in rows]


async def latest() -> int:
    """Where a stream without a cursor begins."""
    async with pool.connection() as connection:
        row = await (await connection.execute(LATEST)).fetchone()
    assert row is not None
    return int(row[0])


async def stream(request: Request) -> Response:
    """One client."""
    cursor = IntCursor().parse_one(request.headers.get("last-event-id"))
    return hub.sse("all", read=read, cursor=cursor, start=latest)


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """The pool and the hub."""
    async with pool, hub.lifespan(app):
        yield


app = Starlette(routes=[Route("/", stream)], lifespan=lifespan)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", log_level="error", backlog=4096)
