"""What a postal address names: house, roads, stage or block, locality and postal code; what stands beside is dropped.

"No. 12, 3rd Floor, 100 ft Rd, HAL 2nd Stage, Indiranagar, Bengaluru 560038" is house 12, road "100 feet", stage
"2 stage". Roads are compared as keys, so that "80 Feet Road", "80ft rd" and "80' Road" are one, and "12th Main Road"
and "12 Main" too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area
from include.understand.place.localities import LANDMARK, localities_named, postcodes
from include.understand.text.patterns import bounded
from include.understand.text.titles import words

_FLOOR = bounded(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?|ground|first|second|third|fourth|fifth|top|upper|lower|[g1-9]\s?(?=fl))\s*"
    r"(?:floor|flr|fl)\b\.?|\b(?:floor|level)\s*\d{1,2}\b|\bmetro pillar\s*(?:no\.?\s*)?\d{1,4}\b",
    re.IGNORECASE,
)
_FEET = bounded(r"(?<=\d)[\s-]{0,2}(?:feet|foot|ft|['’′])\.?(?!\w)|\bhundred\s+(?:feet|foot|ft)\b\.?", re.IGNORECASE)
_ROAD_WORDS = {"rd": "road", "roads": "road", "str": "street", "ave": "avenue", "crs": "cross", "stg": "stage"}
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_IN_WORDS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10",
}  # fmt: skip
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ROMAN_STAGE = re.compile(r"\b(i{1,3}|iv) (?=stage|block|phase|main|cross)|\b(stage|block|phase) (i{1,3}|iv)\b")
_STAGE_FIRST = re.compile(r"\b(stage|block|phase) (\d{1,2})\b")
_LETTERED = re.compile(r"\b(\d{1,3}) ?([a-h]) (?=main|cross)|\b(\d{1,3}) (main|cross) ([a-h])\b")
_NUMBERED = re.compile(r"\b(\d{1,3}(?: [a-h])?) (main|cross)\b(?: (?:road|street)\b)?")
_FEET_ROAD = re.compile(r"\b(\d{2,3}) feet(?: road\b)?")
_STAGE = re.compile(r"\b(\d{1,2}) (stage|block|phase)\b")
_HOUSE = bounded(
    r"^\W{0,3}(?:(?:house|flat|door|site|plot|shop|bldg|building|h|d)?\s*(?:no|number|nos|num)\b\s*[.:#]?\s*|#\s*)?"
    r"(?P<number>\d{1,5}(?:\s?[/-]\s?(?:\d{1,4}|[a-h]\b)){0,2}\s?[a-h]?)(?=\s*(?:$|[,;]|\s\d{1,3}(?:st|nd|rd|th)?\s|\s[A-Za-z]))",
    re.IGNORECASE,
)
_NO_HOUSE = bounded(
    r"^\W{0,3}\d{1,3}(?:st|nd|rd|th)?\s*[a-h]?\s*(?:feet|main|cross|stage|block|phase)\b", re.IGNORECASE
)
_PARTS = re.compile(r"[,;|\n]|\s[-–—]\s")
MAX_PARTS = 12
"""Of an address that are read; what follows is no address any more."""


@dataclass(frozen=True)
class PostalAddress:
    """The parts of an address that say where it is. `roads`, `stages` are keys, as `road_key` makes them."""

    house: str | None = None
    roads: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    localities: frozenset[str] = frozenset()
    """Names of parts of the city, folded as the area has them."""
    postcode: str | None = None


def road_key(name: str) -> str:
    """A road's name as it is compared: "100 ft. Rd" is "100 feet", "10th 'A' Main Road" is "10 a main"."""
    text = _plain(name)
    for pattern in (_FEET_ROAD, _NUMBERED):
        if found := pattern.fullmatch(text):
            return _key(found)
    return text


def part_key(name: str) -> str:
    """The name of a locality, stage or block as it is compared: "HAL II Stage" is "hal 2 stage"."""
    return _plain(name)


@lru_cache(maxsize=20_000)
def parse_address(address: str, area: Area) -> PostalAddress:
    """The parts of an address. What it only lies near to ("opp. the hospital") and floors are no part of it."""
    stated = LANDMARK.sub(" ", _FLOOR.sub(" ", address))
    pieces = [piece.strip() for piece in _PARTS.split(stated)][:MAX_PARTS]
    texts = [_plain(area.postcode.sub(" ", piece)) for piece in pieces]
    codes = sorted(postcodes(stated, area))
    roads = tuple(dict.fromkeys(road for text in texts for road in _roads(text, area)))
    stages = tuple(dict.fromkeys(f"{m[1]} {m[2]}" for text in texts for m in _STAGE.finditer(text)))
    named = localities_named(stated, area)
    return PostalAddress(_house(pieces, bool(roads)), roads, stages, named, codes[0] if len(codes) == 1 else None)


def _house(pieces: list[str], has_road: bool) -> str | None:
    """The number of the house: at the beginning of a part, and not the number of a road."""
    for piece in pieces:
        if not has_road or _NO_HOUSE.match(_FEET.sub(" feet ", piece)):
            continue
        if found := _HOUSE.match(piece):
            return re.sub(r"\s", "", found["number"])
    return None


def _roads(text: str, area: Area) -> list[str]:
    found = [(m.start(), _key(m)) for pattern in (_FEET_ROAD, _NUMBERED) for m in pattern.finditer(text)]
    found += [(m.start(), m.group()) for m in _road_names(area).finditer(text)]
    return [key for _, key in sorted(found)]


def _key(found: re.Match[str]) -> str:
    return f"{found[1]} feet" if found.re is _FEET_ROAD else f"{found[1]} {found[2]}"


def _plain(text: str) -> str:
    """Folded words with one way of writing numbers, feet, stages and lettered roads."""
    feet = _FEET.sub(lambda m: " 100 feet " if "undred" in m.group() else " feet ", text)
    folded = " ".join(_IN_WORDS.get(w, _ROAD_WORDS.get(w, w)) for w in words(feet))
    plain = _ORDINAL.sub(r"\1", folded)
    plain = _ROMAN_STAGE.sub(lambda m: f"{_ROMAN[m[1]]} " if m[1] else f"{m[2]} {_ROMAN[m[3]]}", plain)
    plain = _STAGE_FIRST.sub(r"\2 \1", plain)
    return _LETTERED.sub(lambda m: f"{m[1]} {m[2]} " if m[1] else f"{m[3]} {m[5]} {m[4]}", plain)


@lru_cache(maxsize=AREAS_KEPT)
def _road_names(area: Area) -> re.Pattern[str]:
    """The area's roads that have a name of their own, the longest first."""
    names = {name for road in area.roads for name in map(road_key, (road.name, *road.aliases)) if not name[0].isdigit()}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)")
