"""Which days two texts ask for, which day of the archive one does, and what span of time days are in an area."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from include.errors import ConfigurationError
from include.pipeline.fetching.dates import asked_archive, asked_dates, span_of

MARCH = date(2026, 3, 7)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, None),
        ("", "", None),
        ("2026-03-07", None, (MARCH, MARCH)),
        (None, "2026-03-07", (MARCH, MARCH)),
        ("2026-03-07", "2026-03-07", (MARCH, MARCH)),
        (MARCH, "2026-03-08", (MARCH, MARCH + timedelta(days=1))),
        ("2026-03-07", "2027-03-07", (MARCH, MARCH + timedelta(days=365))),
        ("0002-01-01", None, (date(2, 1, 1),) * 2),
        ("9998-12-31", None, (date(9998, 12, 31),) * 2),
    ],
)
def test_two_texts_ask_for_a_range_of_days(first: Any, last: Any, days: Any) -> None:
    assert asked_dates(first, last) == days


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        ("7 March", None, "from='7 March' to=None: write dates as 2026-03-07"),
        ("2026-03-07", "2026-02-30", "from='2026-03-07' to='2026-02-30': write dates as 2026-03-07"),
        ("0001-12-31", None, "from='0001-12-31' to=None: write dates as 2026-03-07"),
        ("9999-01-01", None, "from='9999-01-01' to=None: write dates as 2026-03-07"),
        ("2026-03-08", "2026-03-07", "from=2026-03-08 is after to=2026-03-07"),
        ("2026-03-07", "2027-03-08", "from=2026-03-07 to=2027-03-08 are more than 366 days: ask for them in parts"),
    ],
)
def test_what_is_no_range_of_days_is_refused(first: Any, last: Any, reason: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        asked_dates(first, last)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("day", "dates", "found"),
    [
        (None, None, None),
        ("", (MARCH, MARCH), None),
        ("last", None, "last"),
        ("2026-03-07", None, MARCH),
        ("yesterday", None, "reread='yesterday': write 'last', or a date as 2026-03-07"),
        ("last", (MARCH, MARCH), "reread='last' asks nothing of the source: leave out the dates of a backfill"),
    ],
)
def test_a_text_names_a_day_of_the_archive(day: Any, dates: Any, found: Any) -> None:
    if isinstance(found, str) and found != "last":
        with pytest.raises(ConfigurationError) as refused:
            asked_archive(day, dates)
        assert str(refused.value) == found
    else:
        assert asked_archive(day, dates) == found


def test_days_are_from_midnight_to_the_midnight_behind_the_last_in_the_area() -> None:
    span = span_of((MARCH, MARCH + timedelta(days=1)), "indiranagar")
    assert [one.isoformat() for one in (span.start, span.end) if one] == [
        "2026-03-07T00:00:00+05:30", "2026-03-09T00:00:00+05:30"
    ]  # fmt: skip
