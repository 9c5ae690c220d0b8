"""What belongs to one event: its history, and events like it."""

from __future__ import annotations

import json
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from realtime.api.details import contract
from realtime.api.query import integer, refuse_unknown
from realtime.api.rest import event_id, moved, tagged
from realtime.errors import NotFound
from realtime.limits.visits import client_of
from realtime.service import Service, service_of

DEFAULT_SIMILAR, MAX_SIMILAR = 6, 20
SIMILAR_PARAMETERS = ("limit",)
NEAR_EVENTS = 100
"""Of the nearest in meaning, whose kind, place and hour are looked at as well."""


async def history(request: Request) -> Response:
    """`GET /api/events/{id}/history`: what happened to an event, the newest first."""
    refuse_unknown(request.query_params, ())
    event = event_id(request.path_params["id"])
    async with service_of(request).reading(client_of(request)) as connection:
        found = await contract.event_history(connection, event)
    return _answer(request, found, "history")


async def similar(request: Request) -> Response:
    """`GET /api/events/{id}/similar`: events to come that are like it, the likest first."""
    refuse_unknown(request.query_params, SIMILAR_PARAMETERS)
    limit = integer(request.query_params, "limit", DEFAULT_SIMILAR, 1, MAX_SIMILAR)
    event = event_id(request.path_params["id"])
    return _answer(request, await similar_to(service_of(request), event, limit, client_of(request)), "similar")


async def similar_to(service: Service, event: UUID, limit: int, client: str) -> str | None:
    """Events like one as JSON, the likest first; raises as `Service.reading`."""
    async with service.reading(client) as connection:
        near = await service.vectors.near(connection, event, NEAR_EVENTS)
        return await contract.event_similar(connection, event, limit, near)


def _answer(request: Request, found: str | None, part: str) -> Response:
    if found is None:
        raise NotFound("id", "There is no such event, or it is no longer public.")
    if target := json.loads(found).get("movedTo"):
        return moved(f"/api/events/{target}/{part}")
    return tagged(request, found, found)
