"""The files of an area's folder as they may be written, checked once when the area is read.

`docs/adding-an-area.md` explains each field to whoever writes one.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from include.errors import ConfigurationError
from include.listing import Category

CODE = r"^[a-z][a-z0-9-]{1,40}$"
T = TypeVar("T")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write one such as Europe/Berlin") from None
    return name


def _folded(name: str) -> str:
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name)).casefold()
    if name != " ".join(re.findall(r"[^\W_]+\*?", bare)):
        raise ValueError(f"{name!r} is compared with folded words; write it in small letters without accents and signs")
    return name


Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\w")]
Sign = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^\S(?:.*\S)?$")]
Folded = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_folded)]
"""One or more words as `titles.words` folds them."""
Form = Annotated[str, Field(min_length=2, max_length=20, pattern=r"^[A-Z0-9#@ -]+$")]
"""A postal code with `#` for any digit and `@` for any letter."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UsualPrices(_File):
    """What things cost, in units of the currency; see `LocalMoney`."""

    lowest: Decimal = Field(ge=0)
    unusual: Decimal = Field(gt=0)
    highest: Decimal = Field(gt=0)

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
    timezone: Annotated[str, AfterValidator(_zone)]
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    currency_signs: list[Sign]
    decimal_mark: Literal[".", ","]
    prices: UsualPrices
    centre: tuple[Latitude, Longitude]
    city_centres: list[tuple[Latitude, Longitude]]
    city_box: tuple[Latitude, Longitude, Latitude, Longitude]
    city_names: list[Folded] = Field(min_length=1)
    region_names: list[Folded]
    country_names: list[Folded]
    country_code: str = Field(pattern=r"^[A-Z]{2}$")
    postcode_forms: list[Form]
    postcodes: list[str]
    attribution: str = ""

    @model_validator(mode="after")
    def _lies_in_its_city(self) -> Self:
        south, west, north, east = self.city_box
        if not (south <= self.centre[0] <= north and west <= self.centre[1] <= east):
            raise ValueError("centre is outside city_box, which is [south, west, north, east]")
        return self


class LocalitiesFile(_File):
    """`localities.json`: names of the area, of the other parts of its city, and of other cities."""

    here: list[Folded] = Field(min_length=1)
    city: dict[str, list[Folded]]
    beyond: list[Folded]


class WordsFile(_File):
    """`words.json`: what is said in this city; see `LocalWords`."""

    ignored: list[Folded]
    common: list[Folded]
    festivals: list[Folded]
    night: list[Folded]
    day: list[Folded]
    sellers: list[Folded]


class VenueEntry(_File):
    """An entry of `venues.json`."""

    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: Name
    aliases: list[Name] = []
    latitude: Latitude
    longitude: Longitude
    postcode: str = ""
    kind: str
    address: str
    origin: str
    branch: bool = False


class CategoryEntry(_File):
    """What `categories.json` says of one category."""

    words: dict[str, int]
    prototypes: list[Name] = Field(min_length=1)


class Outline(BaseModel):
    """`outline.geojson`: a feature whose geometry is the area."""

    class Geometry(BaseModel):
        """A multipolygon; `coordinates` are longitude and latitude."""

        type: Literal["MultiPolygon"]
        coordinates: list[list[list[tuple[Longitude, Latitude]]]] = Field(min_length=1)

    geometry: Geometry


class AreaFiles(_File):
    """The whole folder."""

    about: AreaFile
    localities: LocalitiesFile
    words: WordsFile
    venues: list[VenueEntry]
    categories: dict[Category, CategoryEntry]
    outline: Outline

    @classmethod
    def read(cls, folder: Path) -> AreaFiles:
        """The files of a folder. Raises: ConfigurationError, which names the file and the field."""
        files = cls(
            about=_read(folder / "area.json", AreaFile),
            localities=_read(folder / "localities.json", LocalitiesFile),
            words=_read(folder / "words.json", WordsFile),
            venues=_read(folder / "venues.json", list[VenueEntry]),
            categories=_read(folder / "categories.json", dict[Category, CategoryEntry]),
            outline=_read(folder / "outline.geojson", Outline),
        )
        if missing := sorted(set(get_args(Category)) - set(files.categories)):
            raise ConfigurationError(f"{folder / 'categories.json'}: {', '.join(missing)} is missing")
        return files


def _read(path: Path, model: type[T]) -> T:
    try:
        checked: Any = TypeAdapter(model).validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        found = ((".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())
        problems = "; ".join(f"{where or 'the file'}: {what}" for where, what in found)
        raise ConfigurationError(f"{path}: {problems}"[:2_000]) from None
    return checked  # type: ignore[no-any-return]
