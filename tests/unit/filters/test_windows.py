"""Tonight, tomorrow, this weekend: in the wall time of the area."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from include.filters.refusal import BadFilter
from include.filters.windows import is_window, window_of

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
        ("this weekend", "2026-03-04T10:00", "2026-03-06T17:00", "2026-03-09T00:00"),
        ("The Weekend", "2026-03-04T10:00", "2026-03-06T17:00", "2026-03-09T00:00"),
        ("week", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-11T00:00"),
        ("all", "2026-03-04T10:00", "2026-03-04T10:00", None),
        ("next weekend", "2026-03-04T10:00", "2026-03-14T00:00", "2026-03-16T00:00"),
        ("this week", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-09T00:00"),
        ("12 to 14 June", "2026-03-04T10:00", "2026-06-12T00:00", "2026-06-15T00:00"),
        ("from Friday", "2026-03-04T10:00", "2026-03-06T00:00", None),
        ("from 2026-03-06", "2026-03-04T10:00", "2026-03-06T00:00", None),
        ("from 6 March onwards", "2026-03-04T10:00", "2026-03-06T00:00", None),
        ("from 5-7 June", "2026-03-04T10:00", "2026-06-05T00:00", "2026-06-08T00:00"),
        ("What's on this Friday?", "2026-03-04T10:00", "2026-03-06T00:00", "2026-03-07T00:00"),
        ("events for the day after tomorrow", "2026-03-04T10:00", "2026-03-06T00:00", "2026-03-07T00:00"),
        ("after Friday", "2026-03-04T10:00", "2026-03-07T00:00", None),
        ("before 10 March", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-10T00:00"),
        ("03/07", "2026-03-04T10:00", "2026-07-03T00:00", "2026-07-04T00:00"),
        ("tomorrow at 8 pm", "2026-03-04T10:00", "2026-03-05T20:00", "2026-03-06T00:00"),
        ("1 March", "2026-03-04T10:00", "2027-03-01T00:00", "2027-03-02T00:00"),
        # what is over is an empty window, not another one
        ("last week", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-04T10:00"),
    ],
)
def test_a_choice_is_a_stretch_of_time(choice: str, now: str, starts: str, ends: str | None) -> None:
    window = window_of(choice, _at(now), ZONE)
    assert window.starts == _at(starts)
    assert window.ends == (_at(ends) if ends else None)


@pytest.mark.parametrize(
    ("choice", "now"), [("29 february", "2026-03-04T10:00"), ("the 31st", "2026-06-10T10:00")], ids=["leap", "short"]
)
def test_a_day_that_does_not_come_is_refused_and_not_everything_listed(choice: str, now: str) -> None:
    with pytest.raises(BadFilter, match="no day to come"):
        window_of(choice, _at(now), ZONE)


def test_the_day_is_the_areas_whatever_the_clocks_zone() -> None:
    window = window_of("tomorrow", datetime.fromisoformat("2026-03-03T19:00:00+00:00"), ZONE)
    assert window.starts == _at("2026-03-05T00:00")


@pytest.mark.parametrize(
    "text",
    [
        "all",
        "tonight",
        "next weekend",
        "12 to 14 June",
        "from Friday",
        "tomorrow at 8 pm",
        "03/07",
        f"{'on ' * 31}Friday ",
    ],
)
def test_what_names_days_is_a_window(text: str) -> None:
    assert is_window(text)
    assert not is_window(f"{text}{' ' * 101}")


@pytest.mark.parametrize("text", ["", "someday", "7 pm", "x" * 10_000, "5 June " * 20])
def test_what_names_no_day_is_no_window(text: str) -> None:
    assert not is_window(text)


@pytest.mark.parametrize(
    "text",
    [
        "weekend after next", "monday or tuesday", "not friday", "I may sing second", "the weekend of 12 june",
        "32 december", "31 november", "november 31", "5 to 31 november", "2026-11-31", "29 feb 2027",
        "12 december 9999", "4 july 1776",
    ],
)  # fmt: skip
def test_what_is_understood_only_in_part_is_no_window(text: str) -> None:
    assert not is_window(text)
