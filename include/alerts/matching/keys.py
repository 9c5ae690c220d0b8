"""By what an alert is found from an event: for some fields of its filter the values of which an event has to have one.

A field is a dimension. Of those that a filter asks for, the most telling ones are taken, at most three; two filters
that ask for the same fields have the same signature, and one look-up finds all of a signature and some values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from include.filters import document
from include.filters.filter import Filter
from include.filters.shapes import ring

Values = Mapping[str, frozenset[Any]]
"""By dimension what an event has, or a filter asks for. A place on the map is its cells: `place:<level>`."""

Signature = tuple[str, ...]
PLACE = "place:"
MAX_DIMENSIONS = 3
MAX_KEYS = 128
"""Keys under which one filter is kept at most; fields of which there would be more are left to the filter itself."""

EXACT = frozenset(("venue", "organizer", "tags", "source", "category", "area", "cost"))
"""Dimensions of which an event that has one of the values passes that field: nothing else is to be asked of it."""

_TELLING = ("words", "venue", "organizer", "tags", "source", "place", "category", "area", "cost")
_KM_PER_DEGREE = 110.5
"""Of latitude, where that is shortest."""
_POLAR = 85.0
_LEVELS = range(20)
_SIZES = [360 / 2.0**level for level in _LEVELS]
"""Of cells, in degrees."""


def of_filter(asked: Filter, words: Iterable[str]) -> Values:
    """What an event needs to have so that it may pass; none for a filter that anything may pass."""
    wanted = {name: frozenset(asked.get(name)) for name in ("venue", "organizer", "tags", "source", "category", "area")
              if name in asked}  # fmt: skip
    if "cost" in asked:
        wanted["cost"] = frozenset((asked.get("cost"),))
    if found := frozenset(words):
        wanted["words"] = found
    box = _box(asked)
    if box is not None:
        level, cells = _cells(box)
        wanted[f"{PLACE}{level}"] = cells
    return _most_telling(wanted)


def keys(values: Values) -> tuple[Signature, list[tuple[Any, ...]]]:
    """The signature of a filter, and the keys under which it is kept."""
    signature = tuple(sorted(values))
    return signature, list(product(*(values[name] for name in signature)))


def of_event(event: document.Event, words: Iterable[str], levels: Iterable[int]) -> dict[str, frozenset[Any]]:
    """What an event has; of the map its cell at some levels."""
    venue, kind = event["venue"], event["pricing"]["type"]
    point = document.point(event)
    has = {
        "category": frozenset((event["category"],)),
        "tags": frozenset(event["tags"]),
        "area": frozenset(document.areas(event)),
        "venue": frozenset(filter(None, ((venue["name"] or "").lower(), venue.get("placeId")))),
        "organizer": frozenset(filter(None, ((event["organizer"]["name"] or "").lower(),))),
        "source": frozenset(filter(None, (link.get("source") for link in event["links"]))),
        "cost": frozenset(() if kind is None else ("free" if kind == "free" else "paid",)),
        "words": frozenset(words),
    }
    for level in levels:
        has[f"{PLACE}{level}"] = frozenset(() if point is None else (_cell(level, *point),))
    return has


def _most_telling(wanted: Mapping[str, frozenset[Any]]) -> Values:
    taken: dict[str, frozenset[Any]] = {}
    size = 1
    for name in sorted(wanted, key=lambda name: _TELLING.index(name.partition(":")[0])):
        if len(taken) < MAX_DIMENSIONS and size * len(wanted[name]) <= MAX_KEYS:
            taken[name] = wanted[name]
            size *= len(wanted[name])
    return taken


def _box(asked: Filter) -> tuple[float, float, float, float] | None:
    """West, south, east and north of what a filter asks of the map; None where it asks nothing, or around a pole."""
    if "bbox" in asked:
        west, south, east, north = asked.get("bbox")
        return west, south, east, north
    if "polygon" in asked:
        longitudes, latitudes = zip(*ring(asked.get("polygon")), strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
    if "lat" not in asked:
        return None
    lat, lng, high = asked.get("lat"), asked.get("lng"), asked.get("radius") / _KM_PER_DEGREE
    if abs(lat) + high > _POLAR:
        return None
    wide = high / math.cos(math.radians(abs(lat) + high))
    return None if abs(lng) + wide > 180 else (lng - wide, lat - high, lng + wide, lat + high)


def _cells(box: tuple[float, float, float, float]) -> tuple[int, frozenset[tuple[int, int]]]:
    """The finest level at which a box touches 25 cells at most, and these."""
    west, south, east, north = box
    size = max(east - west, north - south) / 4
    level = max(level for level in _LEVELS if level == 0 or _SIZES[level] >= size)
    (x, y), (right, top) = _cell(level, west, south), _cell(level, east, north)
    return level, frozenset(product(range(x, right + 1), range(y, top + 1)))


def _cell(level: int, longitude: float, latitude: float) -> tuple[int, int]:
    return math.floor(longitude / _SIZES[level]), math.floor(latitude / _SIZES[level])
