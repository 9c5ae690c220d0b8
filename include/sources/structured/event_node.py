"""One schema.org Event, in any of the shapes it is found in, as a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from include.errors import BrokenRecord
from include.listing import (
    MAX_IMAGES,
    MAX_KEYWORDS,
    Category,
    Image,
    Listing,
    Occurrence,
    Organizer,
    OrganizerType,
    Status,
    Venue,
)
from include.network.urls import canonical_url
from include.sources.base import Reading
from include.sources.fields.availability import of_offers
from include.sources.fields.contacts import hashed_email, opens_no_chat
from include.sources.fields.description import Description, description_of
from include.sources.fields.durations import read_duration
from include.sources.fields.many_dates import is_to_come, kept_dates
from include.sources.fields.moments import is_stamp, read_time
from include.sources.fields.places import or_default, place
from include.sources.fields.plain_text import one_line
from include.sources.fields.prices import read_offers
from include.sources.fields.status import status_of, title_and_status
from include.sources.fields.times import read_span
from include.sources.provenance import from_structure
from include.sources.structured.event_identity import has_own_id
from include.sources.structured.extraction import dates_of, parts_of, types_of
from include.sources.structured.place_hours import hours_of
from include.sources.structured.schedules import scheduled
from include.understand.text.availability import title_and_availability
from include.untrusted.bounds import refusals_explained
from include.untrusted.left_out import distinct, each, leave_out, optional, some

CATEGORIES: dict[str, Category] = {
    "MusicEvent": "music", "DanceEvent": "cultural_event", "TheaterEvent": "cultural_event",
    "TheatreEvent": "cultural_event",
    "ComedyEvent": "cultural_event", "LiteraryEvent": "cultural_event", "VisualArtsEvent": "cultural_event",
    "ExhibitionEvent": "cultural_event", "ScreeningEvent": "cultural_event", "Festival": "cultural_event",
    "SportsEvent": "sports", "EducationEvent": "workshop", "CourseInstance": "workshop", "FoodEvent": "food_festival",
    "SaleEvent": "market", "SocialEvent": "meetup", "BusinessEvent": "meetup", "Hackathon": "meetup",
}  # fmt: skip
ORGANIZERS: dict[str, OrganizerType] = {
    "Person": "individual",
    "GovernmentOrganization": "government", "GovernmentOffice": "government", "Embassy": "government",
    "NGO": "community", "PerformingGroup": "community", "MusicGroup": "community", "DanceGroup": "community",
    "TheaterGroup": "community", "SportsClub": "community",
    "Corporation": "business", "OnlineBusiness": "business", "LocalBusiness": "business",
    "EntertainmentBusiness": "business", "FoodEstablishment": "business", "Restaurant": "business",
    "BarOrPub": "business", "Brewery": "business", "CafeOrCoffeeShop": "business", "NightClub": "business",
    "ComedyClub": "business", "ArtGallery": "business", "Store": "business", "BookStore": "business",
    "Hotel": "business", "ExerciseGym": "business",
}  # fmt: skip
"""What the types of an organizer state of it; "Organization" and schools state nothing."""
VOLATILE_KEYS = frozenset(
    {
        "remainingAttendeeCapacity",
        "inventoryLevel",
        "eligibleQuantity",
        "validFrom",
        "availabilityStarts",
        "dateModified",
        "interactionStatistic",
        "aggregateRating",
    }
)
"""Keys of a node whose change is no change of the event: counters and time stamps."""
SPECIFIC_TYPES = frozenset(
    {"MusicEvent", "TheaterEvent", "TheatreEvent", "DanceEvent", "ComedyEvent", "ScreeningEvent", "ExhibitionEvent",
     "VisualArtsEvent", "SportsEvent", "SaleEvent", "Hackathon"}
)  # fmt: skip
"""Kinds that name what it is; the others ("SocialEvent") are what a site calls all that it lists."""
MAX_READ_DATES = 2_000
"""Of the dates that an event lists so many are read, the first ones."""


@refusals_explained()
def read_listing(node: Mapping[str, Any], reading: Reading, config: Mapping[str, Any]) -> Listing:
    """The listing that an event node describes.

    Raises: BrokenRecord when it has no name, or dates of which none can be taken.
    """
    name = one_line(_first(node.get("name")) or _first(node.get("headline")))
    if name is None:
        raise BrokenRecord("the event has no name")
    title, marked = title_and_status(name)
    title, full = title_and_availability(title)
    listing = Listing(title=title, timezone=reading.zone.key)
    left_out = listing.left_out
    with optional(left_out, "description"):
        listing.description, listing.description_marks = _description(node)
    listing.occurrences = _occurrences(node, reading, left_out)
    listing.status = _status(node, listing.occurrences, marked)
    listing.has_own_id = has_own_id(node)
    listing.venue = _venue(node, reading, config, left_out)
    with optional(left_out, "venue_hours"):
        listing.venue_hours = hours_of(_location(node))
    with optional(left_out, "organizer"):
        listing.organizer = _organizer(node.get("organizer"))
    with optional(left_out, "price"):
        free = node.get("isAccessibleForFree")
        listing.price = read_offers(node.get("offers"), free, reading.area.money, left_out)
    with optional(left_out, "url"):
        listing.url = canonical_url(_first(node.get("url"))) or canonical_url(_first(node.get("mainEntityOfPage")))
    with optional(left_out, "ticket_url"):
        listing.ticket_url = next(_ticket_urls(node.get("offers")), None)
    with optional(left_out, "images"):
        urls = distinct(left_out, "images", _images(node.get("image")), MAX_IMAGES)
        listing.images = list(each(left_out, "images", urls, lambda url: Image(url=url, alt=title)))
    with optional(left_out, "keywords"):
        words = (one_line(one, 80) for one in _keywords(node.get("keywords")))
        listing.keywords = distinct(left_out, "keywords", filter(None, words), MAX_KEYWORDS)
    with optional(left_out, "availability"):
        listing.availability = full or of_offers(node.get("offers"))
    with optional(left_out, "capacity"):
        listing.capacity = _capacity(node.get("maximumAttendeeCapacity"))
    kinds = [kind for one in (dict(node), *parts_of(dict(node))) for kind in types_of(one)]
    claim = claim_of(kinds)
    listing.category = listing.source_category = claim[0] if claim else None
    trust = claim[1] if claim else 0.0
    return from_structure(listing, {"category": trust, "source_category": trust, "organizer": 0.9})


def claim_of(kinds: Iterable[str]) -> tuple[Category, float] | None:
    """The category that the first known type names, and how far that is believed; None where no type is known."""
    named = next((kind for kind in kinds if kind in CATEGORIES), None)
    return (CATEGORIES[named], 0.9 if named in SPECIFIC_TYPES else 0.6) if named else None


def _description(node: Mapping[str, Any]) -> Description:
    return description_of(_first(node.get("description")), _first(node.get("about")))


def _occurrences(node: Mapping[str, Any], reading: Reading, left_out: list[str]) -> list[Occurrence]:
    """The dates of the node: its sub-events of the same name, its schedule, or its own start (or starts).

    Of more than a listing may have, the first ones that are to come. Raises: BrokenRecord when none can be taken.
    """
    parts = [part for part in dates_of(dict(node)) if part.get("startDate")]
    found = _each_one(parts, "subEvent", reading, left_out)
    found = found or _by_schedule(node, reading, left_out) or _own_starts(node, reading, left_out)
    unique = {one.starts_at: one for one in found}
    return kept_dates([unique[start] for start in sorted(unique)], reading.now, left_out, "dates")


def _by_schedule(node: Mapping[str, Any], reading: Reading, left_out: list[str]) -> list[Occurrence]:
    """The dates of its schedules. Raises: BrokenRecord when none can be read and its own start is over, too."""
    known = len(left_out)
    try:
        return scheduled(node.get("eventSchedule"), reading, node, left_out)
    except BrokenRecord as error:
        del left_out[known:]  # the first of these, raised again, is reason enough
        if not any(is_to_come(one, reading.now) for one in _own_starts(node, reading, [])):
            raise
        leave_out(left_out, "eventSchedule", error)
        return []


def _own_starts(node: Mapping[str, Any], reading: Reading, left_out: list[str]) -> list[Occurrence]:
    starts = node.get("startDate")
    every = starts if isinstance(starts, list) else [starts]
    return _each_one([{**node, "startDate": one} for one in every], "startDate", reading, left_out)


def _each_one(nodes: list[dict[str, Any]], field: str, reading: Reading, left_out: list[str]) -> list[Occurrence]:
    """The date of each node that has one, of the first MAX_READ_DATES. Raises: as `some`."""
    if len(nodes) > MAX_READ_DATES:
        leave_out(left_out, field, BrokenRecord(f"{len(nodes):,} {field} dates, at most {MAX_READ_DATES:,}"))
        nodes = nodes[:MAX_READ_DATES]
    dates = some(left_out, "startDate", nodes, lambda node: _one(node, reading))
    found = [one for one in dates if one]
    if found and len(found) < len(dates):
        leave_out(left_out, "startDate", BrokenRecord(f"{len(dates) - len(found)} of {len(nodes)} are no dates"))
    return found


def _venue(node: Mapping[str, Any], reading: Reading, config: Mapping[str, Any], left_out: list[str]) -> Venue:
    local, found = reading.area.words, Venue()
    with optional(left_out, "venue"):
        found = place(_location(node), local, left_out)
    found = or_default(found, config, local)
    found.online = found.online or "online" in str(node.get("eventAttendanceMode")).lower()
    return found


def _location(node: Mapping[str, Any]) -> Any:
    """Where it is: where the dates of a series are, when the series itself names no place."""
    return node.get("location") or next(
        (part["location"] for part in dates_of(dict(node)) if part.get("location")), None
    )


def _one(node: Mapping[str, Any], reading: Reading) -> Occurrence | None:
    ends, start = node.get("endDate"), node.get("startDate")
    end = ends[-1] if isinstance(ends, list) and ends else ends
    start, end = (_first(one) if isinstance(one, Mapping) else one for one in (start, end))
    found = read_span(start, end, reading.zone, ignore_zones=reading.ignore_zones) or _day_ahead(start, reading)
    length = read_duration(node.get("duration"))
    if found and length and not end and not found.date_only:
        found.ends_at = found.starts_at + length
    if found:
        found.cancelled = status_of(node.get("eventStatus")) == "cancelled"
    return found


def _day_ahead(start: object, reading: Reading) -> Occurrence | None:
    """The day of a program's time stamp, where it is still to come: the program knew the day and took its own hour."""
    if not is_stamp(start):
        return None
    stamp = read_time(str(start).partition(".")[0], reading.zone)
    day = stamp.at.replace(hour=0, minute=0, second=0) if stamp else None
    ahead = day is not None and day.date() > reading.now.astimezone(reading.zone).date()
    return Occurrence(starts_at=day, date_only=True) if day and ahead else None


