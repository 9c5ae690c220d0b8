"""What passes a filter: `GET /api/facets` by its values, `GET /api/calendar` by day, `GET /api/map` by place."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from include.filters.fields import FACETS, NAMES
from include.filters.filter import Filter
from realtime import contract
from realtime.answers.json_body import JsonBody
from realtime.api import query
from realtime.api.events import area_of
from realtime.api.kept_reads import KeptBody, KeptRead, kept_or_read, rooms_of
from realtime.api.rest import CURSOR, answered_large
from realtime.area import ServedArea
from realtime.database import Connection
from realtime.errors import BadParameter
from realtime.limits.positions import Position
from realtime.limits.visits import client_of
from realtime.service import service_of

FACET_PARAMETERS = (*NAMES, "facets")
CALENDAR_PARAMETERS = NAMES
MAP_PARAMETERS = (*NAMES, "limit")
DEFAULT_FACETS = ("category", "cost", "area", "weekday", "verified")
CALENDAR_DAYS, MAX_CALENDAR_DAYS = 31, 93
MAX_MAP_POINTS = 10_000
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)

Read = Callable[[Connection, str, float | None], Awaitable[str]]


async def facets(request: Request) -> Response:
    """The counts of some facets; what is asked of a facet itself does not count for its own values."""
    names = _facets(request.query_params)

    async def read(connection: Connection, filter_json: str, seconds: float | None) -> str:
        return await contract.events_facets(connection, filter_json, names, seconds)

    return await _counted(request, FACET_PARAMETERS, _in_window, read, facets=names)


async def calendar(request: Request) -> Response:
    """The days of a window with their counts and foremost events."""
    return await _counted(request, CALENDAR_PARAMETERS, _in_days, contract.events_calendar)


async def points(request: Request) -> Response:
    """The events whose place is known, as points of a map, or as squares where there are more than `limit`."""
    most = query.integer(request.query_params, "limit", MAX_MAP_POINTS, 1, MAX_MAP_POINTS)

    async def read(connection: Connection, filter_json: str, seconds: float | None) -> str:
        return await contract.events_map(connection, filter_json, most, seconds)

    return await _counted(request, MAP_PARAMETERS, _in_window, read, most=most)


def _facets(params: QueryParams) -> list[str]:
    names = {name.strip() for text in params.getlist("facets") for name in text.split(",")} - {""}
    for name in sorted(names):
        if name not in FACETS:
            raise BadParameter("facets", f"There is no facet '{name[:80]}'; use {', '.join(FACETS)}.")
    return sorted(names or DEFAULT_FACETS)


async def _counted(
    request: Request,
    known: tuple[str, ...],
    windowed: Callable[[Filter, datetime, ServedArea], Filter],
    read: Read,
    facets: Collection[str] = (),
    most: int | None = None,
) -> Response:
    """What is read for the filter of a request, with the position of the feed before that.

    `facets` are fields of the filter that the answer does not depend on alone; of a map, `most` is how many points it
    may have.
    Raises: BadParameter, DatabaseAway; Busy where it takes too long; TooOften where this client asks for too much.
    """
    service, params = service_of(request), request.query_params
    query.refuse_unknown(params, known)
    left = service.searches.admit(request) if params.get("q") else {}
    area = await area_of(service, params)
    asked = query.read_filter(params, area.zone)

    async def read_at(position: Position, seconds: float | None) -> KeptBody:
        filter_json = json.dumps(windowed(asked, position.now, area).as_stored())
        async with service.database.connection() as connection:
            text = await read(connection, filter_json, seconds)
        return KeptBody(JsonBody(text, text), position.cursor)

    reading = KeptRead(
        service.kept_lists if most is None else service.kept_maps,
        f"{request.url.path} {asked!r} {area.code} {facets!r} {most}",
        rooms_of(asked.without(*facets).as_stored()),
        "q" in asked,
        read_at,
        KeptBody.as_of,
    )
    found = await kept_or_read(service, reading, client_of(request))
    return await answered_large(request, found.body, {CURSOR: str(found.cursor), **left})


def _in_window(asked: Filter, now: datetime, area: ServedArea) -> Filter:
    """The filter with the two dates of its named window."""
    choice = asked.get("when")
    if choice is None:
        return asked
    window = query.window_of(choice, now, area.zone)
    return asked.within(window.starts, window.ends)


def _in_days(asked: Filter, now: datetime, area: ServedArea) -> Filter:
    """The filter within both ends of a calendar."""
    found = _in_window(asked, now, area)
    starts = found.get("startDate") or now
    ends = found.get("endDate") or _days_later(starts)
    if ends <= starts:
        raise BadParameter("endDate", "endDate must be later than startDate, which is now where it is not sent.")
    if ends - starts > timedelta(days=MAX_CALENDAR_DAYS):
        raise BadParameter("endDate", f"A calendar has at most {MAX_CALENDAR_DAYS} days; ask for the rest apart.")
    return found.within(starts, ends)


def _days_later(starts: datetime) -> datetime:
    """The usual end of a calendar, by the clock of its zone; the last days that there are have none behind them."""
    try:
        return starts + timedelta(days=CALENDAR_DAYS)
    except OverflowError:
        return LAST_MOMENT
