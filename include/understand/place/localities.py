"""Which part of the world words name: this area, another part of its city, another city, or none of these."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area
from include.listing import Listing
from include.understand.text.patterns import any_of, bounded
from include.understand.text.titles import pieces, words

_TELEPHONE = bounded(r"\b(?:ph|phone|tel|mob|mobile|call|contact|whatsapp)\b\W{0,5}\+?[\d\s-]{1,40}", re.IGNORECASE)
LANDMARK = re.compile(r"\b(?:near|opp|opposite|behind|beside|next to|adjacent to|close to)\b[^,;|]*", re.IGNORECASE)
"""What an address only lies near to."""
_PARTS = re.compile(r"[,;:|\n]|\s[-–—]\s?|\s?[-–—]\s")
_AREA_WORDS = frozenset(words("stage phase block north south east west the in at area city"))
_VISIT = bounded(r"\blive (?:in|at)\s+([\w ]{3,20})$", re.IGNORECASE)

MAX_LOCALITY_WORDS = 3


@lru_cache(maxsize=AREAS_KEPT)
def _edition(area: Area) -> re.Pattern[str]:
    """What stands beside a locality where a title names an edition: "Riverside edition", "Old Town Chapter"."""
    return bounded(rf"\W{{0,9}}\b{any_of(('edition', 'chapter', *area.words.city)).pattern}\b\W{{0,9}}", re.IGNORECASE)


@lru_cache(maxsize=AREAS_KEPT)
def _names(area: Area) -> re.Pattern[str]:
    ordered = sorted(area.localities, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def localities(text: str, area: Area) -> frozenset[str]:
    """The far apart parts of the city that a text names; the area itself by its code."""
    return frozenset(area.localities[name] for name in localities_named(text, area))


def localities_named(text: str, area: Area) -> frozenset[str]:
    """The names of parts of the city that a text has, folded as the area has them."""
    folded = " ".join("road" if w == "rd" else w for w in words(text))
    return frozenset(_names(area).findall(folded))


_ENDING_CHARS, _LOCALITIES_OF_ENDING = 5, 3
"""Letters with which so many names of parts of the city end: "-nagar"."""


@lru_cache(maxsize=AREAS_KEPT)
def _endings(area: Area) -> frozenset[str]:
    """Last words and last letters that several parts of the city share."""
    lasts = [name.split()[-1] for name in area.localities]
    ends = Counter(last[-_ENDING_CHARS:] for last in set(lasts) if len(last) > _ENDING_CHARS)
    ends.update(last for name, last in zip(area.localities, lasts, strict=True) if name != last)
    return frozenset(end for end, count in ends.items() if count >= _LOCALITIES_OF_ENDING)


def is_like_a_locality(name: str, area: Area) -> bool:
    """Whether a name of few words is formed as several parts of the city are: "Saraswatinagar", "Baker Town"."""
    known = words(name)
    return 0 < len(known) <= MAX_LOCALITY_WORDS and (
        (len(known) > 1 and known[-1] in _endings(area))
        or (len(known[-1]) > _ENDING_CHARS and known[-1][-_ENDING_CHARS:] in _endings(area))
    )


def is_area_alone(name: str | None, address: str | None, area: Area) -> bool:
    """Whether a venue's fields name no place but only parts of the city, the city, its country or a postal code.

    A venue may be called after a part of the city ("Central Park"); an address that names nothing else is no venue.
    """
    known = area.words.ignored.union(area.words.city, area.words.region, area.words.country, _AREA_WORDS)
    rest = [*words(name or ""), *_without_parts(address, area)]
    return all(word in known or word.isdigit() for word in rest)


def words_of_street(address: str | None, area: Area) -> list[str]:
    """The words of an address in order, without parts of the city, the city, its region, country and postal codes."""
    known = area.words.ignored.union(area.words.city, area.words.region, area.words.country)
    return [word for word in _without_parts(area.postcode.sub(" ", address or ""), area) if word not in known]


def _without_parts(address: str | None, area: Area) -> list[str]:
    return _names(area).sub(" ", " ".join("road" if w == "rd" else w for w in words(address or ""))).split()


def postcodes(address: str, area: Area) -> frozenset[str]:
    """The postal codes in an address, without blanks."""
    found = area.postcode.findall(_TELEPHONE.sub(" ", address))
    return frozenset(code.replace(" ", "").upper() for code in found)


@lru_cache(maxsize=20_000)
def is_here(name: str | None, address: str | None, area: Area) -> bool | None:
    """Whether a venue's name and address name the area (True), another place (False), or neither (None).

    The area's own name outweighs a postal code, since the city's first one is what people write who know none.
    """
    where = address or ""
    if beyond(where, area):
        return False
    whole = f"{name or ''}, {where}"
    named = localities(LANDMARK.sub(" ", whole), area)
    if area.code in named:
        return True
    if codes := postcodes(where, area):
        return any(code.startswith(area.postcodes) for code in codes)
    if named:
        return False
    return True if area.code in localities(whole, area) else None


def beyond(address: str, area: Area) -> bool:
    """Whether one of the parts of an address is another city or state; "Old Paris Road" is a street of ours."""
    return any(_is_beyond(part, area) for part in _PARTS.split(address))


def _is_beyond(part: str, area: Area) -> bool:
    named = [w for w in words(area.postcode.sub(" ", part)) if w not in area.words.country]
    return " ".join(named) in area.beyond


def is_in_area(listing: Listing, area: Area) -> bool | None:
    """Whether a listing names the area: in its venue or, where that names no place, in its title or keywords."""
    venue = listing.venue
    named = is_here(venue.name, venue.address, area)
    if named is not None:
        return named
    if area.code in localities(f"{listing.title} | {' | '.join(_places(listing.keywords, area))}", area):
        return True
    return False if _is_edition(listing, area) or _tours(listing, area) else None


def _is_edition(listing: Listing, area: Area) -> bool:
    """Whether a part of the title, or a keyword, is nothing but another locality: "Football - Riverside"."""
    parts = [_edition(area).sub("", piece) for piece in pieces(listing.title)[1:]]
    return bool(_places([*parts, *listing.keywords], area))


def _places(keywords: list[str], area: Area) -> list[str]:
    """Keywords that are the name of a locality and nothing more."""
    return [one for one in keywords if " ".join(words(one)) in area.localities]


def _tours(listing: Listing, area: Area) -> bool:
    """Whether a title names another city, and neither it nor the venue ours: "Live in Paris", "Strings | Paris"."""
    title, venue = listing.title, listing.venue
    ours = area.words.ignored.difference(area.words.country)
    if not ours.isdisjoint(words(f"{title} {venue.name or ''} {venue.address or ''}")):
        return False
    last = _VISIT.search(title.strip(" !."))
    return any(_is_beyond(piece, area) for piece in pieces(title)[1:]) or bool(last and _is_beyond(last[1], area))
