"""How events read: hours, prices, days."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from realtime.pages.formatting import distance, heading, hours, more_dates, price
from realtime.pages.view_model import map_link, rough_link, web_link

ZONE = ZoneInfo("Asia/Kolkata")
TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("starts", "ends", "date_only", "shown"),
    [
        ("2026-03-04T14:00:00Z", None, False, ("19:30", "")),
        ("2026-03-04T14:00:00Z", "2026-03-04T14:00:00Z", False, ("19:30", "")),
        ("2026-03-04T14:00:00Z", "2026-03-04T16:00:00Z", False, ("19:30", "to 21:30")),
        ("2026-03-04T17:00:00Z", "2026-03-04T20:30:00Z", False, ("22:30", "to 02:00")),
        ("2026-03-04T04:30:00Z", "2026-03-08T12:30:00Z", False, ("10:00", "until 8 Mar")),
        ("2026-03-01T04:30:00Z", "2026-03-04T12:30:00Z", False, ("On now", "to 18:00")),
        ("2026-03-01T04:30:00Z", "2026-03-08T12:30:00Z", False, ("On now", "until 8 Mar")),
        ("2026-03-03T17:30:00Z", None, False, ("On now", "since 23:00")),
        ("2026-03-03T18:30:00Z", None, True, ("Time TBA", "")),
        ("2026-03-03T18:30:00Z", "2026-03-04T18:30:00Z", True, ("All day", "")),
        ("2026-03-03T18:30:00Z", "2026-03-06T18:30:00Z", True, ("All day", "until 6 Mar")),
    ],
)
def test_hours_are_local_and_never_made_up(
    starts: str, ends: str | None, date_only: bool, shown: tuple[str, str]
) -> None:
    assert hours({"startsAt": starts, "endsAt": ends, "dateOnly": date_only}, ZONE, TODAY) == shown


def _pricing(
    kind: str | None, low: float | None = None, high: float | None = None, currency: str = "INR"
) -> dict[str, Any]:
    return {"type": kind, "amount": low, "minimum": low, "maximum": high, "currency": currency}


@pytest.mark.parametrize(
    ("pricing", "shown"),
    [
        (_pricing("free"), "Free"),
        (_pricing("paid", 499, 499), "₹499"),
        (_pricing("paid", 499, 1499), "₹499 to ₹1,499"),
        (_pricing("paid", 12.5, 12.5, "EUR"), "€12.50"),
        (_pricing("variable", 100, None), "from ₹100"),
        (_pricing("paid", 300, None), "from ₹300"),
        (_pricing("paid", None, 300), "up to ₹300"),
        (_pricing("paid", 20, 20, "AED"), "AED 20"),
        (_pricing("paid"), "Ticketed"),
        (_pricing("variable"), "Free for some"),
        (_pricing("donation"), "Pay what you like"),
        (_pricing(None), ""),
    ],
)
def test_prices_read_as_people_say_them(pricing: dict[str, Any], shown: str) -> None:
    assert price(pricing) == shown


def test_days_are_named_from_today() -> None:
    assert heading(TODAY, TODAY) == "Today, Wednesday 4 March"
    assert heading(date(2026, 3, 5), TODAY) == "Tomorrow, Thursday 5 March"
    assert heading(date(2026, 3, 7), TODAY) == "Saturday 7 March"
    assert heading(date(2027, 1, 2), TODAY) == "Saturday 2 January 2027"
    assert heading(date(2025, 12, 31), TODAY) == "Wednesday 31 December 2025"


def test_counts_and_distances() -> None:
    assert (more_dates(0), more_dates(1), more_dates(3)) == ("", "+ 1 more date", "+ 3 more dates")
    assert (distance(None), distance(0.32), distance(2.34)) == ("", "300 m", "2.3 km")
    assert (distance(0.97), distance(0.98)) == ("950 m", "1.0 km")


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_link("https://example.org/a") == "https://example.org/a"
    for url in ("javascript:alert(1)", "data:text/html,x", "//example.org", "", None):
        assert web_link(url) is None
    assert map_link({"latitude": None, "longitude": None}) is None
    assert "mlat=12.97840" in str(map_link({"latitude": 12.9784, "longitude": 77.6408}))


def test_a_circle_is_a_map_without_a_pin_and_a_point_needs_none() -> None:
    circle = {"latitude": 12.97, "longitude": 77.64, "metres": 455}
    found = rough_link({"latitude": None, "precision": "road", "approximate": circle})
    assert found == {
        "words": "Somewhere on its road", "url": "https://www.openstreetmap.org/#map=15/12.97000/77.64000",
    }  # fmt: skip
    assert rough_link({"latitude": 12.97, "precision": "venue", "approximate": circle}) is None
    assert rough_link({"latitude": None, "precision": None, "approximate": None}) is None
