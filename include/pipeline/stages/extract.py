"""Extract: from a raw record to a listing. Structure first, then the text where structure is missing.

A record that announces nothing that happens at a time is set aside with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.bounds import explain
from include.budget import within_budget
from include.db import query
from include.errors import BrokenRecord, NotAnEvent
from include.listing import MAX_TITLE_CHARS, Listing, Organizer
from include.pipeline.ledger import Batch, Waiting, as_json, drain
from include.pipeline.report import StageReport
from include.settings import settings
from include.sources import registry
from include.sources.base import Reading, Source, SourceInstance
from include.understand.place.venue_text import ONLINE, name_in_text, venue_in_text
from include.understand.place.venues import venue_of_site
from include.understand.repair.hours import distrust, mend_half
from include.understand.repair.spans import meant
from include.understand.text.announce import why_not
from include.understand.text.organizers import find_organizer, is_seller
from include.understand.text.prices import read_price
from include.understand.text.titles import title_key
from include.understand.text.when import read_when

OVER = timedelta(hours=24)
MINED = 6_000
"""Characters of a description in which dates, prices and names are looked for."""
REREAD_AHEAD = timedelta(days=60)
PUBLISHED = ("published", "pubDate", "updated", "created_time", "timestamp", "date_published")


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Read every record that waits, and the recurring ones whose expanded dates run out."""
    with engine.begin() as connection:
        connection.execute(query("listings_reread"), {"ahead": REREAD_AHEAD, "replaying": settings().replaying})
    return drain(engine, "extract", _work, limit)


def _work(connection: Connection, rows: Sequence[Waiting], batch: Batch) -> None:
    read = batch.read(rows, lambda row: within_budget(_row, _record(row)))
    connection.execute(query("listings_understood"), {"rows": as_json(read), "next": "nlp", "dated": True})
    batch.done.extend(one["id"] for one in read)


@dataclass(frozen=True)
class Record:
    """One raw record and its circumstances. `is_known`: it has an event already, so it may be over."""

    id: object
    connector: type[Source]
    instance: SourceInstance
    raw: dict[str, Any]
    now: datetime
    first_seen_at: datetime
    is_known: bool


def _record(row: Waiting) -> Record:
    instance = SourceInstance(
        slug=row.slug, name=row.source_name, kind=row.kind, config=row.config, area=row.area_code,
        rate_limit=row.rate_limit, priority=row.priority, official=row.official,
    )  # fmt: skip
    reader = registry.reader(instance)
    return Record(
        row.id, type(reader), reader.instance, row.raw_data or {}, row.now, row.first_seen_at, row.event_id is not None
    )


def understand(record: Record) -> Listing:
    """The listing in one record. Raises: BrokenRecord, NotAnEvent."""
    area = load_area(record.instance.area)
    reading = Reading(now=record.now, zone=area.zone, currency=area.currency)
    try:
        listing = record.connector(record.instance, registry.Offline()).transform(record.raw, reading)
        complete(listing, area, reading, posted(record))
    except ValidationError as error:
        raise BrokenRecord(explain(error)) from error
    if not listing.occurrences:
        raise NotAnEvent("it names no date")
    if not record.is_known and over(listing, record.now):
        raise NotAnEvent("already over")
    return listing


def posted(record: Record) -> datetime:
    """When the record was published: its own word for it, else when it was first seen; never later than now."""
    now = record.now
    for key in PUBLISHED:
        value = record.raw.get(key)
        if isinstance(value, str):
            try:
                stamp = datetime.fromisoformat(value.replace("Z", "+00:00"))
            except ValueError:
                continue
            return min(stamp if stamp.tzinfo else stamp.astimezone(), now)
    return min(record.first_seen_at, now)


def complete(listing: Listing, area: Area, reading: Reading, posted_at: datetime) -> None:
    """Fill from the text what structure left open. Raises: NotAnEvent when the text announces nothing."""
    text = f"{listing.title}\n{(listing.description or '')[:MINED]}"
    distrust(listing, text, area)
    if not listing.occurrences:
        reason = why_not(listing.title, text)
        if reason:
            raise NotAnEvent(reason)
        when = read_when(text, posted_at, area.zone, reading.horizon)
        if when:
            listing.occurrences, listing.recurrence = when.occurrences, when.recurrence
            listing.note("occurrences", "text", when.certainty)
    elif all(o.date_only for o in listing.occurrences):
        _add_clock(listing, text, posted_at, area, reading)
    else:
        mend_half(listing, text, area)
        listing.occurrences = meant(listing.title, text, listing.occurrences, area.zone)
    _add_price(listing, text, area)
    _add_venue(listing, text, area)
    _add_organizer(listing)


