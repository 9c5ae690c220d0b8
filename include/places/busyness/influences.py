"""What moves how full a place is on a day beside its habit: events nearby, and rain."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

NEAR_METRES = 800.0
"""An event further away moves nothing."""
_METRES_ALIKE = 250.0
_HERE_METRES = 30.0
_COMING, _LEAVING = timedelta(minutes=90), timedelta(hours=1)
_MOST_LEVELS = 2.0
_OUTDOORS_RAIN, _INDOORS_RAIN = -1.4, -0.15
NOTICEABLE = 0.1
"""In levels: an event that moves less is no reason."""


@dataclass(frozen=True)
class EventNearby:
    """An event `metres` away; `popularity`: how many come, 1 being an ordinary evening."""

    metres: float
    starts_at: datetime
    ends_at: datetime
    popularity: float

    def pull(self, at: datetime) -> float:
        """How much of a crowd it brings at a time: before it begins, while it is on, and when people leave it."""
        if self.metres > NEAR_METRES:
            return 0.0
        near = self.popularity * math.exp(-self.metres / _METRES_ALIKE)
        if self.starts_at <= at < self.ends_at:
            return near if self.metres < _HERE_METRES else near * 0.3
        is_around = self.starts_at - _COMING <= at < self.ends_at + _LEAVING
        return near * 0.5 if is_around else 0.0


def event_levels(events: Iterable[EventNearby], at: datetime) -> tuple[float, int]:
    """By how many levels events nearby fill a place at a time, and how many of them one would notice alone."""
    pulls = [event.pull(at) for event in events]
    return _levels(sum(pulls)), sum(_levels(pull) >= NOTICEABLE for pull in pulls)


def rain_levels(is_outdoors: bool) -> float:
    """By how many levels rain fills a place."""
    return _OUTDOORS_RAIN if is_outdoors else _INDOORS_RAIN


def _levels(pull: float) -> float:
    return _MOST_LEVELS * (1 - math.exp(-pull))
