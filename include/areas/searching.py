"""What searches of an area are read with, of its files: kinds, places with all their names, synonyms."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from include.areas.files import AreaFiles

MARGIN_KM, NEAR_VENUE_KM = 0.3, 1.0
_KM_PER_DEGREE = 111.2


def search_document(files: AreaFiles) -> dict[str, Any]:
    """`{kinds, places, signs, synonyms}`: the first three as `include.understand.text.searches` reads them."""
    search = files.search
    kinds = {_small(word): kind for kind, words in search.kinds.items() for word in words}
    return {
        "kinds": kinds, "places": list(_places(files)), "signs": list(files.about.currency_signs),
        "synonyms": [list(map(_small, group)) for group in files.synonyms],
    }  # fmt: skip


def _places(files: AreaFiles) -> Iterable[dict[str, Any]]:
    about, search = files.about, files.search
    yield _place(about.name, [about.name, *search.area], "area", about.centre, 2.0) | {"code": about.code}
    for one in search.places:
        yield _place(one.name, [one.name, *one.names], "place", (one.latitude, one.longitude), one.radius)
    for road in files.roads:
        yield _place(road.name, _roads([road.name, *road.aliases]), "place", *_circle(road.line))
    for venue in files.venues:
        names = [venue.name, *venue.aliases, *search.venues.get(venue.slug, [])]
        yield _place(venue.name, names, "venue", (venue.latitude, venue.longitude), NEAR_VENUE_KM)


def _place(name: str, names: Iterable[str], kind: str, point: tuple[float, float], radius: float) -> dict[str, Any]:
    return {
        "name": name, "names": list(dict.fromkeys(map(_small, names))), "kind": kind,
        "latitude": point[0], "longitude": point[1], "radius": round(radius, 2),
    }  # fmt: skip


def _roads(names: Iterable[str]) -> list[str]:
    """ "12th Main Road" is called "12th Main" too, "80 Feet Road" "80 ft road"."""
    forms = [form for name in names for form in (name, name.removesuffix(" Road") if "Main" in name else name)]
    return [one for form in forms for one in (form, form.replace(" Feet", " ft"), form.replace(" Feet", "ft"))]


def _circle(line: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], float]:
    """The middle of a road and the kilometres within which all of it lies, with what is beside it."""
    south, north = min(p[0] for p in line), max(p[0] for p in line)
    west, east = min(p[1] for p in line), max(p[1] for p in line)
    middle = ((south + north) / 2, (west + east) / 2)
    reach = math.hypot((north - south) / 2, (east - west) / 2 * math.cos(math.radians(middle[0])))
    return middle, reach * _KM_PER_DEGREE + MARGIN_KM


def _small(name: str) -> str:
    """As words that are searched for are compared: in small letters, each with its accents one character."""
    return unicodedata.normalize("NFC", name).lower()
