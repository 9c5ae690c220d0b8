"""Filters as alerts keep them: values by the names of their fields in requests, as `Filter.as_json` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.fields import BY_NAME
from include.filters.filter import Filter
from include.filters.kinds import ValueKind, WordsKind
from include.filters.reading import read
from include.filters.refusal import BadFilter
from include.filters.windows import ListWindow, window_of

_UTC = ZoneInfo("UTC")


def stored_filter(values: Mapping[str, Any]) -> Filter:
    """The filter again, by the grammar of requests: what is none must not pass for one that everything passes.

    Raises: BadFilter, KeyError or TypeError.
    """
    texts = {name: _texts(BY_NAME[name].kind, value) for name, value in values.items()}
    return read(texts.__getitem__, _UTC, texts)


def at_moment(asked: Filter, now: datetime, zone: ZoneInfo) -> Filter | None:
    """The filter with its window in words ("next weekend") as that of a moment; None where there is no such day."""
    choice = asked.get("when")
    if choice is None:
        return asked
    window = _window(choice, now, zone)
    return None if window is None else asked.within(window.starts, window.ends)


@lru_cache(1_000)
def _window(choice: str, now: datetime, zone: ZoneInfo) -> ListWindow | None:
    """Many ask for the same few, and words take a while to read."""
    try:
        return window_of(choice, now, zone)
    except BadFilter:
        return None


def _texts(kind: ValueKind, value: Any) -> list[str]:
    """A stored value, as a request would send it."""
    parts = value if isinstance(value, list) else [value]
    texts = [_text(one) for one in parts]
    if isinstance(kind, WordsKind) and texts != parts:
        raise TypeError(f"{value!r} are no words")
    # hours of the day are the one value of two parts that a request sends as one
    return texts if kind.repeats else ["-".join(texts)]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no value")
    return value
