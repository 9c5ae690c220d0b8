"""One calendar entry, with its recurrence and changed instances, as a listing."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from icalendar import Calendar, Event, vRecur
from icalendar.timezone import tzp

from include.areas.local import LocalWords
from include.errors import BrokenRecord, NotAnEvent
from include.listing import (
    MAX_IMAGES,
    MAX_KEYWORDS,
    MAX_WORD_CHARS,
    Image,
    Listing,
    Organizer,
    Recurrence,
    Status,
    Venue,
)
from include.network.urls import canonical_url
from include.sources.base import Reading
from include.sources.calendar.dates import occurrences
from include.sources.calendar.rules import DEFAULT_PARTS, attribute
from include.sources.fields.description import Description, description_of
from include.sources.fields.places import degrees, or_default, venue_of
from include.sources.fields.plain_text import one_line
from include.sources.fields.prices import read_price_field
from include.sources.fields.status import status_of, title_and_status
from include.sources.provenance import from_structure
from include.understand.text.availability import title_and_availability
from include.untrusted.bounds import refusals_explained
from include.untrusted.left_out import distinct, each, optional

GLOBAL_UID = re.compile(
    r"[^~#\s@][^#\s@]{0,250}@[^#\s@]+\.[^#\s@.]+|[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}"
)
ESCAPE = re.compile(r"\\([,;nN])")
BUSY = re.compile(
    r"\W{0,3}(?:busy|free|tentative|out of office|ooo|away|unavailable|not available|working elsewhere|blocked|booked|"
    r"reserved|hold|(?:no|without) (?:title|subject)|private(?: (?:event|appointment|booking|function|party|meeting))?|"
    r"beschäftigt|belegt|gebucht|abwesend|frei|privat|occupée?|indisponible|privée?|ocupad[oa]|privad[oa]|occupato|"
    r"impegnato|privato|bezet|privé)\W{0,3}",
    re.IGNORECASE,
)
"""Titles of blocks that a calendar shows to those who may not see what they are."""
OBSERVANCE = re.compile(
    r"^BEGIN:(?:STANDARD|DAYLIGHT)[ \t]{0,9}\r?\n(?:(?!BEGIN:|END:).*\n){0,50}", re.IGNORECASE | re.MULTILINE
)
"""A part of a VTIMEZONE, up to its end."""
PICTURE = re.compile(r"^https?://(?=\S+$)\S+?\.(?:jpe?g|png|webp|gif)(?:\?|$)", re.IGNORECASE)


@refusals_explained()
def read_listing(raw: Mapping[str, Any], reading: Reading, config: Mapping[str, Any]) -> Listing:
    """The listing in `raw` (`{"uid", "ics"}`).

    Raises: BrokenRecord when it cannot be parsed, has no title or no readable start.
    """
    if raw.get("private"):
        raise NotAnEvent("it is marked as private (CLASS)")
    calendar = _parse(str(raw.get("ics", "")))
    events: list[Event] = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    masters = [one for one in events if one.get("RECURRENCE-ID") is None] or events
    if not masters:
        raise BrokenRecord("there is no entry in it")
    main = max(masters, key=_sequence)
    title = one_line(_first(main, "SUMMARY"))
    if title is None:
        raise BrokenRecord("the entry has no title")
    if BUSY.fullmatch(title):
        raise NotAnEvent(f"{title[:40]!r} only blocks time: somebody is busy")
    title, marked = title_and_status(title)
    title, full = title_and_availability(title)
    listing = Listing(title=title, timezone=reading.zone.key, availability=full)
    left_out = listing.left_out
    with optional(left_out, "description"):
        listing.description, listing.description_marks = _description(main)
    listing.uid = _global_uid(str(raw.get("uid", "")))
    listing.has_own_id = bool(str(main.get("UID", "")).strip())
    with optional(left_out, "recurrence"):  # before its dates are unfolded, which changes the rule
        listing.recurrence = _recurrence(main, reading)
    listing.occurrences = occurrences(calendar, masters, reading, left_out)
    if main.get("RRULE") is None:  # an odd one was taken away
        listing.recurrence = None
    listing.status = _status(calendar, main, listing, marked)
    with optional(left_out, "venue"):
        listing.venue = _venue(main, config, reading.area.words)
    with optional(left_out, "organizer"):
        listing.organizer = Organizer(name=_organizer(main))
    listing.url = canonical_url(str(main.get("URL", "")))
    listing.ticket_url = canonical_url(str(main.get("X-TICKETS-URL", "")))
    with optional(left_out, "keywords"):
        listing.keywords = _keywords(main, left_out)
    with optional(left_out, "images"):
        urls = _pictures(main, left_out)
        listing.images = list(each(left_out, "images", urls, lambda url: Image(url=url, alt=title)))
    with optional(left_out, "price"):
        listing.price = read_price_field(str(main.get("X-COST", "")), reading.area.money)
    return from_structure(listing)


def _global_uid(uid: str) -> str | None:
    """A UID that no other calendar gives to something else: with a host that has a dot, or a UUID; not ours."""
    is_global = GLOBAL_UID.fullmatch(uid) is not None
    return uid if is_global and len(uid) <= MAX_WORD_CHARS else None


def _parse(text: str) -> Calendar:
    try:
        with warnings.catch_warnings():
            # a vendor's zone name such as /mozilla.org/20070129_1/Europe/Berlin is understood, with a warning
            warnings.simplefilter("ignore")
            # the library remembers time zones by name: what one calendar calls its zone is nothing to the next
            tzp.use_default()
            found = Calendar.from_ical(OBSERVANCE.sub(_named, text))
    except Exception as error:  # whatever foreign text can raise in the library
        raise BrokenRecord(f"not a calendar entry: {error}") from error
    if not isinstance(found, Calendar):
        raise BrokenRecord("not a calendar entry")
    return found


def _named(observance: re.Match[str]) -> str:
    """A part of a VTIMEZONE with a name: the library takes a time whose zone has none for one that names no zone."""
    return observance[0] if "TZNAME" in observance[0].upper() else f"{observance[0]}TZNAME:local\n"


def _sequence(event: Event) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _description(event: Event) -> Description:
    """The plain form, with the marks of the one in HTML that calendars write beside it."""
    return description_of(_first(event, "DESCRIPTION"), _first(event, "X-ALT-DESC"))


def _status(calendar: Calendar, event: Event, listing: Listing, marked: Status | None) -> Status:
    if str(calendar.get("METHOD", "")).upper() == "CANCEL":
        return "cancelled"
    if listing.occurrences and all(one.cancelled for one in listing.occurrences):
        return "cancelled"
    return status_of(event.get("STATUS", "")) or marked or "scheduled"


def _recurrence(event: Event, reading: Reading) -> Recurrence | None:
    rule = next(iter(_every(event, "RRULE")), None)
    if rule is None:
        return None
    if isinstance(rule, vRecur):
        rule = vRecur({name: value for name, value in rule.items() if name not in DEFAULT_PARTS})
    try:
        text = rule.to_ical().decode("utf-8", "replace")
    except ValueError:
        return None
    return Recurrence(rrule=text, expanded_until=reading.now + reading.horizon) if "FREQ" in text else None


def _venue(event: Event, config: Mapping[str, Any], local: LocalWords) -> Venue:
    found = or_default(venue_of(_first(event, "LOCATION"), local), config, local)
    geo = event.get("GEO")
    found.latitude, found.longitude = degrees(attribute(geo, "latitude"), attribute(geo, "longitude"))
    return found


def _organizer(event: Event) -> str | None:
    organizer = next(iter(_every(event, "ORGANIZER")), None)
    name = one_line(str((attribute(organizer, "params") or {}).get("CN", "")), limit=200)
    return None if name is None or "[e-mail]" in name or "example.invalid" in name else name


def _keywords(event: Event, left_out: list[str]) -> list[str]:
    words = (str(word) for group in _every(event, "CATEGORIES") for word in (attribute(group, "cats") or [group]))
    lines = (one_line(word, limit=80) for word in words)
    return distinct(left_out, "keywords", filter(None, lines), MAX_KEYWORDS)


def _pictures(event: Event, left_out: list[str]) -> list[str]:
    values = [one for key in ("IMAGE", "ATTACH", "X-WP-IMAGES-URL") for one in _every(event, key)]
    urls = (canonical_url(str(one)) for one in values if _is_picture(one))
    return distinct(left_out, "images", filter(None, urls), MAX_IMAGES)


def _is_picture(value: Any) -> bool:
    kind = str((attribute(value, "params") or {}).get("FMTTYPE", ""))
    return kind.startswith("image/") or bool(PICTURE.match(str(value)))


def _every(event: Event, key: str) -> list[Any]:
    value = event.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(event: Event, key: str) -> str | None:
    return next((_unescaped(str(one)) for one in _every(event, key)), None)


def _unescaped(text: str) -> str:
    """A text that was escaped once more than it should be."""
    return ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
