"""Which part of an event each column holds, by the names that people give to columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from include.sources.configuration.config import ColumnPart

NAMES: dict[ColumnPart, tuple[str, ...]] = {
    "title": (
        "title", "event", "event name", "event title", "name", "name of event", "name of the event", "subject",
        "summary", "programme", "program", "show", "activity", "what",
    ),
    "start": (
        "start", "starts", "start date", "start datetime", "start date time", "start date and time", "starts at",
        "start at", "begin", "begins", "begin date", "dtstart", "date", "event date", "date of event", "dates",
        "day and date", "date and time", "date time", "datetime", "when", "from", "from date", "day",
    ),
    "start_time": (
        "time", "start time", "starts time", "event time", "begin time", "from time", "timing", "timings", "hour",
        "hours", "time of event", "doors",
    ),
    "end": (
        "end", "ends", "end date", "end datetime", "end date time", "end date and time", "ends at", "end at",
        "dtend", "to", "to date", "until", "till", "finish", "finish date",
    ),
    "end_time": ("end time", "ends time", "finish time", "to time", "until time"),
    "all_day": ("all day", "all day event", "whole day"),
    "venue": ("venue", "venue name", "location", "location name", "place", "where", "hall", "room"),
    "address": ("address", "venue address", "street address", "street", "location address", "full address"),
    "city": ("city", "town", "locality", "venue city"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lng", "lon", "long"),
    "description": (
        "description", "event description", "details", "about", "notes", "info", "information", "body", "text",
        "content",
    ),
    "url": ("url", "link", "event url", "event link", "website", "web", "web page", "webpage", "page", "more info"),
    "ticket_url": (
        "tickets", "ticket url", "ticket link", "tickets url", "tickets link", "booking", "booking link",
        "booking url", "book", "register", "registration", "registration link", "registration url", "rsvp",
    ),
    "image": ("image", "image url", "photo", "picture", "poster", "banner"),
    "price": (
        "price", "cost", "fee", "fees", "entry", "entry fee", "ticket price", "admission", "charges",
        "tickets price", "ticket",
    ),
    "currency": ("currency",),
    "organizer": (
        "organizer", "organiser", "organizer name", "organiser name", "host", "hosted by", "organized by",
        "organised by", "presented by", "presenter",
    ),
    "keywords": ("category", "categories", "tags", "tag", "type", "event type", "genre", "keywords"),
    "status": ("status", "event status", "state", "cancelled", "canceled", "is cancelled", "is canceled"),
    "capacity": ("capacity", "seats"),
    "id": ("id", "uid", "event id", "guid", "ref", "reference"),
    "zone": ("timezone", "time zone", "tz", "zone"),
    "private": ("private", "visibility", "privacy", "sensitivity", "class"),
}  # fmt: skip
"""Names of columns, in lower case and without punctuation; the earlier one of a part is taken first."""
HEADER_ROWS = 30
"""Rows at the top among which the one with the names of the columns is looked for; above it titles and notes stand."""
REQUIRED: tuple[ColumnPart, ...] = ("title", "start")
MAX_COLUMNS = 200
_REMARK = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")


def columns_of(names: Sequence[str], own: Mapping[str, str]) -> dict[ColumnPart, str]:
    """The column of each part; `own` are those that the source's configuration names, as they are written."""
    plain = {_plain(name): name for name in reversed(names)}
    found: dict[ColumnPart, str] = {}
    for part in get_args(ColumnPart):
        wanted = [_plain(own[part])] if part in own else NAMES[part]
        name = next((plain[one] for one in wanted if one in plain), None)
        if name is not None and name not in found.values():
            found[part] = name
    return found


def header_of(rows: Sequence[Sequence[Any]], own: Mapping[str, str]) -> tuple[int, list[str]] | None:
    """The place of the row that names the columns, and their names, each once; None where no row does."""
    for number, row in enumerate(rows[:HEADER_ROWS]):
        names = _distinct([str(cell).strip() for cell in row[:MAX_COLUMNS]])
        if all(part in columns_of(names, own) for part in REQUIRED):
            return number, names
    return None


def _distinct(names: list[str]) -> list[str]:
    """Names of which each stands once: a second `Date` is `Date (2)`; a column without a name has none."""
    count: dict[str, int] = {}
    found = []
    for name in names:
        count[name] = count.get(name, 0) + 1
        found.append(f"{name} ({count[name]})" if name and count[name] > 1 else name)
    return found


def _plain(name: str) -> str:
    """`Start Date (IST)*` as `start date`."""
    return " ".join(re.findall(r"[^\W_]+", _REMARK.sub("", name[:200]).lower()))
