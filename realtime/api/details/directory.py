"""Venues and organizers: lists of those with events to come, and each with its next ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from realtime.answers.json_body import JsonBody
from realtime.api.details import contract
from realtime.api.details.contract import DirectoryFilter
from realtime.api.kept_reads import kept_answer
from realtime.api.query import DEFAULT_LIST_EVENTS, MAX_LIST_EVENTS, MAX_OFFSET_EVENTS, integer, refuse_unknown
from realtime.api.rest import answered, tagged
from realtime.database import Connection
from realtime.errors import BadParameter, NotFound
from realtime.feed.rooms import DEFAULT
from realtime.limits.visits import client_of
from realtime.service import service_of

DIRECTORY_PARAMETERS = ("area", "name", "limit", "offset")
MAX_NAME_CHARS = 200


async def venues(request: Request) -> Response:
    """`GET /api/venues`: venues with events to come, those with most first."""
    return await _list(request, contract.venues_list)


async def organizers(request: Request) -> Response:
    """`GET /api/organizers`: the same of organizers."""
    return await _list(request, contract.organizers_list)


async def venue(request: Request) -> Response:
    """`GET /api/venues/{id}`: a venue with its next events."""
    return await _one(request, contract.venue_get, "There is no such venue, or it has had no public event.")


async def organizer(request: Request) -> Response:
    """`GET /api/organizers/{id}`: an organizer with its next events."""
    return await _one(request, contract.organizer_get, "There is no such organizer, or it has no public event.")


async def _list(request: Request, read: Callable[[Connection, DirectoryFilter, int, int], Awaitable[str]]) -> Response:
    params, service = request.query_params, service_of(request)
    refuse_unknown(params, DIRECTORY_PARAMETERS)
    limit = integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS)
    offset = integer(params, "offset", 0, 0, MAX_OFFSET_EVENTS)
    name, area = params.get("name", "").strip(), params.get("area")
    if len(name) > MAX_NAME_CHARS or "\0" in name:
        raise BadParameter("name", f"Send at most {MAX_NAME_CHARS} characters of text.")
    if area and await service.areas.get(area) is None:
        raise BadParameter("area", f"There is no area '{area[:80]}'.")
    cache, asked = service.kept_lists, DirectoryFilter(area or None, name or None)
    key = cache.key(f"{request.url.path} {asked!r} {limit} {offset}")
    kept, _ = await kept_answer(service, cache, key)
    if kept is None:
        async with service.directory.turn():
            # whoever had the turn before may have counted the same
            kept, position = await kept_answer(service, cache, key)
            if kept is None:
                async with service.reading(client_of(request)) as connection:
                    text = await read(connection, asked, limit, offset)
                kept = JsonBody(text, text)
                # a venue may be in one area and one of its events, by its own point, in another
                cache.put(key, kept, position.cursor, ((DEFAULT,),))
    return answered(request, kept)


async def _one(request: Request, read: Callable[[Connection, UUID], Awaitable[str | None]], missing: str) -> Response:
    refuse_unknown(request.query_params, ())
    try:
        wanted = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "An id is a UUID.") from None
    async with service_of(request).reading(client_of(request)) as connection:
        text = await read(connection, wanted)
    if text is None:
        raise NotFound("id", missing)
    return tagged(request, text, text)
