"""Time zones by the names that calendars give them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.sources.fields.zones import known_zone

SUMMER = datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001 - a wall clock's


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Asia/Kolkata", 5.5),
        ("asia/kolkata", 5.5),
        ("America/New York", -4),
        ("/mozilla.org/20070129_1/Asia/Kolkata", 5.5),
        ("/freeassociation.sourceforge.net/Europe/Berlin", 2),
        ("W. Europe Standard Time", 2),
        ("india standard time", 5.5),
        ('"India Standard Time"', 5.5),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", 2),
        ("(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi", 5.5),
        ("(UTC+05:30) Sri Jayawardenepura", 5.5),
        ("(UTC) Coordinated Universal Time", 0),
        ("(UTC-05:00) Eastern Time (US & Canada)", -4),
        ("Pacific Time (US & Canada)", -7),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", 1),
        ("UTC+02:00", 2),
        ("GMT-0330", -3.5),
        ("GMT+5", 5),
        ("+05:30", 5.5),
        ("Etc/GMT-5", 5),
        ("IST", 5.5),
        ("UTC", 0),
    ],
)
def test_a_zone_is_known_by_any_of_its_names(name: str, hours: float) -> None:
    zone = known_zone(name)

    assert zone is not None
    assert zone.utcoffset(SUMMER) == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "Customized Time Zone", "UTC+25:00", "../etc/passwd", "Mars/Olympus", "x" * 500])
def test_a_name_that_says_nothing_is_no_zone(name: str) -> None:
    assert known_zone(name) is None
