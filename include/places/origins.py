"""Which of the opening hours that are stated of a place count: survivorship, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from include.places.hours import Locale, OpeningHours, SpecialDay


def merged_hours(stated: Iterable[Mapping[str, Any]], locale: Locale) -> OpeningHours | None:
    """The hours of a place from rows of `place_hours` that still count: `week`, `special`; the weightiest origin first.

    The week is that of the first origin that has one; so is each special day, unless an earlier origin has another on
    it. None where nobody states any.
    """
    rows = list(stated)
    week = next((row["week"] for row in rows if row["week"]), None)
    special: list[SpecialDay] = []
    for row in rows:
        own, earlier = [special_day(one) for one in row["special"] or ()], tuple(special)
        special += [one for one in own if not any(_overlap(one, other) for other in earlier)]
    return OpeningHours(week, locale, tuple(special)) if week or special else None


def special_day(stored: Mapping[str, Any]) -> SpecialDay:
    """A special day as it is stored."""
    first, last = (date.fromisoformat(stored[name]) for name in ("first", "last"))
    return SpecialDay(first, last, stored["hours"], stored.get("label") or "")


def stored_day(day: SpecialDay) -> dict[str, str]:
    """The same as JSON."""
    return {"first": f"{day.first}", "last": f"{day.last}", "hours": day.hours, "label": day.label}


def _overlap(one: SpecialDay, other: SpecialDay) -> bool:
    return one.first <= other.last and other.first <= one.last
