"""Places by REST: those of an area, each with its hours, and what it is like now and was before."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from include.filters.kinds import MomentKind
from realtime.api.details.directory import MAX_NAME_CHARS
from realtime.api.events import area_of
from realtime.api.query import DEFAULT_LIST_EVENTS, MAX_LIST_EVENTS, MAX_OFFSET_EVENTS, integer, refuse_unknown
from realtime.api.rest import tagged
from realtime.database import Connection
from realtime.errors import BadParameter, NotFound
from realtime.limits.visits import client_of
from realtime.places import contract
from realtime.places.contract import PlaceFilter
from realtime.service import Service, service_of

PARAMETERS = ("area", "name", "open", "at", "limit", "offset")
KNOWN_DAYS = 7
"""For how long from now hours are known."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_OPEN = {None: None, "true": True, "false": False}


async def places(request: Request) -> Response:
    """`GET /api/places`: places by their names, of an area or of all."""
    params, service = request.query_params, service_of(request)
    refuse_unknown(params, PARAMETERS)
    limit = integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS)
    offset = integer(params, "offset", 0, 0, MAX_OFFSET_EVENTS)
    name, area = params.get("name", "").strip(), params.get("area") or None
    if len(name) > MAX_NAME_CHARS or "\0" in name:
        raise BadParameter("name", f"Send at most {MAX_NAME_CHARS} characters of text.")
    if params.get("open") not in _OPEN:
        raise BadParameter("open", "Send true or false.")
    if area and await service.areas.get(area) is None:
        raise BadParameter("area", f"There is no area '{area[:80]}'.")
    asked = PlaceFilter(area, name or None, _OPEN[params.get("open")], await _at(service, params))
    async with service.directory.turn(), service.reading(client_of(request)) as connection:
        text = await contract.places_list(connection, asked, limit, offset)
    return tagged(request, text, text)


async def _at(service: Service, params: QueryParams) -> datetime | None:
    """When places are to be open; None: now."""
    if "at" not in params:
        return None
    if "open" not in params:
        raise BadParameter("at", "It says when a place is to be open: send open with it.")
    if _DAY.fullmatch(params["at"].strip()):
        raise BadParameter("at", f"Send a time of that day too, such as {params['at'].strip()}T19:00.")
    zone = (await area_of(service, params)).zone
    try:
        at: datetime = MomentKind().read(params.getlist("at"), zone)
    except ValueError:
        raise BadParameter("at", "Send a time in ISO 8601, such as 2026-03-14T18:30.") from None
    now = (await service.positions.read()).now
    if not now - timedelta(hours=1) <= at <= now + timedelta(days=KNOWN_DAYS):
        raise BadParameter("at", f"Hours are known for {KNOWN_DAYS} days from now: send a moment within them.")
    return max(at, now)


async def place(request: Request) -> Response:
    """`GET /api/places/{id}`: a place with its opening hours and what it is like now."""
    return await _one(request, contract.place_get)


async def status(request: Request) -> Response:
    """`GET /api/places/{id}/status`: what a place is like now, and the last changes of that."""
    return await _one(request, contract.place_status)


async def _one(request: Request, read: Callable[[Connection, UUID], Awaitable[str | None]]) -> Response:
    refuse_unknown(request.query_params, ())
    try:
        wanted = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "An id is a UUID.") from None
    async with service_of(request).reading(client_of(request)) as connection:
        text = await read(connection, wanted)
    if text is None:
        raise NotFound("id", "There is no such place.")
    return tagged(request, text, text)
