"""Sessions of one day that are named by meal or part of the day: "lunch (12.30-3) and dinner (7.30-10.30)"."""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded
from include.understand.text.times.mention import TimeMention
from include.understand.text.times.vocabulary import MEALS, PARTS

MAX_BETWEEN_CHARS = 40
"""Characters from the hours of one session to those of the next."""
SESSION_CHARS = 24
"""Characters before an hour in which a session is named."""
_SESSION = (
    rf"(?:{'|'.join((*MEALS, *PARTS))})(?:\s(?:session|service|seating|sitting|batch|slot|show))?"
    r"\s?(?:[:(–—-]\s?)?(?:(?:from|at)\s)?"
)
_NAMED_SESSION = bounded(rf"\b{_SESSION}$", re.IGNORECASE)
_NEXT_SESSION = bounded(
    rf"\s?\)?\s?(?:[,;/|&+]|,?\s?\b(?:and|or)\b|,\s?&)\s?(?:(?:an?|the|also)\s)?{_SESSION}", re.IGNORECASE
)
"""Between the hours of a meal or a part of the day and those of the next."""
_DIGIT = re.compile(r"\d")


def are_sessions(one: TimeMention, other: TimeMention, text: str) -> bool:
    """Whether two spans are named by meal or part of the day: "lunch (12.30-3) and dinner (7.30-10.30)"."""
    if not (one.end and other.end) or other.position - one.stop > MAX_BETWEEN_CHARS:
        return False
    named, behind = (
        _up_to_digit(start, each, text) for start, each in ((one.position - SESSION_CHARS, one), (one.stop, other))
    )
    return _NAMED_SESSION.search(named) is not None and _NEXT_SESSION.fullmatch(behind) is not None


def _up_to_digit(start: int, one: TimeMention, text: str) -> str:
    """A text from `start` to the first digit of an hour, which may begin with what it is called."""
    digit = _DIGIT.search(text, one.position, one.stop)
    return text[max(0, start) : digit.start() if digit else one.position]
