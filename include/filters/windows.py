"""The windows that people choose by name (tonight, this weekend) or describe ("next weekend", "12 to 14 June").

In the wall time of the area.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from include.errors import BrokenRecord
from include.filters.refusal import BadFilter
from include.understand.text.expressions.extent import Extent
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.read import read_expression
from include.understand.text.folding import in_english

CHOICES = ("all", "tonight", "tomorrow", "weekend", "week")
EVENING_START = time(17)
NIGHT_ENDS = time(4)
_SATURDAY_WEEKDAY = 5
MAX_PHRASE_CHARS = 100
"""Characters of a window that is described."""
_READING = Preferences(to_come=True, in_full=True)
_ANY_MOMENT = datetime.combine(date(2000, 1, 3), time(12))
_SAYS_NOTHING = re.compile(
    r"\W*(?:(?:what(?:\W?s| is)|things to do|all day|show me|please|(?:any|some|every)?things?|events?"
    r"|happenings?|happening|on|in|at|the|this|for|around|during|over|onwards?)\b\W*)*",
    re.IGNORECASE,
)
"""What may stand around the days of a phrase and adds nothing to them."""
_THIS_WEEKEND = frozenset({"weekend", "this weekend", "the weekend", "on the weekend", "this coming weekend"})
"""In words what the choice `weekend` is: both begin on Friday evening."""
_FROM = re.compile(r"from\b", re.IGNORECASE)
_RUN = re.compile(r"[-–—~]|\b(?:to|till|until|through|thru|and)\b", re.IGNORECASE)
_ONWARDS = re.compile(r"onwards?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListWindow:
    """From `starts` until, not including, `ends`; without an end it is open."""

    choice: str
    starts: datetime
    ends: datetime | None


def window_of(choice: str, now: datetime, zone: ZoneInfo) -> ListWindow:
    """The window of a choice at a moment. After midnight, tonight still is the night that began the evening before.

    Raises: BadFilter for days that do not come from here: "29 february" before a common year, "the 31st" in a short
    month.
    """
    today = now.astimezone(zone).date()
    if choice == "tonight":
        evening = today - timedelta(days=now.astimezone(zone).time() < NIGHT_ENDS)
        return _window(
            choice, now, _at(evening, EVENING_START, zone), _at(evening + timedelta(days=1), NIGHT_ENDS, zone)
        )
    if choice == "tomorrow":
        return _window(choice, now, _midnight(today, 1, zone), _midnight(today, 2, zone))
    if " ".join(choice.casefold().split()) in _THIS_WEEKEND:
        saturday = today + timedelta(days=_SATURDAY_WEEKDAY - today.weekday())
        friday_evening = _at(saturday - timedelta(days=1), EVENING_START, zone)
        return _window(choice, now, friday_evening, _midnight(saturday, 2, zone))
    if choice == "week":
        return _window(choice, now, now, _midnight(today, 7, zone))
    if choice == "all":
        return ListWindow("all", now, None)
    described = _described(choice, now.astimezone(zone).replace(tzinfo=None))
    if described is None:
        raise BadFilter("when", f"There is no day to come that is meant by {choice!r}; send its date.")
    return _window_of_phrase(choice, described, now, zone)


def is_window(text: str) -> bool:
    """Whether a text is one of the choices, or describes days or hours of some days, whatever day it is."""
    if text in CHOICES:
        return True
    return len(text) <= MAX_PHRASE_CHARS and _described(text, _ANY_MOMENT) is not None


def _described(phrase: str, moment: datetime) -> Extent | None:
    """What a phrase covers that is understood whole: of "monday or tuesday", neither day."""
    text = in_english(phrase)
    try:
        found = read_expression(text, moment, _READING)
    except BrokenRecord:  # it names more dates than a text may
        return None
    if not found or not found.dated:
        return None
    before, after = text[: found.position], text[found.stop :]
    if not _SAYS_NOTHING.fullmatch(before) or not _SAYS_NOTHING.fullmatch(after):
        return None
    return replace(found, end=None) if _is_open(found, text) else found


def _is_open(found: Extent, text: str) -> bool:
    """Whether it has no end: "from Friday", "5 June onwards", but not "from 5 to 7 June"."""
    words = text[found.position : found.stop]
    begins = _FROM.match(words.lstrip()) and (found.is_point or not _RUN.search(words))
    return not found.timed and bool(begins or _ONWARDS.match(text[found.stop :].lstrip()))


def _window_of_phrase(phrase: str, found: Extent, now: datetime, zone: ZoneInfo) -> ListWindow:
    """What begins at a moment lasts until the end of its day."""
    starts = found.start.replace(tzinfo=zone) if found.start else now
    ends = found.end.replace(tzinfo=zone) if found.end else None
    if found.is_point and found.timed:
        ends = _midnight(starts.date(), 1, zone)
    return ListWindow(phrase, max(starts, now), max(ends, now) if ends else None)


def _window(choice: str, now: datetime, starts: datetime, ends: datetime) -> ListWindow:
    return ListWindow(choice, max(starts, now), ends)


def _midnight(day: date, days: int, zone: ZoneInfo) -> datetime:
    return _at(day + timedelta(days=days), time(0), zone)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
