"""`GET /api/events/trending`, and the counting of views and shares."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime import contract
from realtime.api.events import area_of
from realtime.api.query import parse_trending
from realtime.api.rest import event_id, tagged
from realtime.errors import NotFound, TooOften
from realtime.limits.visits import client_of, visitor
from realtime.service import Service, service_of


async def trending(request: Request) -> Response:
    """The most popular events of the next seven days, of one area when it is named."""
    service, params = service_of(request), request.query_params
    limit = parse_trending(params)
    area = (await area_of(service, params)).code if params.get("area") else None
    async with service.database.connection() as connection:
        text = await contract.events_trending(connection, area, limit)
    return tagged(request, text, text)


async def view(request: Request) -> Response:
    """`POST /api/events/{id}/views`: count a view."""
    return await _count(request, "view")


async def share(request: Request) -> Response:
    """`POST /api/events/{id}/shares`: count a share."""
    return await _count(request, "share")


async def _count(request: Request, what: str) -> Response:
    service, event = service_of(request), event_id(request.path_params["id"])
    network = client_of(request)
    if wait := service.visits.wait(network, time.monotonic()):
        raise TooOften(wait)
    who = f"{network}\n{request.headers.get('user-agent', '')}"
    outcome = await _counted(service, str(event), what, who)
    if outcome == "unknown":
        raise NotFound("id", "There is no such event, or it is no longer public.")
    return JSONResponse({"counted": outcome == "counted"}, 202, {"cache-control": "no-store"})


async def _counted(service: Service, event: str, what: str, who: str) -> str:
    async with service.database.connection() as connection:
        day, salt = await service.visits.salt(connection)
        return await contract.event_count(connection, event, what, day, visitor(salt, who, event))
