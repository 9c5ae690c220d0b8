"""Dates relative to today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.calendar import WEEKDAYS, day, moment

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("thu", date(2026, 3, 5)),
        ("wed", date(2026, 3, 11)),
        ("tue", date(2026, 3, 10)),
        ("thu+1", date(2026, 3, 12)),
        ("wed-1", date(2026, 3, 4)),
        ("fri+1/2", date(2026, 3, 15)),
    ],
)
def test_a_weekday_is_the_first_after_today(spec: str, expected: date) -> None:
    assert day(spec, WEDNESDAY) == expected


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.sampled_from(WEEKDAYS))
def test_what_is_on_is_always_to_come(today: date, weekday: str) -> None:
    found = day(weekday, today)

    assert today < found <= today + timedelta(days=7)
    assert WEEKDAYS[found.weekday()] == weekday


def test_a_moment_is_local() -> None:
    assert moment("thu 19:30", WEDNESDAY).isoformat() == "2026-03-05T19:30:00+05:30"


@pytest.mark.parametrize("spec", ["someday", "thu++1", "", "thu/x"])
def test_anything_else_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="not a day"):
        day(spec, WEDNESDAY)
