"""Lists of events and single events, with the cursor from which a reader can follow the feed without a gap."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.datastructures import QueryParams

from realtime import contract
from realtime.api.query import ListQuery, parse_query
from realtime.api.windows import ListWindow, window_of
from realtime.area import ServedArea
from realtime.database import Connection, translated
from realtime.errors import BadParameter, Busy
from realtime.feed.cursor import Cursor
from realtime.service import Service


@dataclass(frozen=True, slots=True)
class QueryResult:
    """JSON text as the database wrote it, or None; the position of the feed and the clock before the read."""

    text: str | None
    cursor: Cursor
    now: datetime
    window: ListWindow | None = None

    def read(self) -> Any:
        """The text, decoded."""
        return json.loads(self.text) if self.text else None


async def area_of(service: Service, params: QueryParams) -> ServedArea:
    """The area that a request names, by default the one of this installation; raises BadParameter if unknown."""
    code = params.get("area")
    if not code:
        own = service.settings.area
        return await service.areas.get(own) or ServedArea.unseeded(own)
    area = await service.areas.get(code)
    if area is None:
        raise BadParameter("area", f"There is no area '{code[:80]}'.")
    return area


async def find_events(service: Service, params: QueryParams) -> QueryResult:
    """The list for a request; raises BadParameter, DatabaseAway."""
    area = await area_of(service, params)
    return await list_events(service, parse_query(params, area.zone), area)


async def list_events(service: Service, query: ListQuery, area: ServedArea) -> QueryResult:
    """The list of a checked query; raises DatabaseAway, and Busy when a search by words takes too long."""
    if "q" not in query.filter:
        return await _list(service, query, area, None)
    async with service.searches.turn():
        return await _list(service, query, area, service.searches.seconds)


async def _list(service: Service, query: ListQuery, area: ServedArea, seconds: float | None) -> QueryResult:
    """The list, read once for all who ask for it at one position of the feed at the same time.

    Who waits for another's read holds no connection meanwhile.
    """
    async with service.database.connection() as connection:
        cursor, now = await _position(connection)
        window = window_of(query.when, now, area.zone) if query.when else None
        asked = json.dumps(query.filter | _bounds(window))

        async def read() -> str | None:
            with translated():  # whoever waits for this read gets its error outside of the connection
                try:
                    return await contract.events_list(connection, asked, query.limit, query.offset, seconds)
                except TimeoutError:
                    raise Busy("The list took too long to put together; ask for less.") from None

        key = (asked, query.limit, query.offset, str(cursor))
        if (others := service.lists.under_way(key)) is None:
            return QueryResult(await service.lists.lead(key, read), cursor, now, window)
    if await service.lists.ended(others):
        return QueryResult(others.result(), cursor, now, window)
    return await _list(service, query, area, seconds)


async def get_event(service: Service, event_id: UUID) -> QueryResult:
    """One event, or the one that it was merged into; raises DatabaseAway."""
    async with service.database.connection() as connection:
        cursor, now = await _position(connection)
        text = await contract.event_get(connection, event_id)
    return QueryResult(text, cursor, now)


async def _position(connection: Connection) -> tuple[Cursor, datetime]:
    # before the read and outside its snapshot: a change in between arrives twice, but is never missed
    position = await contract.feed_position(connection)
    return Cursor(position.epoch, position.head), position.now


def _bounds(window: ListWindow | None) -> dict[str, str]:
    if window is None:
        return {}
    until = {"until": window.ends.isoformat()} if window.ends else {}
    return {"from": window.starts.isoformat(), **until}
