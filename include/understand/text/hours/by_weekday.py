"""The hours of each weekday of several days: "9 to 11 October, Fri 8 pm, Sat & Sun 3 pm & 7 pm"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from include.understand.text.dates.vocabulary import TO, WEEKDAY, WEEKDAY_LIST, WEEKDAYS, weekday, weekdays
from include.understand.text.hours.of_dates import slots_in
from include.understand.text.patterns import bounded
from include.understand.text.times.mention import TimeMention

BEHIND_CHARS = 240
"""Characters behind the days in which the hours of their weekdays stand."""
BETWEEN_CHARS = 14
"""Characters from the name of a weekday to its hour."""
_NAMED = bounded(
    rf"(?<![A-Za-z])(?:(?P<first>{WEEKDAY}){TO}(?P<last>{WEEKDAY})|(?P<listed>{WEEKDAY_LIST})|(?P<part>weekdays?|weekends?)"
    r"|(?P<usual>daily|every\s?day|(?:on\s)?(?:all|other)\sdays))"
    r"(?![A-Za-z])(?!\s?\d{1,2}(?:st|nd|rd|th)?\s?[A-Za-z]{3}(?!\w?[ap]m))",
    re.IGNORECASE,
)
_EXTRA = bounded(
    rf"(?<![A-Za-z])(?:(?P<also>{WEEKDAY})\s(?:also|matinees?|too|(?:an?\s)?(?:extra|additional|second)\sshow)"
    rf"|(?:(?:extra|additional|second|matinee|late|early)\s(?:shows?|performance|screening)|matinee)\s(?:on\s|this\s)?(?P<extra>{WEEKDAY}))"
    r"(?![A-Za-z])\s?(?:at\s)?",
    re.IGNORECASE,
)
"""Sun also 3.30 pm; matinee on Sunday at 4 pm."""
_UNLIKE = bounded(r"s?\W{0,3}(?:(?:only|opens?|from|at|starts?)\s){0,2}", re.IGNORECASE)
"""Between a weekday and the hours that it has instead of those of all days."""
_ALL_DAYS = range(len(WEEKDAYS))
_Shows = dict[int, tuple[TimeMention, ...]]


def hours_by_weekday(
    wanted: Collection[int], start: int, times: Sequence[TimeMention], text: str
) -> dict[int, tuple[TimeMention, ...]]:
    """The shows of each of the `wanted` weekdays (Monday is 0) as named behind `start`; empty unless all have some."""
    named = list(_NAMED.finditer(text, start, start + BEHIND_CHARS))
    for read in (_behind, _before_brackets):
        found = read(named, start, list(times), text)
        if found.keys() >= set(wanted) and len(set(found.values())) > 1:
            return {day: found[day] for day in wanted}
    return {}


def extra_shows(start: int, times: Sequence[TimeMention], text: str) -> dict[int, tuple[TimeMention, ...]]:
    """The shows that a weekday (Monday is 0) has beside those of all days, as named behind `start`."""
    found: _Shows = {}
    for one in _EXTRA.finditer(text, start, start + BEHIND_CHARS):
        slots = slots_in(list(times), one.end(), one.end() + BETWEEN_CHARS, text)
        if slots and not text[one.end() : slots[0].position].strip(" ,:@"):
            found[weekday(one["also"] or one["extra"])] = slots
    return found


def _behind(named: list[re.Match[str]], start: int, times: list[TimeMention], text: str) -> _Shows:
    """Fri 8 pm, Sat & Sun 3 pm & 7 pm; daily 4 to 10 pm, Sunday from 11 am."""
    found: _Shows = {}
    usual: tuple[TimeMention, ...] = ()
    ends = [*(one.start() for one in named[1:]), start + 2 * BEHIND_CHARS]
    for one, end in zip(named, ends, strict=False):
        slots = slots_in(times, one.end(), end, text)
        if not slots or slots[0].position - one.end() > BETWEEN_CHARS:
            continue
        if one["usual"]:
            usual = usual or slots
        elif not usual or _UNLIKE.fullmatch(text, one.end(), slots[0].position):
            found.update(dict.fromkeys(_days(one), slots))
    return {day: _until(found.get(day, usual), usual) for day in _ALL_DAYS} if usual else found


def _until(shows: tuple[TimeMention, ...], usual: tuple[TimeMention, ...]) -> tuple[TimeMention, ...]:
    """A show that says only when it begins, until when those of other days are."""
    end = usual[0].end
    is_open = len(shows) == len(usual) == 1 and shows[0].end is None and end is not None and end > shows[0].start
    return (replace(shows[0], end=end),) if is_open else shows


def _before_brackets(named: list[re.Match[str]], start: int, times: list[TimeMention], text: str) -> _Shows:
    """8 pm (Fri), 3 pm & 7 pm (Sat & Sun)."""
    found: _Shows = {}
    bracketed = [one for one in named if text[one.start() - 1] == "(" and text[one.end() : one.end() + 1] == ")"]
    begins = [start, *(one.end() for one in bracketed)]
    for one, begin in zip(bracketed, begins, strict=False):
        slots = slots_in(times, begin, one.start(), text)
        if slots and one.start() - slots[-1].stop <= len(" ("):
            found.update(dict.fromkeys(_days(one), slots))
    return found


def _days(named: re.Match[str]) -> list[int]:
    if named["part"]:
        return list(_ALL_DAYS[5:] if named["part"].lower().startswith("weekend") else _ALL_DAYS[:5])
    if named["listed"]:
        return list(weekdays(named["listed"]))
    first, last = weekday(named["first"]), weekday(named["last"])
    return [(first + n) % len(WEEKDAYS) for n in range((last - first) % len(WEEKDAYS) + 1)]
