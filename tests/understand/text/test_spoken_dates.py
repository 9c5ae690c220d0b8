"""Dates and hours as people say them, on every day of the week: "next Monday", "this weekend", "at 8"."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.times.grammar import find_times

MONDAY = date(2026, 3, 2)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days(text: str, posted: date) -> list[date]:
    (mention,) = find_dates(text, posted)
    return list(mention.days)


@pytest.mark.parametrize("posted", WEEK, ids=WEEKDAYS)
def test_next_weekday_lies_in_the_next_calendar_week(posted: date) -> None:
    assert [days(f"next {name}", posted) for name in WEEKDAYS] == [[day + timedelta(days=7)] for day in WEEK]


@pytest.mark.parametrize("posted", WEEK, ids=WEEKDAYS)
def test_this_weekday_is_the_first_one_from_today_on(posted: date) -> None:
    for number, name in enumerate(WEEKDAYS):
        (found,) = days(f"this {name}", posted)
        assert found.weekday() == number
        assert timedelta(0) <= found - posted < timedelta(days=7)


@pytest.mark.parametrize("posted", WEEK, ids=WEEKDAYS)
def test_this_weekend_is_what_is_left_of_the_one_at_the_end_of_this_week(posted: date) -> None:
    saturday, sunday = WEEK[5:]
    expected = [saturday, sunday] if posted < sunday else [sunday]
    assert sorted(set(days("this weekend", posted))) == expected


@pytest.mark.parametrize("posted", WEEK, ids=WEEKDAYS)
def test_next_weekend_is_a_week_after_this_one(posted: date) -> None:
    assert days("next weekend", posted) == [day + timedelta(days=7) for day in WEEK[5:]]


@pytest.mark.parametrize("hour", range(1, 13))
def test_a_bare_hour_is_the_one_at_which_people_go_out(hour: int) -> None:
    """From nine to eleven it is the morning's, at any other hour the afternoon's or the evening's."""
    (found,) = find_times(f"Folk music at {hour}")
    assert found.start == time(hour if hour in (9, 10, 11, 12) else hour + 12)
    assert found.guessed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # the first such day from today on, within a month
        ("on the 2nd", date(2026, 3, 2)), ("on the 1st", date(2026, 4, 1)), ("on the 31st", date(2026, 3, 31)),
        # with its weekday the next such day within two months
        ("on Sunday the 1st", date(2026, 3, 1)), ("on Monday the 23rd", date(2026, 3, 23)),
        ("on Saturday the 2nd", date(2026, 5, 2)),
        # of a month that is named by where it is
        ("the 10th of this month", date(2026, 3, 10)), ("the 10th of next month", date(2026, 4, 10)),
    ],
)  # fmt: skip
def test_a_day_of_a_month_that_is_not_named(text: str, day: date) -> None:
    assert days(text, MONDAY) == [day]


def test_a_weekday_with_its_day_is_up_to_a_week_back_where_none_is_ahead() -> None:
    assert days("on Monday the 30th", date(2026, 4, 2)) == [date(2026, 3, 30)]
