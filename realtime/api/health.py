"""`/health` for people and balancers, `/metrics` for Prometheus."""

from __future__ import annotations

import math
import time
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime import contract
from realtime.errors import DatabaseAway, Unavailable
from realtime.service import Service, service_of

_DATABASE_SECONDS = 2.0
"""The longest that a health report waits for the database."""

_NEVER_CACHED = {"cache-control": "no-store"}


async def health(request: Request) -> Response:
    """`GET /health`: 200 when requests can be answered and changes arrive, else 503 with the error."""
    service = service_of(request)
    database = await _database(service)
    live = _live(service)
    status = "draining" if service.hub.draining else "ok" if database["ok"] and live["listening"] else "unavailable"
    body = {"status": status, "database": database, "feed": live, "connections": len(service.hub.connections)}
    if status == "ok":
        return JSONResponse(body, headers=_NEVER_CACHED)
    return JSONResponse(body, 503, _NEVER_CACHED | {"retry-after": str(DatabaseAway.retry_after)})


async def alive(_: Request) -> Response:
    """`/health/live`: this process answers, whatever the state of the database."""
    return JSONResponse({"status": "alive"}, headers=_NEVER_CACHED)


async def metrics(request: Request) -> Response:
    """`/metrics` in Prometheus' text format; figures of the database are NaN while it cannot be reached."""
    service = service_of(request)
    waiting, seconds = await _outbox(service)
    service.metrics.outbox.set(waiting)
    service.metrics.outbox_age.set(seconds)
    return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)


async def _database(service: Service) -> dict[str, Any]:
    started = time.monotonic()
    try:
        async with service.database.connection() as connection:
            await contract.now(connection, _DATABASE_SECONDS)
    except Unavailable as error:
        return {"ok": False, "error": str(error)}
    return {"ok": True, "milliseconds": round((time.monotonic() - started) * 1000, 1)}


async def _outbox(service: Service) -> tuple[float, float]:
    try:
        async with service.database.connection() as connection:
            return await contract.feed_outbox(connection, _DATABASE_SECONDS)
    except Unavailable:
        return math.nan, math.nan


def _live(service: Service) -> dict[str, Any]:
    state = service.follower.state
    seen = state.caught_up_at
    return {
        "listening": state.connected,
        "direct": service.follower.listener.direct,
        "cursor": str(service.ring.cursor) if service.ring.ready else None,
        "secondsSinceRead": None if seen is None else round(time.monotonic() - seen, 3),
        "reconnects": state.reconnects,
        **({"error": state.error} if state.error else {}),
    }
