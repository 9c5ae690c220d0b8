"""Several happenings on one day that the post names once: "Saturday 10 October", "10:30 am - sketching at Lalbagh".

Lines with an hour and a name are mostly one evening's program. They are happenings of their own where the post counts
them ("two things to do") or where each is at a place of its own.
"""

from __future__ import annotations

import re
from datetime import date

from include.understand.text.choosing import is_announced
from include.understand.text.dates.mention import DateMention
from include.understand.text.forms import standing_in
from include.understand.text.patterns import bounded
from include.understand.text.posts.segments import Segment, is_own_name, is_stop, name_of, spans_of_lines
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

_COUNTED = bounded(
    r"\b(?:two|three|four|five|six|[2-6]|both|double)\s+(?:\w{1,20}\s+)?"
    r"(?:things|events|happenings|gigs|shows|workshops|talks|walks|screenings|concerts|programmes|reasons|ways)\b",
    re.IGNORECASE,
)
"""A count of what the lines below announce."""
_PLACE = bounded(
    r"(?:\b(?:at|in)\s|@\s?|📍\s?)(?:the\s)?"
    r"(?P<name>(?!(?:Main|Upper|Lower|Stage|Hall|Room|Ground|First|Second|Level|Studio|Court)\b)[A-Z][\w'’&]{1,30})"
)
"""A place behind "at" that is no room of one."""
_ONE_OF = bounded(
    r"\b(?:evening|night|day|afternoon|morning|festival|session|programme|program)\s(?:of|with)\s(?:\w{1,12}\s)?$",
    re.IGNORECASE,
)
"""Before a count of what is one happening: "an evening of three talks"."""
MARK_CHARS = 6
"""Signs before the hour with which a line begins."""


def on_one_day(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    """The lines of a post that are happenings on its one day; empty where they are one's program, or none."""
    days = [one for one in mentions if is_announced(one, text, posted) or one.vague]
    if len({one.days for one in days}) != 1 or not days[0].is_one_day:
        return []
    day = days[-1]  # "this Saturday (5 September)"
    lines = [
        (start, end) for start, end in spans_of_lines(text) if start > day.position and _begins(start, end, times, text)
    ]
    named = [Segment(start, end, _name(start, end, times, text), day.days, day=_day(day, text)) for start, end in lines]
    return named if len(lines) > 1 and _are_own(named, text) else []


def _day(day: DateMention, text: str) -> str:
    """The day as it is written, with what the rest of its line has: the place of all."""
    written, behind = text[day.position : day.end], text[day.end :].partition("\n")[0]
    return f"{written}{behind}\n" if "\n" not in written and words(behind) else written


def _begins(start: int, end: int, times: list[TimeMention], text: str) -> bool:
    """Whether a line begins with its hour."""
    first = next(iter(standing_in(times, start, end)), None)
    return first is not None and first.position - start <= MARK_CHARS and not words(text[start : first.position])


def _name(start: int, end: int, times: list[TimeMention], text: str) -> str:
    return name_of(text, start, end, [(t.position, t.stop) for t in standing_in(times, start, end)])


def _are_own(lines: list[Segment], text: str) -> bool:
    """Whether the post counts its lines, or each is at a place of its own and nothing before them names one for all."""
    if not all(is_own_name(one.name) for one in lines) or any(is_stop(one.name) for one in lines):
        return False
    before = text[: lines[0].start]
    places = [found["name"] if (found := _PLACE.search(text, one.start, one.stop)) else "" for one in lines]
    apart = all(places) and len(set(places)) == len(places) and not _PLACE.search(before)
    counted = _COUNTED.search(before)
    return apart or (counted is not None and not _ONE_OF.search(before[: counted.start()]))
