"""What persons decide of a place's opening hours: it outweighs every origin, and outlives every import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import JatreError
from include.places.hours import SpecialDay
from include.places.origins import stored_day
from include.places.reading import read_hours

MAX_SPECIAL_DAYS = 400
"""Of one place."""


class UnfitHours(JatreError):
    """A decision on hours that cannot be applied; the message states why."""


def find_place(connection: Connection, area: str, wanted: str) -> UUID:
    """The place of a slug, id or name. Raises: UnfitHours when there is none, or several of that name."""
    found = connection.execute(query("place_find"), {"area": area, "wanted": wanted}).one_or_none()
    if found is None:
        raise UnfitHours(f"{wanted}: no place, or several, of that name; name its slug")
    place: UUID = found.id
    return place


def decide_hours(connection: Connection, place: UUID, stated: str, *, by: str, reason: str | None = None) -> str:
    """Record the week's hours of a place, in whatever form; returns them as read. Raises: UnreadableHours."""
    week = read_hours(stated)
    _decide(connection, place, {"stated": stated, "week": week, "by": by, "reason": reason}, ())
    return week


def decide_special(connection: Connection, place: UUID, day: SpecialDay, *, by: str, reason: str | None = None) -> None:
    """Record hours of special days, in place of those of the same days. Raises: UnfitHours."""
    if day.last < day.first:
        raise UnfitHours(f"the last day, {day.last}, is before the first one")
    _decide(connection, place, {"stated": None, "week": None, "by": by, "reason": reason}, (day,))


def revoke_hours(connection: Connection, place: UUID) -> bool:
    """Take back whatever was decided of a place's hours; whether anything was."""
    return connection.execute(query("place_hours_revoke"), {"place": place}).one_or_none() is not None


def _decide(connection: Connection, place: UUID, columns: dict[str, Any], days: Sequence[SpecialDay]) -> None:
    stored = connection.execute(query("place_hours_decided"), {"place": place}).scalar_one_or_none() or ()
    named = {(str(day.first), str(day.last)) for day in days}
    kept = [day for day in stored if (day["first"], day["last"]) not in named]
    special = [*kept, *map(stored_day, days)]
    if len(special) > MAX_SPECIAL_DAYS:
        raise UnfitHours(f"more than {MAX_SPECIAL_DAYS} special days")
    connection.execute(query("place_hours_decide"), {**columns, "place": place, "special": json.dumps(special)})
