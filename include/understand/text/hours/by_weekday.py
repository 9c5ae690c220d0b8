"""The hours of each weekday of several days: "9 to 11 October, Fri 8 pm, Sat & Sun 3 pm & 7 pm"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from include.understand.text.dates.vocabulary import TO, WEEKDAY, WEEKDAY_LIST, WEEKDAYS, weekday, weekdays
from include.understand.text.hours.of_dates import slots_in
from include.understand.text.patterns import bounded
from include.understand.text.times.mention import TimeMention

BEHIND_CHARS = 240
"""Characters behind the days in which the hours of their weekdays stand."""
BETWEEN_CHARS = 14
"""Characters from the name of a weekday to its hour."""
_NAMED = bounded(
    rf"(?<![A-Za-z])(?:(?P<first>{WEEKDAY}){TO}(?P<last>{WEEKDAY})|(?P<listed>{WEEKDAY_LIST})|(?P<part>weekdays?|weekends?))"
    r"(?![A-Za-z])(?!\s?\d{1,2}(?:st|nd|rd|th)?\s?[A-Za-z]{3}(?!\w?[ap]m))",
    re.IGNORECASE,
)
_ALL_DAYS = range(len(WEEKDAYS))


def hours_by_weekday(
    wanted: Collection[int], start: int, times: Sequence[TimeMention], text: str
) -> dict[int, tuple[TimeMention, ...]]:
    """The shows of each of the `wanted` weekdays (Monday is 0) as named behind `start`; empty unless all have some."""
    found: dict[int, tuple[TimeMention, ...]] = {}
    named = list(_NAMED.finditer(text, start, start + BEHIND_CHARS))
    ends = [*(one.start() for one in named[1:]), start + 2 * BEHIND_CHARS]
    for one, end in zip(named, ends, strict=False):
        slots = slots_in(list(times), one.end(), end, text)
        if slots and slots[0].position - one.end() <= BETWEEN_CHARS:
            found.update(dict.fromkeys(_days(one), slots))
    return {day: found[day] for day in wanted} if found.keys() >= set(wanted) and len(set(found.values())) > 1 else {}


def _days(named: re.Match[str]) -> list[int]:
    if named["part"]:
        return list(_ALL_DAYS[5:] if named["part"].lower().startswith("weekend") else _ALL_DAYS[:5])
    if named["listed"]:
        return list(weekdays(named["listed"]))
    first, last = weekday(named["first"]), weekday(named["last"])
    return [(first + n) % len(WEEKDAYS) for n in range((last - first) % len(WEEKDAYS) + 1)]
