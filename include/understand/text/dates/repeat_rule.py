"""Days that repeat: "every Tuesday and Thursday", "the 2nd Saturday of every month", until a day or for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from include.understand.text.dates.vocabulary import WEEKDAYS

LAST = -1
"""The ordinal of the last such weekday of a month."""


@dataclass(frozen=True)
class RepeatRule:
    """Weekdays (Monday is 0) of every week or, with `ordinals` (2 is the second, LAST the last), of every month.

    From `first` on; `until` is the last day on which it can be, None where it goes on. With an `interval` of 2, of
    every second week, the one of `first` among them.
    """

    weekdays: tuple[int, ...]
    first: date
    until: date | None = None
    ordinals: tuple[int, ...] = ()
    interval: int = 1

    def days(self, last: date) -> tuple[date, ...]:
        """The days up to `last`, in order."""
        end = min(last, self.until or last)
        count = max(0, (end - self.first).days + 1)
        return tuple(day for n in range(count) if self._has(day := self.first + timedelta(days=n)))

    @property
    def rrule(self) -> str:
        """As RFC 5545 writes it."""
        until = f";UNTIL={self.until:%Y%m%d}" if self.until else ""
        interval = f";INTERVAL={self.interval}" if self.interval > 1 else ""
        return f"FREQ={'MONTHLY' if self.ordinals else 'WEEKLY'}{interval};BYDAY={','.join(self._by_day())}{until}"

    def _by_day(self) -> Iterator[str]:
        for weekday in self.weekdays:
            code = WEEKDAYS[weekday][:2].upper()
            yield from (f"{ordinal}{code}" for ordinal in self.ordinals) if self.ordinals else (code,)

    def _has(self, day: date) -> bool:
        if day.weekday() not in self.weekdays or (_week(day) - _week(self.first)) % self.interval:
            return False
        is_last = (day + timedelta(days=7)).month != day.month
        return not self.ordinals or (day.day + 6) // 7 in self.ordinals or (is_last and LAST in self.ordinals)


def _week(day: date) -> int:
    """The number of its week, which begins on a Monday."""
    return (day.toordinal() - 1) // 7
