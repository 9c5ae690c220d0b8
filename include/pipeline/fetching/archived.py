"""Fetches whose bodies are in the archive: which one is read again, and what it brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from include.areas.area import load_area
from include.db import query
from include.errors import ConfigurationError, UnreadablePayload
from include.payloads.archive import Archive
from include.payloads.fetch_record import FetchRecord, KeptPayload, is_record, read_record
from include.payloads.payload import RawPayload
from include.pipeline.fetching.dates import ArchivedDay
from include.sources.base import Delivery

MAX_DAYS_NAMED = 10
"""Days that are named where the one that is wanted has no fetch."""
MAX_FETCHES_TRIED = 20
"""Fetches that are read again in turn, as long as each failed then and cannot be read now."""


@dataclass(frozen=True)
class ArchivedFetch:
    """One fetch: when it began and ended, and at which business time; `uris` is what it archived, newest fetch first.

    With those of the fetches before it that succeeded, whose bodies stand where it found that nothing had changed.
    """

    began_at: datetime
    ended_at: datetime
    now: datetime
    uris: Sequence[Sequence[str]]
    of_day: int
    """How many of `uris` are those of its own day."""

    def records(self, archive: Archive) -> Iterator[FetchRecord]:
        """What it asked and got, then what the fetches before it did; those that retention has taken are left out."""
        seen: set[str] = set()
        for uri in (one for each in self.uris for one in each if is_record(one)):
            if uri not in seen:
                seen.add(uri)
                try:
                    yield read_record(archive.load(uri))
                except UnreadablePayload:
                    continue

    def own(self, archive: Archive) -> FetchRecord:
        """What it asked and got. Raises: UnreadablePayload."""
        found = [uri for uri in self.uris[0] if is_record(uri)]
        if not found:
            raise UnreadablePayload("the fetch has no record of what it asked: it is older than such records")
        return read_record(archive.load(found[0]))

    def pushed(self, archive: Archive) -> list[KeptPayload]:
        """What was pushed on its day, oldest first. Raises: UnreadablePayload."""
        one_day = ArchivedFetch(self.began_at, self.ended_at, self.now, self.uris[: self.of_day], self.of_day)
        found = [one.payloads for one in one_day.records(archive)]
        return [payload for payloads in reversed(found) for payload in payloads]


def find_archived(connection: Connection, source_id: UUID, day: ArchivedDay, area: str) -> list[ArchivedFetch]:
    """The last fetch of a source that archived something, or the last one of a day in the zone of `area`.

    Where that fetch failed, because its connector could not read what came, the fetches before it follow, up to the
    first that succeeded: what came may have been no list at all.

    Raises: ConfigurationError when there is none, with the days of which there is one.
    """
    zone = load_area(area).zone
    until = datetime.combine(day + timedelta(days=1), time(), zone) if isinstance(day, date) else None
    rows = connection.execute(query("fetches_archived"), {"source_id": source_id, "until": until}).all()
    usual = [row for row in rows if not row.is_backfill]

    def day_of(row: Row[Any]) -> date:
        local: date = row.started_at.astimezone(zone).date()
        return local

    if not usual or (isinstance(day, date) and day_of(usual[0]) != day):
        days = list(dict.fromkeys(str(day_of(row)) for row in usual))[:MAX_DAYS_NAMED]
        before = f"; there are some of {', '.join(days)}" if days else ""
        raise ConfigurationError(
            f"no fetch {f'of {day} ' if isinstance(day, date) else ''}has archived what came{before}"
        )
    found = []
    for number, row in enumerate(usual):
        if isinstance(day, date) and day_of(row) != day:
            break
        rows = [row, *(one for one in usual[number + 1 :] if not one.has_failed)]
        of_day = sum(day_of(one) == day_of(row) for one in rows)
        uris = [one.archive_uris for one in rows]
        found.append(ArchivedFetch(row.started_at, row.completed_at, row.business_time, uris, of_day))
        if not row.has_failed or len(found) == MAX_FETCHES_TRIED:
            break
    return found


def body_of(kept: KeptPayload, archive: Archive) -> RawPayload:
    """A body out of the archive. Raises: UnreadablePayload when it is missing."""
    return RawPayload(kept.url, kept.media_type, archive.load(kept.uri), kept.about)


def as_delivery(number: int, payload: RawPayload) -> Delivery:
    """What was pushed, as it waited."""
    return Delivery(number, payload.url, payload.body, datetime.fromisoformat(payload.about["signed_at"]))
