"""A listing's venue completed by what others have stated of it: never against what the listing itself states."""

from __future__ import annotations

from include.areas.area import Area
from include.listing import Listing, Venue
from include.understand.memory.branches import CONFIDENCE, Branch
from include.understand.memory.statements import ELSEWHERE, VenueStatement
from include.understand.place.localities import is_area_alone, is_in_area, words_of_street
from include.understand.place.locate import LocatedVenue


def part_named(listing: Listing, statement: VenueStatement, area: Area) -> str | None:
    """The part of the city that a listing names: in its venue, else in its title or keywords; None where in none."""
    if statement.part is not None:
        return statement.part
    titled = is_in_area(listing, area)
    return None if titled is None else area.code if titled else ELSEWHERE


def complete_from(branch: Branch, venue: Venue, statement: VenueStatement, area: Area) -> LocatedVenue | None:
    """The venue with the branch's point, and its address where its own names no part; None where that adds nothing.

    A listing with a street of its own, in its address or behind the venue's name, is completed by nothing that does
    not have that street too.
    """
    if branch.taught_by is None or not _may_lie_there(branch, venue, statement, area):
        return None
    address = venue.address if statement.part is not None else branch.address or venue.address
    if branch.point is None and address == venue.address:
        return None
    latitude, longitude = branch.point or (None, None)
    completed = venue.model_copy(update={"address": address, "latitude": latitude, "longitude": longitude})
    return LocatedVenue(completed, CONFIDENCE[branch.taught_by], "memory")


def _may_lie_there(branch: Branch, venue: Venue, statement: VenueStatement, area: Area) -> bool:
    """Whether each street that the listing names itself stands in the branch's address."""
    return all(
        is_area_alone(None, own, area) or _stands_in(own, branch.address, area)
        for own in (venue.address, statement.venue.rest)
        if own
    )


def _stands_in(own: str, address: str | None, area: Area) -> bool:
    ours, theirs = (" ".join(words_of_street(one, area)) for one in (own, address))
    return f" {ours} " in f" {theirs} "
