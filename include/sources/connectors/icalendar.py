"""iCalendar feeds (RFC 5545), as they are found in the wild.

`config`: `url`; `coverage` (`listed`, the default: complete up to the latest start listed; `all`: the feed lists all
that is to come); `dates`, the parameters of the address in which it takes a range of dates, for backfills (without
them the whole calendar is read and what lies in the range is taken); `venue` (name) and `address` for entries without
a LOCATION, when the calendar belongs to one place.

One listing per UID: recurrence, exceptions and changed instances are its occurrences. Floating times are read in the
calendar's X-WR-TIMEZONE, else in the area's zone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import partial
from typing import Any, ClassVar

from include.errors import BrokenRecord, UnreadablePayload
from include.listing import Listing
from include.network.http import conditional_headers, validators
from include.payloads.decoding import looks_like
from include.sources.base import FetchResult, Reading, Source, SourceType, Unreadable, Window
from include.sources.calendar.event import read_listing
from include.sources.calendar.groups import is_private, newest, sequence, split_instances
from include.sources.calendar.parsing import Entry, ParsedCalendar, parse_calendar, serialise
from include.sources.configuration.config import CalendarConfig, ConfigModel
from include.sources.fields.moments import read_time
from include.sources.fields.zones import known_zone
from include.sources.gathering import Gathering
from include.sources.http import Response
from include.sources.identity import clip, derived, normalised
from include.untrusted.bounds import at_most
from include.untrusted.budget import PAYLOAD_BUDGET, OverBudget, within_budget

WEBCAL = re.compile(r"^webcals?://", re.IGNORECASE)
EASTERNMOST = timezone(timedelta(hours=14))
MAX_ENTRIES = 2_000
"""Entries of one UID: a series and its changed instances."""
MAX_FAULTS = 20
"""Faults of the calendar's own lines that are reported."""
MAX_URL_CHARS = 2_000
"""Characters of the calendar's own address, which stands in every record."""


