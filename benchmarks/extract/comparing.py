"""Whether an answer is right: field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from include.understand.text.titles import words

CITY = frozenset(words("Indiranagar Bengaluru Bangalore"))


def verdicts(gold: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, bool]:
    """Right or wrong by field, for the fields that have a right value; of no event, only that it is none."""
    asked = {field: value for field, value in gold.items() if gold.get("is_event", True) or field == "is_event"}
    return {field: _is_right(field, value, found) for field, value in asked.items()}


def _is_right(field: str, gold: Any, found: Mapping[str, Any]) -> bool:
    value = found[field]
    if field == "starts":
        return _moments(gold) == _moments(_up_to(value, gold))
    if field == "start":
        return _moments([gold]) == _moments([value])
    if field == "end":
        said = (value, found.get("last_end", value))
        return any(_moments([gold]) == _moments([one and _as_exact(one, gold)]) for one in said)
    if field == "events":
        return bool(value == (len(gold) if isinstance(gold, list) else gold))
    if field == "venue":
        return is_named(gold or [], value)
    if field == "category":
        return value in (gold if isinstance(gold, list) else [gold])
    return bool(value == gold)


def _as_exact(value: str, gold: str | None) -> str:
    """`value` by its day, where the right one is a day alone."""
    return value[:10] if gold and len(gold) == 10 else value


def _moments(values: Iterable[str | None] | None) -> set[str]:
    """Times to the minute, in one way of writing."""
    return {value.replace(" ", "T")[:16] for value in values or () if value}


def _up_to(values: list[str], gold: list[str] | None) -> list[str]:
    """Of what goes on for ever, as far as the right dates go."""
    last = max(_moments(gold), default="")[:10]
    return [value for value in values if value[:10] <= last] if len(gold or ()) > 1 else values


def is_named(gold: list[str], found: list[str]) -> bool:
    """Whether the name that was found is one of the right ones, apart from the city's own words."""
    if not found or not gold:
        return not found and not gold
    said = {_folded(found[0]), _folded(found[0].split(",")[0]), _folded(", ".join(found))}
    return not said.isdisjoint(one for name in gold for one in (_folded(name), _folded(name.split(",")[0])))


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if word not in CITY and word != "the") or words(name)
