"""From a raw record to a listing: structure first, then the text where structure is missing.

It needs no database, so that the process that reads foreign records need not load one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from include.areas.area import area_in, folder_of
from include.errors import BrokenRecord, NotAnEvent
from include.listing import Listing, Occurrence
from include.pipeline.reading.completing import complete
from include.sources import registry
from include.sources.base import Reading, Source
from include.sources.configuration.instance import SourceInstance
from include.sources.fields.moments import CLOCK_ERROR, published_at, read_time
from include.sources.fields.zones import known_zone
from include.sources.parts import narrow
from include.untrusted.bounds import explain

OVER_AFTER = timedelta(hours=24)
"""A listing whose last date ended this long ago announces nothing any more."""
DATED_AHEAD_CONFIDENCE = 0.6


@dataclass(frozen=True)
class RawListing:
    """One raw record and its circumstances. `has_event`: it belongs to an event already, so its dates may be over.

    `connector` is named by its class and not kept as an object, and the area by its folder, because the record is read
    in another process, which has no settings of ours.
    """

    connector: type[Source]
    instance: SourceInstance
    area: Path
    raw: dict[str, Any]
    now: datetime
    first_seen_at: datetime
    has_event: bool
    row_id: object = None

    @classmethod
    def of(
        cls,
        instance: SourceInstance,
        raw: dict[str, Any],
        now: datetime,
        *,
        first_seen_at: datetime | None = None,
        has_event: bool = False,
        row_id: object = None,
    ) -> RawListing:
        """From a record of `instance`; without `first_seen_at` it is seen for the first time."""
        reader = registry.reader(instance)
        area = folder_of(instance.area)
        return cls(type(reader), reader.instance, area, raw, now, first_seen_at or now, has_event, row_id)


def understand(record: RawListing) -> Listing:
    """The listing in one record. Raises: BrokenRecord, NotAnEvent."""
    area = area_in(record.area)
    reading = Reading.of(record.instance.config, area, record.now)
    try:
        listing = in_area_time(record, reading)
        complete(listing, area, reading, posted(record))
    except ValidationError as error:
        raise BrokenRecord(explain(error)) from error
    if not listing.occurrences and (start := dated_ahead(record)):
        listing.occurrences = [Occurrence(starts_at=start)]
        listing.note("occurrences", "structure", DATED_AHEAD_CONFIDENCE)
    if not listing.occurrences:
        raise NotAnEvent("it names no date")
    stated = listing.provenance.get("status")
    if not record.has_event and stated and stated.origin == "text":
        raise NotAnEvent(f"it announces nothing but that something is {listing.status}")
    if not record.has_event and over(listing, record.now):
        raise NotAnEvent("already over")
    return listing


def in_area_time(record: RawListing, reading: Reading) -> Listing:
    """The listing that the connector reads, by the zone that the source states for its times (see `WebhookConfig`)."""
    stated = known_zone(str(record.instance.config.get("zone") or ""))
    zone = stated if isinstance(stated, ZoneInfo) else reading.zone
    source = record.connector(record.instance, registry.OfflineHttp())
    ignoring = bool(record.instance.config.get("ignore_zones"))
    listing = source.transform(record.raw, replace(reading, source_zone=zone, ignore_zones=ignoring))
    listing = narrow(listing, record.raw)
    listing.timezone = reading.zone.key
    for one in listing.occurrences:
        if one.date_only:  # the days are the area's
            one.starts_at = one.starts_at.replace(tzinfo=reading.zone)
            one.ends_at = one.ends_at.replace(tzinfo=reading.zone) if one.ends_at else None
    return listing


def dated_ahead(record: RawListing) -> datetime | None:
    """The date of publication, where it lay ahead when the record was first seen: then it is the event's start."""
    published = record.raw.get("published")
    found = read_time(published, UTC) if isinstance(published, str) else None
    return found.at if found and found.at > record.first_seen_at + CLOCK_ERROR else None


def posted(record: RawListing) -> datetime:
    """When the record was published, by its own date, else when it was first seen; never later than now."""
    return published_at(record.raw, record.now, unknown=record.first_seen_at)


def over(listing: Listing, now: datetime) -> bool:
    """Whether every date of it lies more than a day back."""
    return all((o.ends_at or o.starts_at) + OVER_AFTER < now for o in listing.occurrences)
