"""Published events read from their text alone, and whether that is what their structure states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz

from include.areas.area import Area
from include.errors import BrokenRecord, NotAnEvent
from include.listing import Listing, Occurrence, Venue
from include.pipeline.reading.completing import complete
from include.sources.base import Reading
from include.sources.structured.event_node import read_listing
from include.understand.text.titles import words

PUBLISHED_BEFORE = timedelta(days=1)
"""How long before its start a listing was published at the latest, so that its date lies ahead."""
FIELDS = ("start", "venue")
MIN_SPELLING_LIKENESS = 88
"""Likeness (0 to 100) of two names from which on they are spellings of one: "Samagta", "Samagata Foundation"."""
_SMALL = frozenset({"the", "by", "at", "and", "of", "hotel"})
"""Words that one spelling of a venue's name has and another has not."""


@dataclass(frozen=True)
class Published:
    """An event as its source publishes it, and when it was seen first; None where that is not known."""

    source: str
    event: dict[str, Any]
    seen: datetime | None


@dataclass(frozen=True)
class Outcome:
    """A value that the text of a listing gave: how sure it was, and whether it is what the structure states."""

    field: str
    source: str
    stated: float
    right: bool
    found: str
    expected: str

    def mistake(self) -> dict[str, str | float]:
        """What was found and what is right, for a line of JSON."""
        return {"field": self.field, "source": self.source, "stated": self.stated,
                "found": self.found, "expected": self.expected}  # fmt: skip


def outcomes(published: Iterable[Published], area: Area) -> list[Outcome]:
    """What the texts give; those that give nothing, or whose structure states nothing, are left out."""
    return [one for event in published for one in _outcomes(event, area)]


def _outcomes(published: Published, area: Area) -> Iterator[Outcome]:
    try:
        known = read_listing(published.event, Reading(now=datetime.now(area.zone), area=area), {})
        if not known.occurrences:
            return
        start = known.occurrences[0]
        found = _from_text(known, _posted(published, start, area), area)
    except (BrokenRecord, NotAnEvent, ValidationError):
        return
    if found.occurrences:
        stated = found.provenance["occurrences"].confidence
        right = any(_is_same(one, start, area) for one in found.occurrences)
        yield Outcome(
            "start", published.source, stated, right, str(found.occurrences[0].starts_at), str(start.starts_at)
        )
    if found.venue.name and known.venue.name:
        stated = found.provenance["venue"].confidence
        right = _is_same_venue(found.venue.name, known.venue)
        yield Outcome("venue", published.source, stated, right, found.venue.name, known.venue.name or "")


def _from_text(known: Listing, posted: datetime, area: Area) -> Listing:
    """The listing as a post of the same words would give it. Raises: NotAnEvent."""
    listing = Listing(title=known.title, description=known.description, timezone=area.zone.key)
    complete(listing, area, Reading(now=posted, area=area), posted)
    return listing


def _posted(published: Published, start: Occurrence, area: Area) -> datetime:
    ahead = start.starts_at - PUBLISHED_BEFORE
    seen = published.seen or ahead
    return min(seen if seen.tzinfo else seen.replace(tzinfo=area.zone), ahead)


def _is_same(found: Occurrence, start: Occurrence, area: Area) -> bool:
    if not (found.date_only or start.date_only):
        return found.starts_at == start.starts_at
    days = {one.starts_at.astimezone(area.zone).date() for one in (found, start)}
    return len(days) == 1


def _is_same_venue(found: str, known: Venue) -> bool:
    """Whether one name holds the other, or the address does, however their words are parted, or they are spellings."""
    name, named = _letters(known.name or ""), _letters(found)
    return named in name + _letters(known.address or "") or name in named or _is_spelling(found, known.name or "")


def _is_spelling(found: str, name: str) -> bool:
    """Whether the one has all words of the other, in any order, or is spelled nearly alike: "Social Koramangala"."""
    ours, theirs = (set(words(one)) - _SMALL for one in (found, name))
    if not ours or not theirs:
        return False
    alike = fuzz.token_sort_ratio(" ".join(words(found)), " ".join(words(name)))
    return ours <= theirs or theirs <= ours or alike >= MIN_SPELLING_LIKENESS


def _letters(text: str) -> str:
    return "".join(words(text))
