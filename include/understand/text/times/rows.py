"""Several hours in a row of which the last alone has its half of the day, or none: "12, 1:15 & 2:30 pm".

Also rows of hours from and to: "10-12, 1-3 & 4-6 pm".
"""

from __future__ import annotations

import re
from datetime import time
from itertools import pairwise

from include.understand.text.times.mention import TimeMention
from include.understand.text.times.readings import hour_of_day
from include.understand.text.times.vocabulary import ROW_HOUR

_HOUR = re.compile(ROW_HOUR)
_HALF_DAY_MINUTES = 12 * 60


def row_of_hours(match: re.Match[str]) -> list[TimeMention]:
    """A mention of each hour; empty where they do not follow one another within a day."""
    written = list(_HOUR.finditer(match["row"]))
    clocks = [_minutes(one.group()) for one in written]
    half = match.groupdict().get("lap")
    starts = _before(clocks, half) if half else _behind(clocks)
    if starts[-1] >= 2 * _HALF_DAY_MINUTES or any(a >= b for a, b in pairwise(starts)):
        return []
    first = match.start("row")
    ends = [*(first + one.end() for one in written[:-1]), match.end()]
    begins = [match.start(), *(first + one.start() for one in written[1:])]
    return [
        TimeMention(time(*divmod(minutes, 60)), None, begin, end, guessed=half is None)
        for minutes, begin, end in zip(starts, begins, ends, strict=True)
    ]


def row_of_spans(match: re.Match[str]) -> list[TimeMention]:
    """A mention of each "from - to" of several: "slots: 10-12, 1-3 & 4-6"; empty where they overlap."""
    written = list(_HOUR.finditer(match["spans"]))
    clocks = [_minutes(one.group()) for one in written]
    half = match["lap"]
    hours = _before(clocks, half, touching=True) if half else _behind(clocks, touching=True)
    spans = list(zip(hours[::2], hours[1::2], strict=True))
    touching = all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    if hours[-1] >= 2 * _HALF_DAY_MINUTES or not touching or any(begin >= end for begin, end in spans):
        return []
    shift = match.start("spans")
    begins = [match.start(), *(shift + one.start() for one in written[2::2])]
    ends = [*(shift + one.end() for one in written[1:-1:2]), match.end()]
    return [
        TimeMention(time(*divmod(begin, 60)), time(*divmod(end, 60)), position, stop, guessed=half is None)
        for (begin, end), position, stop in zip(spans, begins, ends, strict=True)
    ]


def _minutes(clock: str) -> int:
    """Minutes from noon or midnight to an hour of twelve."""
    hour, _, minute = clock.replace(".", ":").partition(":")
    return int(hour) % 12 * 60 + int(minute or 0)


def _before(clocks: list[int], half: str, *, touching: bool = False) -> list[int]:
    """The last in its half of the day, each other one as near before the next as can be, or at it."""
    found = [clocks[-1] + (_HALF_DAY_MINUTES if half.lower() == "p" else 0)]
    for clock in reversed(clocks[:-1]):
        found.insert(0, clock + (_HALF_DAY_MINUTES if clock + _HALF_DAY_MINUTES < found[0] + touching else 0))
    return found


def _behind(clocks: list[int], *, touching: bool = False) -> list[int]:
    """The first in the half in which its hour mostly is, each other one as soon behind the one before as can be."""
    first = hour_of_day(clocks[0] // 60 or 12, clocks[0] % 60, None)
    found = [first.hour * 60 + first.minute]
    for clock in clocks[1:]:
        found.append(clock + (_HALF_DAY_MINUTES if clock <= found[-1] - touching else 0))
    return found
