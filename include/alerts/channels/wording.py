"""What messages say, in the language of who reads them: what has happened to an event, when and where it is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from include.alerts.channels.links import event_link
from include.alerts.message import AlertMessage, News
from include.filters import document
from include.filters.document import Date
from include.filters.shapes import Point, metres

DEFAULT_LANGUAGE = "en"
SHORTAGES = ("limited", "sold_out")
"""Of what is left of an event's tickets or seats, what is worth a word."""
METRES_PER_MINUTE = 80.0
"""On foot, between two places as the crow flies."""
MAX_WALK_MINUTES = 45
_HOUR = timedelta(hours=1)
_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class NewsText:
    """One thing that is told. `what` is the change in a word or two."""

    what: str
    title: str
    facts: Sequence[str]
    """When and where it is, what it costs and what is left of it, and whether rain is likely; what of it is known."""

    link: str
    because: str
    """The alert's name."""


@dataclass(frozen=True)
class Wording:
    """The texts of one language."""

    language: str

    @classmethod
    def of(cls, message: AlertMessage) -> Wording:
        """In the language of who gets a message, or else in English."""
        return cls(message.language if message.language in languages() else DEFAULT_LANGUAGE)

    def text(self, key: str, **values: object) -> str:
        """A text. Raises: KeyError where there is none."""
        return languages()[self.language][key].format(**values)

    def sentences(self, items: Sequence[News], now: datetime) -> list[NewsText]:
        """What is told of those events that are still shown."""
        return [self._sentence(item, item.document, now) for item in items if item.document is not None]

    def subject(self, told: Sequence[NewsText]) -> str:
        """One line of all that is told, at least one thing."""
        first = self.text("one", what=told[0].what, title=told[0].title)
        return first if len(told) == 1 else self.text("many", first=first, count=len(told) - 1)

    def _sentence(self, item: News, event: Mapping[str, Any], now: datetime) -> NewsText:
        return NewsText(
            what=self._what(item, event),
            title=" ".join(str(event["title"]).split()),
            facts=[*filter(None, self._facts(item, event, now))],
            link=event_link(item.event),
            because=item.name,
        )

    def _facts(self, item: News, event: Mapping[str, Any], now: datetime) -> Iterator[str]:
        date = next_date(event, now)
        yield self._moment(date.begins, date.date_only) if date else ""
        yield " ".join(str(event["venue"]["name"] or "").split())
        if item.kind != "price":
            yield self.text("free") if event["pricing"]["type"] == "free" else _read_price(event["pricing"])
        if item.kind != "sold_out" and event.get("availability") in SHORTAGES:
            yield self.text(event["availability"])
        if date and not date.date_only and not date.cancelled:
            wet = [hour for hour in item.wet_hours if hour < date.over and hour + _HOUR > max(date.begins, now)]
            yield self.text("rain_likely", time=_clock(max(wet[0], date.begins), date)) if wet else ""

    def _what(self, item: News, event: Mapping[str, Any]) -> str:
        before, after = item.detail.get("before") or {}, item.detail.get("after") or {}
        if item.kind == "moved":
            was = _read_moment(before.get("startTime"), event)
            if was and before.get("startTime") != after.get("startTime"):
                return self.text("moved_from", was=self._moment(was, bool(before.get("dateOnly"))))
            if before.get("venue") and before["venue"] != after.get("venue"):
                return self.text("moved_place", was=" ".join(str(before["venue"]).split()))
        if item.kind == "soon" and (minutes := walking_minutes(item.from_point, event)):
            return self.text("soon_walk", minutes=minutes)
        if item.kind == "price" and (now := _read_price(after.get("pricing"))):
            return self.text("price_now", price=now)
        return self.text(item.kind)

    def _moment(self, moment: datetime, date_only: bool) -> str:
        # abbreviated names of days and months; hours as tickets have them
        return format_datetime(moment, "EEE d MMM" if date_only else "EEE d MMM, HH:mm", locale=self.language)


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, str]]:
    """The texts of each language by its code."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(_TEXTS.glob("*.json"))}


def next_date(event: Mapping[str, Any], now: datetime) -> Date | None:
    """The first date that is not over at `now`, or the last one; None of an event without any."""
    dates = sorted(document.dates(event), key=lambda date: date.begins)
    return next((date for date in dates if date.over > now and not date.cancelled), dates[-1] if dates else None)


def walking_minutes(start: Point | None, event: Mapping[str, Any]) -> int | None:
    """About how long it takes on foot, None where a place is not known or it is further than people walk."""
    end = None if start is None else document.point(event)
    if start is None or end is None:
        return None
    minutes = math.ceil(metres(start, end) / METRES_PER_MINUTE)
    return minutes if minutes <= MAX_WALK_MINUTES else None


def utc_now() -> datetime:
    """The moment of sending: messages tell of what is, so they keep to the real clock."""
    return datetime.now(UTC)


def _clock(moment: datetime, date: Date) -> str:
    return f"{moment.astimezone(date.begins.tzinfo):%H:%M}"


def _read_moment(value: Any, event: Mapping[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found.astimezone(ZoneInfo(event["timezone"]))


def _read_price(value: Any) -> str:
    if not isinstance(value, Mapping) or value.get("minimum") is None:
        return ""
    amounts = dict.fromkeys(_amount(value[name]) for name in ("minimum", "maximum") if value.get(name) is not None)
    return f"{value.get('currency') or ''} {'–'.join(amounts)}".strip()


def _amount(value: float) -> str:
    return f"{float(value):.2f}".removesuffix(".00")
