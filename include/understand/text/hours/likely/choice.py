"""Which numbers of a brief text are its hours where no rule knows: by weights that were learned from labelled texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache
from pathlib import Path

from include.understand.text.dates.mention import DateMention
from include.understand.text.hours.likely.possible import PossibleHour, possible_hours
from include.understand.text.hours.likely.signals import is_list, is_range, signals_of
from include.understand.text.signal_weights import MAX_BRIEF_CHARS, SignalWeights
from include.understand.text.times.mention import TimeMention

SHIPPED = Path(__file__).parent / "data" / "starts.json"
PROBABLE = 0.5
"""From which probability on a number is taken, measured on sets of which nothing was learned."""
_GOES_ON = re.compile(
    r"\s?(?:[^\w\s]|\n|$|(?:to|till?|onwards?|sharp|at|on|in|for|and|or|from|with|every|each|daily|tonight|today|tomorrow"
    r"|this|both|only|followed|then|we|ist)\b)",
    re.IGNORECASE,
)
"""Behind a number alone that is an hour; behind "8 songs" and "10 to 12 year olds" stands what is counted."""
_NAMES_IT = re.compile(
    r"\b(?:halls?|gates?|levels?|rooms?|sectors?|platforms?|blocks?|phase|vol(?:ume)?|chapter|edition|season|episode|part"
    r"|batch|under|ages?|aged|for kids|turns?|courts?|tables?)\b\.?\s?(?:no\.?\s?)?$",
    re.IGNORECASE,
)
"""Before a number alone that says which one, or how old: "Hall 2", "Vol 7", "ages 6 to 12"."""
_AGAINST = re.compile(r"(\d{1,2})(?:\s?(?:on|vs?|x|×|by)\s?\1\b|[\s-]?a[\s-]?sides?\b|/\d)", re.IGNORECASE)
"""How many play or of what it is a part, and no hour: "7 on 7", "5-a-side", "3/4"."""
_NAMING_CHARS = 20
_LASTING_HOURS = 6
"""Fewer "hours" than this are how long it takes: "2 hours of standup"; "18 hours" are a time."""
_Show = tuple[PossibleHour, PossibleHour | None]
"""From when, and perhaps until when."""


@dataclass(frozen=True)
class RankedHour:
    """A number that could be an hour, and how probably the happening begins then.

    The probabilities of all numbers of a text, and of none of them, are 1 together.
    """

    hour: PossibleHour
    probability: float


def ranked_hours(text: str, days: Sequence[DateMention]) -> list[RankedHour]:
    """The numbers of a text that could be hours, in its order, each with how probably it is that of the start."""
    hours = possible_hours(text, days)
    return [*map(RankedHour, hours, _shipped().shares(signals_of(hours, days, text)))]


def likely_shows(text: str, days: Sequence[DateMention], known: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The hours of a brief text in which no rule finds those of its day, with what is listed beside them; else none.

    `known` are the hours that rules found and that are something else's.
    """
    ranked = ranked_hours(text, days) if len(text) <= MAX_BRIEF_CHARS else []
    best = max(ranked, key=lambda one: one.probability, default=None)
    if best is None or best.probability < PROBABLE or best.hour.form == "word":
        return ()
    shows = _with_listed(best.hour, _shows([one.hour for one in ranked], text), text)
    last = shows[-1][1] or shows[-1][0]
    taken = any(one.position < last.stop and shows[0][0].position < one.stop for one in known)
    if taken or _is_none(best.hour, last, text) or not (last.is_sure or _GOES_ON.match(text, last.stop)):
        return ()
    return _in_order([_mention(*show) for show in shows])


def _is_none(hour: PossibleHour, last: PossibleHour, text: str) -> bool:
    """Whether a number is what it names or counts, and no hour."""
    if last.form == "number unit" and last.clock.hour < _LASTING_HOURS:
        return True
    before = text[max(0, hour.position - _NAMING_CHARS) : hour.position]
    return hour.form == "number" and bool(_NAMES_IT.search(before) or _AGAINST.match(text, hour.position))


def _shows(hours: Sequence[PossibleHour], text: str) -> list[_Show]:
    """All numbers, those that are joined as from when and until when as one."""
    found: list[_Show] = []
    for one in hours:
        if found and found[-1][1] is None and is_range(found[-1][0], one, text):
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, None))
    return found


def _with_listed(hour: PossibleHour, shows: Sequence[_Show], text: str) -> Sequence[_Show]:
    """The show with this hour, and those that stand beside it in a list."""
    first = last = next(number for number, show in enumerate(shows) if hour in show)
    while first > 0 and _are_listed(shows[first - 1], shows[first], text):
        first -= 1
    while last + 1 < len(shows) and _are_listed(shows[last], shows[last + 1], text):
        last += 1
    return shows[first : last + 1]


def _are_listed(one: _Show, other: _Show, text: str) -> bool:
    """Whether nothing but a sign stands between them, and both say alike when they end, or neither does."""
    return (one[1] is None) == (other[1] is None) and is_list(one[1] or one[0], other[0], text)


def _mention(first: PossibleHour, last: PossibleHour | None) -> TimeMention:
    if last is None:
        return TimeMention(first.clock, None, first.position, first.stop, guessed=not first.half)
    start = _before(first, last) if last.half and not first.half else first.clock
    guessed = not (first.half or last.half)
    return TimeMention(start, _next(start, last), first.position, last.stop, guessed=guessed)


def _in_order(shows: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The shows one behind the other: of "12, 3 and 6" all are of the afternoon; the first alone where none can be."""
    found = list(shows[:1])
    for one in shows[1:]:
        later = _other_half(one.start) if one.guessed and one.start <= found[-1].start else one.start
        if later <= found[-1].start:
            return tuple(shows[:1])
        end = _other_half(one.end) if one.end and later != one.start else one.end
        found.append(replace(one, start=later, end=end))
    return tuple(found)


def _next(start: time, last: PossibleHour) -> time:
    """When what begins at `start` ends: as said, else the first such hour of twelve behind it."""
    return last.clock if last.half else min(_halves(last.clock), key=lambda one: _wait(start, one))


def _before(one: PossibleHour, last: PossibleHour) -> time:
    """When what ends at `last` begins: the last such hour of twelve before it."""
    return min(_halves(one.clock), key=lambda start: _wait(start, last.clock))


def _halves(clock: time) -> tuple[time, time]:
    return clock, _other_half(clock)


def _other_half(clock: time) -> time:
    return clock.replace(hour=(clock.hour + 12) % 24)


def _wait(start: time, end: time) -> int:
    """Minutes from one time to the next other one."""
    return (60 * (end.hour - start.hour) + end.minute - start.minute - 1) % (24 * 60)


@lru_cache(maxsize=1)
def _shipped() -> SignalWeights:
    return SignalWeights.read(SHIPPED)
