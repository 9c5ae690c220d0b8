"""Where an address lies as far as its road or postal code says: a circle, never a point.

A road's middle is no venue. So what is found here is kept beside the point (`Venue.approximate`) and stands for no
place in matching, on the map's pins, in distances or in what others are taught.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from include.areas.area import Area, Point, Road
from include.listing import Approximate, Precision, Venue
from include.understand.place.addresses import PostalAddress, parse_address, part_key, road_key
from include.understand.place.geography import distance
from include.understand.place.localities import is_here

MAX_ROUGH_METRES = 2_000.0
"""The largest radius of a circle that still says more than the name of the area."""
BESIDE_ROAD_METRES = 60.0
"""How far from a road's centre line the houses of its address stand."""
CROSSING_METRES = 150
"""Where an address names two roads that meet: how far from there its houses are."""
MIN_AREA_LIKENESS = 85
"""Of a locality's name and the area's, in per cent, from which on it is a spelling of that."""
STEP_METRES = 25.0
MEETING_METRES = 60.0
"""Two roads whose lines come so near each other meet."""


def locate_roughly(venue: Venue, area: Area, titled: bool = False) -> Approximate | None:
    """Where the address of a venue without a point lies, or None; `titled`: whether its listing names the area.

    Only an address in the area is looked up: other parts of a city have roads of the same names.
    """
    here = is_here(venue.name, venue.address, area)
    if venue.online or not (here or (here is None and titled)):
        return None
    address = address_of(venue, area)
    return _by_road(address, area) or _by_postcode(address, area)


def address_of(venue: Venue, area: Area) -> PostalAddress:
    """The parts of a venue's address, and of what follows its name; of the name alone where that is a road."""
    name, _, rest = (venue.name or "").partition(",")
    known = {key for road in area.roads for key in keys_of(road)}
    stated = filter(None, (name if name and road_key(name) in known else "", rest, venue.address))
    return parse_address(", ".join(stated), area)


def _by_road(address: PostalAddress, area: Area) -> Approximate | None:
    roads = [found for key in address.roads if (found := _roads(key, address, area))]
    if not roads:
        return None
    if len(roads) > 1 and (meeting := _meeting(roads[0], roads[1])):
        return circle(meeting, "road", CROSSING_METRES)
    return circle_around([point for road in roads[0] for point in road.line], "road", BESIDE_ROAD_METRES)


def _roads(key: str, address: PostalAddress, area: Area) -> list[Road]:
    """The roads that an address can mean by a name.

    "1st Main" is in every layout of a city. So a road counts where it is the area's only one of its name, or where the
    address names its part of the area; and never where the address names another part.
    """
    stated = _parts(address, area)
    named = (road for road in area.roads if key in keys_of(road))
    return [r for r in named if (all(_is_in(r, part) for part in stated) if stated and r.parts else r.is_only)]


def _parts(address: PostalAddress, area: Area) -> set[str]:
    """The parts of the area that an address names: neither the area itself, however it is spelled, nor a road."""
    roads = {key for road in area.roads for key in keys_of(road)}
    names = {part_key(name) for name in address.localities if area.localities[name] == area.code}
    whole = {name for name in names if fuzz.ratio(name.replace(" ", ""), part_key(area.name)) >= MIN_AREA_LIKENESS}
    return {name for name in names - whole if road_key(name) not in roads} | set(address.stages)


def keys_of(road: Road) -> frozenset[str]:
    """The names of a road, as addresses' roads are compared with them."""
    return frozenset(map(road_key, (road.name, *road.aliases)))


def _is_in(road: Road, part: str) -> bool:
    """Whether a road lies in a part of the area; "2 stage" is one with "hal 2 stage"."""
    return any(part == own or own.endswith(f" {part}") for own in map(part_key, road.parts))


def _meeting(ours: Sequence[Road], theirs: Sequence[Road]) -> Point | None:
    """Where two roads meet, as far as their lines say; None where they do not."""
    ends = [list(_along(roads)) for roads in (ours, theirs)]
    a, b = min(((a, b) for a in ends[0] for b in ends[1]), key=lambda pair: distance(*pair))
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) if distance(a, b) <= MEETING_METRES else None


def _along(roads: Sequence[Road]) -> Iterator[Point]:
    """Points on the lines of roads, no two further apart than STEP_METRES."""
    for road in roads:
        yield road.line[-1]
        for a, b in pairwise(road.line):
            steps = math.ceil(distance(a, b) / STEP_METRES) or 1
            for step in range(steps):
                yield a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps


def circle_around(points: Sequence[Point], precision: Precision, margin: float = 0.0) -> Approximate | None:
    """The circle that holds points, `margin` metres wider; None where it says no more than the area's name."""
    north, east = [(min(degrees) + max(degrees)) / 2 for degrees in zip(*points, strict=True)]
    metres = max(distance((north, east), point) for point in points) + margin
    if metres > MAX_ROUGH_METRES:
        return None
    return circle((north, east), precision, metres)


def circle(middle: Point, precision: Precision, metres: float) -> Approximate:
    """A place within `metres` of a point."""
    latitude, longitude = (round(degrees, 5) for degrees in middle)
    return Approximate(precision=precision, latitude=latitude, longitude=longitude, metres=max(1, math.ceil(metres)))


def _by_postcode(address: PostalAddress, area: Area) -> Approximate | None:
    found = area.postcode_areas.get(address.postcode or "")
    if found is None or found[2] > MAX_ROUGH_METRES:
        return None
    return circle(found[:2], "postcode", found[2])
