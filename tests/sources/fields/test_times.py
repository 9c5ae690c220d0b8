"""Start times in every form that publishers write them in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.sources.fields.moments import read_time
from include.sources.fields.times import read_span

ZONE = ZoneInfo("Asia/Kolkata")
SEVEN = datetime(2026, 3, 7, 19, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-07T19:00:00+05:30",
        "2026-03-07T19:00:00+0530",
        "2026-03-07T19:00+0530",
        "2026-03-07T13:30:00Z",
        "2026-03-07T13:30:00.000Z",
        "2026-03-07T13:30:00.000+0",
        "2026-03-07T19:00:00.000+05:30",
        "2026-03-07T19:00:00",
        "2026-03-07 19:00:00",
        "2026-3-7T19:00+5.5:00",
        "2026-03-07T19:00:00:00+05:30",
        "20260307T133000Z",
        "Sat, 7 March 2026 7:00 PM",
        "07/03/2026 19:00",
        "2026/03/07 19:00",
        "2026/3/7 7:00 PM",
        "2026.03.07 19.00",
        "2026-03-07 7 pm",
        "Sat 2026-03-07 19:00",
        "Saturday, 2026/03/07 at 19:00",
        "2026-Mar-07 19:00",
        "202603071900",
        "20260307T1900",
        "2026-W10-6T19:00",
        "2026-03-07 19:00 IST",
        "2026-03-07 19:00 hrs",
        "2026-03-07T19:00:00+05:30[Asia/Kolkata]",
        "2026-03-07T19:00[Asia/Kolkata]",
        "2026-03-07T13:30:00Z[Asia/Kolkata][u-ca=gregory]",
        "2026-03-07T13:30:00Z[UTC]",
        "2026-03-07T14:30[Europe/Berlin]",
        "2026-03-07 14:30 Europe/Berlin",
        "2026-03-07 05:30 PST",
        "2026-03-07T19:00:00 GMT+0530",
        "2026-03-07T08:30:00\u221205:00",
        "Sat Mar 07 2026 19:00:00 GMT+0530 (India Standard Time)",
        "Sat, 07 Mar 2026 08:30:00 EST",
        f"{int(SEVEN.timestamp())}",
        f"/Date({int(SEVEN.timestamp())}000+0530)/",
        int(SEVEN.timestamp()),
        SEVEN.timestamp() * 1000,
        datetime(2026, 3, 7, 19, 0),  # noqa: DTZ001 - naive is what it is about
    ],
)
def test_one_moment_in_many_forms(written: object) -> None:
    found = read_time(written, ZONE)

    assert found is not None
    assert (found.at, found.date_only) == (SEVEN, False)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-07",
        "20260307",
        "7 March 2026",
        "07/03/2026",
        "2026/03/07",
        "2026.03.07",
        "2026-W10-6",
        date(2026, 3, 7),
    ],
)
def test_a_date_is_local_midnight_and_marked(written: object) -> None:
    found = read_time(written, ZONE)

    assert found is not None
    assert (found.at.isoformat(), found.date_only) == ("2026-03-07T00:00:00+05:30", True)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "Saturday",
        "March 2026",
        "7 March",
        "0001-01-01T00:00:00",
        "2026-13-45",
        "2026/13/07",
        "2026-03-07T19:00[Mars/Olympus]",
        "2026-03-07 19:00 soon",
        "2026-03-07T25:00",
        "20260307T300000",
        "1970-01-01",
        None,
        True,
        12,
    ],
)
def test_what_leaves_something_to_guess_is_no_time(written: object) -> None:
    assert read_time(written, ZONE) is None


def test_a_programs_clock_is_no_start() -> None:
    assert read_time("2026-03-07T13:30:15.168930+05:30", ZONE) is None
    assert read_time("2026-03-07T13:30:15.000000+05:30", ZONE) is not None


moments = st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(moments, offsets)
def test_what_is_written_with_an_offset_comes_back(moment: datetime, offset: timezone) -> None:
    aware = moment.replace(tzinfo=offset)

    for written in (
        aware.isoformat(),
        aware.isoformat(" "),
        f"{aware:%Y-%m-%dT%H:%M:%S%z}",
        f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}",
    ):
        found = read_time(written, ZONE)
        assert found is not None
        assert found.at == aware


@given(st.text(max_size=40))
def test_no_text_is_too_strange(written: str) -> None:
    found = read_time(written, ZONE)

    assert found is None or found.at.tzinfo is not None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-07T19:00", "2026-03-07T21:30", ("2026-03-07T19:00:00+05:30", "2026-03-07T21:30:00+05:30", False)),
        ("2026-03-07T19:00", "2026-03-08T02:00", ("2026-03-07T19:00:00+05:30", "2026-03-08T02:00:00+05:30", False)),
        ("2026-03-07T19:00", "2026-03-07T19:00", ("2026-03-07T19:00:00+05:30", None, False)),
        ("2026-03-07T19:00", "2026-03-06T19:00", ("2026-03-07T19:00:00+05:30", None, False)),
        ("2026-03-07T19:00", "2026-03-09", ("2026-03-07T19:00:00+05:30", "2026-03-09T23:59:00+05:30", False)),
        ("2026-03-07", None, ("2026-03-07T00:00:00+05:30", None, True)),
        ("2026-03-07", "2026-03-07", ("2026-03-07T00:00:00+05:30", None, True)),
        ("2026-03-07", "2026-03-09", ("2026-03-07T00:00:00+05:30", "2026-03-09T23:59:00+05:30", True)),
        ("2026-03-07T00:00:00", "2026-03-07T23:59:00", ("2026-03-07T00:00:00+05:30", None, True)),
        (
            "2026-03-07T00:00:00",
            "2026-03-09T00:00:00",
            ("2026-03-07T00:00:00+05:30", "2026-03-08T23:59:00+05:30", True),
        ),
        (
            "2026-03-07T00:00:00",
            "2026-03-07T02:00:00",
            ("2026-03-07T00:00:00+05:30", "2026-03-07T02:00:00+05:30", False),
        ),
    ],
)
def test_spans(start: str, end: str | None, expected: tuple[str, str | None, bool]) -> None:
    found = read_span(start, end, ZONE)

    assert found is not None
    ends = found.ends_at.isoformat() if found.ends_at else None
    assert (found.starts_at.isoformat(), ends, found.date_only) == expected


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2026-03-06T19:30", "2026-03-06T11:00", ("06 19:30", "06 23:00")),
        ("2026-03-06T20:00", "2026-03-06T00:30", ("06 20:00", "07 00:30")),
        ("2026-03-06T23:00", "2026-03-06T13:00", ("06 11:00", "06 13:00")),
        ("2026-03-06T21:30", "2026-03-06T12:30", ("06 21:30", "07 00:30")),
        ("2026-03-06T10:00", "2025-03-06T15:30", ("06 10:00", "06 15:30")),
        ("2026-03-06T07:00", "2026-02-27T08:30", ("06 07:00", "06 08:30")),
        ("2026-03-06T15:30Z", "2026-03-06T05:30Z", ("06 21:00", "06 23:00")),
        ("2026-03-06T19:00", "2026-03-06T18:00", ("06 19:00", None)),
        ("2026-03-06T05:30", "2026-03-06T05:00", ("06 05:30", None)),
    ],
)
def test_an_end_before_the_start_is_a_slip(start: str, end: str, meant: tuple[str, str | None]) -> None:
    found = read_span(start, end, ZONE)

    assert found is not None
    local = [one.astimezone(ZONE).strftime("%d %H:%M") if one else None for one in (found.starts_at, found.ends_at)]
    assert tuple(local) == meant


def test_no_start_no_occurrence() -> None:
    assert read_span("tba", "2026-03-07", ZONE) is None


days = st.dates(date(2001, 1, 1), date(2099, 1, 1))


@given(
    days,
    st.sampled_from(["-", "/", ".", " / "]),
    st.sampled_from(["{}", "Sat {}", "{} 19:00", "{}, 7 pm", "{} 19:00 CET"]),
)
def test_after_a_year_comes_the_month_whatever_stands_around(day: date, mark: str, around: str) -> None:
    for form in (f"{day.year}{mark}{day.month:02}{mark}{day.day:02}", f"{day.year}{mark}{day.month}{mark}{day.day}"):
        found = read_time(around.format(form), UTC)

        assert found is None or found.at.date() == day


@pytest.mark.parametrize("end", ["2026-03-08T23:59:59Z", "2026-03-08T23:59:59.999Z", "2026-03-08T23:59:59.999999Z",
                                 "2026-03-08T23:59Z", "2026-03-09T00:00:00Z", "2026-03-09T05:30:00+05:30"])  # fmt: skip
def test_days_that_a_program_took_for_instants_of_utc_are_days(end: str) -> None:
    found = read_span("2026-03-07T00:00:00Z", end, ZONE)

    assert found is not None
    assert (found.date_only, found.starts_at.isoformat()) == (True, "2026-03-07T00:00:00+05:30")
    assert found.ends_at is not None
    assert found.ends_at.isoformat() == "2026-03-08T23:59:00+05:30"


def test_one_day_of_utc_is_one_day() -> None:
    found = read_span("2026-03-07T00:00:00Z", "2026-03-07T23:59:59Z", ZONE)

    assert found is not None
    assert (found.date_only, found.ends_at) == (True, None)


def test_local_days_to_the_last_instant_are_days() -> None:
    found = read_span("2026-03-07T00:00:00+05:30", "2026-03-08T23:59:59.999999+05:30", ZONE)

    assert found is not None
    assert (found.date_only, found.ends_at and found.ends_at.day) == (True, 8)
