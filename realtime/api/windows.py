"""The windows that people choose by name: tonight, tomorrow, this weekend. In the wall time of the area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHOICES = ("all", "tonight", "tomorrow", "weekend", "week")
EVENING_START = time(17)
NIGHT_ENDS = time(4)
_SATURDAY_WEEKDAY = 5


@dataclass(frozen=True, slots=True)
class ListWindow:
    """From `starts` until, not including, `ends`; without an end it is open."""

    choice: str
    starts: datetime
    ends: datetime | None


def window_of(choice: str, now: datetime, zone: ZoneInfo) -> ListWindow:
    """The window of a choice at a moment. After midnight, tonight still is the night that began the evening before."""
    today = now.astimezone(zone).date()
    if choice == "tonight":
        evening = today - timedelta(days=now.astimezone(zone).time() < NIGHT_ENDS)
        return _window(
            choice, now, _at(evening, EVENING_START, zone), _at(evening + timedelta(days=1), NIGHT_ENDS, zone)
        )
    if choice == "tomorrow":
        return _window(choice, now, _midnight(today, 1, zone), _midnight(today, 2, zone))
    if choice == "weekend":
        saturday = today + timedelta(days=_SATURDAY_WEEKDAY - today.weekday())
        friday_evening = _at(saturday - timedelta(days=1), EVENING_START, zone)
        return _window(choice, now, friday_evening, _midnight(saturday, 2, zone))
    if choice == "week":
        return _window(choice, now, now, _midnight(today, 7, zone))
    return ListWindow("all", now, None)


def _window(choice: str, now: datetime, starts: datetime, ends: datetime) -> ListWindow:
    return ListWindow(choice, max(starts, now), ends)


def _midnight(day: date, days: int, zone: ZoneInfo) -> datetime:
    return _at(day + timedelta(days=days), time(0), zone)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
