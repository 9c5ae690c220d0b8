"""A listing's venue completed by what others have stated of it: never against what the listing itself states."""

from __future__ import annotations

from include.areas.area import Area
from include.listing import Listing, Venue
from include.understand.memory.branches import CONFIDENCE, Branch
from include.understand.memory.statements import ELSEWHERE, VenueStatement
from include.understand.place.localities import is_area_alone, is_here, is_in_area
from include.understand.place.locate import LocatedVenue


def part_named(listing: Listing, statement: VenueStatement, area: Area) -> str | None:
    """The part of the city that a listing names: in its venue, else in its title or keywords; None where in none."""
    if statement.part is not None:
        return statement.part
    titled = is_in_area(listing, area)
    return None if titled is None else area.code if titled else ELSEWHERE


def complete_from(branch: Branch, venue: Venue, statement: VenueStatement, area: Area) -> LocatedVenue | None:
    """The venue with the branch's point, and its address where its own names no part; None where that adds nothing."""
    address = venue.address if statement.part is not None else _address(branch, venue, area)
    if branch.taught_by is None or (branch.point is None and address == venue.address):
        return None
    latitude, longitude = branch.point or (None, None)
    completed = venue.model_copy(update={"address": address, "latitude": latitude, "longitude": longitude})
    return LocatedVenue(completed, CONFIDENCE[branch.taught_by], "memory")


def _address(branch: Branch, venue: Venue, area: Area) -> str | None:
    """The branch's address; a street that the listing itself gives stays before the area's name."""
    if is_here(None, venue.address, area) is not None:
        return venue.address
    if venue.address is None or is_area_alone(None, venue.address, area):
        return branch.address or venue.address
    return f"{venue.address}, {area.name}" if branch.part == area.code else branch.address or venue.address
