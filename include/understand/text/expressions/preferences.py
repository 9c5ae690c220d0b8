"""How a reader of time expressions takes what a text leaves open: which number is the day, and when an evening is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

END_OF_DAY = time(23, 59, 59)
EVENT_HOURS: Mapping[str, tuple[time, time]] = {
    "morning": (time(5), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), END_OF_DAY),
    "night": (time(19), END_OF_DAY),
    "lunchtime": (time(11), time(15)),
    "daytime": (time(8), time(18)),
    "nighttime": (time(0), time(8)),
}
"""From when until when happenings begin that people expect of a part of the day."""


@dataclass(frozen=True)
class Preferences:
    """`month_first`: 3/12 is the twelfth of March. `hours`: when each part of the day is.

    `in_full`: the last day or month of a run counts ("5 to 7 May" ends with the 7th); else it ends where that begins.
    `to_come`: of a day or month without a year the one that is not over; else the nearest, up to 60 days back.
    """

    month_first: bool = False
    in_full: bool = False
    to_come: bool = False
    hours: Mapping[str, tuple[time, time]] = field(default_factory=lambda: EVENT_HOURS)
