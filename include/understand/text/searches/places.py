"""What a search says about places: "near Toit", "at the club", "within 2 km of the metro", a road."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from include.understand.text.patterns import bounded
from include.understand.text.searches.vocabulary import THERE, NamedPlace, Reading, SearchVocabulary, Value

MIN_RADIUS_KM = 0.1
M_PER_MINUTE = 80
"""That people walk."""
MIN_JOINED_CHARS = 6
_NEAR = (
    r"(?:(?:(?:within|in|under|less than|(?:no|not) more than|at most|up ?to)\s+)?"
    r"(?:(?P<km>\d{1,2}(?:\.\d)?)\s*(?:kms?|k|kilomet(?:er|re)s?)"
    r"|(?P<m>\d{2,4})\s*(?:m|mts?|mtrs?|met(?:er|re)s?)"
    r"|(?P<minutes>\d{1,2})[\s-]?(?:mins?|minutes?)['’]?\s+(?:walk|on foot))"
    r"\s+(?:of|(?:away )?from|around|to)"
    r"|near(?:by| to|est to)?|around|close to|next to|beside|behind|outside|opposite|opp\.?|off"
    r"|walking distance(?: from| of| to)?|walk from|walkable from)\s+(?:the\s+)?"
)
_IN = r"(?:in|on|at|around)\s+(?:the\s+)?"
_AT = r"(?:at|@)\s*(?:the\s+)?"


def find_place(text: str, vocabulary: SearchVocabulary) -> Reading | None:
    """The filter on a place in a text of small letters: name, value to show, parameters, where."""
    if not vocabulary.places:
        return None
    near, at, bare, in_area, by_name = _patterns(vocabulary.places)

    def stands(match: re.Match[str]) -> tuple[int, int]:
        """With the area that is named behind, as in an address."""
        behind = in_area.match(text, match.end())
        return match.start(), behind.end() if behind else match.end()

    if match := near.search(text):
        place = by_name[match["name"] or match["behind"]]
        return "near", place.name, _around(place, _km(match)), stands(match)
    if (match := at.search(text)) and by_name[match["name"] or match["behind"]].kind == "venue":
        place = by_name[match["name"] or match["behind"]]
        return "venue", place.name, {"venue": list(place.names)}, stands(match)
    for match in bare.finditer(text):
        place = by_name[match["name"]]
        if place.kind == "area":
            return "area", place.name, {"area": place.code}, match.span()
        if place.kind == "place":
            return "near", place.name, _around(place, None), stands(match)
    return None


@lru_cache(maxsize=8)
def words_of_names(places: tuple[NamedPlace, ...]) -> Mapping[str, str]:
    """Words that may be typed with a slip, and names as one word, each with what is meant."""
    names = [name for place in places for name in place.names]
    joined = {"".join(name.split()): name for name in names if " " in name}
    words = {word: word for name in names for word in name.split()}
    return {word: name for word, name in joined.items() if len(word) >= MIN_JOINED_CHARS} | words


def _km(match: re.Match[str]) -> float | None:
    if match["km"]:
        return float(match["km"])
    metres = float(match["m"] or 0) or float(match["minutes"] or 0) * M_PER_MINUTE
    return metres / 1000 or None


def _around(place: NamedPlace, km: float | None) -> dict[str, Value]:
    radius = place.radius if km is None else max(km, MIN_RADIUS_KM)
    return {"lat": place.latitude, "lng": place.longitude, "radius": radius}


_Patterns = tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, NamedPlace]]


@lru_cache(maxsize=8)
def _patterns(places: tuple[NamedPlace, ...]) -> _Patterns:
    by_name: dict[str, NamedPlace] = {}
    for place in places:
        for name in place.names:
            by_name.setdefault(name, place)
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    areas = "|".join(re.escape(name) for name, place in by_name.items() if place.kind == "area") or "(?!)"
    name = rf"(?P<name>{names})(?!\w)"
    behind = rf"(?<!\w)(?P<behind>{names})\s+"
    return (
        bounded(rf"\b{_NEAR}{name}|{behind}near(?!\w)(?!\s+(?:{names})(?!\w))"),
        bounded(rf"(?<!\w){_AT}{name}|{behind}{THERE}(?!\w)"),
        bounded(rf"(?<!\w)(?:{_IN})?(?<!\w){name}(?:\s+{THERE}(?!\w))?"),
        bounded(rf"\s*(?:,\s*)?(?:in\s+)?(?:{areas})(?!\w)"), by_name,
    )  # fmt: skip
