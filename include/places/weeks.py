"""A place's hours day by day, as they are stored for who cannot read rules: the API and the pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from include.places.days import Span
from include.places.hours import OpeningHours, week_from

DAYS_STORED = 8
"""From today on: a week, and one day more for when nobody has looked since midnight."""


def week_key(stated: Any, today: date) -> str:
    """What tells whether a stored week is still that of the hours as they are stated (JSON), on a day."""
    text = json.dumps([stated, today.isoformat()], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def stored_week(hours: OpeningHours, today: date) -> list[dict[str, Any]]:
    """The days from today on: `date`, `special` (why its hours are its own, null: they are not), `holiday`, `spans`.

    A span has `from` and `to` (ISO 8601, UTC), whether it is `certain`, and the `comment` of its rule.
    """
    return [_day(hours, day, spans) for day, spans in week_from(hours, today, DAYS_STORED)]


def _day(hours: OpeningHours, day: date, spans: Sequence[Span]) -> dict[str, Any]:
    special = hours.special_on(day)
    return {
        "date": day.isoformat(),
        "special": special and special.label,
        "holiday": hours.locale.calendar.name_of(day),
        "spans": [_span(span) for span in spans],
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "from": _text(span.start), "to": _text(span.end), "certain": span.is_certain, "comment": span.comment,
    }  # fmt: skip


def _text(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
