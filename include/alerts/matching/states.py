"""What the matcher keeps of an event, and what has become of it between two states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from include.filters.document import readable

State = Mapping[str, Any]
"""What filters read of an event (`readable`), and of its times and title what news tell."""

_TOLD = ("title", "startTime", "dateOnly", "movedAt")
KINDS = ("new", "moved", "cancelled", "postponed", "price", "sold_out", "soon")


def state_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an event's document."""
    return readable(document) | {name: document[name] for name in _TOLD if name in document}


def news(before: State, after: State) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kinds of news, each with what it was before and what it is now. A description that is mended is none."""
    if after["status"] != before["status"] and after["status"] in ("cancelled", "postponed"):
        yield after["status"], _change("status", before, after)
    if after.get("movedAt") != before.get("movedAt") and after.get("movedAt"):
        yield "moved", {"before": _when_and_where(before), "after": _when_and_where(after)}
    if _price(after) != _price(before) and after["pricing"]["type"] and before["pricing"]["type"]:
        yield "price", _change("pricing", before, after)
    if after.get("availability") == "sold_out" != before.get("availability"):
        yield "sold_out", _change("availability", before, after)


def _when_and_where(state: State) -> dict[str, Any]:
    return {name: state.get(name) for name in ("startTime", "dateOnly")} | {"venue": state["venue"].get("name")}


def _price(state: State) -> tuple[Any, ...]:
    return tuple(state["pricing"].get(name) for name in ("type", "minimum", "maximum"))


def _change(name: str, before: State, after: State) -> dict[str, Any]:
    return {"before": {name: before.get(name)}, "after": {name: after.get(name)}}
