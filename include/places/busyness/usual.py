"""How full places of a kind usually are: guesses that stand in `usual.json`, until people have reported."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from include.places.busyness.levels import Floats

DAYS = 7
HOURS = 24
SUNDAY = 6
_DAY_NAMES = ("workday", "workday", "workday", "workday", "friday", "saturday", "sunday")
_OTHER = "other"


def curve_of(kind: str | None) -> str:
    """The kind whose curve is that of a kind of place, as OpenStreetMap names it."""
    known = _stated()
    alike: str = known["alike"].get(kind, kind)
    return alike if alike in known["kinds"] else _OTHER


def usual_levels(kinds: Sequence[str | None]) -> Floats:
    """The usual level (0 empty, 4 packed) of places of these kinds by weekday and hour: (places, 7, 24)."""
    if not kinds:
        return np.zeros((0, DAYS, HOURS))
    return np.stack([_curve(curve_of(kind)) for kind in kinds])


def is_outdoors(kind: str | None) -> bool:
    """Whether places of a kind lie under the open sky."""
    return kind in _stated()["outdoors"]


def has_queue(kind: str | None) -> bool:
    """Whether one waits for a table there when it is full."""
    return curve_of(kind) in _stated()["queues"]


@cache
def _curve(name: str) -> Floats:
    days = _stated()["kinds"][name]
    return np.array([[float(level) for level in days[day]] for day in _DAY_NAMES])


@cache
def _stated() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("usual.json").read_text(encoding="utf-8"))
    return found
