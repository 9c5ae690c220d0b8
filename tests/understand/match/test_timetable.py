"""The dates of two listings beside each other: common days, gaps, hours that agree, and hours read in another zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest

from include.understand.match.timetable import MAX_LONG_DATES, Start, Timetable, days_around
from tests.pipeline.scene import IST

HOUR_AHEAD = timezone(timedelta(hours=1))


def start(day: int, clock: str = "20:00", hours: float | None = None, *, zone: tzinfo = IST) -> Start:
    """A date of March 2026; "-" is a day without an hour."""
    at = datetime.fromisoformat(f"2026-03-{day:02}T{'00:00' if clock == '-' else clock}").replace(tzinfo=zone)
    return Start(at, at.date(), clock == "-", timedelta(hours=hours) if hours is not None else None)


def agreement(ours: list[Start], theirs: list[Start]) -> float | None:
    """Of two listings, in either order."""
    there, back = (Timetable(x).agreement(Timetable(y)) for x, y in ((ours, theirs), (theirs, ours)))
    assert there == back
    return there


@pytest.mark.parametrize(
    ("day", "around"),
    [
        (date(2026, 3, 1), [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]),
        (date.min, [date(1, 1, 1), date(1, 1, 2)]),
        (date.max, [date(9999, 12, 30), date(9999, 12, 31)]),
    ],
)
def test_the_days_around_one_end_with_the_calendar(day: date, around: list[date]) -> None:
    assert days_around(day) == around


@pytest.mark.parametrize(
    ("ours", "theirs", "days"),
    [
        ([1], [1], 0),
        ([1], [2], 1),
        ([10], [1], 9),
        ([1, 20], [12], 8),
        ([1, 20], [9], 8),
        ([5], [1, 2, 9, 30], 3),
        ([31], [1, 2, 9], 22),
        ([1], [9, 20, 30], 8),
        ([1, 10, 20], [4, 13, 22], 2),
    ],
)
def test_the_gap_is_between_the_nearest_days(ours: list[int], theirs: list[int], days: int) -> None:
    a, b = Timetable(start(day) for day in ours), Timetable(start(day) for day in theirs)
    assert (a.gap(b), b.gap(a)) == (days, days)
    assert a.shares_day(b) is (days == 0)


@pytest.mark.parametrize(
    ("clock", "score"),
    [
        ("20:00", 1.0), ("20:30", 1.0), ("20:31", 1 - 0.4 * 31 / 240), ("22:00", 0.8), ("18:00", 0.8),
        ("16:00", 0.6), ("15:59", 0.0),
        # 330 minutes, the zone's offset, give or take a minute
        ("14:30", 0.95), ("14:29", 0.95), ("14:31", 0.95), ("14:28", 0.0), ("14:32", 0.0),
    ],
)  # fmt: skip
def test_hours_of_one_day_agree_less_the_further_they_lie_apart(clock: str, score: float) -> None:
    assert agreement([start(6)], [start(6, clock)]) == pytest.approx(score)


def test_no_shift_is_known_where_the_zone_is_utc() -> None:
    there, here = start(6, "20:00", zone=UTC), start(6, "14:30", zone=UTC)
    assert agreement([there], [here]) == 0.0
    assert not Timetable([there]).is_shifted(Timetable([here]))
    assert not Timetable([there]).is_shifted(Timetable([there]))


@pytest.mark.parametrize(
    ("ours", "theirs", "score"),
    [
        # a day without an hour is compared by that day alone
        ([start(6, "-")], [start(6)], None),
        ([start(6, "-")], [start(6, "-")], None),
        ([start(6, "-")], [start(7)], 0.0),
        ([start(6, "-")], [start(7, "-")], 0.0),
        ([start(6, "-")], [start(9)], 0.0),
        # and one at midnight that is short is a day without an hour
        ([start(6, "00:00", 3)], [start(6)], None),
        ([start(6, "00:00", 3.1)], [start(6)], 0.0),
        ([start(6, "00:00")], [start(6)], 0.0),
        ([start(6, "00:30", 1)], [start(6)], 0.0),
        ([start(6, "00:00", 3)], [start(5, "23:00")], 0.9),
        # across midnight by the clock, beyond the day beside it never
        ([start(6, "23:30")], [start(7, "00:00")], 1.0),
        ([start(6, "23:00")], [start(7, "01:00")], 0.8),
        ([start(6)], [start(7)], 0.0),
        ([start(6)], [start(8)], 0.0),
        # of several dates the best counts, and one without an hour hides none
        ([start(6), start(7)], [start(7), start(8)], 1.0),
        ([start(6), start(7, "18:00")], [start(6, "23:00"), start(7, "19:00")], 0.9),
        ([start(6, "-"), start(7)], [start(6), start(7, "21:00")], 0.9),
        ([start(6, "10:00"), start(6, "20:00")], [start(6, "15:00"), start(6, "18:00")], 0.8),
        # an hour in the other zone counts beside nearer ones, earlier and later
        ([start(6), start(20)], [start(6, f"{hour}:30") for hour in (10, 14, 17, 22)], 0.95),
        ([start(6, "14:30"), start(20)], [start(6, f"{hour}:00") for hour in (11, 17, 20, 23)], 0.95),
    ],
)
def test_how_far_two_listings_agree(ours: list[Start], theirs: list[Start], score: float | None) -> None:
    assert agreement(ours, theirs) == (score if score is None else pytest.approx(score))


@pytest.mark.parametrize(
    ("zone", "minutes", "is_shifted"),
    [
        (IST, 330, True), (IST, -330, True), (IST, 285, True), (IST, 375, True), (IST, 284, False), (IST, 376, False),
        (IST, 0, False), (IST, 60, False), (HOUR_AHEAD, 60, True), (HOUR_AHEAD, 75, True), (HOUR_AHEAD, 45, True),
        (HOUR_AHEAD, 76, False), (HOUR_AHEAD, 44, False), (HOUR_AHEAD, 0, False),
    ],
)  # fmt: skip
def test_dates_about_the_zones_offset_apart_are_shifted(zone: tzinfo, minutes: int, is_shifted: bool) -> None:
    one = start(6, zone=zone)
    moved = Start(one.at + timedelta(minutes=minutes), one.day)
    far = [start(20, zone=zone), start(25, zone=zone)]
    a, b = Timetable([one, *far]), Timetable([moved])
    assert (a.is_shifted(b), b.is_shifted(a)) == (is_shifted, is_shifted)


def test_long_dates_come_the_longest_first_and_are_bounded() -> None:
    dates = [start(6, "10:00", 5), start(7, "10:00", 4.9), start(8, "10:00"), start(9, "10:00", 8)]
    assert [one.day.day for one in Timetable(dates).wholes] == [9, 6]
    first = datetime(2026, 1, 1, 10, tzinfo=IST)
    many = [Start(first + timedelta(days=n), date(2026, 1, 1), length=timedelta(hours=6)) for n in range(150)]
    assert [one.at for one in Timetable(reversed(many)).wholes] == [one.at for one in many[:MAX_LONG_DATES]]
