"""What Google states about a place, as what it is like right now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from math import isfinite
from typing import Any

from include.errors import BrokenRecord
from include.sources.base import PlaceStatus
from include.sources.fields.moments import read_time
from include.sources.json.paths import look_up
from include.untrusted.bounds import at_most
from include.untrusted.cleaning import clean_text

FIELDS = (
    "id", "displayName", "location", "businessStatus", "currentOpeningHours", "regularOpeningHours",
    "currentSecondaryOpeningHours", "regularSecondaryOpeningHours", "movedPlaceId",
)  # fmt: skip
"""The field mask: Google answers, and charges, for nothing else."""
PLACE_ID = re.compile(r"[A-Za-z0-9_-]{4,300}")
MAX_PLACE_NAME_CHARS = 300
MAX_SECONDARY_HOURS = 20
"""Kinds of hours of one place beside its opening hours."""
STATUS_HOURS = 4
"""Hours for which a statement counts at most: two runs of the schedule."""
CLOSURES = {
    "CLOSED_TEMPORARILY": "temporarily closed",
    "CLOSED_PERMANENTLY": "closed for good",
    "FUTURE_OPENING": "not open yet",
}
SECONDARY = {"HAPPY_HOUR": "happy hour", "KITCHEN": "kitchen open"}
"""Hours beside the opening hours that are shown while they last."""


def status_of(place: Mapping[str, Any], now: datetime, zone: tzinfo) -> PlaceStatus:
    """What a place of the answer is like at `now`; `zone` is that of its clocks and days.

    Raises: BrokenRecord for one without an id that Google could have given, or with a name beyond any name.
    """
    known, moved = _place_id(place.get("id"), "id"), place.get("movedPlaceId")
    name = look_up(place, "displayName.text")
    name = clean_text(name).strip() if isinstance(name, str) else None
    at_most(MAX_PLACE_NAME_CHARS, len(name or ""), "characters in displayName")
    latitude, longitude = (_degrees(look_up(place, f"location.{one}")) for one in ("latitude", "longitude"))
    closed = CLOSURES.get(str(place.get("businessStatus")))
    hours = next((one for one in _hours(place, "OpeningHours") if isinstance(one, Mapping)), {})
    return PlaceStatus(
        place_id=_place_id(moved, "movedPlaceId") if moved else known,
        former_id=known if moved else None,
        name=name,
        latitude=latitude,
        longitude=longitude,
        is_open=False if closed else _open_now(hours),
        special_status=closed or ", ".join(_notes(place, hours, now, zone)) or None,
        valid_until=now + timedelta(hours=STATUS_HOURS) if closed else _valid_until(place, hours, now, zone),
    )


def _place_id(value: object, field: str) -> str:
    if not isinstance(value, str) or not PLACE_ID.fullmatch(value):
        raise BrokenRecord(f"{field} is no id of a place: {str(value)[:60]!r}")
    return value


def _degrees(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and isfinite(value) and abs(value) <= 180 else None


def _hours(place: Mapping[str, Any], kind: str) -> Iterator[Any]:
    """The hours of these seven days, holidays included, before those of any week."""
    yield place.get(f"current{kind}")
    yield place.get(f"regular{kind}")


def _open_now(hours: Mapping[str, Any]) -> bool | None:
    found = hours.get("openNow")
    return found if isinstance(found, bool) else None


def _notes(place: Mapping[str, Any], hours: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[str]:
    """Lines about now: special hours today, a happy hour, the kitchen."""
    days = hours.get("specialDays")
    if isinstance(days, list) and any(_is_today(look_up(one, "date"), now, zone) for one in days):
        yield "special hours today"
    for one in _secondary(place):
        words = SECONDARY.get(str(one.get("secondaryHoursType")))
        if words and _open_now(one):
            end = read_time(one.get("nextCloseTime"), zone)
            yield f"{words} until {end.at.astimezone(zone):%H:%M}" if end else words


def _secondary(place: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    every = next((one for one in _hours(place, "SecondaryOpeningHours") if isinstance(one, list) and one), [])
    at_most(MAX_SECONDARY_HOURS, len(every), "secondary opening hours")
    return [one for one in every if isinstance(one, Mapping)]


def _is_today(date: object, now: datetime, zone: tzinfo) -> bool:
    today = now.astimezone(zone)
    parts = tuple(look_up(date, part) for part in ("year", "month", "day"))
    return parts == (today.year, today.month, today.day)


def _valid_until(place: Mapping[str, Any], hours: Mapping[str, Any], now: datetime, zone: tzinfo) -> datetime:
    """When one of its hours begins or ends, so that what is stated now is so no more; STATUS_HOURS from now at most."""
    written = [one.get(key) for one in (hours, *_secondary(place)) for key in ("nextOpenTime", "nextCloseTime")]
    moments = [found.at for one in written if (found := read_time(one, zone))]
    latest = now + timedelta(hours=STATUS_HOURS)
    return min([latest, *(one for one in moments if one > now)])
