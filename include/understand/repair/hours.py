"""Hours that a source gives and that cannot be meant.

Dates that carry seconds are stamps of a machine, not starts: the day is kept, the hour is not believed. Nor is
midnight, which programs put where no hour is known, when the text names another hour. And parties do not begin at
eight in the morning.
"""

from __future__ import annotations

import re
from datetime import time, timedelta

from include.areas.area import Area
from include.listing import Listing, Occurrence
from include.understand.text.clock import stated_times
from include.understand.text.patterns import bounded

HALF_DAY = timedelta(hours=12)
PLACEHOLDER = timedelta(hours=3)
"""What a program lets last at most that knows neither hour nor end."""
MIDNIGHT = bounded(r"\bmid-?night|\b12(?::00)?\s?a\.?m\b|\b00:00|\bafter-?\s?(?:hours|party)", re.IGNORECASE)
AT_NIGHT = bounded(
    r"\b(?:nights?|dj|comedy|stand-?up|open mic|quiz|trivia|karaoke|techno|bollywood|club gigs?)\b", re.IGNORECASE
)
"""Kinds of what begins in the evening, in titles and keywords, unless they also are of the day."""
BY_DAY = bounded(
    r"\b(?:kids?|children|yoga|breakfast|brunch|morning|dawn|sunrise|uday\w*|runs?|runners|\w*marathon|cyclothon|cycling"
    r"|swim\w*|zumba|health|coffee|trek|walk|ride|camp|matinee)\b",
    re.IGNORECASE,
)


def distrust(listing: Listing, text: str, area: Area) -> None:
    """Keep the day of a start whose hour is not believed, and drop the hour."""
    doubted = [_is_stamp(o) or _is_placeholder(o, text, area) for o in listing.occurrences]
    if any(doubted):
        dates = zip(listing.occurrences, doubted, strict=True)
        listing.occurrences = [_day_of(one, area) if doubt else one for one, doubt in dates]
        listing.note("occurrences", "structure", 0.4)


def _is_stamp(one: Occurrence) -> bool:
    return not one.date_only and bool(one.starts_at.second or one.starts_at.microsecond)


def _is_placeholder(one: Occurrence, text: str, area: Area) -> bool:
    short = one.ends_at is not None and one.ends_at - one.starts_at <= PLACEHOLDER
    midnight = one.starts_at.astimezone(area.zone).time() == time.min
    return not one.date_only and short and midnight and not MIDNIGHT.search(text) and bool(stated_times(text))


def _day_of(one: Occurrence, area: Area) -> Occurrence:
    day = one.starts_at.astimezone(area.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Occurrence(starts_at=day, date_only=True, cancelled=one.cancelled)


def mend_half(listing: Listing, text: str, area: Area) -> None:
    """A start "at 08:00" that slipped by half a day: the text says "8 PM" and never "8 AM", or it is a party."""
    clocks = {one.starts_at.astimezone(area.zone).time() for one in listing.occurrences}
    if not all(1 <= clock.hour <= 8 for clock in clocks):
        return
    stated = stated_times(text)
    said = stated.issuperset(clock.replace(hour=clock.hour + 12) for clock in clocks)
    kind = f"{listing.title} {' '.join(listing.keywords)}"
    late = all(clock.hour >= 6 for clock in clocks) and bool(AT_NIGHT.search(kind)) and not BY_DAY.search(kind)
    if stated.isdisjoint(clocks) and (said or late):
        listing.occurrences = [_later(one) for one in listing.occurrences]
        listing.note("occurrences", "text", 0.7)


def _later(one: Occurrence) -> Occurrence:
    ends = one.ends_at + HALF_DAY if one.ends_at and one.ends_at <= one.starts_at + HALF_DAY else one.ends_at
    return one.model_copy(update={"starts_at": one.starts_at + HALF_DAY, "ends_at": ends})
