"""Runs from one part to another: "from A to B", "5 pm to tomorrow 8 am", "A until the end of B"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from include.understand.text.expressions.extent import NO_DAY, ONE_DAY, Extent, midnight, of_day
from include.understand.text.expressions.parts import on_day

HALF_DAY = timedelta(hours=12)


def run(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """From A to B."""
    if a.start is None or b.start is None:
        return None
    a, b = _as_day(a, b, now), _as_day(b, a, now)
    if a.start is None or b.start is None:
        return None
    if not a.dated and b.dated and b.timed:
        a = on_day(a, replace(b, start=midnight(now.date()), timed=False, is_point=True)) or a
    elif a.start and a.dated and a.timed and not b.dated:
        b = _until_hour(a.start, b)
    if a.dated != b.dated or a.start is None or b.start is None:
        return None
    start, end = a.start, b.start
    if not a.dated:
        end = _later(start, end, guessed=b.is_guessed)
    elif (not a.has_year and start > end) or (not a.has_year and b.has_year):
        start = start.replace(year=end.year)
        start = start.replace(year=end.year - (start > end))
    elif not b.has_year:
        end = end.replace(year=start.year)
        end = end.replace(year=end.year + (end < start))
    if end <= start:
        return None
    timed = a.timed or b.timed
    through = None if timed or b.end is None else end + (b.end - b.start)
    return replace(
        a, start=start, end=end, stop=b.stop, timed=timed, is_point=False,
        through=through,
        has_year=a.has_year or b.has_year, is_guessed=a.is_guessed and b.is_guessed,
    )  # fmt: skip


def run_until(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """From A, "until the end of B"."""
    if a.start is None or not a.dated or b.start is not None or b.end is None or not b.dated:
        return None
    return replace(a, end=b.end, is_point=False, has_year=a.has_year or b.has_year) if a.start < b.end else None


def _as_day(one: Extent, other: Extent, now: datetime) -> Extent:
    """Now, beside a day: today."""
    if one.start == now and one.is_point and one.timed and other.dated and not other.timed:
        return replace(one, start=midnight(now.date()), timed=False)
    return one


def _until_hour(start: datetime, hours: Extent) -> Extent:
    """Hours behind a moment: of its day, or in the night behind it."""
    end = on_day(hours, of_day(start.date(), hours.position, hours.stop))
    if end is None or end.start is None:
        return hours
    return end.moved(_later(start, end.start, guessed=hours.is_guessed) - end.start)


def _later(start: datetime, end: datetime, *, guessed: bool) -> datetime:
    if guessed and end > start + HALF_DAY and end.date() == NO_DAY:
        end -= HALF_DAY
    while end <= start:
        end += HALF_DAY if guessed else ONE_DAY
    return end
