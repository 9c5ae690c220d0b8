"""What people report of places: seen and removed by moderators."""

from __future__ import annotations

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from realtime.admin import contract
from realtime.admin.holders import MODERATORS, holder, writer
from realtime.admin.moderation import NEVER_CACHED, as_text
from realtime.api.bodies import Body, integer, read, reason
from realtime.errors import NotFound
from realtime.service import service_of

MAX_PLACES = 100


async def reports(request: Request) -> Response:
    """`GET /api/admin/places/{id}/reports`: what people have reported of a place in the last day."""
    await holder(request, MODERATORS)
    async with service_of(request).database.connection() as connection:
        found = await contract.place_reports(connection, _id_of(request))
    if found is None:
        raise NotFound("id", "There is no such place.")
    return as_text(found)


async def remove(request: Request) -> Response:
    """`DELETE /api/admin/reports/{id}?reason=`: take a report out; the others say anew how the place is."""
    by = await writer(request, MODERATORS)
    why = reason(request.query_params)
    async with service_of(request).database.connection() as connection:
        if not await contract.place_report_remove(connection, _id_of(request), by.name, why):
            raise NotFound("id", "There is no such report.")
    return Response(status_code=204, headers=NEVER_CACHED)


async def reported(request: Request) -> Response:
    """`GET /api/admin/reports`: the places of which somebody has reported in the last day, the latest first."""
    await holder(request, MODERATORS)
    limit = integer(request.query_params, "limit", MAX_PLACES, MAX_PLACES)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.places_reported(connection, limit))


async def restore(request: Request) -> Response:
    """`POST /api/admin/reports/{id}/restore`: count a report again that was taken out."""
    by = await writer(request, MODERATORS)
    body = await read(request, Body)
    async with service_of(request).database.connection() as connection:
        if not await contract.place_report_restore(connection, _id_of(request), by.name, body.why):
            raise NotFound("id", "There is no such report that was taken out.")
    return Response(status_code=204, headers=NEVER_CACHED)


def _id_of(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "An id is a UUID.") from None
