"""Find the venue of a listing: in the gazetteer by name, alias or near spelling, then by cue words in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from include.areas.area import AREAS_KEPT, Area, KnownVenue, Point
from include.understand.place.geography import distance
from include.understand.place.localities import is_here, localities
from include.understand.text.patterns import bounded
from include.understand.text.titles import words

CUE = bounded(r"(?:\b(?:at|venue|where|location|place)\b|@|📍)\s*[:\-–]?\s*(?:the\s+)?$", re.IGNORECASE)
NOT_THERE = bounded(
    r"\b(?:in collaboration with|supported by|in partnership with|partners?:?|sponsored by|courtesy|team (?:at|of|from)"
    r"|(?:performed|played|featured|shown|exhibited|worked|studied|taught|performs|works|teaches) (?:at|in)|drinks at"
    r"|(?:founder|owner|chef|head|director)s? (?:of|at)|formerly|previously|next to|opposite|opp\.?|near|behind|above"
    r")\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before a venue that is named for another reason than that it happens there."""
_LONGER = bounded(r"(?:\s[A-Z][\w'’-]{1,20}){1,3},\s(?P<part>[A-Z][\w ]{2,40})")
"""What makes a longer name of a known one, and where that is."""
ARTICLES = frozenset({"the", "and"})
COMMON_NAMES = frozenset(
    {"club", "social", "store", "park", "centre", "center", "studio", "metro", "metro station", "station"}
)
MIN_SPELLING_LIKENESS = 92
SAME_SPOT_METRES = 30.0
"""Metres within which a point without a name is a venue that we know."""


@dataclass(frozen=True)
class VenueMatch:
    """A venue of the gazetteer and how sure we are (0 to 1)."""

    venue: KnownVenue
    confidence: float


def folded(name: str, area: Area) -> str:
    """A venue's name without city, area and article: what two spellings of it share."""
    kept = [w for w in words(name) if w not in area.words.ignored and w not in ARTICLES]
    return " ".join(kept)


def spellings(name: str, area: Area) -> list[str]:
    """What a name is looked up by, the fuller first; "Old Town Club" without its area would be any club."""
    ignored = area.words.ignored.difference(area.localities)
    full = " ".join(w for w in words(name) if w not in ARTICLES and w not in ignored)
    short = folded(name, area)
    return [one for one in dict.fromkeys((full, short)) if one and one not in COMMON_NAMES]


@lru_cache(maxsize=AREAS_KEPT)
def _gazetteer(area: Area) -> dict[str, KnownVenue]:
    names: dict[str, set[KnownVenue]] = {}
    for venue in area.venues:
        for spelled in (one for name in (venue.name, *venue.aliases) for one in spellings(name, area)):
            names.setdefault(spelled, set()).add(venue)
    # a name that two venues share identifies neither
    return {name: venues.pop() for name, venues in names.items() if len(venues) == 1}


@lru_cache(maxsize=AREAS_KEPT)
def _mentions(area: Area) -> re.Pattern[str]:
    """Every name and alias, longest first, as one pattern over running text."""
    names = {name for venue in area.venues for name in (venue.name, *venue.aliases)}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    spelled = ["".join(r"\W{1,3}" if part == " " else re.escape(part) for part in re.split(r"( )", n)) for n in ordered]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=AREAS_KEPT)
def _by_spelling(area: Area) -> dict[str, KnownVenue]:
    return {" ".join(words(n)): v for v in area.venues for n in (v.name, *v.aliases)}


@lru_cache(maxsize=20_000)
def find_venue(name: str | None, address: str | None, area: Area, titled: bool = False) -> VenueMatch | None:
    """The venue that a listing's own venue fields name, or None.

    A branch is found only where they name the area, or the listing's title does (`titled`).
    """
    here = is_here(name, address, area)
    found = None if here is False else _look_up(name, address, area)
    return None if found and found.venue.branch and not (here or titled) else found


def _look_up(name: str | None, address: str | None, area: Area) -> VenueMatch | None:
    known = _gazetteer(area)
    for text, sure in ((name, 0.98), ((name or "").split(",")[0], 0.95), ((address or "").split(",")[0], 0.9)):
        found = next((v for v in map(known.get, spellings(text or "", area)) if v), None)
        if found:
            return VenueMatch(found, sure)
    return _nearly(name, area) or (mentioned(address, area, needs_cue=False) if address else None)


def _nearly(name: str | None, area: Area) -> VenueMatch | None:
    wanted = folded((name or "").split(",")[0], area)
    if len(wanted) < 5:
        return None
    best = process.extractOne(
        wanted, _gazetteer(area).keys(), scorer=fuzz.token_sort_ratio, score_cutoff=MIN_SPELLING_LIKENESS
    )
    return VenueMatch(_gazetteer(area)[best[0]], round(best[1] / 100 * 0.9, 2)) if best else None


def mentioned(text: str, area: Area, *, needs_cue: bool = True) -> VenueMatch | None:
    """The first known venue named in running text: short names only after "at", "@", "venue:"."""
    for match in _mentions(area).finditer(text):
        before = text[max(0, match.start() - 28) : match.start()]
        if NOT_THERE.search(before) or _is_another(match, area):
            continue
        cued = CUE.search(before[-14:]) is not None
        long_enough = len(match.group()) >= 10 and " " in match.group()
        if cued or long_enough or not needs_cue:
            found = _by_spelling(area).get(" ".join(words(match.group())))
            if found and (not found.branch or _is_this_branch(found, match, area)):
                return VenueMatch(found, 0.85 if cued else 0.7)
    return None


def _is_another(match: re.Match[str], area: Area) -> bool:
    """Whether a name is only asked about ("Blue Door? No."), or begins that of a place in another part of the city."""
    if match.string[match.end() : match.end() + 2].lstrip().startswith("?"):
        return True
    longer = _LONGER.match(match.string, match.end())
    return longer is not None and is_here(None, longer["part"], area) is False


def at_spot(point: Point, area: Area) -> KnownVenue | None:
    """The venue of the gazetteer at a point."""
    near = min(area.venues, key=lambda v: distance(point, (v.latitude, v.longitude)), default=None)
    return near if near and distance(point, (near.latitude, near.longitude)) <= SAME_SPOT_METRES else None


def _is_this_branch(venue: KnownVenue, match: re.Match[str], area: Area) -> bool:
    """Whether a branch's name or the words after it name the area, or its street."""
    named = match.string[match.start() : match.end() + 60]
    return area.code in localities(named, area) or on_its_street(venue, named)


def on_its_street(venue: KnownVenue, text: str) -> bool:
    """Whether a text names the street of a venue."""
    return f" {' '.join(words(venue.address.partition(',')[0]))} " in f" {' '.join(words(text))} "


def site_of(url: str | None) -> str:
    """The name in an address, letters and digits only: `attagalatta` of https://www.atta-galatta.com/events."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")[:-1]
    except ValueError:
        return ""
    return "".join(letter for letter in max(labels, key=len, default="") if letter.isalnum())


def venue_called(name: str, area: Area) -> KnownVenue | None:
    """The venue of exactly that name or alias, however it is written."""
    return next((venue for venue in map(_gazetteer(area).get, spellings(name, area)) if venue), None)


def venue_of_site(url: str | None, area: Area) -> KnownVenue | None:
    """The venue whose own site an address is on."""
    return _sites(area).get(site_of(url))


@lru_cache(maxsize=AREAS_KEPT)
def _sites(area: Area) -> dict[str, KnownVenue]:
    return {spelled.replace(" ", ""): venue for spelled, venue in _gazetteer(area).items() if len(spelled) >= 6}
