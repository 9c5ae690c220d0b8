"""What a publisher could improve: which parts of its events a source states, by field, beside schema.org's name of it.

A part is stated where its origin is `structure`. One that had to be read from the text counts as found there: it may be
read wrongly; and one that only we know, such as a site's venue, is missing. What a listing states is kept with it, in
`extraction_metadata`: `source_report_v1` counts that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from include.listing import Listing, Origin


@dataclass(frozen=True)
class WantedField:
    """A part of an event: its name, schema.org's and iCalendar's, whose provenance it shares, and what to write."""

    name: str
    schema_org: str
    calendar: str | None
    provenance: str
    is_there: Callable[[Listing], bool]
    advice: str


@dataclass(frozen=True)
class FieldReport:
    """Of how many listings a field is stated, was found in the text alone, or is missing."""

    name: str
    property: str
    stated: int
    in_text: int
    missing: int
    advice: str


def _has_hour(listing: Listing) -> bool:
    return any(not one.date_only for one in listing.occurrences)


def _has_place(listing: Listing, value: object) -> bool:
    return listing.venue.online or bool(value)


WANTED = (
    WantedField("start", "startDate", "DTSTART", "occurrences", lambda one: bool(one.occurrences),
        "state the start in its field, with its offset from UTC at the end"),
    WantedField("hour", "startDate", "DTSTART", "occurrences", _has_hour,
        "state the hour too; a day alone is shown as time to be announced"),
    WantedField("end", "endDate", "DTEND", "occurrences", lambda one: any(o.ends_at for o in one.occurrences),
        "state the end; without one, an event counts as over some hours after its start"),
    WantedField("venue", "location.name", "LOCATION", "venue", lambda one: _has_place(one, one.venue.name),
        "name the venue, or mark the event as online (eventAttendanceMode, VirtualLocation)"),
    WantedField("address", "location.address", "LOCATION", "venue", lambda one: _has_place(one, one.venue.address),
        "give the street, the locality and the postal code"),
    WantedField("point", "location.geo", "GEO", "venue", lambda one: _has_place(one, one.venue.latitude is not None),
        "give latitude and longitude: the event is then on the map for sure"),
    WantedField("description", "description", "DESCRIPTION", "description", lambda one: bool(one.description),
        "describe the event; a category is found by its words"),
    WantedField("page", "url", "URL", "url", lambda one: bool(one.url),
        "give each event the address of a page of its own"),
    WantedField("picture", "image", None, "images", lambda one: bool(one.images),
        "give a picture"),
    WantedField("price", "offers", None, "price", lambda one: one.price.cost_type is not None,
        "give price and currency, or isAccessibleForFree"),
    WantedField("organizer", "organizer", "ORGANIZER", "organizer", lambda one: bool(one.organizer.name),
        "name who holds it"),
    WantedField("id", "identifier", "UID", "has_own_id", lambda one: one.has_own_id,
        "give each event an id that stays: an edit of its title is then no new event"),
)  # fmt: skip


def completeness(listings: Sequence[Listing], kind: str) -> list[FieldReport]:
    """One report per field, in the order of `WANTED`; `kind` of the connector decides how a field is called."""
    return [_report(field, listings, kind) for field in WANTED] if listings else []


def stated_fields(listing: Listing) -> list[str]:
    """The names of the fields of `WANTED` that a listing states."""
    return [field.name for field in WANTED if field.is_there(listing) and _origin(listing, field) == "structure"]


def _report(field: WantedField, listings: Sequence[Listing], kind: str) -> FieldReport:
    origins = [_origin(one, field) for one in listings if field.is_there(one)]
    stated, in_text = origins.count("structure"), origins.count("text")
    name = field.calendar if kind == "icalendar" and field.calendar else field.schema_org
    return FieldReport(field.name, name, stated, in_text, len(listings) - stated - in_text, field.advice)


def _origin(listing: Listing, field: WantedField) -> Origin:
    noted = listing.provenance.get(field.provenance)
    return noted.origin if noted else "structure"
