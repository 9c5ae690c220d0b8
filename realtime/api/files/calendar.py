"""Events as an iCalendar file (RFC 5545, RFC 7986): each date is one VEVENT, so that any program shows a series.

A date keeps its UID when its hour changes, and SEQUENCE grows: programs replace what they have. Cancelled dates stay,
with their status, in the title too, since many programs show no status.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vUri

from realtime.api.files.contents import (
    MAX_FILE_DATES,
    Contents,
    cost_of,
    links_of,
    picture_of,
    place_of,
    status_of,
    title_with_status,
)
from realtime.api.files.dates import EventDate, event_date, moment
from realtime.api.files.texts import line, paragraphs
from realtime.limits.byte_bound_cache import ByteBoundCache
from realtime.limits.renderings import Rendering

REFRESH = timedelta(hours=1)
"""How often programs are asked to look again."""
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE", "unlisted": "TENTATIVE"}
_YEAR = timedelta(days=366)
Dated = tuple[str, dict[str, Any], dict[str, Any]]
"""The id of a date, its event, and the occurrence."""
_KEPT_BYTES = 8_000_000
_ENTRY_BYTES = 250
"""What is kept of an entry beside its bytes, about."""
_OF_A_LIST = ("next", "moreDates", "distanceKm", "matched")
"""What an event has in one list and not in another, and no entry shows."""
_kept: ByteBoundCache[tuple[bytes, str], bytes] = ByteBoundCache(_KEPT_BYTES, lambda body: len(body) + _ENTRY_BYTES)
"""Entries that were written lately: nearly all of a calendar that is asked for again, of which one event has changed.
Used by one thread at a time, as files are rendered."""


def render(contents: Contents) -> Rendering:
    """The calendar; where it has too many dates, later ones of series are left out (`_shown`).

    Each date is written and dropped at once: objects of all of them would stop the service when they are collected.
    """
    dates = contents.dates()
    shown = _shown(dates)
    is_cut_off = contents.has_more or len(dates) > len(shown)
    opening, _, end = _calendar(contents, shown, is_cut_off).to_ical().rpartition(b"END:")
    keys = {event["id"]: _key(event, contents) for _, event, _ in shown}
    events = (_entry(keys[date[1]["id"]], date, contents) for date in shown)
    return Rendering(b"".join((opening, *events, b"END:", end)), contents.total, is_cut_off)


def _shown(dates: list[Dated]) -> list[Dated]:
    """At most `MAX_FILE_DATES`: the date by which each event is listed, then the earliest of the others.

    The next part begins with the next event: one of which none is shown here would be in no part.
    """
    if len(dates) <= MAX_FILE_DATES:
        return dates
    by_event: dict[str, str] = {}
    for name, event, _ in sorted(dates, key=lambda date: bool(date[2]["cancelled"])):
        by_event.setdefault(event["id"], name)
    kept = set(by_event.values())
    kept.update([name for name, _, _ in dates if name not in kept][: max(0, MAX_FILE_DATES - len(kept))])
    return [date for date in dates if date[0] in kept]


def _key(event: dict[str, Any], contents: Contents) -> bytes:
    """Differs where an entry of the event would."""
    about = {name: value for name, value in event.items() if name not in _OF_A_LIST}
    return hashlib.blake2b(json.dumps([contents.origin, contents.text_chars, about]).encode(), digest_size=16).digest()


def _entry(key: bytes, date: Dated, contents: Contents) -> bytes:
    """A date as it is written. Half a millisecond each, of which half goes into folding lines."""
    name, event, occurrence = date
    if (known := _kept.get((key, name))) is not None:
        return known
    return _kept.put((key, name), _event(name, event, occurrence, contents).to_ical())


def _calendar(contents: Contents, dates: list[Dated], is_cut_off: bool) -> Calendar:
    calendar = Calendar()
    title = line(contents.title)
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Jatre//Events//EN")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title)
    if is_cut_off:
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, contents.left_out(f"{len(dates):,} dates"))
    calendar.add("url", vUri(contents.page))
    calendar.add("source", vUri(contents.address), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for zone in _zones(dates):
        calendar.add_component(zone)
    return calendar


def _event(name: str, event: dict[str, Any], occurrence: dict[str, Any], contents: Contents) -> Event:
    made = Event()
    made.add("uid", name)
    made.add("sequence", event["version"])
    made.add("dtstamp", moment(event["updatedAt"]))
    made.add("last-modified", moment(event["updatedAt"]))
    made.add("created", moment(event["publishedAt"]))
    _add_times(made, event_date(occurrence, ZoneInfo(event["timezone"])))
    made.add("summary", title_with_status(event, occurrence))
    made.add("status", _STATUS.get(status_of(event, occurrence), "CONFIRMED"))
    made.add("transp", "TRANSPARENT")  # what is on keeps nobody busy
    made.add("url", vUri(contents.page_of(event)))
    made.add("description", _description(event, contents))
    _add_place(made, event)
    if words := [word for one in (event["category"], *event["tags"]) if (word := line(one).replace("_", " "))]:
        made.add("categories", words)
    if picture := picture_of(event):
        made.add("image", vUri(picture), parameters={"VALUE": "URI", "DISPLAY": "BADGE"})
    return made


def _add_times(made: Event, found: EventDate) -> None:
    made.add("dtstart", found.starts)
    if found.ends and found.ends > found.starts:
        made.add("dtend", found.ends)


def _add_place(made: Event, event: dict[str, Any]) -> None:
    if place := place_of(event):
        made.add("location", place)
    if event["venue"]["latitude"] is not None:
        made.add("geo", (round(event["venue"]["latitude"], 6), round(event["venue"]["longitude"], 6)))


def _description(event: dict[str, Any], contents: Contents) -> str:
    organizer = line(event["organizer"]["name"])
    parts = [
        paragraphs(event["description"], contents.text_chars),
        "\n".join(filter(None, (cost_of(event), f"By {organizer}" if organizer else ""))),
        "\n".join((contents.page_of(event), *links_of(event))),
    ]
    return "\n\n".join(filter(None, parts))


def _zones(dates: list[Dated]) -> list[Timezone]:
    """A VTIMEZONE for each zone in which there is an hour, of the years that matter."""
    timed = [(event["timezone"], one) for _, event, one in dates if not one["dateOnly"]]
    days = [moment(time).date() for _, one in timed for time in (one["startsAt"], one["endsAt"]) if time]
    names = sorted({name for name, _ in timed})
    return [Timezone.from_tzid(name, first_date=min(days) - _YEAR, last_date=max(days) + _YEAR) for name in names]
