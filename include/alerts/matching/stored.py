"""Filters as alerts keep them: values by the names of their fields in requests, as `Filter.as_json` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.fields import BY_NAME
from include.filters.filter import Filter
from include.filters.kinds import MomentKind
from include.filters.refusal import BadFilter
from include.filters.windows import window_of


def stored_filter(values: Mapping[str, Any]) -> Filter:
    """The filter again. Raises KeyError or ValueError for what is none."""
    return Filter.of({name: _value(name, value) for name, value in values.items()})


def at_moment(asked: Filter, now: datetime, zone: ZoneInfo) -> Filter | None:
    """The filter with its window in words ("next weekend") as that of a moment; None where there is no such day."""
    choice = asked.get("when")
    if choice is None:
        return asked
    try:
        window = window_of(choice, now, zone)
    except BadFilter:
        return None
    return asked.within(window.starts, window.ends)


def _value(name: str, value: Any) -> Any:
    if isinstance(BY_NAME[name].kind, MomentKind):
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
