"""Hours as people write them in English: `9am-5pm, closed Mon`, as rules of OpenStreetMap's form.

What is read is read whole: one word that is not known, or days and times that can be paired in two ways, and the text
is set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from include.places.spoken_words import CLOSED, EVERY_DAY, REST, Token, tokens
from include.places.unreadable import UnreadableHours
from include.places.weekdays import ALL_DAYS, written_days

TIMES_DAYS_CLOSED = 3
"""Groups of "10am to 5pm, Monday closed"."""


@dataclass(frozen=True)
class _Days:
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Value:
    times: str


_Group = _Days | _Value


@dataclass(frozen=True)
class _Rule:
    days: tuple[str, ...]
    times: str

    @property
    def is_of_every_day(self) -> bool:
        return self.days == (EVERY_DAY,)


def rules_spoken(text: str) -> str:
    """The rules of a text. Raises: UnreadableHours."""
    rules = [rule for part in _completed(_parts(tokens(text))) for rule in _paired(part)]
    if not rules:
        raise UnreadableHours("no times are given")
    named = Counter(day for rule in rules for day in rule.days if day != REST)
    if twice := [day for day, count in named.items() if count > 1]:
        raise UnreadableHours(f"{twice[0]} is given twice")
    # what holds every day comes first: what follows is an exception from it
    rules.sort(key=lambda rule: not rule.is_of_every_day)
    return "; ".join(_written(rule, set(named)) for rule in rules)


def _written(rule: _Rule, named: set[str]) -> str:
    if rule.is_of_every_day:
        return "24/7" if rule.times == "24/7" else f"Mo-Su {rule.times}"
    days = {*rule.days} - {REST}
    if REST in rule.days:
        days |= {*ALL_DAYS} - named
    times = "00:00-24:00" if rule.times == "24/7" else rule.times
    return f"{written_days(days)} {times}"


def _parts(found: Sequence[Token]) -> list[list[_Group]]:
    """Days and times in the order in which they stand, in the parts of a text that end with a full stop or the like."""
    parts: list[list[_Group]] = [[]]
    for token in found:
        if token.kind == "end":
            parts.append([])
        elif token.kind == "days":
            parts[-1].append(_Days(token.names))
        elif token.kind == "except":
            _take_out(parts[-1], token.names)
        else:
            parts[-1].append(_Value(token.times))
    return [part for part in parts if part]


def _completed(parts: list[list[_Group]]) -> list[list[_Group]]:
    """Days that stand alone belong to the times beside them, as in "11 to 11 (all days)" and "Mon-Fri; 9 to 5"."""
    joined: list[list[_Group]] = []
    for part in parts:
        before = joined[-1] if joined else []
        if len(before) == 1 and len(part) == 1 and type(before[0]) is not type(part[0]):
            before.extend(part)
        else:
            joined.append(part)
    return joined


def _take_out(part: list[_Group], names: tuple[str, ...]) -> None:
    """Days that are excepted, from the days before them, else from the times before them."""
    if part and isinstance(part[-1], _Days):
        before = part[-1].names
        whole = (*ALL_DAYS,) if before == (EVERY_DAY,) else before
        part[-1] = _Days(tuple(day for day in whole if day not in names))
        return
    part.extend((_Value(CLOSED), _Days(names)))


def _paired(part: list[_Group]) -> list[_Rule]:
    """Each days' times: days before times throughout, or times before days; times alone hold every day."""
    rules: list[_Rule] = []
    rest = list(part)
    days_first = isinstance(rest[0], _Days)
    is_closing_last = len(rest) == TIMES_DAYS_CLOSED and rest[-1] == _Value(CLOSED)
    if not days_first and (len(rest) == 1 or isinstance(rest[1], _Value) or is_closing_last):
        rules.append(_Rule((EVERY_DAY,), _times(rest.pop(0))))
        days_first = bool(rest) and isinstance(rest[0], _Days)
    elif days_first and len(rest) == 1:
        raise UnreadableHours("no times are given for the days")
    while rest:
        rules.append(_next_rule(rest, days_first=days_first))
    return rules


def _next_rule(rest: list[_Group], *, days_first: bool) -> _Rule:
    if len(rest) == 1:
        raise UnreadableHours("which days have which times cannot be known")
    first, second = rest.pop(0), rest.pop(0)
    # "Mon-Sat 9-5, closed Sunday": the last one may stand the other way round
    is_last_closed = not rest and isinstance(first, _Value) and first.times == CLOSED
    days, value = (first, second) if days_first and not is_last_closed else (second, first)
    if isinstance(days, _Days) and isinstance(value, _Value):
        return _Rule(days.names, value.times)
    if isinstance(first, _Days) and isinstance(second, _Value) and second.times == CLOSED and not rest:
        return _Rule(first.names, second.times)
    raise UnreadableHours("which days have which times cannot be known")


def _times(group: _Group) -> str:
    if isinstance(group, _Value):
        return group.times
    raise UnreadableHours("which days have which times cannot be known")
