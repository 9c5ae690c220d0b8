"""iCalendar feeds (RFC 5545), as they are found in the wild.

`config`: `url`; `coverage` (`listed`, the default: complete up to the latest start listed; `all`: the feed lists all
that is to come); `venue` (name) and `address` for entries without a LOCATION, when the calendar belongs to one place.

One listing per UID: recurrence, exceptions and changed instances are its occurrences. Floating times are read in the
calendar's X-WR-TIMEZONE, else in the area's zone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from include.errors import UnreadablePayload
from include.http import conditional_headers, validators
from include.listing import Listing
from include.sources.base import FetchResult, RawRecord, Reading, Source, SourceType, Unreadable, Window
from include.sources.calendar_event import read_listing
from include.sources.calendar_text import Entry, TakenApart, put_together, take_apart
from include.sources.config import Calendar, ConfigModel
from include.sources.identity import clip, derived, normalised
from include.sources.payloads import looks_like
from include.sources.times import read_time

WEBCAL = re.compile(r"^webcals?://", re.IGNORECASE)
ZONE = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3}")
EASTERNMOST = timezone(timedelta(hours=14))


class ICalendar(Source):
    """A calendar published at one address."""

    kind: ClassVar[str] = "icalendar"
    type: ClassVar[SourceType] = "ical"
    config_model: ClassVar[ConfigModel] = Calendar
    # a calendar that has moved lists the same events
    volatile: ClassVar[frozenset[str]] = frozenset({"feed"})

    def fetch(self, now: datetime) -> FetchResult:
        """All entries of the calendar; nothing when it is not modified."""
        url = WEBCAL.sub("https://", self.instance.config["url"])
        answer = self.http.get(url, headers=conditional_headers(self.state))
        if answer.status == 304:
            return self._unchanged(now)
        text = answer.text()
        if looks_like(text) != "ical":
            raise UnreadablePayload(f"{answer.url}: expected a calendar, got {looks_like(text)}: {text.strip()[:80]!r}")
        parts = take_apart(text)
        groups = _by_identity(parts.entries)
        records = [RawRecord(key, _data(key, group, parts, answer.url)) for key, group in groups.items()]
        end = self._covered_until(parts.entries, now)
        return FetchResult(
            records=records,
            complete=parts.whole and not parts.broken,
            window=Window(now, end),
            payloads=[answer.payload()],
            unreadable=[Unreadable("the entry does not end", entry.text()[:300]) for entry in parts.broken],
            state={**validators(answer.headers), "until": end.isoformat() if end else None, "complete": parts.whole},
        )

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read the entries that share one UID as one listing."""
        return read_listing(raw, reading, self.instance.config)

    def _unchanged(self, now: datetime) -> FetchResult:
        until = self.state.get("until")
        window = Window(now, datetime.fromisoformat(until) if until else None)
        return FetchResult([], bool(self.state.get("complete")), window, unchanged=True, state=self.state)

    def _covered_until(self, entries: list[Entry], now: datetime) -> datetime | None:
        if self.instance.config.get("coverage") == "all":
            return None
        return max((start for start in map(_start, entries) if start), default=now)


def _start(entry: Entry) -> datetime | None:
    """When an entry starts; where its zone is not certain, the earliest that it can mean, so as to claim too little."""
    found = read_time(entry.value("DTSTART"), _zone(entry.zone("DTSTART")))
    return found.at if found else None


def _zone(name: str | None) -> tzinfo:
    try:
        # the zone database is also a package: a long path of dots would be imported part by part
        return ZoneInfo(name) if name and ZONE.fullmatch(name) else EASTERNMOST
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return EASTERNMOST


def _by_identity(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Entries by external id."""
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_uid[entry.value("UID") or _derived(entry)].append(entry)
    found: dict[str, list[Entry]] = defaultdict(list)
    for uid, group in by_uid.items():
        masters = [entry for entry in group if entry.value("RECURRENCE-ID") is None]
        different = len({normalised(entry.value("SUMMARY") or "") for entry in masters}) > 1
        for entry in group:
            found[clip(f"{uid}#{entry.value('DTSTART')}" if different else uid)].append(entry)
    return dict(found)


def _derived(entry: Entry) -> str:
    return derived(entry.value("SUMMARY") or "", entry.value("LOCATION"), entry.value("DTSTART"))


def _data(key: str, group: list[Entry], parts: TakenApart, url: str) -> dict[str, Any]:
    return {"uid": key, "ics": put_together(group, parts.zones), "feed": url}
