"""What speaks for a number of a text being the hour at which its happening begins or ends, or against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from include.understand.text.dates.mention import DateMention
from include.understand.text.hours.likely.possible import PossibleHour

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|\n")
_RANGE = re.compile(r"\s?(?:-{1,2}|–|—|to|till?|until|upto|up to|>)\s?", re.IGNORECASE)
_LIST = re.compile(r"\s?(?:,?\s?&|,?\s?and|[,/|+·•]|or)\s?", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[\n;!?|•]|[.,]\s")
_CUE = re.compile(
    r"\b(?:doors?|gates?|report(?:ing)?|assembl[ey]|meet|flag|shows?|starts?|starting|begins?|opens?|opening|ends?"
    r"|ending|till?|until|upto|over|back|curfew|rsvp|register|registrations?|book(?:ings?)?|last|bus|leaves?|depart\w*"
    r"|kitchen|happy|free|before|by|after|from|at|between|time|timings?|slots?|batch(?:es)?|sessions?|lunch|dinner"
    r"|breakfast|ages?|kids|people|pax|seats?|main|cross|floor|stage|block|km|call|since|was|mins?|hrs|teams?|of|price"
    r"|entry|tickets?|done|finish|wrap|onwards|on|sharp)\b",
    re.IGNORECASE,
)
"""Words before a number of which the nearest in its clause is a signal."""
_AROUND_CHARS, _CLAUSE_CHARS, _WORDS = 60, 50, 5
_DISTANCES = ((3, "beside"), (12, "close to"), (40, "near"), (120, "in sight of"))


@dataclass(frozen=True)
class _Around:
    """A text, its days, and all numbers of it that could be hours."""

    text: str
    days: Sequence[DateMention]
    hours: Sequence[PossibleHour]

    @cached_property
    def first_sure(self) -> int:
        """Where the first that looks like an hour stands."""
        return next((one.position for one in self.hours if one.is_sure), len(self.text))

    @cached_property
    def sure(self) -> int:
        """How many look like hours."""
        return sum(one.is_sure for one in self.hours)


def signals_of(hours: Sequence[PossibleHour], days: Sequence[DateMention], text: str) -> list[frozenset[str]]:
    """The signals of each of the numbers of a text that could be hours; `days` are those that it names."""
    around = _Around(text, days, hours)
    return [
        frozenset((
            *_of_itself(one), *_of_words(one, text), *_of_days(one, around), *_of_others(number, around),
        ))
        for number, one in enumerate(hours)
    ]  # fmt: skip


def is_range(first: PossibleHour, second: PossibleHour, text: str) -> bool:
    """Whether two numbers are from when until when."""
    return _RANGE.fullmatch(text, first.stop, second.position) is not None


def is_list(first: PossibleHour, second: PossibleHour, text: str) -> bool:
    """Whether two numbers stand beside each other in a list."""
    return _LIST.fullmatch(text, first.stop, second.position) is not None


def _of_itself(one: PossibleHour) -> Iterator[str]:
    yield f"form {one.form}"
    yield f"hour {one.clock.hour % 12}" if one.clock.hour <= 12 or one.half else f"hour {one.clock.hour}"
    yield f"minute {one.clock.minute if one.clock.minute in {0, 15, 30, 45} else 'odd'}"


def _of_words(one: PossibleHour, text: str) -> Iterator[str]:
    """The words and signs beside it, and the last word before it in its clause that says what begins or ends."""
    first = [*_tokens(text[max(0, one.position - _AROUND_CHARS) : one.position])[-_WORDS:]][::-1]
    second = _tokens(text[one.stop : one.stop + _AROUND_CHARS])[:_WORDS]
    first, second = [*first, "^", "^"], [*second, "$", "$"]
    written = one.form.partition(" ")[0]
    yield f"b1={first[0]}"
    yield f"a1={second[0]}"
    yield f"b2={first[1]}"
    yield f"a2={second[1]}"
    yield f"before {first[1]} {first[0]}"
    yield f"behind {second[0]} {second[1]}"
    yield f"{written} b1={first[0]}"
    yield f"{written} a1={second[0]}"
    yield from (f"before {word}" for word in first[1:] if word.isalpha())
    yield from (f"behind {word}" for word in second[1:] if word.isalpha())
    clause = _CLAUSE_END.split(text[max(0, one.position - _CLAUSE_CHARS) : one.position])[-1]
    cues = _CUE.findall(clause)
    yield f"cue {cues[-1].lower()}" if cues else "no cue"


def _tokens(text: str) -> list[str]:
    return ["#" if token.isdigit() else token.lower() for token in _TOKEN.findall(text)]


def _of_days(one: PossibleHour, around: _Around) -> Iterator[str]:
    """Where it stands to the days of the text."""
    inside = any(day.position <= one.position < day.end for day in around.days)
    yield f"in a day {one.form}" if inside else "in no day"
    if inside:
        yield "in a day"
    behind = min((one.position - day.end for day in around.days if day.end <= one.position), default=None)
    before = min((day.position - one.stop for day in around.days if day.position >= one.stop), default=None)
    if behind is not None:
        yield f"behind, {_distance(behind)} a day"
        yield f"behind, {_distance(behind)} a day {one.form}"
    if before is not None:
        yield f"before, {_distance(before)} a day"


def _distance(characters: int) -> str:
    return next((name for most, name in _DISTANCES if characters <= most), "far from")


def _of_others(number: int, around: _Around) -> Iterator[str]:
    """How it is joined to the numbers beside it, and whether others look more like hours."""
    one, text = around.hours[number], around.text
    if number:
        before = around.hours[number - 1]
        if is_range(before, one, text):
            yield "second of a range"
            yield f"second of a range behind {before.form}"
        elif is_list(before, one, text):
            yield "listed behind"
    if number + 1 < len(around.hours):
        behind = around.hours[number + 1]
        if is_range(one, behind, text):
            yield "first of a range"
            yield f"first of a range before {behind.form}"
        elif is_list(one, behind, text):
            yield "listed before"
            yield f"listed before {behind.form}"
    yield "first sure" if around.first_sure >= one.position else "a sure one before"
    yield "another is sure" if around.sure > one.is_sure else "only sure" if one.is_sure else "none is sure"
    yield "first line" if "\n" not in text[: one.position] else "another line"
