"""Which part of the world words name: this area, another part of its city, another city, or none of these."""

from __future__ import annotations

import re
from functools import lru_cache

from include.areas.area import Area, load_area
from include.listing import Listing
from include.understand.titles import pieces, words

PINCODE = re.compile(r"(?<![\d-])(?:([1-8]\d{5})|(5[6-9]\d)\s(\d{3}))(?!\d)")
"""An Indian postal code; with a space in it, one of this part of the country."""
_PARTS = re.compile(r"[,;:|\n]|\s[-–—]\s?|\s?[-–—]\s")
_COUNTRY = frozenset({"india", "in", "bharat"})
_VISIT = re.compile(r"\b(?:in|at|to)\s+([\w ]{3,20})$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _names(code: str) -> re.Pattern[str]:
    ordered = sorted(load_area(code).localities, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def localities(text: str, area: Area) -> frozenset[str]:
    """The far apart parts of the city that a text names; the area itself by its code."""
    folded = " ".join("road" if w == "rd" else w for w in words(text))
    return frozenset(area.localities[name] for name in _names(area.code).findall(folded))


def pincodes(address: str) -> frozenset[str]:
    """The postal codes in an address."""
    return frozenset(whole or first + rest for whole, first, rest in PINCODE.findall(address))


@lru_cache(maxsize=20_000)
def is_here(address: str, code: str) -> bool | None:
    """Whether a venue's name and address say the area (True), another place (False), or neither (None)."""
    area = load_area(code)
    if beyond(address, area):
        return False
    if codes := pincodes(address):
        return bool(codes & area.pincodes)
    named = localities(address, area)
    return area.code in named if named else None


def beyond(address: str, area: Area) -> bool:
    """Whether one of the parts of an address is another city or state; "Old Madras Road" is a street of ours."""
    return any(_is_beyond(part, area) for part in _PARTS.split(address))


def _is_beyond(part: str, area: Area) -> bool:
    named = [w for w in words(part) if not any(letter.isdigit() for letter in w) and w not in _COUNTRY]
    return " ".join(named) in area.beyond


def is_in_area(listing: Listing, area: Area) -> bool | None:
    """Whether a listing says that it is in the area, in its venue or, when that is silent, in its title or keywords."""
    venue = listing.venue
    said = is_here(f"{venue.name or ''}, {venue.address or ''}", area.code)
    if said is not None:
        return said
    named = localities(listing.title, area) or localities(" | ".join(_places(listing.keywords, area)), area)
    if named:
        return area.code in named
    return False if _tours(listing.title, area) else None


def _places(keywords: list[str], area: Area) -> list[str]:
    """Keywords that are the name of a locality and nothing more."""
    return [one for one in keywords if " ".join(words(one)) in area.localities]


def _tours(title: str, area: Area) -> bool:
    """Whether a title names another city and not ours: "Live in Mumbai", "Eric Prydz | Mumbai"."""
    if not (area.city_words - _COUNTRY).isdisjoint(words(title)):
        return False
    last = _VISIT.search(title.strip(" !."))
    return any(_is_beyond(piece, area) for piece in pieces(title)[1:]) or bool(last and _is_beyond(last[1], area))
