"""What one long span, as published, means: evenings, weeks, one night, or really a long time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.listing import Listing, Occurrence
from include.understand.repair.rules import repair
from tests.pipeline.scene import IST


def _read(title: str, start: str, end: str | None, text: str = "") -> list[str]:
    """The dates as "day hour:minute-day hour:minute", of March 2026."""
    one = Occurrence(starts_at=_at(start), ends_at=_at(end) if end else None)
    listing = Listing(title=title, occurrences=[one], timezone="Asia/Kolkata")
    repair(listing, f"{title}\n{text}", load_area("indiranagar"))
    return [
        f"{o.starts_at.astimezone(IST):%d %H:%M}" + (f"-{o.ends_at.astimezone(IST):%d %H:%M}" if o.ends_at else "")
        for o in listing.occurrences
    ]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=IST)


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        ("Trending Thursday", "", ["05", "12", "19", "26"]),
        ("Unplugged || every Friday & every Sunday", "", ["06", "08", "13", "15", "20", "22", "27", "29"]),
        ("Ladies' night", "Every Wednesday, all night long", ["04", "11", "18", "25"]),
        ("A retrospective", "The opening is on Thursday", ["02"]),
        ("Painted maps", "Closed on Mondays, every Monday", ["02"]),
    ],
)
def test_a_weekly_night_listed_as_one_long_one(title: str, text: str, days: list[str]) -> None:
    dates = _read(title, "03-02T20:00", "03-31T23:00", text)
    assert [date[:2] for date in dates] == days
    assert {date[3:8] for date in dates} == {"20:00"}


def test_whole_weeks_of_one_short_sitting_are_weekly() -> None:
    assert _read("Football with friends", "03-06T07:00", "03-20T08:30") == [
        "06 07:00-06 08:30", "13 07:00-13 08:30", "20 07:00-20 08:30",
    ]  # fmt: skip


def test_a_week_of_a_season_is_every_day() -> None:
    assert len(_read("Dandiya nights", "03-06T18:00", "03-13T23:30")) == 8
    assert len(_read("Art exhibition", "03-06T11:00", "03-13T17:00", "A curator's tour every Sunday")) == 8


def test_days_with_the_same_hours_are_days_of_their_own() -> None:
    assert _read("Dandiya nights", "03-06T18:00", "03-08T23:30") == [
        "06 18:00-06 23:30", "07 18:00-07 23:30", "08 18:00-08 23:30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Waterfall trek", "03-06T08:00", "03-08T21:00"),
        ("Hill getaway", "03-06T20:30", "03-09T05:00"),
        ("A training course", "03-02T09:00", "03-30T17:30"),
        ("An open-air festival", "03-06T17:00", "03-08T11:00"),
        ("Quiz", "03-06T20:00", "03-06T23:00"),
        ("Dance party", "03-06T20:00", "03-07T21:00"),
        ("Late set", "03-06T22:00", "03-07T04:00"),
        ("Overnight stargazing", "03-06T17:00", "03-07T11:00"),
        ("A 24-hour hackathon", "03-06T10:00", "03-07T08:00"),
        ("All-day rooftop techno", "03-07T12:00", "03-08T04:00"),
        ("Startup Weekend", "03-06T18:00", "03-08T21:00"),
    ],
)
def test_what_is_left_as_it_is(title: str, start: str, end: str) -> None:
    (date,) = _read(title, start, end)
    assert date == f"{start[3:5]} {start[6:]}-{end[3:5]} {end[6:]}"


@pytest.mark.parametrize(
    ("start", "end", "ends"),
    [
        ("03-06T19:00", "03-07T13:00", "07 01:00"),
        ("03-06T10:00", "03-06T18:00", "06 18:00"),
        ("03-06T21:00", "04-07T01:00", "07 01:00"),
    ],
)
def test_the_wrong_half_of_the_day_and_the_wrong_month(start: str, end: str, ends: str) -> None:
    (date,) = _read("Live at the club", start, end)
    assert date.endswith(ends)


def test_an_expo_that_ends_before_sunrise_ends_in_the_evening() -> None:
    assert _read("Investors' expo", "03-07T10:00", "03-08T06:00") == ["07 10:00-07 18:00", "08 10:00-08 18:00"]


def test_a_night_that_begins_after_the_date_in_its_title_was_read_in_the_wrong_zone() -> None:
    assert _read("Lamp Night | 13th March", "03-14T03:30", "03-14T11:30") == ["13 22:00-14 06:00"]
    assert _read("Lamp Night | 14th March", "03-14T03:30", "03-14T05:30") == ["14 03:30-14 05:30"]
    assert _read("Lamp Night", "03-14T03:30", None) == ["14 03:30"]


@pytest.mark.parametrize(
    ("title", "start", "end", "count", "last"),
    [
        # a night that ends at noon: from 17 o'clock, until the next day, between 11 and 15 o'clock
        ("Live at the club", "03-06T17:00", "03-07T11:00", 1, "06 17:00-06 23:00"),
        ("Live at the club", "03-06T16:59", "03-07T11:00", 1, "06 16:59-07 11:00"),
        ("Live at the club", "03-06T19:00", "03-07T14:59", 1, "06 19:00-07 02:59"),
        ("Live at the club", "03-06T19:00", "03-07T15:00", 1, "06 19:00-07 15:00"),
        ("Live at the club", "03-06T19:00", "03-07T10:59", 1, "06 19:00-07 10:59"),
        ("Live at the club", "03-06T19:00", "03-08T13:00", 1, "06 19:00-08 13:00"),
        # what is by day and ends before sunrise: from a morning, for two weeks at most
        ("Investors' expo", "03-07T09:00", "03-08T03:00", 2, "08 09:00-08 15:00"),
        ("Investors' expo", "03-07T12:59", "03-08T08:59", 2, "08 12:59-08 20:59"),
        ("Investors' expo", "03-07T08:59", "03-08T03:00", 1, "07 08:59-08 03:00"),
        ("Investors' expo", "03-07T13:00", "03-08T03:00", 1, "07 13:00-08 03:00"),
        ("Investors' expo", "03-07T10:00", "03-08T02:59", 1, "07 10:00-08 02:59"),
        ("Investors' expo", "03-07T10:00", "03-08T09:00", 1, "07 10:00-08 09:00"),
        ("Investors' expo", "03-07T10:00", "03-21T06:00", 15, "21 10:00-21 18:00"),
        ("Investors' expo", "03-07T10:00", "03-22T06:00", 1, "07 10:00-22 06:00"),
        # a night that ends a month later
        ("Live at the club", "03-06T21:00", "04-07T06:00", 1, "06 21:00-07 06:00"),
        ("Live at the club", "03-06T21:00", "04-07T06:01", 1, "06 21:00-07 06:01"),
        ("Live at the club", "03-06T21:00", "04-08T01:00", 1, "06 21:00-08 01:00"),
        ("Live at the club", "03-06T21:00", "04-06T01:00", 1, "06 21:00-06 01:00"),
        # a weekday in the title, over a week to two hundred days
        ("Trending Thursday", "03-05T20:00", "03-12T23:00", 2, "12 20:00-12 23:00"),
        ("Trending Thursday", "03-05T20:00", "03-11T23:00", 7, "11 20:00-11 23:00"),
        ("Trending Thursday", "03-05T20:00", "09-20T23:00", 29, "17 20:00-17 23:00"),
        ("Trending Thursday", "03-05T20:00", "09-21T23:00", 1, "05 20:00-21 23:00"),
        ("Trending Thursday", "03-05T20:00", "03-12T02:00", 2, "12 20:00-13 02:00"),
        # whole weeks of a sitting of up to six hours
        ("Football with friends", "03-06T07:00", "03-13T13:00", 2, "13 07:00-13 13:00"),
        ("Football with friends", "03-06T07:00", "03-13T13:01", 8, "13 07:00-13 13:01"),
        ("Football with friends", "03-06T07:00", "03-27T13:01", 1, "06 07:00-27 13:01"),
        ("Football with friends", "03-06T07:00", "09-18T08:00", 29, "18 07:00-18 08:00"),
        ("Football with friends", "03-06T07:00", "09-25T08:00", 1, "06 07:00-25 08:00"),
        # the same hours on each of some days, of an hour and a half at least
        ("Dandiya evenings", "03-06T18:00", "03-07T19:30", 2, "07 18:00-07 19:30"),
        ("Dandiya evenings", "03-06T18:00", "03-07T19:29", 1, "06 18:00-07 19:29"),
        ("Dandiya evenings", "03-06T18:00", "03-07T18:00", 1, "06 18:00-07 18:00"),
        ("Dandiya evenings", "03-06T18:00", "03-19T20:00", 14, "19 18:00-19 20:00"),
        ("Dandiya evenings", "03-06T18:00", "03-21T20:00", 1, "06 18:00-21 20:00"),
    ],
)
def test_where_each_repair_begins_and_ends(title: str, start: str, end: str, count: int, last: str) -> None:
    dates = _read(title, start, end)
    assert (len(dates), dates[-1]) == (count, last)


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Lamp Night | 13th March", "03-14T05:29"),
        ("Lamp Night | 13th March", "03-14T00:01"),
    ],
)
def test_a_start_read_in_utc_goes_back_by_the_zones_offset(title: str, start: str) -> None:
    (date,) = _read(title, start, None)
    assert date == f"{_at(start) - timedelta(hours=5, minutes=30):%d %H:%M}"


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Lamp Night | 13th March", "03-14T05:30"),  # it began on the 14th in UTC, too
        ("Lamp Nights | 13th and 14th March", "03-14T03:30"),
        ("Lamp Night | 12th March", "03-14T03:30"),
    ],
)
def test_a_start_stays_that_its_title_does_not_place_a_day_before(title: str, start: str) -> None:
    (date,) = _read(title, start, None)
    assert date == f"{_at(start):%d %H:%M}"


@pytest.mark.parametrize(("clock", "days"), [("06:00", 1), ("06:01", 32)])
def test_a_month_too_long_is_mended_for_what_ends_by_the_morning(clock: str, days: int) -> None:
    one = Occurrence(starts_at=_at("03-06T21:00"), ends_at=_at(f"04-07T{clock}"))
    listing = Listing(title="Live at the club", occurrences=[one], timezone="Asia/Kolkata")
    repair(listing, listing.title, load_area("indiranagar"))
    ends = listing.occurrences[0].ends_at
    assert ends is not None
    assert (ends.date() - one.starts_at.date()).days == days
