"""Lines of a post that announce something among its happenings without being like them: no hour, no day, no name.

A line with a day and a name is one more happening. One that names no day that exists, or nothing but a day, cannot be
taken, and says so; without this it would be lost without a word, and its post with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from include.understand.text.choosing import is_announced
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.forms import standing_in
from include.understand.text.patterns import bounded
from include.understand.text.posts.segments import (
    Segment,
    is_own_name,
    name_of,
    names_a_happening,
    spans_of,
    spans_of_lines,
)
from include.understand.text.times.mention import TimeMention

_LEADING_DAY = bounded(
    rf"\W{{0,6}}(?:{WEEKDAY}(?!-)|\d{{1,2}}(?:st|nd|rd|th)?\s?{MONTH}|{MONTH}\s?\d{{1,2}}\b"
    r"|\d{1,2}/\d{1,2}\b(?!\s?-|\s(?:price|off|kg|lit(?:re|er)s?|hours?|pints?)\b)"
    r"|\d{1,2}[.-]\d{1,2}(?=[.-]\d{2}|\s?:\s|\s[–—-]\s))",
    re.IGNORECASE,
)
"""How a line begins that has a day of its own; "7.30-8pm", "1/2 price", "2-3 drinks" and "Sun-drenched" are none."""
_OFF = bounded(r"\b(?:closed|holiday|tb[acd])\b", re.IGNORECASE)
_NOT_ON = re.compile(r"no\b", re.IGNORECASE)
"""How a line begins behind its day that has no hour and says what is not on: "no quiz"."""
_NUMBERED_DAY = bounded(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s+)?{MONTH}|{MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?\b", re.IGNORECASE
)
NO_DAY = "it names no day that can be read"
NO_NAME = "it names a day and no happening"


@dataclass(frozen=True)
class PostDates:
    """The dates and hours of a text, and the day on which it was posted."""

    mentions: Sequence[DateMention]
    times: Sequence[TimeMention]
    text: str
    posted: date


def odd_lines(segments: Sequence[Segment], found: PostDates) -> Iterator[Segment]:
    """The lines between the happenings, or in their row, that announce one too."""
    first, last = segments[0], segments[-1]
    in_a_row = all(_LEADING_DAY.match(found.text, one.start) for one in segments)
    for start, end in spans_of_lines(found.text):
        if any(start < one.stop and one.start < end for one in segments):
            continue
        between = first.stop <= start < last.start
        if between or (in_a_row and _LEADING_DAY.match(found.text, start)):
            yield from _judged(start, end, found)


def _judged(start: int, end: int, found: PostDates) -> Iterator[Segment]:
    """One line: a happening, one that cannot be taken with the reason, or nothing."""
    named = standing_in(found.mentions, start, end)
    dates = [one for one in named if is_announced(one, found.text, found.posted)]
    hours = standing_in(found.times, start, end)
    if _OFF.search(found.text, start, end) or not (hours or _LEADING_DAY.match(found.text, start, end)):
        return
    name = name_of(found.text, start, end, [*spans_of(dates, hours), *_written_days(start, end, found.text)])
    days = tuple(day for one in dates for day in one.days)
    if name and (not names_a_happening(name) or (not hours and _NOT_ON.match(name))):
        return
    if not is_own_name(name):
        if dates and hours and not name:
            yield Segment(start, end, "", days, NO_NAME)
    elif dates and not _unread_day(start, end, named, found.text):
        yield Segment(start, end, name, days)
    elif _unread_day(start, end, named, found.text) or (not named and _LEADING_DAY.match(found.text, start)):
        yield Segment(start, end, name, (), NO_DAY)


def _written_days(start: int, end: int, text: str) -> list[tuple[int, int]]:
    """From where to before where a line has what is written as a day, whether it exists or not."""
    found = [_LEADING_DAY.match(text, start, end), *_NUMBERED_DAY.finditer(text, start, end)]
    return [one.span() for one in found if one]


def _unread_day(start: int, end: int, named: Sequence[DateMention], text: str) -> bool:
    """Whether a line writes a day that is none: "31 February"."""
    days = _NUMBERED_DAY.finditer(text, start, end)
    return any(not any(one.position < day.end() and day.start() < one.end for one in named) for day in days)