def _status(node: Mapping[str, Any], dates: list[Occurrence], marked: Status | None) -> Status:
    if dates and all(one.cancelled for one in dates):
        return "cancelled"
    return status_of(_first(node.get("eventStatus"))) or marked or "scheduled"


def _organizer(value: Any) -> Organizer:
    for one in value if isinstance(value, list) else [value]:
        name = one_line(_first(one.get("name")) if isinstance(one, Mapping) else one, limit=200)
        if name and "[e-mail]" not in name:
            about = dict(one) if isinstance(one, Mapping) else {}
            kind = next((ORGANIZERS[kind] for kind in types_of(about) if kind in ORGANIZERS), None)
            # a person's page may be a private one
            page = None if kind == "individual" else canonical_url(_first(about.get("url")))
            shown = page if page and opens_no_chat(page) else None
            return Organizer(name=name, type=kind, url=shown, email_hash=_email(about))
    return Organizer()


def _email(organizer: Mapping[str, Any]) -> str | None:
    """The hash of the first e-mail address that an organizer states: its own, else of its contact point."""
    points = organizer.get("contactPoint")
    stated = [organizer, *(points if isinstance(points, list) else [points])]
    hashed = (hashed_email(_first(one.get("email"))) for one in stated if isinstance(one, Mapping))
    return next((found for found in hashed if found), None)


def _ticket_urls(offers: Any) -> Iterator[str]:
    if isinstance(offers, list):
        for one in offers:
            yield from _ticket_urls(one)
    elif isinstance(offers, Mapping):
        url = canonical_url(_first(offers.get("url")))
        if url:
            yield url
        yield from _ticket_urls(offers.get("offers"))


def _images(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _images(one)
    elif isinstance(value, Mapping):
        yield from _images(value.get("contentUrl") or value.get("url"))
    else:
        url = canonical_url(value)
        if url:
            yield url


def _keywords(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _keywords(one)
    elif isinstance(value, Mapping):
        yield from _keywords(value.get("name") or value.get("termCode") or [*value.values()])
    elif isinstance(value, str):
        yield from (word.strip(" #\n\t") for word in re.split(r"[,;|]", value) if word.strip(" #\n\t"))


def _capacity(value: Any) -> int | None:
    text = str(_first(value) or "").strip()
    return int(text) if text.isdecimal() and int(text) > 0 else None


def _first(value: Any) -> Any:
    if isinstance(value, list):
        return next((one for one in map(_first, value) if one), None)
    if isinstance(value, Mapping):
        return value.get("@value") or value.get("name") or value.get("@id")
    return value
