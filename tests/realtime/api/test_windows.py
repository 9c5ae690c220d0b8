"""Tonight, tomorrow, this weekend: in the wall time of the area."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from realtime.api.windows import window_of

ZONE = ZoneInfo("Asia/Kolkata")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("choice", "now", "starts", "ends"),
    [
        # Wednesday 4 March 2026
        ("tonight", "2026-03-04T10:00", "2026-03-04T17:00", "2026-03-05T04:00"),
        ("tonight", "2026-03-04T21:30", "2026-03-04T21:30", "2026-03-05T04:00"),
        ("tonight", "2026-03-05T01:30", "2026-03-05T01:30", "2026-03-05T04:00"),
        ("tonight", "2026-03-05T04:00", "2026-03-05T17:00", "2026-03-06T04:00"),
        ("tomorrow", "2026-03-04T23:59", "2026-03-05T00:00", "2026-03-06T00:00"),
        ("weekend", "2026-03-04T10:00", "2026-03-06T17:00", "2026-03-09T00:00"),
        ("weekend", "2026-03-07T10:00", "2026-03-07T10:00", "2026-03-09T00:00"),
        ("weekend", "2026-03-08T20:00", "2026-03-08T20:00", "2026-03-09T00:00"),
        ("week", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-11T00:00"),
        ("all", "2026-03-04T10:00", "2026-03-04T10:00", None),
    ],
)
def test_a_choice_is_a_stretch_of_time(choice: str, now: str, starts: str, ends: str | None) -> None:
    window = window_of(choice, _at(now), ZONE)
    assert window.starts == _at(starts)
    assert window.ends == (_at(ends) if ends else None)


def test_the_day_is_the_areas_whatever_the_clocks_zone() -> None:
    window = window_of("tomorrow", datetime.fromisoformat("2026-03-03T19:00:00+00:00"), ZONE)
    assert window.starts == _at("2026-03-05T00:00")
