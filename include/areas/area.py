"""What is specific to a city area, as data: read once from the area's folder, never from the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from include.errors import ConfigurationError

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""
AREAS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class KnownVenue:
    """A venue of the gazetteer. Degrees are WGS 84; `slug` is its identity in the table of places.

    `branch`: one of several of its name in the city, so that the name alone does not decide which.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    pincode: str
    kind: str
    address: str
    origin: str
    branch: bool = False


@dataclass(frozen=True)
class CategoryHints:
    """Words with weights, and example sentences for the embedding model."""

    words: Mapping[str, int]
    prototypes: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """One area. `city_box` is (south, west, north, east) in degrees."""

    code: str
    name: str
    city: str
    zone: ZoneInfo
    currency: str
    centre: Point
    city_centres: tuple[Point, ...]
    """Points that stand for the whole city: what a geocoder answers when it knows no better."""
    city_box: tuple[float, float, float, float]
    pincodes: frozenset[str]
    city_words: frozenset[str]
    localities: Mapping[str, str]
    """Far apart parts of the city by their names, folded: branches of one chain lie in different parts. The area's own
    names have its code."""
    beyond: frozenset[str]
    """Names of other cities and states, folded."""
    venues: tuple[KnownVenue, ...]
    categories: Mapping[str, CategoryHints]
    outline: Mapping[str, Any]
    """GeoJSON geometry (MultiPolygon)."""

    def in_city(self, point: Point) -> bool:
        """Whether a point (latitude, longitude) lies in the city."""
        south, west, north, east = self.city_box
        return south <= point[0] <= north and west <= point[1] <= east

    def is_anywhere(self, point: Point) -> bool:
        """Whether a point is the city's very centre, which stands for "somewhere in it"."""
        return any(abs(point[0] - c[0]) < 0.0005 and abs(point[1] - c[1]) < 0.0005 for c in self.city_centres)


@lru_cache(maxsize=8)
def load_area(code: str) -> Area:
    """The area's data.

    Raises: ConfigurationError when no folder of that name holds an area.
    """
    folder = AREAS / code.replace("-", "_")
    if not (folder / "area.json").is_file():
        known = sorted(path.parent.name for path in AREAS.glob("*/area.json"))
        raise ConfigurationError(f"JATRE_AREA={code} is not known; known areas: {', '.join(known)}.")
    about, localities = _read(folder / "area.json"), _read(folder / "localities.json")
    return Area(
        code=about["code"],
        name=about["name"],
        city=about["city"],
        zone=ZoneInfo(about["timezone"]),
        currency=about["currency"],
        centre=tuple(about["centre"]),
        city_centres=tuple(tuple(centre) for centre in about["city_centres"]),
        city_box=tuple(about["city_box"]),
        pincodes=frozenset(about["pincodes"]),
        city_words=frozenset(about["city_words"]),
        localities={
            **{name: part for part, names in localities["city"].items() for name in names},
            **dict.fromkeys(localities["here"], about["code"]),
        },
        beyond=frozenset(localities["beyond"]),
        venues=tuple(KnownVenue(**{**v, "aliases": tuple(v["aliases"])}) for v in _read(folder / "venues.json")),
        categories={
            name: CategoryHints(words=hints["words"], prototypes=tuple(hints["prototypes"]))
            for name, hints in _read(folder / "categories.json").items()
        },
        outline=_read(folder / "outline.geojson")["geometry"],
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
