"""Listings as matching sees them, made by the hundred."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from include.areas.area import load_area
from include.understand.match.match_record import MatchRecord
from include.understand.match.timetable import Start
from tests.pipeline.scene import IST

EVENING = datetime(2026, 3, 6, 20, tzinfo=IST)


def match_record(number: int, source: str = "flood", title: str = "Monsoon Jazz Quartet", **more: Any) -> MatchRecord:
    """A listing with an id of its own; `days` and `minutes` after the evening, `dates` days running."""
    first = EVENING + timedelta(days=more.pop("days", 0), minutes=more.pop("minutes", 0))
    starts = [first + timedelta(days=n) for n in range(more.pop("dates", 1))]
    source = "".join([*source])  # a string of its own, as each row of a table brings one
    more.setdefault("venue", "The Humming Tree")
    more.setdefault("local", load_area("indiranagar").words)
    return MatchRecord(
        (5, source, f"{source}-{number:05}"), source, title, tuple(Start(at, at.date()) for at in starts), **more
    )