class ICalendar(Source):
    """A calendar published at one address."""

    kind: ClassVar[str] = "icalendar"
    type: ClassVar[SourceType] = "ical"
    config_model: ClassVar[ConfigModel] = CalendarConfig
    # a calendar that has moved lists the same events
    volatile: ClassVar[frozenset[str]] = frozenset({"feed", "uid", "modified"})

    def fetch(self, now: datetime) -> FetchResult:
        """All entries of the calendar; nothing when it is not modified."""
        url = WEBCAL.sub("https://", self.instance.config["url"])
        answer = self.http.get(url, headers=conditional_headers(self.state))
        return self._unchanged(now) if answer.status == 304 else self._read(answer, now)

    def fetch_dates(self, asked: Window, now: datetime) -> FetchResult:
        """The entries that lie in a range of dates, and the series that may."""
        dates = CalendarConfig.model_validate(self.instance.config).dates
        params = dates.query(asked.start, asked.end) if dates and asked.end else {}
        answer = self.http.get(WEBCAL.sub("https://", self.instance.config["url"]), params=params)
        return self._read(answer, now, asked)

    def _read(self, answer: Response, now: datetime, asked: Window | None = None) -> FetchResult:
        text = answer.text()
        if looks_like(text) != "ical":
            raise UnreadablePayload(f"{answer.url}: expected a calendar, got {looks_like(text)}: {text.strip()[:80]!r}")
        parts = _parsed(text, answer.url)
        gathering = Gathering()
        gathering.unreadable += [Unreadable(fault, answer.url) for fault in parts.faults[:MAX_FAULTS]]
        for entry in parts.broken:
            gathering.set_aside(BrokenRecord("the entry does not end"), entry.text())
        groups = _by_identity(gathering, parts.entries)
        if asked:
            zone = self._zone(asked)
            groups = {
                key: group for key, group in groups.items() if any(_may_lie_in(one, asked, zone) for one in group)
            }
        for key, group in groups.items():
            gathering.add(key, partial(_data, key, group, parts, answer.url))
        end = self._covered_until(parts.entries, now)
        return gathering.result(
            complete=parts.whole, window=Window(now, end), payloads=[answer.payload()],
            state={**validators(answer.headers), "until": end.isoformat() if end else None,
                   "complete": parts.whole and gathering.whole},
        )  # fmt: skip

    def likeness(self, raw: Mapping[str, Any]) -> str | None:
        """By the first entry of the record."""
        first = str(raw.get("ics", "")).partition("BEGIN:VEVENT")[2].partition("END:VEVENT")[0]
        entry = Entry([], first.split("\n"))
        title, start = normalised(entry.value("SUMMARY") or ""), entry.value("DTSTART")
        return clip(f"{title}|{normalised(entry.value('LOCATION') or '')}|{start}") if title and start else None

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read the entries that share one UID as one listing, within the budget of a record.

        Raises: BrokenRecord, OverBudget.
        """
        try:
            return within_budget(read_listing, dict(raw), reading, self.instance.config)
        except OverBudget as error:
            raise OverBudget(f"the dates by RRULE, RDATE and VTIMEZONE: {error}") from error

    def _unchanged(self, now: datetime) -> FetchResult:
        until = self.state.get("until")
        end = read_time(until, UTC) if until else None
        # what cannot be read of the last fetch claims nothing
        complete = bool(self.state.get("complete")) and (end is not None or not until)
        return FetchResult([], complete, Window(now, end.at if end else None), unchanged=True, state=self.state)

    def _zone(self, asked: Window) -> tzinfo:
        """That of times which name none: the source's own, else the area's, in which the range is given."""
        stated = self.instance.config.get("zone")
        return (known_zone(stated) if stated else None) or asked.start.tzinfo or UTC

    def _covered_until(self, entries: list[Entry], now: datetime) -> datetime | None:
        if self.instance.config.get("coverage") == "all":
            return None
        return max((start for start in map(_start, entries) if start), default=now)


def _parsed(text: str, url: str) -> ParsedCalendar:
    try:
        return within_budget(parse_calendar, text, budget=PAYLOAD_BUDGET)
    except OverBudget as error:
        raise UnreadablePayload(f"{url}: {error}") from error


def _start(entry: Entry) -> datetime | None:
    """When an entry starts; where its zone is not certain, the earliest that it can mean, so as to claim too little."""
    return _moment(entry, "DTSTART", EASTERNMOST)


def _moment(entry: Entry, name: str, zone: tzinfo) -> datetime | None:
    """The moment that a property holds, read in `zone` where it names none that is known."""
    named = entry.zone(name)
    found = read_time(entry.value(name), (known_zone(named) if named else None) or zone)
    return found.at if found else None


def _may_lie_in(entry: Entry, asked: Window, zone: tzinfo) -> bool:
    """Whether an entry has a part in the range; of a series, whether it begins before the range ends."""
    start, end = _moment(entry, "DTSTART", zone), _moment(entry, "DTEND", zone)
    if start is None or (asked.end and start >= asked.end):
        return False
    repeats = any(entry.line(name) for name in ("RRULE", "RDATE"))
    return repeats or start >= asked.start or (end is not None and end > asked.start)


def _by_identity(gathering: Gathering, entries: list[Entry]) -> dict[str, list[Entry]]:
    """Entries by external id."""
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    for uid, entry in gathering.each(gathering.within(entries), lambda one: (one.value("UID") or _derived(one), one)):
        if is_private(entry) and entry.value("UID") is None:
            continue  # an id of its title would give it away
        by_uid[uid].append(entry)
    found: dict[str, list[Entry]] = defaultdict(list)
    for uid, every in by_uid.items():
        group, own = split_instances(newest(every))
        for entry in own:
            found[clip(f"{uid}#{entry.value('DTSTART')}")].append(entry)
        masters = [entry for entry in group if entry.value("RECURRENCE-ID") is None]
        different = len({normalised(entry.value("SUMMARY") or "") for entry in masters}) > 1
        for entry in group:
            found[clip(f"{uid}#{entry.value('DTSTART')}" if different else uid)].append(entry)
    return dict(found)


def _derived(entry: Entry) -> str:
    return derived(entry.value("SUMMARY") or "", entry.value("LOCATION"), entry.value("DTSTART"))


def _data(key: str, group: list[Entry], parts: ParsedCalendar, url: str) -> dict[str, Any]:
    at_most(MAX_ENTRIES, len(group), "entries of one UID")
    if any(map(is_private, group)):
        # its text is nobody's business; that it is listed, and not public, is all that is kept
        return {"uid": key, "private": True, "feed": url[:MAX_URL_CHARS]}
    return {
        "uid": key, "ics": serialise(group, parts.zones), "feed": url[:MAX_URL_CHARS],
        "sequence": max(map(sequence, group)), "modified": max(one.modified for one in group),
    }  # fmt: skip
