"""Which dates the rules of `eventSchedule` come to, where they begin and end, and what is too much of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord
from include.sources.base import Reading
from include.sources.structured import schedules
from include.sources.structured.schedules import scheduled

NOW = datetime(2026, 3, 10, 6, 30, tzinfo=UTC)
READING = Reading(now=NOW, area=load_area("indiranagar"))


def dates(schedule: Any, event: dict[str, Any] | None = None, reading: Reading = READING) -> list[str]:
    """The starts as "month-day hour:minute" of the area."""
    found = [one.starts_at.astimezone(reading.zone) for one in scheduled(schedule, reading, event)]
    return [f"{one:%m-%d %H:%M}" for one in found]


def weekly(**more: Any) -> dict[str, Any]:
    return {"startDate": "2026-03-04", "endDate": "2026-03-25", "repeatFrequency": "P1W", "startTime": "19:00"} | more


@pytest.mark.parametrize(
    ("start", "time", "kept"),
    [
        ("2026-03-03", "12:00", True),  # just a week ago
        ("2026-03-03", "11:59", False),
        ("2026-03-02", "23:59", False),
    ],
)
def test_dates_are_kept_from_a_week_ago_on(start: str, time: str, kept: bool) -> None:
    schedule = {"startDate": start, "startTime": time, "repeatFrequency": "P1D", "repeatCount": 1}
    assert bool(scheduled(schedule, READING)) is kept


def test_a_rule_without_an_end_goes_on_to_the_horizon() -> None:
    found = scheduled({"startDate": "2026-03-10", "repeatFrequency": "P1D", "startTime": "19:00"}, READING)
    last = found[-1].starts_at
    assert NOW + READING.horizon - timedelta(days=2) < last <= NOW + READING.horizon + timedelta(days=1)
    beyond = {"startDate": "2026-03-10", "repeatFrequency": "P1D", "startTime": "19:00", "endDate": "2099-01-01"}
    assert [one.starts_at for one in scheduled(beyond, READING)] == [one.starts_at for one in found]


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-03-18", "03-18 19:00"),
        ("2026-03-18T00:00:00+05:30", "03-18 19:00"),
        ("2026-03-17", "03-11 19:00"),
        ("2026-03-17T18:30:00Z", "03-18 19:00"),  # midnight of the area
    ],
)
def test_the_end_of_a_rule_is_its_last_day(end: str, last: str) -> None:
    assert dates(weekly(endDate=end))[-1] == last


def test_an_end_with_an_hour_is_that_hour_of_a_rule_whose_start_has_one() -> None:
    rule = {"startDate": "2026-03-11T19:00:00+05:30", "repeatFrequency": "P1D"}
    assert dates({**rule, "endDate": "2026-03-12T18:59:00+05:30"}) == ["03-11 19:00"]
    assert dates({**rule, "endDate": "2026-03-12T19:00:00+05:30"}) == ["03-11 19:00", "03-12 19:00"]


@pytest.mark.parametrize(
    ("schedule", "found"),
    [
        ({"repeatFrequency": "P1D", "repeatCount": 3}, "11 12 13"),
        ({"repeatFrequency": "P2D", "repeatCount": 3}, "11 13 15"),
        ({"repeatFrequency": "P14D", "repeatCount": 2}, "11 25"),
        ({"repeatFrequency": "P21D", "repeatCount": 2}, "11 01"),
        ({"repeatFrequency": "biweekly", "repeatCount": 2}, "11 25"),
        ({"repeatFrequency": "https://schema.org/Fortnightly", "repeatCount": 2}, "11 25"),
        ({"repeatFrequency": "monthly", "repeatCount": 2}, "11 11"),
        ({"repeatFrequency": "P1DT0H", "repeatCount": 2}, "11 12"),
        # neither a unit nor a number: the one date
        ({"repeatFrequency": "P0D", "repeatCount": 2}, "11"),
        ({"repeatFrequency": "often", "repeatCount": 2}, "11"),
        ({"repeatFrequency": "PT1H", "repeatCount": 2}, "11"),
        # days of the week alone are weekly; of a year they are those of the month in which it begins
        ({"byDay": "WE", "repeatCount": 2}, "11 18"),
        ({"byDay": "MO,FR", "repeatFrequency": "P7D", "repeatCount": 3}, "13 16 20"),
        ({"byDay": "MO,FR", "repeatFrequency": "P14D", "repeatCount": 3}, "13 23 27"),
        ({"byDay": "MO,FR", "repeatFrequency": "P1D", "repeatCount": 3}, "13 16 20"),
        ({"byDay": "FR", "repeatFrequency": "P1Y", "repeatCount": 3}, "13 20 27"),
        ({"byDay": "schema:Friday", "repeatFrequency": "P1W", "repeatCount": 2}, "13 20"),
        ({"byDay": "2TH", "repeatFrequency": "P1M", "repeatCount": 2}, "12 09"),
        ({"byDay": "-1TH", "repeatFrequency": "P1M", "repeatCount": 2}, "26 30"),
        # a week or a day of the month makes a rule monthly
        ({"byDay": "TH", "byMonthWeek": 3, "repeatFrequency": "P1W", "repeatCount": 2}, "19 16"),
        ({"byMonthDay": 31, "repeatFrequency": "P1W", "repeatCount": 2}, "31 31"),
        ({"byMonthDay": "12, 13", "repeatFrequency": "P1D", "repeatCount": 2}, "12 13"),
        ({"byMonth": 12, "repeatFrequency": "P1W", "repeatCount": 1, "byDay": "SA"}, "05"),
        ({"byMonthDay": 20, "repeatFrequency": "P1Y", "repeatCount": 1}, "20"),
        ({"byMonthDay": 20.0, "byMonth": 3.0, "repeatFrequency": "P1Y", "repeatCount": 1.0}, "20"),
        # numbers in other ways of writing; lists that are empty; what no calendar knows, beside what one does
        ({"repeatFrequency": "P1D", "repeatCount": "2"}, "11 12"),
        ({"repeatFrequency": "P1D", "repeatCount": 2.0}, "11 12"),
        ({"repeatFrequency": "P1W", "repeatCount": 2, "byDay": [], "byMonth": "", "byMonthDay": [None]}, "11 18"),
        ({"byDay": ["Friday", "https://schema.org/PublicHolidays"], "repeatCount": 2}, "13 20"),
        ({"byDay": [{"@id": "https://schema.org/Friday"}], "repeatCount": 2}, "13 20"),
        ({"repeatFrequency": "P1W", "endDate": "2026-03-11"}, "11"),
        # dates that are left out, in whatever zone they are written
        ({"repeatFrequency": "P1D", "repeatCount": 3, "exceptDate": "2026-03-12"}, "11 13"),
        ({"repeatFrequency": "P1D", "repeatCount": 3, "exceptDate": ["2026-03-11T20:00:00Z", "?"]}, "11 13"),
    ],
)
def test_what_a_rule_comes_to(schedule: dict[str, Any], found: str) -> None:
    year = Reading(now=NOW, area=READING.area, horizon=timedelta(days=400))
    rule = {"startDate": "2026-03-11", "startTime": "19:00", **schedule}
    assert " ".join(one[3:5] for one in dates(rule, reading=year)) == found


@pytest.mark.parametrize(
    ("more", "span"),
    [
        ({"endTime": "21:00"}, ("19:00", "21:00")),
        ({"endTime": "21:00", "duration": "PT1H"}, ("19:00", "21:00")),
        ({"duration": "PT1H"}, ("19:00", "20:00")),
        ({"duration": "P1D"}, ("19:00", "19:00")),
        ({"duration": "PT0H"}, ("19:00", None)),
        ({"duration": "long"}, ("19:00", None)),
        ({}, ("19:00", None)),
    ],
)
def test_an_end_is_an_hour_or_a_length(more: dict[str, Any], span: tuple[str, str | None]) -> None:
    (one,) = scheduled(weekly(repeatCount=2, **more), READING)[-1:]
    ends = one.ends_at.astimezone(READING.zone) if one.ends_at else None
    assert (f"{one.starts_at.astimezone(READING.zone):%H:%M}", ends and f"{ends:%H:%M}") == span
    assert ends is None or ends > one.starts_at


def test_without_an_hour_a_date_is_a_day() -> None:
    found = scheduled({"startDate": "2026-03-11", "repeatFrequency": "P1W", "repeatCount": 2}, READING)
    assert [one.date_only for one in found] == [True, True]
    assert dates({"repeatFrequency": "P1W", "repeatCount": 1}, {"startDate": "2026-03-11T20:00"}) == ["03-11 20:00"]
    assert dates({"repeatFrequency": "P1W", "repeatCount": 1}) == []
    assert dates("every week") == []


def test_hours_are_of_the_schedules_zone_unless_the_source_has_zones_wrong() -> None:
    rule = weekly(scheduleTimezone="Europe/London", repeatCount=2)
    assert dates(rule)[-1] == "03-12 00:30"
    wrong = Reading(now=NOW, area=READING.area, ignore_zones=True)
    assert dates(rule, reading=wrong)[-1] == "03-11 19:00"
    assert dates(weekly(scheduleTimezone="Nowhere/Else", repeatCount=2))[-1] == "03-11 19:00"


@pytest.mark.parametrize(
    ("schedule", "complaint"),
    [
        ([weekly()] * 101, "101 eventSchedule entries"),
        (weekly(exceptDate=["2026-03-11"] * 1_001), "values of exceptDate"),
        (weekly(byDay=["MO"] * 1_001), "values of byDay"),
        (weekly(repeatCount="9" * 30), "repeatCount"),
    ],
)
def test_more_than_an_event_has_is_refused_by_name(schedule: Any, complaint: str) -> None:
    with pytest.raises(BrokenRecord, match=complaint):
        scheduled(schedule, READING)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        *(({"repeatCount": count}, "repeatCount: ") for count in (0, "0", "00", -1, 2.5, "twice", True, [], {})),
        ({"endDate": "2026-03-03"}, "before its startDate 2026-03-04"),
        ({"endDate": "2026-02-01"}, "endDate of eventSchedule: 2026-02-01, before"),
        ({"endDate": "in spring"}, "endDate of eventSchedule: 'in spring' is no date"),
        ({"byDay": "someday"}, "byDay: 'someday'"),
        ({"byDay": ["MO", "6TH"]}, "byDay: '6TH'"),
        ({"byDay": "PublicHolidays"}, "byDay: 'PublicHolidays'"),
        ({"byDay": "TH", "byMonthWeek": 6}, "byMonthWeek: '6', numbers from 1 to 5"),
        ({"byMonthDay": "32"}, "byMonthDay: '32', numbers from 1 to 31"),
        ({"byMonthDay": [1, 0]}, "byMonthDay: '0'"),
        ({"byMonth": 13}, "byMonth: '13', numbers from 1 to 12$"),
        ({"byMonth": -1}, "byMonth: '-1', numbers from 1 to 12$"),
        ({"byMonth": 2.5}, "byMonth: '2.5'"),
        ({"byMonth": "March"}, "byMonth: 'March'"),
        ({"byMonth": 2, "byMonthDay": [30, 31]}, "no day that exists"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_and_runs_on_never(more: dict[str, Any], complaint: str) -> None:
    """Without the part that cannot be read it would name more days than its source does, or go on for ever."""
    endless = {"startDate": "2026-03-04", "repeatFrequency": "P1W", "startTime": "19:00"}
    with pytest.raises(BrokenRecord, match=complaint):
        scheduled(endless | more, READING)
    assert len(scheduled(endless | {"repeatCount": 2}, READING)) == 2


def test_as_many_as_an_event_may_have_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(scheduled([weekly(repeatCount=2)] * 100, READING)) == 200
    assert len(scheduled(weekly(exceptDate=["2026-03-11"] * 1_000), READING)) == 3
    daily = {"startDate": "2026-01-01", "repeatFrequency": "P1D", "startTime": "19:00", "repeatCount": 100}
    coming = len(scheduled(daily, READING))
    monkeypatch.setattr(schedules, "MAX_OCCURRENCES", coming)
    monkeypatch.setattr(schedules, "MAX_PAST_DATES", 99)
    assert len(scheduled(daily, READING)) == coming
    monkeypatch.setattr(schedules, "MAX_PAST_DATES", 98)
    with pytest.raises(BrokenRecord, match="that are over"):
        scheduled(daily, READING)
    monkeypatch.setattr(schedules, "MAX_OCCURRENCES", coming - 1)
    monkeypatch.setattr(schedules, "MAX_PAST_DATES", 99)
    with pytest.raises(BrokenRecord, match="more dates by eventSchedule"):
        scheduled(daily, READING)


@pytest.mark.parametrize(
    ("month", "day", "exists"),
    [
        ("2", "29", True), ("2", "30", False), ("2", "-29", True), ("2", "-30", False), ("4", "31", False),
        ("4", "30", True), ("2,4", "30", True), ("1", "31", True), (None, "31", True),
    ],
)  # fmt: skip
def test_a_day_that_no_year_has_is_refused(month: str | None, day: str, exists: bool) -> None:
    rule: dict[str, Any] = {"startDate": "2026-03-04", "byMonthDay": day, "repeatCount": 1}
    rule |= {"byMonth": month.split(","), "repeatFrequency": "P1Y"} if month else {"repeatFrequency": "P1M"}
    if exists:
        scheduled(rule, READING)
    else:
        with pytest.raises(BrokenRecord, match="no day that exists"):
            scheduled(rule, READING)
