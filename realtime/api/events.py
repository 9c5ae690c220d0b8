"""Lists of events and single events, with the cursor from which a reader can follow the feed without a gap."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.datastructures import QueryParams

from include.filters.windows import ListWindow
from realtime import contract
from realtime.answers.json_body import JsonBody
from realtime.api.kept_reads import KeptRead, kept_or_read, rooms_of
from realtime.api.paging import PageCursor
from realtime.api.query import ListQuery, parse_query, read_area, window_of
from realtime.area import ServedArea
from realtime.contract import EventsPage
from realtime.database import Connection
from realtime.errors import BadParameter
from realtime.feed.cursor import Cursor
from realtime.limits.positions import Position
from realtime.service import Service

_EMPTY_PAGES = 5
"""That are passed over; each reads ten thousand dates."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """JSON text as the database wrote it, or None; the position of the feed and the clock before the read.

    Of a further page of a list, the position and the window are those of the first.
    """

    text: str | None
    cursor: Cursor
    now: datetime
    window: ListWindow | None = None
    next_page: PageCursor | None = None
    body: JsonBody | None = field(default=None, compare=False)
    """Of a list: what it is answered with."""

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes, with its text."""
        return self.body.size if self.body else 0

    def read(self) -> Any:
        """The text, decoded."""
        return json.loads(self.text) if self.text else None


async def area_of(service: Service, params: QueryParams) -> ServedArea:
    """The first area of a request, else that of this installation; raises BadParameter if one is unknown."""
    codes = read_area(params)
    if not codes:
        own = service.settings.area
        return await service.areas.get(own) or ServedArea.unseeded(own)
    areas = [area for code in codes if (area := await service.areas.get(code))]
    for code in set(codes) - {area.code for area in areas}:
        raise BadParameter("area", f"There is no area '{code[:80]}'.")
    return areas[0]


async def find_events(service: Service, params: QueryParams, client: str) -> QueryResult:
    """The list for a request of a client; raises as `list_events`, and BadParameter."""
    area = await area_of(service, params)
    return await list_events(service, parse_query(params, area.zone), area, client)


async def list_events(service: Service, query: ListQuery, area: ServedArea, client: str) -> QueryResult:
    """The list of a checked query: a kept one, where nothing that may concern it has changed since, else it is read.

    Raises: DatabaseAway; Busy where it takes too long or too many wait; TooOften where this client asks for too much.
    """
    # all that a query has, in its one order, and whose days a window means
    asked = f"{query!r} {area.code}"
    rooms = rooms_of(query.filter)

    async def read(position: Position, seconds: float | None) -> QueryResult:
        return await _list(service, query, area, position, seconds)

    reading = KeptRead(service.kept_lists, asked, rooms, "q" in query.filter, read, None if query.page else _as_of)
    return await kept_or_read(service, reading, client)


async def list_filled(service: Service, query: ListQuery, area: ServedArea, client: str) -> QueryResult:
    """As `list_events`, of a list whose first page is empty though more may follow the next page that is not.

    For who shows one page and asks for no other. After some pages it is the one that was reached, empty or not.
    """
    found = await list_events(service, query, area, client)
    for _ in range(_EMPTY_PAGES):
        if found.next_page is None or found.read()["events"]:
            break
        found = await list_events(service, replace(query, page=found.next_page), area, client)
    return found


async def _list(
    service: Service, query: ListQuery, area: ServedArea, position: Position, seconds: float | None
) -> QueryResult:
    """The list as of a position that was read before: a change in between arrives twice, but is never missed.

    Raises TimeoutError after `seconds`.
    """
    if query.page:
        _check_page(query.page.feed, position)
    window, asked = _asked(query, position.now, area)
    async with service.database.connection() as connection:
        found = await contract.events_list(connection, asked, query.limit, query.offset, seconds)
    return _result(found, query, query.page.feed if query.page else position.cursor, position.now, window)


def _check_page(first: Cursor, position: Position) -> None:
    """Raise BadParameter where nobody can follow the feed from a list's first page any longer, or never could."""
    if first.epoch != position.cursor.epoch:
        raise BadParameter("page", "The feed was made anew since; begin the list again, without page.")
    if first.seq > position.cursor.seq:
        raise BadParameter("page", "No list had this page yet; send the `nextPage` of an answer as it was.")
    if first.seq < position.floor:
        raise BadParameter(
            "page", "What has changed since its first page is no longer kept; begin the list again, without page."
        )


def _asked(query: ListQuery, now: datetime, area: ServedArea) -> tuple[ListWindow | None, str]:
    """The window, where one is asked for by name, and the filter as JSON; raises BadParameter."""
    page = query.page
    if page is None:
        window = window_of(query.when, now, area.zone) if query.when else None
        return window, json.dumps(query.filter | _bounds(window) | query.shown)
    starts, ends = (
        datetime.fromisoformat(found) if (found := page.after[name]) else None for name in ("from", "until")
    )
    window = ListWindow(query.when, starts, ends) if query.when and starts else None
    return window, json.dumps(query.filter | page.bounds | {"after": page.after} | query.shown)


def _result(
    found: EventsPage, query: ListQuery, cursor: Cursor, now: datetime, window: ListWindow | None
) -> QueryResult:
    following = PageCursor(cursor, query.fingerprint, json.loads(found.after)) if found.after else None
    # the tag is that of the database's text, since the window moves with the clock
    body = JsonBody(_list_body(found.text, cursor, following, window), found.text)
    return QueryResult(found.text, cursor, now, window, following, body)


def _as_of(kept: QueryResult, cursor: Cursor) -> QueryResult:
    """The same list at a later position of the feed, up to which nothing in it has changed."""
    assert kept.text is not None
    following = replace(kept.next_page, feed=cursor) if kept.next_page else None
    body = JsonBody(_list_body(kept.text, cursor, following, kept.window), kept.text)
    return replace(kept, cursor=cursor, next_page=following, body=body)


def _list_body(text: str, cursor: Cursor, following: PageCursor | None, window: ListWindow | None) -> str:
    """The database's text with what the service adds to it, which is not decoded for that."""
    added: dict[str, Any] = {"cursor": str(cursor), "nextPage": str(following) if following else None}
    if window:
        until = window.ends.isoformat() if window.ends else None
        added["window"] = {"when": window.choice, "from": window.starts.isoformat(), "until": until}
    return f"{json.dumps(added).removesuffix('}')}, {text.removeprefix('{')}"


async def get_event(service: Service, event_id: UUID, client: str) -> QueryResult:
    """One event, or the one that it was merged into; raises as `list_events`."""
    async with service.reading(client) as connection:
        cursor, now = await position_of(connection)
        text = await contract.event_get(connection, event_id)
    return QueryResult(text, cursor, now)


async def position_of(connection: Connection) -> tuple[Cursor, datetime]:
    """Where the feed stands before a read, and the time."""
    # before the read and outside its snapshot: a change in between arrives twice, but is never missed
    position = await contract.feed_position(connection)
    return Cursor(position.epoch, position.head), position.now


def _bounds(window: ListWindow | None) -> dict[str, str]:
    if window is None:
        return {}
    until = {"until": window.ends.isoformat()} if window.ends else {}
    return {"from": window.starts.isoformat(), **until}
