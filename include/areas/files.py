"""The files of an area's folder as they may be written, checked once when the area is read.

`docs/adding-an-area.md` explains each field to whoever writes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from include.areas.fields import (
    CODE,
    MAX_FORMS,
    MAX_NAMES,
    AbuseWord,
    Beginnings,
    CategoryWord,
    Form,
    Latitude,
    Longitude,
    Name,
    Names,
    Polygon,
    Postcode,
    Radius,
    Sign,
    Text,
    Weight,
    Word,
    Words,
    Zone,
)
from include.errors import ConfigurationError
from include.listing import Category

MAX_FILE_BYTES = 10_000_000
MAX_VENUES = 10_000
MAX_ROADS = 5_000
MAX_LINE_POINTS = 100
MAX_PRICE = 10**12
MAX_SYNONYMS = 500
T = TypeVar("T")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class UsualPrices(_File):
    """What things cost, in units of the currency; see `LocalMoney`."""

    lowest: Decimal = Field(ge=0)
    unusual: Decimal = Field(gt=0)
    highest: Decimal = Field(gt=0, le=MAX_PRICE)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.lowest < self.unusual <= self.highest:
            raise ValueError("write lowest < unusual <= highest")
        return self


class AreaFile(_File):
    """`area.json`: where it is, and what its country writes. Points are latitude and longitude in degrees, WGS 84."""

    code: str = Field(pattern=CODE)
    name: Name
    city: Name
    timezone: Zone
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    currency_signs: list[Sign] = Field(max_length=MAX_FORMS)
    decimal_mark: Literal[".", ","]
    prices: UsualPrices
    centre: tuple[Latitude, Longitude]
    city_centres: list[tuple[Latitude, Longitude]] = Field(max_length=MAX_FORMS)
    city_box: tuple[Latitude, Longitude, Latitude, Longitude]
    city_names: Names = Field(min_length=1)
    region_names: Names
    country_names: Names
    country_code: str = Field(pattern=r"^[A-Z]{2}$")
    subdivision_code: str = Field("", pattern=r"^[A-Z0-9]{0,3}$")
    postcode_forms: list[Form] = Field(max_length=MAX_FORMS)
    postcodes: list[Postcode] = Field(max_length=MAX_NAMES)
    postcode_areas: dict[Postcode, tuple[Latitude, Longitude, Radius]] = Field({}, max_length=MAX_NAMES)
    attribution: Text = ""

    @model_validator(mode="after")
    def _lies_in_its_city(self) -> Self:
        if not self.in_box(*self.centre):
            raise ValueError("centre is outside city_box, which is [south, west, north, east]")
        return self

    def in_box(self, latitude: float, longitude: float) -> bool:
        """Whether a point is in `city_box`."""
        south, west, north, east = self.city_box
        return south <= latitude <= north and west <= longitude <= east


class LocalitiesFile(_File):
    """`localities.json`: names of the area, of the other parts of its city, and of other cities."""

    here: Names = Field(min_length=1)
    city: dict[Name, Names] = Field(max_length=MAX_NAMES)
    beyond: Names
    renamed: dict[Name, Name] = Field(default_factory=dict, max_length=MAX_NAMES)

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        count = Counter(name for names in (self.here, self.beyond, *self.city.values()) for name in set(names))
        if twice := sorted(name for name, number in count.items() if number > 1):
            raise ValueError(f"{twice[0]!r} is written for two places; a name stands for one")
        if unknown := sorted({*self.renamed, *self.renamed.values()}.difference(self.beyond)):
            raise ValueError(f"renamed: {unknown[0]!r} is not in beyond")
        return self


class WordsFile(_File):
    """`words.json`: what is said in this city; see `LocalWords`."""

    ignored: Words
    common: Words
    festivals: Beginnings
    night: Beginnings
    day: Beginnings
    sellers: Names
    abuse: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)
    outdoor_places: Words = Field(default_factory=list)
    outdoor: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)
    outdoor_titles: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)
    indoor_places: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)
    indoor_titles: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)
    indoor: list[AbuseWord] = Field(default_factory=list, max_length=MAX_NAMES)


class VenueEntry(_File):
    """An entry of `venues.json`."""

    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)
    name: Name
    aliases: list[Name] = Field([], max_length=MAX_FORMS)
    latitude: Latitude
    longitude: Longitude
    postcode: Text = ""
    kind: Text
    address: Text
    origin: Text
    branch: bool = False
    opening_hours: Annotated[str, Field(max_length=1_000)] = ""


def _each_slug_once(venues: list[VenueEntry]) -> list[VenueEntry]:
    count = Counter(venue.slug for venue in venues)
    if twice := sorted(slug for slug, number in count.items() if number > 1):
        raise ValueError(f"slug {twice[0]!r} is written twice; it is the identity of one venue")
    return venues


Venues = Annotated[list[VenueEntry], Field(max_length=MAX_VENUES), AfterValidator(_each_slug_once)]


class RoadEntry(_File):
    """An entry of `roads.json`."""

    name: Name
    aliases: list[Name] = Field([], max_length=MAX_FORMS)
    parts: Names = Field([], max_length=MAX_FORMS)
    only: bool = False
    line: list[tuple[Latitude, Longitude]] = Field(min_length=1, max_length=MAX_LINE_POINTS)


Roads = Annotated[list[RoadEntry], Field(max_length=MAX_ROADS)]


class CategoryEntry(_File):
    """What `categories.json` says of one category."""

    words: dict[CategoryWord, Weight] = Field(max_length=MAX_NAMES)
    formats: list[CategoryWord] = Field(default_factory=list, max_length=MAX_NAMES)
    prototypes: list[Name] = Field(min_length=1, max_length=MAX_NAMES)


class Outline(BaseModel):
    """`outline.geojson`: a feature whose geometry is the area."""

    class Geometry(BaseModel):
        """A multipolygon; `coordinates` are longitude and latitude."""

        type: Literal["MultiPolygon"]
        coordinates: list[Polygon] = Field(min_length=1)

    geometry: Geometry


class SearchPlace(_File):
    """A part of the area that people search around; `radius` in kilometres."""

    name: Name
    names: list[Name] = Field(default_factory=list, max_length=MAX_FORMS)
    latitude: Latitude
    longitude: Longitude
    radius: float = Field(gt=0, le=20)


class SearchFile(_File):
    """`search.json`: what people call kinds and places who search."""

    kinds: dict[Category, list[Word]] = Field(default_factory=dict, max_length=MAX_NAMES)
    places: list[SearchPlace] = Field(default_factory=list, max_length=MAX_NAMES)
    area: list[Name] = Field(default_factory=list, max_length=MAX_FORMS)
    venues: dict[str, list[Name]] = Field(default_factory=dict, max_length=MAX_VENUES)


Synonyms = Annotated[
    list[Annotated[list[Name], Field(min_length=2, max_length=MAX_FORMS)]], Field(max_length=MAX_SYNONYMS)
]
"""`synonyms.json`: groups of words and phrases by which people search for one thing."""


class AreaFiles(_File):
    """The whole folder."""

    about: AreaFile
    localities: LocalitiesFile
    words: WordsFile
    venues: Venues
    roads: Roads
    categories: dict[Category, CategoryEntry]
    outline: Outline
    search: SearchFile = SearchFile()
    synonyms: Synonyms = Field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> AreaFiles:
        """The files of a folder. Raises: ConfigurationError, which names the file and the field."""
        files = cls(
            about=_read(folder / "area.json", AreaFile),
            localities=_read(folder / "localities.json", LocalitiesFile),
            words=_read(folder / "words.json", WordsFile),
            venues=_read(folder / "venues.json", Venues),
            roads=_read(folder / "roads.json", Roads) if (folder / "roads.json").exists() else [],
            categories=_read(folder / "categories.json", dict[Category, CategoryEntry]),
            outline=_read(folder / "outline.geojson", Outline),
            search=_read(folder / "search.json", SearchFile) if (folder / "search.json").exists() else SearchFile(),
            synonyms=_read(folder / "synonyms.json", Synonyms) if (folder / "synonyms.json").exists() else [],
        )
        if missing := sorted(set(get_args(Category)) - set(files.categories)):
            raise ConfigurationError(f"{folder / 'categories.json'}: {', '.join(missing)} is missing")
        if unknown := sorted(set(files.search.venues) - {venue.slug for venue in files.venues}):
            raise ConfigurationError(f"{folder / 'search.json'}: venues: {unknown[0]!r} is no slug of venues.json")
        # its two numbers are swapped, or it is wrong
        if where := next((where for where, *point in files._points() if not files.about.in_box(*point)), None):
            raise ConfigurationError(f"{folder}/{where} is outside city_box of area.json")
        return files

    def _points(self) -> Iterator[tuple[str, float, float]]:
        """Each point that the files have: where it is written, latitude, longitude."""
        for number, venue in enumerate(self.venues):
            yield f"venues.json: {number}: the point of {venue.slug!r}", venue.latitude, venue.longitude
        for number, place in enumerate(self.search.places):
            yield f"search.json: places: {number}: the point of {place.name!r}", place.latitude, place.longitude
        for number, road in enumerate(self.roads):
            for latitude, longitude in road.line:
                yield f"roads.json: {number}: the line of {road.name!r}", latitude, longitude
        for code, (latitude, longitude, _) in self.about.postcode_areas.items():
            yield f"area.json: postcode_areas: the middle of {code!r}", latitude, longitude
        for ring in (ring for polygon in self.outline.geometry.coordinates for ring in polygon):
            for longitude, latitude in ring:
                yield f"outline.geojson: geometry.coordinates: [{longitude}, {latitude}]", latitude, longitude


def _read(path: Path, model: type[T]) -> T:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ConfigurationError(f"{path} has more than {MAX_FILE_BYTES} bytes (MAX_FILE_BYTES)")
        checked: Any = TypeAdapter(model).validate_json(content)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        found = ((".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())
        problems = "; ".join(f"{where or 'the file'}: {what}" for where, what in found)
        raise ConfigurationError(f"{path}: {problems}"[:2_000]) from None
    return checked  # type: ignore[no-any-return]
