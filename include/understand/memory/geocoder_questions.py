"""What an external geocoder is asked about a venue, and which of its answers are places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from include.areas.area import Area, Point
from include.errors import UnreadablePayload
from include.listing import Approximate, Venue
from include.understand.memory.statements import named_venue
from include.understand.place.addresses import PostalAddress, parse_address
from include.understand.place.geography import is_inside
from include.understand.place.localities import is_here
from include.understand.place.roughly import BESIDE_ROAD_METRES, address_of, circle, circle_around, keys_of
from include.understand.place.venues import folded

MIN_NAME_LIKENESS = 85
"""Of the name asked for and the name answered, in per cent."""
VENUE_METRES, ADDRESS_METRES = 50, 30
"""How far from the point of a venue or house its door may be."""
_VENUE_CLASSES = frozenset({
    "amenity", "building", "club", "craft", "historic", "leisure", "office", "shop", "sport", "tourism",
})  # fmt: skip
_NUMBERED = re.compile(r"(\d{1,3})(?: ([a-h]))? (main|cross)")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class GeocoderQuestion:
    """A text to look up: a venue by `name`, or a `house` of a road."""

    text: str
    name: str | None = None
    house: str | None = None


@dataclass(frozen=True)
class GeocoderFinding:
    """What a geocoder has found. `box` is (south, west, north, east) in degrees."""

    kind: Literal["venue", "address", "road", "coarse"]
    point: Point
    name: str | None
    house: str | None
    box: tuple[float, float, float, float] | None
    street: str | None = None
    """Of a house."""


def questions(venue: Venue, area: Area, titled: bool = False) -> list[GeocoderQuestion]:
    """What to ask about a venue of the area that has no point: by its name, then by its address."""
    here = is_here(venue.name, venue.address, area)
    if venue.online or not (here or (here is None and titled)):
        return []
    named, address = named_venue(venue.name, area), address_of(venue, area)
    asked = [GeocoderQuestion(f"{named.name}, {area.name}, {area.city}", name=named.name)] if named else []
    if address.roads:
        asked.append(GeocoderQuestion(_street(address, area), house=address.house))
    return asked


def accepted(found: list[GeocoderFinding], question: GeocoderQuestion, area: Area) -> Approximate | None:
    """The first answer that is the place asked for, in the area; None where none is.

    A house counts where it has the number and the road asked for, a venue where it has the name. A road is a circle,
    and what is coarser says no more than the listing does.
    """
    places = (_place(one, question, area) for one in found if is_inside(one.point, area))
    return next((one for one in places if one and is_inside((one.latitude, one.longitude), area)), None)


def _place(found: GeocoderFinding, question: GeocoderQuestion, area: Area) -> Approximate | None:
    if question.name is not None:
        return circle(found.point, "venue", VENUE_METRES) if _is_called(found, question.name, area) else None
    if found.kind == "address":
        same = bool(_bare(question.house)) and _bare(found.house) == _bare(question.house)
        on_road = same and _is_road(found.street, question, area)
        return circle(found.point, "address", ADDRESS_METRES) if on_road else None
    if found.kind != "road" or found.box is None or not _is_road(found.name, question, area):
        return None
    south, west, north, east = found.box
    return circle_around([(south, west), (north, east)], "road", BESIDE_ROAD_METRES)


def _is_called(found: GeocoderFinding, name: str, area: Area) -> bool:
    ours, theirs = folded(name, area), folded(found.name or "", area)
    return found.kind == "venue" and bool(theirs) and fuzz.token_sort_ratio(ours, theirs) >= MIN_NAME_LIKENESS


def _is_road(name: str | None, question: GeocoderQuestion, area: Area) -> bool:
    """Whether a road that was found is one of those asked for: geocoders answer with what is spelled alike too."""
    asked, theirs = (_keys(text, area) for text in (question.text, name or ""))
    return not asked.isdisjoint(theirs)


def _keys(text: str, area: Area) -> set[str]:
    """The roads that a text names, by all names that the area knows of them."""
    named = set(parse_address(text, area).roads)
    return named.union(*(keys for keys in map(keys_of, area.roads) if not keys.isdisjoint(named)))


def _bare(house: str | None) -> str:
    return re.sub(r"[^0-9a-z]", "", (house or "").casefold())


def _street(address: PostalAddress, area: Area) -> str:
    roads = [_road_name(key, area) for key in address.roads[:2]]
    roads[0] = f"{address.house} {roads[0]}" if address.house else roads[0]
    return ", ".join([*roads, area.name, area.city, *([address.postcode] if address.postcode else [])])


def _road_name(key: str, area: Area) -> str:
    """A road as maps write it: "12th Main Road", "3rd A Cross Road"."""
    known = next((road.name for road in area.roads if key in keys_of(road)), None)
    numbered = _NUMBERED.fullmatch(key)
    if known or not numbered:
        return known or f"{key} road".title()
    number, letter, kind = numbered.groups()
    ending = "th" if 10 <= int(number) % 100 <= 20 else _ENDINGS.get(int(number) % 10, "th")
    return " ".join(filter(None, (f"{number}{ending}", (letter or "").upper(), kind.title(), "Road")))


def read_nominatim(raw: Mapping[str, Any]) -> GeocoderFinding:
    """One place of Nominatim's answer. Raises: UnreadablePayload."""
    try:
        category, address = raw.get("category") or raw.get("class"), raw.get("address") or {}
        south, north, west, east = map(float, raw["boundingbox"])
        name = raw.get("name") or str(raw.get("display_name") or "").partition(",")[0]
        kind = _kind(category, house=raw.get("addresstype") == "place" or raw.get("type") in ("house", "yes"))
        point = float(raw["lat"]), float(raw["lon"])
        return GeocoderFinding(
            kind, point, str(name), address.get("house_number"), (south, west, north, east), address.get("road")
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadablePayload(f"the geocoder's answer cannot be read: {type(error).__name__} {error}") from error


def read_photon(raw: Mapping[str, Any]) -> GeocoderFinding:
    """One feature of Photon's answer. Raises: UnreadablePayload."""
    try:
        about = raw["properties"]
        longitude, latitude = map(float, raw["geometry"]["coordinates"])
        extent = [float(one) for one in about.get("extent") or ()]
        box = (extent[3], extent[0], extent[1], extent[2]) if len(extent) == 4 else None
        kind = _kind(about.get("osm_key"), house=about.get("type") == "house" and not about.get("name"))
        return GeocoderFinding(
            kind, (latitude, longitude), about.get("name"), about.get("housenumber"), box, about.get("street")
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadablePayload(f"the geocoder's answer cannot be read: {type(error).__name__} {error}") from error


def _kind(category: Any, *, house: bool) -> Literal["venue", "address", "road", "coarse"]:
    if category == "highway":
        return "road"
    if house and category in ("place", "building"):
        return "address"
    return "venue" if category in _VENUE_CLASSES else "coarse"
