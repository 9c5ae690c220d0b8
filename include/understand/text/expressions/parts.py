"""Parts of a day, a week, a month, a year: "early this month", "mid-July", "the rest of the week", "in the morning"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from include.understand.text.expressions.extent import (
    NO_DAY,
    ONE_DAY,
    Extent,
    of_hours,
)
from include.understand.text.expressions.preferences import Preferences

_PART_NAMES = {"evening": "evening", "eve": "evening", "lunch": "lunchtime", "noonish": "noon"}


def of_day_part(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """In the morning, afternoons, night-time."""
    word = match["part"].lower().replace("-", "").replace(" ", "")
    name = word if word in preferences.hours else word.rstrip("s")
    start, end = preferences.hours[_PART_NAMES.get(name, name)]
    return of_hours(start, end, *match.span())


def half_of_day(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """Early in the day, later in the day: hours of any day."""
    first = match["part"].lower() == "early"
    return of_hours(time(0 if first else 12), time(12 if first else 0), *match.span())


def narrowed(found: Extent, part: str, now: datetime) -> Extent | None:
    """The beginning, the middle or the end of a period; `part` is "early", "mid" or "late"."""
    start, end = found.start, found.end
    if start is None or end is None or end <= start:
        return None
    span = end - start
    if span <= ONE_DAY and found.timed:
        return _narrowed_hours(found, start, end, part)
    first, last = _bounds(start, end, span)
    found = replace(found, is_point=False, timed=found.timed or span <= ONE_DAY)
    if part == "mid":
        return replace(found, start=first, end=last)
    whole = span > timedelta(days=300) and part in ("beginning", "end")
    early, late = (first, last) if whole else (_half(start, span), _half(start, span))
    if part in ("early", "beginning"):
        return replace(found, end=early)
    return replace(found, start=late)


def rest_of(found: Extent, now: datetime) -> Extent | None:
    """What is left of a period, from today until its last day; of a day, from now on."""
    if found.start is None or found.end is None or not found.start <= now < found.end:
        return None
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if found.end - found.start <= ONE_DAY:
        return replace(found, start=now, end=found.end - timedelta(seconds=1), timed=True, is_point=False)
    return replace(found, start=today, end=found.end - ONE_DAY, through=found.end, is_point=False)


def _narrowed_hours(found: Extent, start: datetime, end: datetime, part: str) -> Extent:
    half = (end - start) / 2
    if part in ("early", "beginning"):
        return replace(found, end=start + half, is_point=False)
    return replace(found, start=start + half, is_point=False)


def _half(start: datetime, span: timedelta) -> datetime:
    """Where the second half of a day, week, month or year begins."""
    if span <= ONE_DAY:
        return start + span / 2
    if timedelta(days=28) <= span <= timedelta(days=31):
        return start + timedelta(days=15)
    if span > timedelta(days=300):
        return start.replace(month=7)
    return start + timedelta(days=span.days // 2)


def _bounds(start: datetime, end: datetime, span: timedelta) -> tuple[datetime, datetime]:
    """From when until when the middle is: of a year May to August, of a month the 10th to the 20th."""
    if span > timedelta(days=300):
        return start.replace(month=5), start.replace(month=9)
    if timedelta(days=28) <= span <= timedelta(days=31):
        return start.replace(day=10), start.replace(day=20)
    if span == timedelta(days=7):
        return start + ONE_DAY, start + timedelta(days=5)
    third = span / 3
    return start + third, end - third


def on_day(hours: Extent, day: Extent) -> Extent | None:
    """Hours of one day: "tomorrow" and "7 pm", "next Monday" and "3 to 5 pm", "today" and "before 4 pm"."""
    if day.start is None or not day.is_point or day.timed:
        return None
    by = day.start - datetime.combine(NO_DAY, datetime.min.time())
    moved = hours.moved(by)
    return replace(
        moved,
        dated=True,
        is_guessed=day.is_guessed,
        position=min(day.position, hours.position),
        stop=max(day.stop, hours.stop),
    )
