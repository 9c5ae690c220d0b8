"""Of more dates than a listing has, those are kept that a reader can still go to."""

from __future__ import annotations

from datetime import datetime, timedelta

from include.listing import MAX_OCCURRENCES, Occurrence
from include.sources.fields.many_dates import is_to_come, kept_dates
from tests.sources.conftest import NOW


def on(start: datetime, length: timedelta | None = None) -> Occurrence:
    return Occurrence(starts_at=start, ends_at=length and start + length)


def test_a_date_is_to_come_until_a_day_after_its_end_or_after_its_start_where_that_is_all_that_is_known() -> None:
    day, minute = timedelta(days=1), timedelta(minutes=1)
    assert is_to_come(on(NOW - day), NOW)
    assert not is_to_come(on(NOW - day - minute), NOW)
    assert is_to_come(on(NOW - 30 * day, 29 * day), NOW)
    assert not is_to_come(on(NOW - 30 * day, 29 * day - minute), NOW)


def test_what_is_over_goes_first_and_that_dates_are_left_out_is_noted() -> None:
    over = [on(NOW - timedelta(days=days)) for days in (9, 8, 7)]
    coming = [on(NOW + timedelta(days=days)) for days in range(MAX_OCCURRENCES)]
    left_out: list[str] = []

    assert kept_dates([*over, *coming], NOW, left_out, "dates") == coming
    assert left_out == [f"occurrences: {MAX_OCCURRENCES + 3:,} dates, at most {MAX_OCCURRENCES:,}"]


def test_where_all_is_over_the_first_are_kept() -> None:
    over = [on(NOW - timedelta(days=days)) for days in range(MAX_OCCURRENCES + 9, 8, -1)]

    assert kept_dates(over, NOW, [], "dates") == over[:MAX_OCCURRENCES]
