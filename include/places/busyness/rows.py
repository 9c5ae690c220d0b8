"""Estimates of how full the places of an area are, from what the database has: kinds, reports, events, the forecast."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
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
_POINTS_ORDINARY = 5.0
"""Of an ordinary evening's popularity: views, RSVPs and shares by weight."""


def estimate_rows(
    connection: Connection, area: str, locale: Locale, kinds: Mapping[UUID, str | None],
    open_places: Mapping[UUID, datetime | None], now: datetime,
) -> list[Stored]:  # fmt: skip
    """A row for each place (`kinds`), of those that are open (until when; None: not known) with how full it may be."""
    reports = Reports.none(len(kinds))
    index = {place: number for number, place in enumerate(kinds)}
    asked = {"area": area, "zone": locale.zone.key, "half_life": HALF_LIFE_DAYS}
    for place, *slot in connection.execute(query("busyness_reports_read"), asked):
        if place in index:
            reports.add(index[place], *slot)
    learned = learn(list(kinds.values()), reports)
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


def _events(connection: Connection, area: str) -> Mapping[UUID, list[EventNearby]]:
    found = defaultdict(list)
    for row in connection.execute(query("busyness_events_read"), {"area": area, "metres": NEAR_METRES}):
        # of what nobody has looked at yet a third of an ordinary evening; a hundred times the points, some six times
        popularity = 1 / 3 + math.log1p(row.points / _POINTS_ORDINARY)
        found[row.place_id].append(EventNearby(row.metres, row.starts_at, row.over_at, popularity))
    return found
