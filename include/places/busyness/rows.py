"""Estimates of how full the places of an area are, from what the database has: kinds, reports, events, the forecast."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.places.busyness.estimates import BusyPlace, Circumstances, estimate, local_hours
from include.places.busyness.influences import NEAR_METRES, EventNearby
from include.places.busyness.learning import HALF_LIFE_DAYS, Reports, learn
from include.places.hours import Locale

Stored = dict[str, Any]
"""A row as it is written."""
_NO_ESTIMATE = {
    "current_capacity": None,
    "wait_time_minutes": None,
    "confidence": None,
    "reason": None,
    "valid_until": None,
}
_REPORTS_DAYS = 400
"""Of what is older, no holiday is looked for: a report counts nothing then."""
_POINTS_ORDINARY = 5.0
"""Of an ordinary evening's popularity: views, RSVPs and shares by weight."""


def estimate_rows(
    connection: Connection, area: str, locale: Locale, kinds: Mapping[UUID, str | None],
    open_places: Mapping[UUID, datetime | None], now: datetime,
) -> list[Stored]:  # fmt: skip
    """A row for each place (`kinds`), of those that are open (until when; None: not known) with how full it may be."""
    index = {place: number for number, place in enumerate(kinds)}
    learned = learn(list(kinds.values()), _reports(connection, area, locale, index, now))
    wet = local_hours(connection.execute(query("busyness_rain_read"), {"area": area}).scalars(), locale.zone)
    around = Circumstances(locale.zone, locale.calendar.__contains__, wet)
    events = _events(connection, area)

    def row(place: UUID) -> Stored:
        own = {"place_id": str(place), "source": "prediction"}
        if place not in open_places:
            return own | _NO_ESTIMATE
        busy = BusyPlace(index[place], kinds[place], open_places[place], events.get(place, ()))
        found = estimate(learned, busy, around, now)
        return own | {
            "current_capacity": found.level, "wait_time_minutes": found.wait_minutes, "confidence": found.confidence,
            "reason": found.reason, "valid_until": found.valid_until.isoformat(),
        }  # fmt: skip

    return [row(place) for place in kinds]


def _reports(connection: Connection, area: str, locale: Locale, index: Mapping[UUID, int], now: datetime) -> Reports:
    reports, today = Reports.none(len(index)), now.astimezone(locale.zone).date()
    past = (today - timedelta(days=days) for days in range(_REPORTS_DAYS))
    asked = {"area": area, "zone": locale.zone.key}
    about = {"half_life": HALF_LIFE_DAYS, "holidays": [day for day in past if day in locale.calendar]}
    for place, *slot in connection.execute(query("busyness_reports_read"), asked | about):
        if place in index:
            reports.add(index[place], *slot)
    for place, hours in connection.execute(query("busyness_hours_read"), asked):
        if place in index:
            reports.is_open[index[place]].flat[hours] = True
    return reports


def _events(connection: Connection, area: str) -> Mapping[UUID, list[EventNearby]]:
    found = defaultdict(list)
    for row in connection.execute(query("busyness_events_read"), {"area": area, "metres": NEAR_METRES}):
        # of what nobody has looked at yet a third of an ordinary evening; a hundred times the points, some six times
        popularity = 1 / 3 + math.log1p(row.points / _POINTS_ORDINARY)
        found[row.place_id].append(EventNearby(row.metres, row.starts_at, row.over_at, popularity))
    return found
