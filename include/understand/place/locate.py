"""From the venue of a listing to a point on the map; what cannot be known stays unknown."""

from __future__ import annotations

from dataclasses import dataclass

from include.areas.area import Area, KnownVenue, Point
from include.listing import Venue
from include.understand.place.geography import distance
from include.understand.place.localities import beyond, is_here
from include.understand.place.venues import at_spot, find_venue
from include.understand.text.titles import words

MAX_NAME_TO_POINT_METRES = 1_500.0
"""Metres beyond which a source's own point outweighs the venue's name: it is another place of that name."""


@dataclass(frozen=True)
class LocatedVenue:
    """The venue, completed, and how sure we are of the point (0 to 1); 0 when there is none."""

    venue: Venue
    confidence: float
    origin: str


def locate(venue: Venue, area: Area, titled: bool = False) -> LocatedVenue:
    """Fill place, point and address of a venue; `titled`: whether its listing's title names the area.

    The city's centre is never a guess. A point far from the city is believed of what nothing else places in it: that is
    how it is known to be elsewhere.
    """
    if venue.online:
        return LocatedVenue(
            venue.model_copy(update={"latitude": None, "longitude": None, "place_id": None}), 0.0, "rule"
        )
    own = own_point(venue, area)
    match = find_venue(venue.name, venue.address, area, titled)
    if match and own and distance(own, _point(match.venue)) > MAX_NAME_TO_POINT_METRES:
        match = None
    if match:
        return LocatedVenue(_known(venue, match.venue), match.confidence, "gazetteer")
    near = at_spot(own, area) if own and not venue.name else None
    if near:
        return LocatedVenue(_known(venue, near), 0.8, "gazetteer")
    point = {"latitude": own[0], "longitude": own[1]} if own else {"latitude": None, "longitude": None}
    return LocatedVenue(venue.model_copy(update={**point, "place_id": None}), 0.85 if own else 0.0, "structure")


def own_point(venue: Venue, area: Area) -> Point | None:
    """The point that the listing itself gives, where it may be the venue's; swapped degrees are put right."""
    if venue.latitude is None or venue.longitude is None:
        return None
    given, swapped = (venue.latitude, venue.longitude), (venue.longitude, venue.latitude)
    point = swapped if area.in_city(swapped) else given
    if area.in_city(point):
        return None if area.is_anywhere(point) else point
    named = not area.words.ignored.isdisjoint(words(f"{venue.name or ''} {venue.address or ''}"))
    ours = named or is_here(venue.name, venue.address, area) is not None
    return None if (ours and not beyond(venue.address or "", area)) or point == (0, 0) else point


def _point(venue: KnownVenue) -> Point:
    return venue.latitude, venue.longitude


def _known(venue: Venue, known: KnownVenue) -> Venue:
    return venue.model_copy(
        update={
            "name": known.name,
            "address": venue.address if venue.address and len(venue.address) > len(known.address) else known.address,
            "latitude": known.latitude,
            "longitude": known.longitude,
            "place_id": known.slug,
        }
    )
