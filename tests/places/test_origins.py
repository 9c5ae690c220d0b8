"""Hours that several origins state: the week of the first that has one, each special day of the first that has it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from include.areas.area import load_area
from include.places.hours import Locale, SpecialDay
from include.places.origins import merged_hours, stored_day

LOCALE = Locale.of(load_area("indiranagar"))
DAY = date(2026, 11, 8)
FIRST_WEEK, SECOND_WEEK = "Mo-Su 10:00-18:00", "Mo-Su 09:00-17:00"


def days(first: int, last: int, hours: str = "off") -> SpecialDay:
    """Days counted from `DAY`."""
    return SpecialDay(DAY + timedelta(days=first), DAY + timedelta(days=last), hours)


def stated(week: str | None, *special: SpecialDay) -> dict[str, Any]:
    return {"week": week, "special": [stored_day(one) for one in special]}


def test_the_first_week_that_is_stated_counts() -> None:
    merged = merged_hours([stated(None), stated(FIRST_WEEK), stated(SECOND_WEEK)], LOCALE)
    assert merged is not None
    assert merged.week == FIRST_WEEK


def test_a_special_day_counts_unless_an_earlier_origin_has_another_on_one_of_its_days() -> None:
    own = days(0, 2)
    for first, last, counts in (
        (-2, -1, True),
        (-2, 0, False),
        (1, 1, False),
        (2, 4, False),
        (3, 4, True),
        (-1, 3, False),
    ):
        other = days(first, last, "12:00-14:00")
        merged = merged_hours([stated(FIRST_WEEK, own), stated(SECOND_WEEK, other)], LOCALE)
        assert merged is not None
        assert merged.special == ((own, other) if counts else (own,))


def test_two_special_days_of_one_origin_are_both_its_own() -> None:
    merged = merged_hours([stated(None, days(0, 2), days(1, 1, "12:00-14:00"))], LOCALE)
    assert merged is not None
    assert merged.special == (days(0, 2), days(1, 1, "12:00-14:00"))


def test_where_nobody_states_any_there_are_none() -> None:
    assert merged_hours([], LOCALE) is None
    assert merged_hours([stated(None), {"week": None, "special": None}], LOCALE) is None
