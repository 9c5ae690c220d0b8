"""A doubtful reading of an announcement, read again from the words to which a language model pointed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from include.areas.area import Area
from include.listing import Listing, Venue
from include.understand.quotes.question import Quotes
from include.understand.text.characters import Characters
from include.understand.text.money.prices import read_price
from include.understand.text.when import AnnouncedDates, read_when

DOUBTFUL_BELOW = 0.6
"""Confidence in a start below which its reading is doubtful: a run of days, a day alone, what is over."""
POINTED_CONFIDENCE = 0.6
"""Of what stands where a model pointed. It is measured on no model: a setting of nobody's choice decides which one."""


def is_doubtful(listing: Listing) -> bool:
    """Whether a post's own reading leaves room for another: a start that is hardly sure, or no place at all.

    What has its dates from structure is no post.
    """
    when, venue = listing.provenance.get("occurrences"), listing.venue
    if not listing.occurrences or when is None or when.origin != "text":
        return not listing.occurrences
    nowhere = not venue.online and not venue.name and not venue.address and venue.latitude is None
    return when.confidence < DOUBTFUL_BELOW or nowhere


def read_again(
    listing: Listing, quotes: Quotes, area: Area, posted: datetime, horizon: timedelta, *, month_first: bool = False
) -> list[str]:
    """Fill from the quotes what is doubtful, and nothing else; the fields that were filled.

    A quote counts where title and description have it, letter for letter. Dates are read from it by our own grammar, in
    the order of day and month that the source writes: a quote that gives none leaves what stands.
    """
    text = f"{listing.title}\n{listing.description or ''}"
    filled = []
    quoted = [one for one in quotes.when if _place(one, text)]
    when = read_when("\n" + "\n".join(quoted), posted, area.zone, horizon, month_first=month_first) if quoted else None
    if when and _take_dates(listing, when, posted.astimezone(area.zone).date(), area):
        listing.note("occurrences", "model", POINTED_CONFIDENCE, _place(quoted[0], text))
        filled.append("occurrences")
    at = _place(quotes.venue, text)
    if quotes.venue and at and not (listing.venue.name or listing.venue.address or listing.venue.online):
        listing.venue = Venue(name=quotes.venue, google_place_id=listing.venue.google_place_id)
        listing.note("venue", "model", POINTED_CONFIDENCE, at)
        filled.append("venue")
    at = _place(quotes.price, text)
    if quotes.price and at and listing.price.cost_type is None:
        price = read_price(quotes.price, area.money)
        if price.cost_type:
            listing.price = price
            listing.note("price", "model", POINTED_CONFIDENCE, at)
            filled.append("price")
    return filled


def _take_dates(listing: Listing, when: AnnouncedDates, today: date, area: Area) -> bool:
    """Give the listing those dates that are not over, where its own are in doubt; whether it has."""
    noted = listing.provenance.get("occurrences")
    if listing.occurrences and (noted is None or noted.confidence >= DOUBTFUL_BELOW):
        return False
    ahead = [one for one in when.occurrences if (one.ends_at or one.starts_at).astimezone(area.zone).date() >= today]
    if not ahead:
        return False
    listing.occurrences, listing.recurrence = ahead, when.recurrence
    return True


def _place(quote: str | None, text: str) -> Characters | None:
    """From where to before where a quote stands in the text; None where it does not."""
    start = text.find(quote) if quote else -1
    return (start, start + len(quote)) if quote and start >= 0 else None
