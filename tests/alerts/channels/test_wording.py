"""What is told of an event beside what has happened to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.alerts.channels.wording import Wording
from tests.alerts.channels.conftest import NOW, item

SATURDAY = ["Sat 7 Mar, 19:30", "Fig Rooms"]
WET = [datetime(2026, 3, 7, hour, tzinfo=UTC) for hour in (9, 13, 15, 20)]
"""Of the evening, which begins at 14:00, the hour from 13:00 on is over by then."""
PAID = {"type": "paid", "currency": "INR", "minimum": 500, "maximum": 500}


@pytest.mark.parametrize(
    ("kind", "about", "facts"),
    [
        ("new", {}, []),
        ("new", {"pricing": {"type": "free", "minimum": 0}}, ["Free"]),
        ("moved", {"pricing": PAID, "availability": "sold_out"}, ["INR 500", "Sold out"]),
        ("new", {"pricing": {**PAID, "maximum": 800}, "availability": "limited"}, ["INR 500–800", "Few tickets left"]),
        ("price", {"pricing": PAID, "availability": "sold_out"}, ["Sold out"]),
        ("sold_out", {"pricing": PAID, "availability": "sold_out"}, ["INR 500"]),
        ("new", {"availability": "available"}, []),
        ("soon", {"wet_hours": WET}, ["rain likely at 20:30"]),
        ("soon", {"wet_hours": WET[:2]}, []),
        ("soon", {"wet_hours": [datetime(2026, 3, 7, 13, 30, tzinfo=UTC)]}, ["rain likely at 19:30"]),
    ],
)
def test_what_it_costs_what_is_left_and_whether_rain_is_likely(
    kind: str, about: dict[str, Any], facts: list[str]
) -> None:
    (told,) = Wording("en").sentences([item(kind, **about)], NOW)
    assert told.facts == [*SATURDAY, *facts]


def test_rain_is_told_of_hours_that_are_stated() -> None:
    date = {"startsAt": "2026-03-06T18:30:00Z", "endsAt": None, "dateOnly": True, "cancelled": False}
    (told,) = Wording("en").sentences([item(wet_hours=WET, occurrences=[date])], NOW)
    assert told.facts == ["Sat 7 Mar", "Fig Rooms"]


def test_rain_that_is_over_is_told_no_more() -> None:
    fair = {"startsAt": "2026-03-07T14:00:00Z", "endsAt": "2026-03-07T20:00:00Z", "dateOnly": False, "cancelled": False}
    wet = [datetime(2026, 3, 7, hour, tzinfo=UTC) for hour in (14, 15, 18)]
    moments = (NOW, wet[1] + timedelta(minutes=30), wet[1] + timedelta(hours=1))
    told = [Wording("en").sentences([item(wet_hours=wet, occurrences=[fair])], now)[0].facts[-1] for now in moments]
    assert told == ["rain likely at 19:30", "rain likely at 20:30", "rain likely at 23:30"]


@pytest.mark.parametrize(
    ("from_point", "what"),
    [
        (None, "Starts soon"),
        ((77.64, 12.97), "Starts soon"),
        ((77.64, 12.9763), "Starts soon, about 9 min on foot"),
        ((77.74, 12.97), "Starts soon"),
    ],
)
def test_how_far_it_is_on_foot(from_point: Any, what: str) -> None:
    (told,) = Wording("en").sentences([item("soon", from_point=from_point)], NOW)
    assert told.what == what
