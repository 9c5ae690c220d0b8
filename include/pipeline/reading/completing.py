"""What structure leaves open, filled from the text: dates, price, venue, organizer, whether one has to register."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from include.areas.area import Area
from include.errors import NotAnEvent
from include.listing import Listing, Occurrence, Organizer, Venue
from include.sources.base import Reading
from include.understand.personal.names import private_names
from include.understand.personal.vocabulary import NO_NAMES, REQUESTS
from include.understand.place.announced.venue_certainty import share_right
from include.understand.place.announced.venue_text import name_in_text, venue_in_text
from include.understand.place.chosen.choice import likely_place
from include.understand.place.online import ONLINE, is_online_only
from include.understand.place.venues import venue_of_site
from include.understand.repair.rules import repair
from include.understand.text import characters
from include.understand.text.availability import stated_in
from include.understand.text.money.prices import likely_price, read_price
from include.understand.text.organizers import find_organizer, is_seller
from include.understand.text.patterns import TooManyMentions
from include.understand.text.posts.announce import is_weak, rejection_reason
from include.understand.text.posts.likely_notice import is_improbable
from include.understand.text.posts.remarks import without_remarks
from include.understand.text.posts.states import off_in_prose
from include.understand.text.registration import find_registration
from include.understand.text.titles import words
from include.understand.text.when import read_when
from include.untrusted.left_out import leave_out, optional

MAX_MINED_CHARS = 6_000
"""Characters of a description in which dates, prices and names are looked for."""
MAX_CROWDED_CHARS = 1_500
"""Characters that are read of a text that names too many dates: a date and what parts it from the next take four."""
LIKELY = 0.6
"""How sure what is chosen is where no rule finds anything: between what was right of captions and of listings."""
SITE_CONFIDENCE = 0.6
"""How sure it is that what a venue's own site lists without a place is at that venue."""


def complete(listing: Listing, area: Area, reading: Reading, posted_at: datetime) -> None:
    """Fill from the text what structure left open. Raises: NotAnEvent when the text announces nothing."""
    text = f"{listing.title}\n{(listing.description or '')[:MAX_MINED_CHARS]}"
    repair(listing, text, area)
    if not listing.occurrences:
        try:
            _add_dates(listing, text, posted_at, area, reading)
        except TooManyMentions as error:
            leave_out(listing.left_out, "occurrences", error)
            _add_dates(listing, text[:MAX_CROWDED_CHARS], posted_at, area, reading)
    elif all(o.date_only for o in listing.occurrences):
        with optional(listing.left_out, "occurrences"):
            _add_clock(listing, text, posted_at, area, reading)
    with optional(listing.left_out, "price"):
        _add_price(listing, text, area)
    with optional(listing.left_out, "venue"):
        _add_venue(listing, text, area)
    with optional(listing.left_out, "organizer"):
        _add_organizer(listing, area)
    with optional(listing.left_out, "registration_required"):
        _add_registration(listing, text)
    with optional(listing.left_out, "availability"):
        _add_availability(listing, text)


def _add_dates(listing: Listing, text: str, posted_at: datetime, area: Area, reading: Reading) -> None:
    """The dates that a text announces. Raises: NotAnEvent."""
    text = without_remarks(text, posted_at.astimezone(area.zone).date(), area.words)
    if reason := rejection_reason(listing.title, text, area.words):
        raise NotAnEvent(reason)
    when = read_when(text, posted_at, area.zone, reading.horizon, month_first=reading.month_first)
    if when and is_weak(when, text, area.words):
        raise NotAnEvent("it names a day, and nothing that is on then")
    if when and is_improbable(text, area.words):
        raise NotAnEvent("it reads like a notice, though it names a day")
    if when:
        listing.occurrences, listing.recurrence = when.occurrences, when.recurrence
        listing.note("occurrences", "text", when.certainty, when.characters)
        _add_status(listing, text)


def _add_status(listing: Listing, text: str) -> None:
    """Whether it is off, where the text states it and the source has no field for it."""
    if listing.status == "scheduled" and (off := off_in_prose(text)):
        listing.status = off
        listing.note("status", "text", 0.7)


