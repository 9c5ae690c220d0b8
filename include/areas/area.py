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

AREAS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class KnownVenue:
    """A venue of the gazetteer. Degrees are WGS 84; `slug` is its identity in the table of places."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    pincode: str
    kind: str
    address: str
    origin: str


@dataclass(frozen=True)
class CategoryHints:
    """Words with weights, and example sentences for the embedding model."""

    words: Mapping[str, int]
    prototypes: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """One area. `city_box` is (south, west, north, east) in degrees; coordinates outside of it are not believed."""

    code: str
    name: str
    city: str
    zone: ZoneInfo
    currency: str
    centre: tuple[float, float]
    city_centre: tuple[float, float]
    city_box: tuple[float, float, float, float]
    pincodes: frozenset[str]
    city_words: frozenset[str]
    elsewhere: frozenset[str]
    """Words that name other parts of the city."""
    parts: Mapping[str, str]
    """Far apart parts of the city by the words that name them: branches of one chain lie in different parts."""
    venues: tuple[KnownVenue, ...]
    categories: Mapping[str, CategoryHints]
    outline: Mapping[str, Any]
    """GeoJSON geometry (MultiPolygon)."""

    def plausible(self, latitude: float | None, longitude: float | None) -> bool:
        """Whether a point may be a venue's: in the city, and not its very centre, which stands for "somewhere".

        (0, 0) and swapped coordinates are not in the city.
        """
        if latitude is None or longitude is None:
            return False
        south, west, north, east = self.city_box
        centre = abs(latitude - self.city_centre[0]) < 0.0005 and abs(longitude - self.city_centre[1]) < 0.0005
        return south <= latitude <= north and west <= longitude <= east and not centre


@lru_cache(maxsize=8)
def load_area(code: str) -> Area:
    """The area's data.

    Raises: ConfigurationError when no folder of that name holds an area.
    """
    folder = AREAS / code.replace("-", "_")
    if not (folder / "area.json").is_file():
        known = sorted(path.parent.name for path in AREAS.glob("*/area.json"))
        raise ConfigurationError(f"JATRE_AREA={code} is not known; known areas: {', '.join(known)}.")
    about = _read(folder / "area.json")
    return Area(
        code=about["code"],
        name=about["name"],
        city=about["city"],
        zone=ZoneInfo(about["timezone"]),
        currency=about["currency"],
        centre=tuple(about["centre"]),
        city_centre=tuple(about["city_centre"]),
        city_box=tuple(about["city_box"]),
        pincodes=frozenset(about["pincodes"]),
        city_words=frozenset(about["city_words"]),
        parts=about["parts"],
        elsewhere=frozenset(about["elsewhere"]),
        venues=tuple(KnownVenue(**{**v, "aliases": tuple(v["aliases"])}) for v in _read(folder / "venues.json")),
        categories={
            name: CategoryHints(words=hints["words"], prototypes=tuple(hints["prototypes"]))
            for name, hints in _read(folder / "categories.json").items()
        },
        outline=_read(folder / "outline.geojson")["geometry"],
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
