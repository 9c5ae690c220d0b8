"""`/places/{id}`: a place, whether it is open, its week, what is on there and what is to come."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from realtime.api.events import QueryResult, area_of, list_filled
from realtime.api.files.endpoints import origin_of
from realtime.api.incoming.submissions import new_token
from realtime.api.query import parse_query
from realtime.area import ServedArea
from realtime.errors import BadParameter, NotFound, TooOften, Unavailable
from realtime.limits.visits import client_of
from realtime.pages import language, view_model
from realtime.pages.formatting import short_day
from realtime.pages.links import direction_links, subscriptions
from realtime.pages.places.view_model import by_time, fullness_words, next_end, open_words, week
from realtime.pages.templating import render
from realtime.places import contract
from realtime.service import Service, service_of

_PAGE_EVENTS = 60


async def page(request: Request) -> Response:
    """The page of one place."""
    return await place_page(request)


async def place_page(request: Request, refused: int = 0) -> Response:
    """The same; `refused` is the status with which a report was not taken, 0 for none."""
    service = service_of(request)
    language.use(request)
    try:
        place = await _place(request, service)
        area = await area_of(service, QueryParams({"area": place["area"]} if place["area"] else {}))
        found = await _events(request, service, place["id"], area)
        context = _context(request, place, area, found) | {"token": await new_token(request), "refused": refused}
    except (Unavailable, TooOften) as error:
        status = 503 if isinstance(error, Unavailable) else error.status
        return _page(request, "away.html", {"asked": {}}, status, {"retry-after": str(error.retry_after)})
    except NotFound:
        return _page(request, "gone.html", {"what": "place_not_here"}, 404)
    return _page(request, "place.html", context, refused or 200)


async def _place(request: Request, service: Service) -> dict[str, Any]:
    try:
        wanted = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "An id is a UUID.") from None
    async with service.reading(client_of(request)) as connection:
        text = await contract.place_get(connection, wanted)
    if text is None:
        raise NotFound("id", "There is no such place.")
    found: dict[str, Any] = json.loads(text)
    return found


async def _events(request: Request, service: Service, place: str, area: ServedArea) -> QueryResult:
    asked = {"venue": place, "when": "all", "limit": str(_PAGE_EVENTS)}
    try:
        read = parse_query(QueryParams(asked | {"page": request.query_params["page"]}), area.zone)
    except (KeyError, BadParameter):  # no page, or none of this list: its first
        read = parse_query(QueryParams(asked), area.zone)
    return await list_filled(service, read, area, client_of(request))


def _context(request: Request, place: dict[str, Any], area: ServedArea, found: QueryResult) -> dict[str, Any]:
    now, today, listed = found.now, found.now.astimezone(area.zone).date(), found.read()
    on, coming = by_time(listed["events"], now)
    parts = (("place_now", on), ("place_coming", coming))
    origin = origin_of(request)
    return {
        "area": area,
        "place": place,
        "opening": open_words(place["status"], now, area.zone),
        "fullness": fullness_words(place["status"], now, area.zone),
        "week": week(place["week"], now, area.zone),
        "parts_of_day": [
            (name, [_row(event, area, today, now, place["name"]) for event in rows]) for name, rows in parts if rows
        ],
        "more": f"/places/{place['id']}?{urlencode({'page': str(found.next_page)})}" if found.next_page else "",
        "map": view_model.map_link(place),
        "directions": direction_links(place),
        "address": f"{origin}/places/{place['id']}",
        "calendar": subscriptions([("venue", place["id"])], area.code, origin)["calendar"],
        "data": {
            "place": place["id"], "area": {"code": area.code, "timezone": area.zone.key}, "cursor": str(found.cursor),
            "now": now.isoformat(), "today": today.isoformat(),
            "until": next_end(place["status"]), "version": (place["status"] or {}).get("version", 0),
        },
    }  # fmt: skip


def _row(event: dict[str, Any], area: ServedArea, today: date, now: datetime, here: str) -> dict[str, Any]:
    """A row of the place called `here`, which need not be said of each."""
    shown = view_model.row(event, area.zone, today, now)
    return shown | {"date": short_day(shown["day"]), "is_here": shown["venue"] == here}


def _page(
    request: Request, name: str, context: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    # without a referrer policy of its own, browsers would send the form with the origin "null"
    own = {"cache-control": "no-cache", "vary": language.VARY, "referrer-policy": "same-origin"}
    told = own | (headers or {})
    kept = language.chosen(request)
    return render(request, name, context, status, told | ({"set-cookie": kept} if kept else {}))