def _add_clock(listing: Listing, text: str, posted_at: datetime, area: Area, reading: Reading) -> None:
    """A date-only start takes the hour from the text when the text speaks of the same day."""
    when = read_when(text, posted_at, area.zone, reading.horizon)
    said = {o.starts_at.astimezone(area.zone).date(): o for o in (when.occurrences if when else []) if not o.date_only}
    days = [(o.starts_at.astimezone(area.zone).date(), o.cancelled) for o in listing.occurrences]
    if said and all(day in said for day, _ in days):
        listing.occurrences = [said[day].model_copy(update={"cancelled": cancelled}) for day, cancelled in days]
        listing.note("occurrences", "text", 0.7)


def _add_organizer(listing: Listing) -> None:
    if listing.organizer.name and is_seller(listing.organizer.name):
        listing.organizer = Organizer()
    if listing.organizer.name is None:
        listing.provenance.pop("organizer", None)
        listing.organizer.name = find_organizer(listing.title, (listing.description or "")[:MINED])
        if listing.organizer.name:
            listing.note("organizer", "text", 0.6)


def _add_price(listing: Listing, text: str, area: Area) -> None:
    """Take the price from the text where structure gives no amount; a zero beside a real one is a form left empty."""
    known = listing.price.cost_type
    written = read_price(text, area.currency, labelled=known == "free")
    if known is None or (not listing.price.minimum and known != "donation" and written.minimum):
        listing.price = written
        if written.cost_type:
            listing.note("price", "text", 0.7)


def _add_venue(listing: Listing, text: str, area: Area) -> None:
    venue = listing.venue
    if not venue.online and not venue.name and not venue.address and venue.latitude is None:
        found = venue_in_text(listing.title, (listing.description or "")[:MINED], area)
        if found:
            listing.venue = found[0].model_copy(update={"google_place_id": venue.google_place_id})
            listing.note("venue", "text", found[1])
        elif ONLINE.search(text):
            venue.online = True
            listing.note("venue", "text", 0.7)
        elif own := venue_of_site(listing.url, area.code):
            venue.name = own.name
            listing.note("venue", "gazetteer", 0.6)
    elif not venue.online and not venue.name:
        venue.name = name_in_text(listing.title, (listing.description or "")[:MINED], venue, area)
        if venue.name:
            listing.note("venue", "text", 0.7)


def over(listing: Listing, now: datetime) -> bool:
    """Whether every date of it lies more than a day back."""
    return all((o.ends_at or o.starts_at) + OVER < now for o in listing.occurrences)


def local_dates(listing: Listing, area: Area) -> list[date]:
    """The local days of the occurrences, for blocking; a run of days gives each of its days, up to a month."""
    days: set[date] = set()
    for one in listing.occurrences:
        first = one.starts_at.astimezone(area.zone).date()
        # a night that ends before five belongs to the day on which it began
        last = max(first, ((one.ends_at or one.starts_at).astimezone(area.zone) - timedelta(hours=5)).date())
        days.update(first + timedelta(days=n) for n in range(min((last - first).days, 31) + 1))
    return sorted(days)


def _row(record: Record) -> dict[str, Any]:
    """What the ledger keeps of a record."""
    listing = understand(record)
    until = listing.recurrence.expanded_until if listing.recurrence else None
    running_out = until is not None and until < record.now + REREAD_AHEAD
    sure = [p.confidence for p in listing.provenance.values()]
    return {
        "id": record.id,
        "processed_data": listing.document(),
        "local_dates": local_dates(listing, load_area(record.instance.area)),
        # normal forms of some letters are eighteen times as long
        "title_key": title_key(listing.title)[:MAX_TITLE_CHARS],
        # a rule that has just been expanded and still runs out soon has ended: there is nothing more to expand
        "expanded_until": None if running_out else until,
        "confidence_score": round(sum(sure) / len(sure), 2) if sure else None,
        "extraction_metadata": {"extract": {"origins": {k: p.origin for k, p in listing.provenance.items()}}},
    }
