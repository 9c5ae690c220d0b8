"""The dates of an event, as calendars and tables state them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_USUAL_LENGTHS = {True: timedelta(hours=24), False: timedelta(hours=3)}


@dataclass(frozen=True, slots=True)
class EventDate:
    """One date in the wall time of its zone: moments, or days where no hour is known. `ends` is not included."""

    starts: datetime | date
    ends: datetime | date | None
    cancelled: bool

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def last(self) -> datetime | date | None:
        """The end as people state it: of days the last one."""
        return self.ends if self.ends is None or isinstance(self.ends, datetime) else self.ends - timedelta(days=1)


def event_date(occurrence: dict[str, Any], zone: ZoneInfo) -> EventDate:
    """An occurrence of the API as a date."""
    starts = moment(occurrence["startsAt"]).astimezone(zone)
    ends = moment(occurrence["endsAt"]).astimezone(zone) if occurrence["endsAt"] else None
    if not occurrence["dateOnly"]:
        return EventDate(starts, ends, occurrence["cancelled"])
    following = (ends - timedelta(microseconds=1)).date() + timedelta(days=1) if ends else None
    return EventDate(starts.date(), following, occurrence["cancelled"])


def named_dates(event: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each occurrence with an id that stays the same when its hour changes.

    The only date of an event has the event's id; one of a series the id and its day, and a number from the second one
    of a day on.
    """
    zone, known = ZoneInfo(event["timezone"]), Counter[date]()
    for occurrence in event["occurrences"]:
        if len(event["occurrences"]) == 1:
            yield event["id"], occurrence
            return
        day = moment(occurrence["startsAt"]).astimezone(zone).date()
        known[day] += 1
        number = f"-{known[day]}" if known[day] > 1 else ""
        yield f"{event['id']}-{day:%Y%m%d}{number}", occurrence


def soonest(occurrences: Iterable[dict[str, Any]], now: datetime) -> dict[str, Any] | None:
    """The first occurrence that is not over, one that takes place if there is any; else the last one."""
    dates = list(occurrences)
    coming = [one for one in dates if ends(one) > now]
    return next(iter(sorted(coming, key=lambda one: one["cancelled"])), dates[-1] if dates else None)


def moment(text: str) -> datetime:
    """A time of the database's JSON."""
    return datetime.fromisoformat(text).astimezone(UTC)


def ends(occurrence: dict[str, Any]) -> datetime:
    """When an occurrence is over; the same rule as in the list's function where no end is known."""
    if occurrence["endsAt"]:
        return moment(occurrence["endsAt"])
    return moment(occurrence["startsAt"]) + _USUAL_LENGTHS[occurrence["dateOnly"]]


def iso(value: datetime | date) -> str:
    """A moment with its offset, or a day, in ISO 8601."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def words(found: EventDate) -> str:
    """A date for people: "Friday 4 December 2026, 20:00 to 22:00"."""
    day = f"{found.day:%A} {found.day.day} {found.day:%B %Y}"
    if not isinstance(found.starts, datetime):
        last = found.last or found.day
        return day if last <= found.day else f"{day} to {last:%A} {last.day} {last:%B %Y}"
    opening = f"{day}, {found.starts:%H:%M}"
    if not isinstance(found.ends, datetime) or found.ends <= found.starts:
        return opening
    if found.ends - found.starts < timedelta(hours=18):
        return f"{opening} to {found.ends:%H:%M}"
    return f"{opening} to {found.ends:%A} {found.ends.day} {found.ends:%B %Y}, {found.ends:%H:%M}"
