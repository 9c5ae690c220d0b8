"""What is specific to a city area, as data: read once from the area's folder, never from the network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from include.areas.files import AreaFile, AreaFiles
from include.areas.folders import find_folder, known
from include.areas.local import LocalMoney, LocalWords
from include.areas.searching import search_document
from include.errors import ConfigurationError
from include.listing import Category
from include.settings import settings

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""
AREAS_KEPT = 8


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
    postcode: str
    kind: str
    address: str
    origin: str
    branch: bool = False
    opening_hours: str = ""
    """As OpenStreetMap or the venue writes them."""


@dataclass(frozen=True)
class Road:
    """A road of the area: its centre line as a few points (degrees, WGS 84), and the parts of the area it lies in.

    `is_only`: the area has no other road of that name.
    """

    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    is_only: bool
    line: tuple[Point, ...]


@dataclass(frozen=True)
class CategoryHints:
    """Words with weights, the names of what an event can be, and example sentences for the embedding model."""

    words: Mapping[str, int]
    formats: tuple[str, ...]
    """What decides where it stands in a title: "book club", "heritage walk"."""
    prototypes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Area:
    """One area; there is one object of each in a process. `city_box` is (south, west, north, east) in degrees."""

    code: str
    name: str
    city: str
    zone: ZoneInfo
    centre: Point
    city_centres: tuple[Point, ...]
    """Points that stand for the whole city: what a geocoder answers when it knows no better."""
    city_box: tuple[float, float, float, float]
    postcode: re.Pattern[str]
    """A postal code of the country."""
    postcodes: tuple[str, ...]
    """Those of the area, or how they begin, without blanks."""
    words: LocalWords
    money: LocalMoney
    localities: Mapping[str, str]
    """Far apart parts of the city by their names, folded: branches of one chain lie in different parts. The area's own
    names have its code."""
    beyond: frozenset[str]
    """Names of other cities and states, folded."""
    renamed: Mapping[str, str]
    """Former names among these with the present ones."""
    venues: tuple[KnownVenue, ...]
    roads: tuple[Road, ...]
    postcode_areas: Mapping[str, tuple[float, float, int]]
    """Of a postal code of the area: the middle (latitude, longitude) of the circle that holds it, and its metres."""
    categories: Mapping[Category, CategoryHints]
    outline: Mapping[str, Any]
    """GeoJSON geometry (MultiPolygon)."""
    country_code: str
    """ISO 3166-1, two letters."""
    subdivision_code: str
    """The part of the country whose holidays hold: the second half of its ISO 3166-2 code; empty for the country's."""
    search: Mapping[str, Any]
    """What searches are read with (`include.areas.searching`)."""

    def in_city(self, point: Point) -> bool:
        """Whether a point (latitude, longitude) lies in the city."""
        south, west, north, east = self.city_box
        return south <= point[0] <= north and west <= point[1] <= east

    def is_anywhere(self, point: Point) -> bool:
        """Whether a point is the city's very centre, which stands for "somewhere in it"."""
        return any(abs(point[0] - c[0]) < 0.0005 and abs(point[1] - c[1]) < 0.0005 for c in self.city_centres)


def load_area(code: str) -> Area:
    """The area's data, from the folder of areas in the settings or from those that are shipped.

    Raises: ConfigurationError when no folder of that name holds an area, or when one of its files is wrong.
    """
    return area_in(folder_of(code))


def folder_of(code: str) -> Path:
    """The folder of an area. Raises: ConfigurationError when there is none."""
    return _folder_of(code, settings().areas_folder)


@lru_cache(maxsize=AREAS_KEPT)
def _folder_of(code: str, own: Path | None) -> Path:
    # asked for every row
    folder = find_folder(code, own)
    if folder is None:
        raise ConfigurationError(f"JATRE_AREA={code} is not known; known areas: {', '.join(known(own))}.")
    return folder


@lru_cache(maxsize=AREAS_KEPT)
def area_in(folder: Path) -> Area:
    """The area whose files are in a folder. Raises: ConfigurationError, which names the file and the field."""
    files = AreaFiles.read(folder)
    if files.about.code.replace("-", "_") != folder.name:
        raise ConfigurationError(f"{folder / 'area.json'}: code: {files.about.code!r} is not the folder's name")
    return _area(files)


def _area(files: AreaFiles) -> Area:
    about, localities = files.about, files.localities
    return Area(
        code=about.code, name=about.name, city=about.city, zone=ZoneInfo(about.timezone),
        centre=about.centre, city_centres=tuple(about.city_centres), city_box=about.city_box,
        postcode=_postcode(about.postcode_forms),
        postcodes=tuple(code.replace(" ", "") for code in about.postcodes),
        words=_words(files), money=_money(about),
        localities={
            **{name: part for part, names in localities.city.items() for name in names},
            **dict.fromkeys(localities.here, about.code),
        },
        beyond=frozenset(localities.beyond), renamed=localities.renamed,
        venues=tuple(KnownVenue(**{**dict(one), "aliases": tuple(one.aliases)}) for one in files.venues),
        roads=tuple(
            Road(one.name, tuple(one.aliases), tuple(one.parts), one.only, tuple(one.line)) for one in files.roads
        ),
        postcode_areas={code.replace(" ", ""): circle for code, circle in about.postcode_areas.items()},
        categories={
            name: CategoryHints(hints.words, tuple(hints.formats), tuple(hints.prototypes))
            for name, hints in files.categories.items()
        },
        outline=files.outline.geometry.model_dump(), search=search_document(files),
        country_code=about.country_code, subdivision_code=about.subdivision_code,
    )  # fmt: skip


def _words(files: AreaFiles) -> LocalWords:
    about, words = files.about, files.words
    return LocalWords(
        city=tuple(about.city_names), region=tuple(about.region_names),
        country=(*about.country_names, about.country_code.lower()),
        ignored=frozenset(words.ignored), common=frozenset(words.common), festivals=tuple(words.festivals),
        night=tuple(words.night), day=tuple(words.day), money=tuple(about.currency_signs),
        sellers=frozenset(name.replace(" ", "") for name in words.sellers),
        abuse=tuple(words.abuse),
        outdoor_places=frozenset(words.outdoor_places), outdoor=tuple(words.outdoor),
        outdoor_titles=tuple(words.outdoor_titles), indoor_places=tuple(words.indoor_places),
        indoor_titles=tuple(words.indoor_titles), indoor=tuple(words.indoor),
    )  # fmt: skip


def _money(about: AreaFile) -> LocalMoney:
    prices = about.prices
    return LocalMoney(
        about.currency, tuple(about.currency_signs), about.decimal_mark, prices.lowest, prices.unusual, prices.highest
    )


def _postcode(forms: list[str]) -> re.Pattern[str]:
    written = "|".join(map(_written, forms)) or "(?!)"
    return re.compile(rf"(?:{written})(?!\s?(?:feet|ft)\b)", re.IGNORECASE)


def _written(form: str) -> str:
    """One form as a pattern; digits at its ends may stand beside letters, as in "Bengaluru560038"."""
    before = r"(?<![\w-])" if form[0] == "@" or form[0].isalpha() else r"(?<![\d-])"
    after = r"(?!\w)" if form[-1] == "@" or form[-1].isalpha() else r"(?!\d)"
    signs = {"#": r"\d", "@": "[A-Z]"}
    return before + "".join(signs.get(sign, re.escape(sign)) for sign in form) + after
