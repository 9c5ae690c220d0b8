"""Enrich: build the golden record of every event that a waiting listing belongs to, and store it as its draft."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from openlocationcode import openlocationcode  # type: ignore[import-untyped]
from pydantic import ValidationError
from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.db import query
from include.listing import Approximate, Listing, Organizer, Precision, Price, Venue
from include.pipeline.known_content import known_of_content
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.report import StageReport
from include.understand.content.checks import KnownOfContent, content_doubts
from include.understand.content.links import links_of
from include.understand.place.localities import is_in_area
from include.understand.place.outdoors import is_outdoors
from include.understand.record.golden import Golden, merge
from include.understand.record.quality import moderate, quality, verification
from include.understand.record.shown_title import shown_title
from include.understand.record.sourced import Contributors, SourcedListing, admitted
from include.understand.text.marked.markup import markup_of

MAX_EVENT_LINKS = 20
NOTHING_KNOWN = KnownOfContent()
MODERATED_REASON = "a moderated source alone lists it"

log = logging.getLogger(__name__)


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Draft the events of every listing that waits."""
    return drain(engine, "enrich", work, limit)


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Draft the events of a batch, in the caller's transaction."""
    events = sorted({row.event_id for row in rows if row.event_id})
    connection.execute(query("events_hold"), {"events": events})
    along = connection.execute(query("enrich_along"), {"events": events, "ids": [row.id for row in rows]}).all()
    listings, broken = _sourced(connection, events)
    decided = _decisions(connection, events)
    links = {link for every in listings.values() for one in every for link in links_of(one.listing)}
    known = known_of_content(connection, events, links)
    areas = {row.event_id: load_area(row.area_code) for row in rows}
    drafts: list[dict[str, Any]] = []
    failed: dict[UUID | None, Exception] = {None: LookupError("the listing has no event")}
    for event in events:
        try:
            made = draft(listings[event], decided[event], areas[event], rows[0].now, known[event])
            drafts.append({"id": event, "draft": made})
        except Exception as error:  # one bad record never fails its batch
            failed[event] = error
    connection.execute(query("events_draft"), {"rows": as_json(drafts)})
    for row in rows:
        trouble = broken.get(row.id) or failed.get(row.event_id)
        if trouble:
            batch.set_aside(row, trouble)
        else:
            batch.done.append(row.id)
    batch.done.extend(row.id for row in along if row.id not in broken and row.event_id not in failed)
    connection.execute(query("listings_advance"), {"ids": batch.done, "next": "publish"})


def _sourced(
    connection: Connection, events: Sequence[UUID]
) -> tuple[dict[UUID, list[SourcedListing]], dict[UUID, ValidationError]]:
    """The listings of each event, and the errors of those that cannot be read: the event is built without them."""
    found: dict[UUID, list[SourcedListing]] = defaultdict(list)
    broken: dict[UUID, ValidationError] = {}
    for row in connection.execute(query("events_listings"), {"events": events}):
        try:
            listing = Listing.model_validate(row.processed_data)
        except ValidationError as error:
            log.warning("%s of %s is left out of its event: %s", row.external_id, row.slug, error)
            broken[row.id] = error
            continue
        found[row.event_id].append(
            SourcedListing(
                row.id,
                row.source_id,
                row.slug,
                row.source_name,
                row.external_id,
                row.priority,
                row.official,
                row.gone_at is not None,
                listing,
                row.first_seen_at.astimezone(UTC).date(),
                row.address,
                row.moderated,
            )
        )
    return found, broken


