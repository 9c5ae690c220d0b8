"""What a file of events holds, whatever its format: the answer of the list, or one event, with its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from realtime.api.files.dates import ends, moment, named_dates
from realtime.api.files.texts import MAX_TEXT_CHARS, line, web_link

MAX_FILE_EVENTS = 1_000
MAX_FILE_DATES = 2_000
"""Dates in a calendar: series have many."""
_NAMED = {"cancelled": "Cancelled: ", "postponed": "Postponed: "}
"""What stands before the title: many programs show no status."""
_SHORTAGES = {"limited": "few tickets left", "sold_out": "sold out"}
"""What stands behind the price."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Events as the API gives them, in the order of their dates.

    `total` counts those that are left out, too; of many dates it is an estimate, as the list's.
    """

    title: str
    origin: str
    """Where readers find the service: scheme, host and port."""
    address: str
    """Of this file, absolute."""
    page: str
    """Of the same list for people, absolute."""
    events: list[dict[str, Any]]
    total: int
    has_more: bool = False
    starts: datetime | None = None
    until: datetime | None = None
    """The window; None for no bound."""
    text_chars: int = MAX_TEXT_CHARS

    def page_of(self, event: dict[str, Any]) -> str:
        """The address of an event's page."""
        return f"{self.origin}/e/{event['id']}"

    def dates(self) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        """`(id, event, occurrence)` of all dates within the window, in their order."""
        found = [(name, event, one) for event in self.events for name, one in named_dates(event) if self._holds(one)]
        return sorted(found, key=lambda date: (date[2]["startsAt"], date[0]))

    def left_out(self, shown: str) -> str:
        """What a file of a part of its list says of that, where nobody sees headers; `shown` is what it has."""
        return (
            f"Not all of this list is here: it has {self.total:,} events, this file {shown}. "
            "Choose a kind, area or time to have all."
        )

    def _holds(self, occurrence: dict[str, Any]) -> bool:
        begins_in_time = self.until is None or moment(occurrence["startsAt"]) < self.until
        return begins_in_time and (self.starts is None or ends(occurrence) > self.starts)


def status_of(event: dict[str, Any], occurrence: dict[str, Any]) -> str:
    """The status of one date of an event."""
    return "cancelled" if occurrence["cancelled"] else str(event["status"])


def title_with_status(event: dict[str, Any], occurrence: dict[str, Any]) -> str:
    """The title of one date of an event: "Cancelled: Jazz night"."""
    return _NAMED.get(status_of(event, occurrence), "") + line(event["title"])


def place_of(event: dict[str, Any]) -> str:
    """Venue and address on one line, empty when neither is known."""
    parts = (line(event["venue"]["name"]), line(event["venue"]["address"]))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def picture_of(event: dict[str, Any]) -> str | None:
    """The address of the picture it shows, at its source."""
    return next((url for image in event["images"] if (url := web_link(image["url"]))), None)


def links_of(event: dict[str, Any]) -> Iterator[str]:
    """Where its listings are, each once."""
    urls = [event["source"]["url"], *(one.get("url") for one in event["links"])]
    yield from dict.fromkeys(url for one in urls if (url := web_link(one)))


def cost_of(event: dict[str, Any]) -> str:
    """What it costs and whether that can still be had, in words; empty when nothing is known."""
    return ", ".join(filter(None, (_cost(event), _SHORTAGES.get(event.get("availability") or ""))))


def _cost(event: dict[str, Any]) -> str:
    pricing = event["pricing"]
    if pricing["type"] in ("free", "donation"):
        return {"free": "Free", "donation": "Pay what you like"}[pricing["type"]]
    low, high = pricing["minimum"], pricing["maximum"]
    if low is None and high is None:
        return {"paid": "Ticketed", "variable": "Free for some"}.get(pricing["type"] or "", "")
    amounts = " to ".join(f"{one:,.2f}".removesuffix(".00") for one in dict.fromkeys((low, high)) if one is not None)
    return line(f"{pricing['currency'] or ''} {amounts}")
