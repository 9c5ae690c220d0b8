"""On which weekdays something is closed that goes on for days, by its text."""

from __future__ import annotations

import re

from include.understand.text.dates.vocabulary import TO, WEEKDAY, WEEKDAY_LIST, weekday, weekdays
from include.understand.text.patterns import bounded

CLOSED = bounded(
    rf"\b(?P<before>{WEEKDAY_LIST})\s+(?:closed|off|holiday)\b"
    rf"|\b(?:closed|except|excluding)\s+(?:on\s+)?(?P<after>{WEEKDAY_LIST})",
    re.IGNORECASE,
)
_OPEN_ON = bounded(rf"(?<![A-Za-z])(?P<first>{WEEKDAY}){TO}(?P<last>{WEEKDAY})(?=[\s,:(|–-]{{1,3}}\d)", re.IGNORECASE)
MIN_OPEN_WEEKDAYS = 4
_ON_WEEKDAYS = bounded(
    r"(?:[,|(•·–—-]\s?|\n)weekdays(?: only)?(?=\s?(?:$|[\n,|)•·.–—-]))|\b(?:weekdays only|only on weekdays)\b",
    re.IGNORECASE,
)
"""Beside a run of days, that it is on from Monday to Friday."""
_WEEKEND = re.compile("week-?end", re.IGNORECASE)
WEEKEND = frozenset({5, 6})
_OTHER_HOURS = bounded(
    r"\b(?:desk|office|counter|forms?|caf[eé]|kitchen|shop|store|restaurant|bookings?|enquir(?:y|ies)|calls?|phone|passes"
    r"|tickets)\b",
    re.IGNORECASE,
)
"""In a sentence that states the hours of something beside the happening."""
_SENTENCE_END = re.compile(r"\n|[.!?]\s(?=[A-Z])")
CLAUSE_CHARS = 120
"""Before a date, in which it may be named what is open until it."""


def closed_weekdays(text: str) -> frozenset[int]:
    """The weekdays (Monday is 0) on which, by the text, it is closed; those of its box office or café do not count."""
    if _ON_WEEKDAYS.search(text) and not _WEEKEND.search(text):
        return WEEKEND
    own = (one for one in CLOSED.finditer(text) if not _OTHER_HOURS.search(clause_before(one.start(), text)))
    return frozenset(day for found in own for day in weekdays(found["before"] or found["after"]))


def closed_beside(text: str) -> frozenset[int]:
    """The weekdays on which an exhibition is closed, by those that have hours: "on view till 2 May, Tue–Sun 11–7"."""
    open_ones = _OPEN_ON.search(text)
    if open_ones is None:
        return frozenset()
    first, last = weekday(open_ones["first"]), weekday(open_ones["last"])
    length = (last - first) % 7 + 1
    return frozenset((last + 1 + n) % 7 for n in range(7 - length)) if length >= MIN_OPEN_WEEKDAYS else frozenset()


def clause_before(position: int, text: str) -> str:
    """What stands before a place of a text in its sentence, as far as it matters."""
    before = text[max(0, position - CLAUSE_CHARS) : position]
    ends = [one.end() for one in _SENTENCE_END.finditer(before)]
    return before[ends[-1] :] if ends else before
