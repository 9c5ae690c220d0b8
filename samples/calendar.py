"""Dates relative to today, so that what is on stays to come.

`thu` is the first Thursday after today, `thu+1` the one after that, `thu-1` the one before, and `fri+1/2` two days
after the second Friday. A pure function of the local date: the same on every request of a day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Kolkata")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPEC = re.compile(r"^(?P<day>[a-z]{3})(?P<weeks>[+-]\d+)?(?:/(?P<plus>\d+))?$")


def day(spec: str, today: date) -> date:
    """The date that `spec` means on the day `today`. Raises ValueError for anything but the forms above."""
    match = SPEC.match(spec)
    if match is None or match["day"] not in WEEKDAYS:
        raise ValueError(f"not a day: {spec!r}")
    ahead = (WEEKDAYS.index(match["day"]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead, weeks=int(match["weeks"] or 0)) + timedelta(days=int(match["plus"] or 0))


def moment(spec: str, today: date) -> datetime:
    """`thu 19:30` as an aware datetime; midnight when no clock time is given."""
    which, _, clock = spec.partition(" ")
    return datetime.combine(day(which, today), time.fromisoformat(clock or "00:00"), tzinfo=ZONE)


def prose(when: date) -> str:
    """Saturday 28 November."""
    return f"{when:%A} {when.day} {when:%B}"


def short(when: date) -> str:
    """Sat, 28 Nov."""
    return f"{when:%a}, {when.day} {when:%b}"


def ics(when: date) -> str:
    """20261128."""
    return f"{when:%Y%m%d}"


def posted(when: date) -> str:
    """A date of publication as RSS writes it, in the morning."""
    return f"{when:%a, %d %b %Y} 09:00:00 +0530"