def _add_registration(listing: Listing, text: str) -> None:
    """Whether one has to register, where a text states it and structure does not."""
    stated = find_registration(text) if listing.registration_required is None else None
    if stated:
        listing.registration_required = stated.required
        listing.note("registration_required", "text", 0.8, (stated.start, stated.end))


def _add_availability(listing: Listing, text: str) -> None:
    """That it is sold out, where a line of a text says so and structure states nothing; of several dates, none is."""
    if listing.availability is None and len(listing.occurrences) == 1 and (stated := stated_in(text)):
        listing.availability = stated
        listing.note("availability", "text", 0.8)


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


def _is_whole(listing: Listing) -> bool:
    """Whether a text announces by itself: with day and hour. What structure dates mostly leaves out the place."""
    dated = listing.provenance.get("occurrences")
    return dated is not None and dated.origin == "text" and not all(one.date_only for one in listing.occurrences)


def _add_price(listing: Listing, text: str, area: Area) -> None:
    """Take the price from the text where structure gives no amount; a zero beside a real one is a form left empty."""
    known = listing.price.cost_type
    written = read_price(text, area.money, labelled=known == "free")
    if known is None or (not listing.price.minimum and known != "donation" and written.minimum):
        listing.price = written
        if written.cost_type:
            listing.note("price", "text", 0.7, characters.of_amount(written.minimum, text))
    if _is_whole(listing) and (listing.price.cost_type is None or _is_in_own_money(listing, area)):
        likely = likely_price(text, area.money)
        if likely.minimum and (likely.minimum, likely.maximum) != (listing.price.minimum, listing.price.maximum):
            listing.price = likely
            listing.note("price", "text", LIKELY, characters.of_amount(likely.minimum, text))


def _is_in_own_money(listing: Listing, area: Area) -> bool:
    """Whether rules read a price in the area's own money from the text, beside which others may stand."""
    noted = listing.provenance.get("price")
    is_read = noted is not None and noted.origin == "text"
    return is_read and listing.price.cost_type == "paid" and listing.price.currency == area.money.currency


def _add_venue(listing: Listing, text: str, area: Area) -> None:
    if not listing.venue.online and is_online_only(listing.title, text):
        listing.venue = Venue(online=True)  # its address is its organizer's
        listing.note("venue", "text", 0.8)
    venue = listing.venue
    if not venue.online and not venue.name and not venue.address and venue.latitude is None:
        found = venue_in_text(listing.title, (listing.description or "")[:MAX_MINED_CHARS], area)
        own = venue_of_site(listing.url, area)
        if found and _is_whom_to_ask(found[0].name or "", text, area):
            found = None
        if found and not (own and found[1] < SITE_CONFIDENCE):
            listing.venue = found[0].model_copy(update={"google_place_id": venue.google_place_id})
            listing.note("venue", "text", share_right(found[1], text), characters.of_name(found[0].name, text))
        elif ONLINE.search(text):
            venue.online = True
            listing.note("venue", "text", 0.7)
        elif own:
            venue.name = own.name
            listing.note("venue", "gazetteer", SITE_CONFIDENCE)
        elif (
            _is_whole(listing)
            and (likely := likely_place(text, area))
            and not _is_whom_to_ask(likely.written, text, area)
        ):
            listing.venue = likely.venue.model_copy(update={"google_place_id": venue.google_place_id})
            listing.note("venue", "text", LIKELY, (likely.start, likely.start + len(likely.written)))
    elif not venue.online and not venue.name:
        venue.name = name_in_text(listing.title, (listing.description or "")[:MAX_MINED_CHARS], venue, area)
        if venue.name:
            listing.note("venue", "text", 0.7, characters.of_name(venue.name, text))


def _is_whom_to_ask(name: str, text: str, area: Area) -> bool:
    """Whether what was found for a place is a label ("Enquiries") or whom one is to contact.

    A private person's name would be shown as a venue's, and stay in the text as a public one.
    """
    if all(word in NO_NAMES or word in REQUESTS for word in words(name)):
        return True
    start = text.find(name)
    stop = start + len(name)
    private = private_names(text, area, title=text.partition("\n")[0]) if start >= 0 else []
    return any(first < stop and start < last for first, last in private)