def _decisions(connection: Connection, events: Sequence[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in connection.execute(query("events_decisions"), {"events": events}):
        found[row.event_id].append(row)
    return found


def draft(
    listings: Sequence[SourcedListing],
    decisions: Sequence[Any],
    area: Area,
    now: datetime,
    known: KnownOfContent = NOTHING_KNOWN,
) -> dict[str, Any]:
    """The columns of an event, its dates, images and links, as JSON. `decisions` come the oldest first.

    Those on what a moderated source lists hold as its listings do: not beside another source, whose event a person has
    not judged by them.
    """
    listings = admitted(listings)
    decisions = [d for d in decisions if not d.moderated or all(v.moderated for v in listings)]
    edits = [d.patch for d in decisions if d.kind == "edit"]
    verdict = next((d for d in reversed(decisions) if d.kind in ("approve", "reject", "flag")), None)
    golden = merge(listings, area, edits)
    record = golden.listing
    if not record.occurrences:
        raise LookupError("none of its listings has a date")
    decided = verdict.kind if verdict else None
    links = _links(listings)
    doubts = [
        *golden.failed_edits,
        *([MODERATED_REASON] if golden.primary.moderated else []),
        *content_doubts(
            record, area, known, official=golden.primary.official, others_links=[one["url"] for one in links]
        ),
    ]
    judged = moderate(record, area, now, decided, verdict.reason if verdict else None, doubts)
    return {
        **_columns(golden),
        **_title(golden, area),
        "is_outdoors": is_outdoors(record, area),
        "named_area": None if record.venue.online or not is_in_area(record, area) else area.code,
        "status": _status(record, listings, now),
        "links": links,
        "quality_score": quality(record),
        "verification_status": verification(listings, record, decided),
        "moderation_status": judged.status,
        "moderation_reasons": list(judged.reasons),
        "moderation_notes": judged.notes,
        "moderated_by": verdict.decided_by if verdict else None,
        "moderated_at": verdict.decided_at if verdict else None,
        "occurrences": [o.model_dump(mode="json") for o in record.occurrences],
        "images": [{"url": i.url, "alt": i.alt, "primary": n == 0} for n, i in enumerate(record.images)],
    }


def _columns(golden: Golden) -> dict[str, Any]:
    record, venue, price = golden.listing, golden.listing.venue, golden.listing.price
    first = min(record.occurrences, key=lambda o: o.starts_at)
    located = venue.latitude is not None and venue.longitude is not None
    return {
        "source_id": golden.primary.source_id,
        "primary": golden.primary.id,
        "description": record.description,
        "description_html": markup_of(record.description, record.description_marks),
        "category": record.category,
        "subcategory": record.subcategory,
        "tags": record.tags,
        "start_time": first.starts_at,
        "end_time": max(first.ends_at, first.starts_at) if first.ends_at else None,
        "timezone": record.timezone,
        "date_only": first.date_only,
        "is_recurring": len(record.occurrences) > 1 or record.recurrence is not None,
        "recurrence_rule": {"rrule": record.recurrence.rrule} if record.recurrence else None,
        "venue_name": venue.name or ("Online" if venue.online else None),
        "venue_address": venue.address,
        "place_slug": venue.place_id,
        "latitude": venue.latitude if located else None,
        "longitude": venue.longitude if located else None,
        "location_precision": _precision(venue),
        "approximate": None if located or not venue.approximate else _circle(venue.approximate),
        "plus_code": openlocationcode.encode(venue.latitude, venue.longitude) if located else None,
        "google_place_id": venue.google_place_id,
        "organizer_name": record.organizer.name,
        "organizer_type": record.organizer.type,
        "contact_info": _contacts(record.organizer),
        "external_url": record.url,
        "ticket_url": record.ticket_url,
        "cost_type": price.cost_type,
        "price_range": _price_range(price),
        "capacity": record.capacity,
        "registration_required": record.registration_required,
        "availability": record.availability,
    }


def _precision(venue: Venue) -> Precision | None:
    """A point of a source, of the gazetteer or of others is the venue's."""
    if venue.latitude is not None:
        return venue.precision or "venue"
    return venue.approximate.precision if venue.approximate else None


def _contacts(organizer: Organizer) -> dict[str, str] | None:
    """The organizer's public page, and the hash of its e-mail address, which is not shown."""
    stated = {"url": organizer.url, "email_hash": organizer.email_hash}
    return {name: value for name, value in stated.items() if value} or None


def _circle(approximate: Approximate) -> dict[str, Any]:
    return approximate.model_dump(mode="json", exclude={"precision"})


def _title(golden: Golden, area: Area) -> dict[str, Any]:
    """The title that is shown, and beside the origins of all values the published one, where it is another."""
    record, origins = golden.listing, golden.provenance
    if origins.get("title", {}).get("origin") == "person":
        return {"title": record.title, "provenance": origins}
    days = sorted({one.starts_at.astimezone(area.zone).date() for one in record.occurrences})
    shown = shown_title(record.title, record.venue.name, days, area)
    published = {} if shown == record.title else {"published": record.title}
    return {"title": shown, "provenance": {**origins, "title": {**origins.get("title", {}), **published}}}


def _price_range(price: Price) -> dict[str, Any] | None:
    return price.model_dump(mode="json", include={"minimum", "maximum", "currency"}, exclude_none=True) or None


def _status(record: Listing, listings: Iterable[SourcedListing], now: datetime) -> str:
    """Absent everywhere and still ahead is `unlisted`, which is not cancelled."""
    upcoming = any((o.ends_at or o.starts_at) > now for o in record.occurrences)
    return "unlisted" if upcoming and all(v.gone for v in listings) else record.status


def _links(listings: Sequence[SourcedListing]) -> list[dict[str, Any]]:
    """Where it is listed: of an official event by official listings alone; of any other each source with its name."""
    ranked = [v for v in Contributors(listings).ranked("owner", "url") if v.listing.url and not v.gone]
    links = {(v.slug, v.listing.url): v.source_name for v in ranked[:MAX_EVENT_LINKS]}
    return [{"source": slug, "name": name, "url": url} for (slug, url), name in sorted(links.items())]
