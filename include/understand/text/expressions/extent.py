"""What a time expression covers: from when until when, and whether it names days, hours or both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

Kind = Literal["date", "time", "datetime", "daterange", "timerange", "datetimerange"]
NO_DAY = date(2, 1, 1)
"""The day of an extent that names hours alone."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Extent:
    """From `start` until, not including, `end`, in local wall time; None where it is open.

    `is_point`: a day or a moment, of which `end` says how long it counts. `dated` and `timed`: whether it names days,
    and hours. `has_year`: whether its year is written; `is_guessed`: whether the half of the day, or the week of the
    weekday, is open; `through`: where it ends when the last day or month that is named counts in full ("5 to 7 May").
    `position` and `stop` are offsets into the text.
    """

    start: datetime | None
    end: datetime | None
    position: int
    stop: int
    dated: bool = True
    timed: bool = False
    is_point: bool = False
    has_year: bool = True
    is_guessed: bool = False
    through: datetime | None = None

    @property
    def kind(self) -> Kind:
        """As TimeML's successors name it."""
        base: Literal["date", "time", "datetime"] = (
            "datetime" if self.dated and self.timed else "time" if self.timed else "date"
        )
        if self.is_point:
            return base
        ranges: dict[str, Kind] = {"datetime": "datetimerange", "time": "timerange", "date": "daterange"}
        return ranges[base]

    def at(self, position: int, stop: int) -> Extent:
        """The same, named by more of the text."""
        return replace(self, position=min(position, self.position), stop=max(stop, self.stop))

    def moved(self, by: timedelta, years: int = 0) -> Extent:
        """The same, earlier or later. Raises: ValueError on the 29th of February."""

        def later(moment: datetime | None) -> datetime | None:
            return moment and (moment + by).replace(year=(moment + by).year + years)

        return replace(self, start=later(self.start), end=later(self.end), through=later(self.through))


def of_days(first: date, end: date, position: int, stop: int, *, has_year: bool = True) -> Extent:
    """The days from `first` to before `end`."""
    return Extent(midnight(first), midnight(end), position, stop, has_year=has_year)


def of_day(day: date, position: int, stop: int, *, has_year: bool = True) -> Extent:
    """One day."""
    return Extent(midnight(day), midnight(day) + ONE_DAY, position, stop, is_point=True, has_year=has_year)


def of_moment(moment: datetime, position: int, stop: int) -> Extent:
    """One moment of one day."""
    return Extent(moment, moment, position, stop, timed=True, is_point=True)


def of_hours(start: time | None, end: time | None, position: int, stop: int) -> Extent:
    """Hours of any day; an end that is not after the start is the next day's."""
    begins = datetime.combine(NO_DAY, start) if start is not None else None
    ends = datetime.combine(NO_DAY, end) if end is not None else None
    if begins and ends and ends <= begins:
        ends += ONE_DAY
    return Extent(begins, ends, position, stop, dated=False, timed=True)


def of_hour(start: time, position: int, stop: int) -> Extent:
    """One hour of any day."""
    moment = datetime.combine(NO_DAY, start)
    return Extent(moment, moment, position, stop, dated=False, timed=True, is_point=True)


def midnight(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(0))
