"""Times of a day as people write them: `9.30am`, `12 noon`, `1000 hrs`, and `11 to 11`, which one has to complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from include.places.unreadable import UnreadableHours

NOON, MIDNIGHT = 12 * 60, 24 * 60
MINUTES_PER_HOUR = 60
MORNING = 7 * 60
"""Where nobody says which half of the day is meant, an opening from then on is one in the morning: "9 to 5"."""
Half = Literal["am", "pm"]


@dataclass(frozen=True)
class ClockTime:
    """A time as written: its half of the day where it names one; `is_24`: it can be one of 24 hours alone."""

    hour: int
    minute: int
    half: Half | None
    is_24: bool

    def __post_init__(self) -> None:
        wrong_half = self.half is not None and not 1 <= self.hour <= 12
        if wrong_half or self.minute >= MINUTES_PER_HOUR or self.hour * 60 + self.minute > MIDNIGHT:
            raise UnreadableHours(f"{self.hour}:{self.minute:02}{self.half or ''} is no time")

    def minutes(self, half: Half | None = None) -> int:
        """Minutes after midnight, in the half of the day that it names, else in `half`."""
        half = self.half or half
        hour = self.hour if half is None else self.hour % 12 + (12 if half == "pm" else 0)
        return hour * 60 + self.minute


def stretch(start: ClockTime, end: ClockTime) -> str:
    """From one to the other as `HH:MM-HH:MM`. Raises: UnreadableHours where the halves of the day cannot be known."""
    begins, ends = _completed(start, end)
    ends = ends or MIDNIGHT
    if begins % MIDNIGHT == ends % MIDNIGHT:
        raise UnreadableHours("it opens and closes at the same time")
    return f"{written(begins % MIDNIGHT)}-{written(ends)}"


def written(minutes: int) -> str:
    """`HH:MM`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _completed(start: ClockTime, end: ClockTime) -> tuple[int, int]:
    if start.half and end.half:
        return start.minutes(), end.minutes()
    if start.half:
        return start.minutes(), end.minutes() if end.is_24 else _next(start.minutes(), end)
    if end.half:
        return start.minutes() if start.is_24 else _before(start, end), end.minutes()
    if start.is_24 or end.is_24:
        return start.minutes(), end.minutes()
    begins, ends = start.minutes(), end.minutes()
    if ends > begins or begins < MORNING:
        # seven in the morning to eleven, or in the evening; "5 to 1" too may be either
        raise UnreadableHours(f"{start.hour} to {end.hour}: morning or evening")
    return begins, ends + NOON


def _next(begins: int, end: ClockTime) -> int:
    """When an hour comes next after the opening, within half a day."""
    return min((end.minutes("am"), end.minutes("pm")), key=lambda minutes: (minutes - begins - 1) % MIDNIGHT)


def _before(start: ClockTime, end: ClockTime) -> int:
    """The opening before a closing that names its half of the day: in the same half where the order allows it."""
    same = start.minutes(end.half)
    if end.half == "am" and same >= end.minutes():
        raise UnreadableHours(f"{start.hour} to {end.hour} am: morning or evening")
    return same if same < end.minutes() else start.minutes("am")
