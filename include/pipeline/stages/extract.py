"""Extract: from a raw record to a listing. Structure first, then the text where structure is missing.

A record that announces nothing that happens at a time is set aside with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Connection, Engine

from include.areas.area import Area, area_in, folder_of
from include.db import query
from include.errors import BrokenRecord, NotAnEvent
from include.listing import MAX_TITLE_CHARS, Listing, Occurrence, Organizer, Venue
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.report import StageReport
from include.settings import settings
from include.sources import registry
from include.sources.base import Reading, Source
from include.sources.configuration.instance import SourceInstance
from include.sources.parts import narrow
from include.sources.text.moments import CLOCK_ERROR, published_at, read_time
from include.sources.text.zones import known_zone
from include.understand.place.online import ONLINE, is_online_only
from include.understand.place.venue_text import name_in_text, venue_in_text
from include.understand.place.venues import venue_of_site
from include.understand.repair.rules import repair
from include.understand.text import characters
from include.understand.text.announce import rejection_reason
from include.understand.text.organizers import find_organizer, is_seller
from include.understand.text.money.prices import read_price
from include.understand.text.titles import title_key
from include.understand.text.when import read_when
from include.untrusted.bounds import explain
from include.untrusted.budget import within_budget

OVER_AFTER = timedelta(hours=24)
"""A listing whose last date ended this long ago announces nothing any more."""
MAX_MINED_CHARS = 6_000
"""Characters of a description in which dates, prices and names are looked for."""
REREAD_AHEAD = timedelta(days=60)
"""A recurring listing is read again when its expanded dates end within this time."""
DATED_AHEAD_CONFIDENCE = 0.6
SITE_CONFIDENCE = 0.6
"""How sure it is that what a venue's own site lists without a place is at that venue."""


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Read every record that waits, and the recurring ones whose expanded dates run out."""
    with engine.begin() as connection:
        connection.execute(query("listings_reread"), {"ahead": REREAD_AHEAD, "replaying": settings().replaying})
    return drain(engine, "extract", _work, limit)


def _work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    read = batch.read(rows, lambda row: within_budget(_understood_row, _raw_listing(row)))
    connection.execute(query("listings_understood"), {"rows": as_json(read), "next": "nlp", "dated": True})
    batch.done.extend(one["id"] for one in read)


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


def _raw_listing(row: LedgerRow) -> RawListing:
    instance = SourceInstance(
        slug=row.slug, name=row.source_name, kind=row.kind, config=row.config, area=row.area_code,
        rate_limit=row.rate_limit, priority=row.priority, official=row.official,
    )  # fmt: skip
    return RawListing.of(
        instance, row.raw_data or {}, row.now,
        first_seen_at=row.first_seen_at, has_event=row.event_id is not None, row_id=row.id,
    )  # fmt: skip


def understand(record: RawListing) -> Listing:
    """The listing in one record. Raises: BrokenRecord, NotAnEvent."""
    area = area_in(record.area)
    month_first = record.instance.config.get("day_order") == "month_first"
    reading = Reading(now=record.now, area=area, month_first=month_first)
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


def complete(listing: Listing, area: Area, reading: Reading, posted_at: datetime) -> None:
    """Fill from the text what structure left open. Raises: NotAnEvent when the text announces nothing."""
    text = f"{listing.title}\n{(listing.description or '')[:MAX_MINED_CHARS]}"
    repair(listing, text, area)
    if not listing.occurrences:
        reason = rejection_reason(listing.title, text, area.words)
        if reason:
            raise NotAnEvent(reason)
        when = read_when(text, posted_at, area.zone, reading.horizon, month_first=reading.month_first)
        if when:
            listing.occurrences, listing.recurrence = when.occurrences, when.recurrence
            listing.note("occurrences", "text", when.certainty, when.characters)
    elif all(o.date_only for o in listing.occurrences):
        _add_clock(listing, text, posted_at, area, reading)
    _add_price(listing, text, area)
    _add_venue(listing, text, area)
    _add_organizer(listing, area)


def _add_clock(listing: Listing, text: str, posted_at: datetime, area: Area, reading: Reading) -> None:
    """A date-only start takes the hour from the text when the text speaks of the same day; a run of days, its days."""
    when = read_when(text, posted_at, area.zone, reading.horizon, month_first=reading.month_first)
    timed = [o for o in (when.occurrences if when else []) if not o.date_only]
    in_text = {o.starts_at.astimezone(area.zone).date(): o for o in timed}
    if run := _run_of_days(listing.occurrences, area):
        listed = [one for day, one in in_text.items() if day in run]
        if len(listed) > 1 and run[0] in in_text:
            listing.occurrences = sorted(listed, key=lambda one: one.starts_at)
            listing.note("occurrences", "text", 0.7, when.characters if when else None)
        return
    days = [(o.starts_at.astimezone(area.zone).date(), o.cancelled) for o in listing.occurrences]
    if in_text and all(day in in_text for day, _ in days):
        listing.occurrences = [in_text[day].model_copy(update={"cancelled": cancelled}) for day, cancelled in days]
        listing.note("occurrences", "text", 0.7, when.characters if when else None)


def _run_of_days(dates: list[Occurrence], area: Area) -> list[date]:
    """The days of a lone date that lasts several; empty where it does not."""
    if len(dates) != 1 or dates[0].cancelled or dates[0].ends_at is None:
        return []
    first, last = (moment.astimezone(area.zone).date() for moment in (dates[0].starts_at, dates[0].ends_at))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)] if last > first else []


def _add_organizer(listing: Listing, area: Area) -> None:
    if listing.organizer.name and is_seller(listing.organizer.name, area.words):
        listing.organizer = Organizer()
    if listing.organizer.name is None:
        listing.provenance.pop("organizer", None)
        text = (listing.description or "")[:MAX_MINED_CHARS]
        listing.organizer.name = find_organizer(listing.title, text, area.words)
        if listing.organizer.name:
            whole = f"{listing.title}\n{text}"
            listing.note("organizer", "text", 0.6, characters.of_name(listing.organizer.name, whole))


def _add_price(listing: Listing, text: str, area: Area) -> None:
    """Take the price from the text where structure gives no amount; a zero beside a real one is a form left empty."""
    known = listing.price.cost_type
    written = read_price(text, area.money, labelled=known == "free")
    if known is None or (not listing.price.minimum and known != "donation" and written.minimum):
        listing.price = written
        if written.cost_type:
            listing.note("price", "text", 0.7, characters.of_amount(written.minimum, text))


def _add_venue(listing: Listing, text: str, area: Area) -> None:
    if not listing.venue.online and is_online_only(listing.title, text):
        listing.venue = Venue(online=True)  # its address is its organizer's
        listing.note("venue", "text", 0.8)
    venue = listing.venue
    if not venue.online and not venue.name and not venue.address and venue.latitude is None:
        found = venue_in_text(listing.title, (listing.description or "")[:MAX_MINED_CHARS], area)
        own = venue_of_site(listing.url, area)
        if found and not (own and found[1] < SITE_CONFIDENCE):
            listing.venue = found[0].model_copy(update={"google_place_id": venue.google_place_id})
            listing.note("venue", "text", found[1], characters.of_name(found[0].name, text))
        elif ONLINE.search(text):
            venue.online = True
            listing.note("venue", "text", 0.7)
        elif own:
            venue.name = own.name
            listing.note("venue", "gazetteer", SITE_CONFIDENCE)
    elif not venue.online and not venue.name:
        venue.name = name_in_text(listing.title, (listing.description or "")[:MAX_MINED_CHARS], venue, area)
        if venue.name:
            listing.note("venue", "text", 0.7, characters.of_name(venue.name, text))


def over(listing: Listing, now: datetime) -> bool:
    """Whether every date of it lies more than a day back."""
    return all((o.ends_at or o.starts_at) + OVER_AFTER < now for o in listing.occurrences)


def local_dates(listing: Listing, area: Area) -> list[date]:
    """The local days of the occurrences, for blocking; a run of days gives each of its days, up to a month."""
    days: set[date] = set()
    for one in listing.occurrences:
        first = one.starts_at.astimezone(area.zone).date()
        # a night that ends before five belongs to the day on which it began
        last = max(first, ((one.ends_at or one.starts_at).astimezone(area.zone) - timedelta(hours=5)).date())
        days.update(first + timedelta(days=n) for n in range(min((last - first).days, 31) + 1))
    return sorted(days)


def _understood_row(record: RawListing) -> dict[str, Any]:
    """The columns of the ledger that a record gives."""
    listing, area = understand(record), area_in(record.area)
    until = listing.recurrence.expanded_until if listing.recurrence else None
    running_out = until is not None and until < record.now + REREAD_AHEAD
    sure = [p.confidence for p in listing.provenance.values()]
    return {
        "id": record.row_id,
        "processed_data": listing.document(),
        "local_dates": local_dates(listing, area),
        # normal forms of some letters are eighteen times as long
        "title_key": title_key(listing.title, area.words)[:MAX_TITLE_CHARS],
        # a rule that has just been expanded and still runs out soon has ended: there is nothing more to expand
        "expanded_until": None if running_out else until,
        "confidence_score": round(sum(sure) / len(sure), 2) if sure else None,
        "extraction_metadata": {"extract": {"origins": {k: p.origin for k, p in listing.provenance.items()}}},
    }
