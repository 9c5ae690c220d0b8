"""The places of one venue's name, by what all sources state of it, and which of them a listing can mean.

A place is believed where a person decided it, where an official source or two independent ones state it, or where the
listing's own source does: nobody is taught by one stranger. A name alone finds a place only when nothing speaks for a
second one: two branches of a chain stay apart, and which one is meant is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from include.areas.area import Area, Point
from include.understand.memory.statements import VenueStatement
from include.understand.place.geography import distance
from include.understand.place.localities import is_here
from include.understand.record.independence import independent_listings
from include.understand.record.sourced import SourcedListing

Teacher = Literal["person", "official", "independent", "same source"]
CONFIDENCE: dict[Teacher, float] = {"person": 0.84, "official": 0.8, "independent": 0.75, "same source": 0.7}
"""Of a place that was taught; less than a listing's own point has."""
SAME_BRANCH_METRES = 300.0


@dataclass(frozen=True)
class SourcedStatement:
    """A statement with the source it is of. `is_own`: it is official, and the venue's own site.

    `listing`: one that states it, by which it is compared with what others state; None where its body is gone.
    """

    statement: VenueStatement
    source: str
    official: bool
    is_own: bool
    listing: SourcedListing | None


@dataclass(frozen=True)
class DecidedPlace:
    """Where a person decided that a venue is."""

    statement: VenueStatement


@dataclass(frozen=True)
class Branch:
    """One place of a name. `taught_by` is None while nobody who may teach has stated it; so has `point` to be taught.

    `by_name`: the name alone may mean it.
    """

    part: str | None
    address: str | None
    point: Point | None
    taught_by: Teacher | None
    by_name: bool


def branches_of(
    statements: Sequence[SourcedStatement], decided: Sequence[DecidedPlace], source: str, area: Area
) -> tuple[Branch, ...]:
    """The places of one name as a listing of `source` may use them.

    What a person decided stands alone, and what the venue's own site states outweighs all other sources.
    """
    if decided:
        return tuple(_decided(one.statement, area) for one in decided)
    own = [one for one in statements if one.is_own]
    return tuple(_branch(group, source, area) for group in _groups(own or statements))


def branch_for(branches: Sequence[Branch], part: str | None) -> Branch | None:
    """The one place that a listing can mean which names `part`, or no part (None); None where there are several."""
    if part is not None:
        there = [one for one in branches if one.part == part and one.taught_by]
        return there[0] if len(there) == 1 else None
    if len(branches) != 1 or not branches[0].taught_by or not branches[0].by_name:
        return None
    return branches[0]


def _decided(statement: VenueStatement, area: Area) -> Branch:
    return Branch(statement.part, _address(statement, area), statement.point, "person", True)


def _branch(group: Sequence[SourcedStatement], source: str, area: Area) -> Branch:
    pointed = [one for one in group if one.statement.point]
    point_taught = _teacher(pointed, source)
    best = next((one for one in group if one.statement.address), group[0]).statement
    teaching = [one for one in group if not one.statement.venue.is_branch]
    return Branch(
        part=group[0].statement.part,
        address=_address(best, area),
        point=_first_point(pointed, source) if point_taught else None,
        taught_by=_teacher(group, source),
        by_name=_teacher(teaching, source) is not None,
    )


def _first_point(pointed: Sequence[SourcedStatement], source: str) -> Point | None:
    """An official source's, else the listing's own source's, else the first."""
    best = min(pointed, key=lambda one: (not one.official, one.source != source))
    return best.statement.point


def _teacher(group: Sequence[SourcedStatement], source: str) -> Teacher | None:
    if any(one.official for one in group):
        return "official"
    if len(independent_listings(one.listing for one in group if one.listing)) > 1:
        return "independent"
    return "same source" if any(one.source == source for one in group) else None


def _groups(statements: Sequence[SourcedStatement]) -> list[list[SourcedStatement]]:
    """Statements of one place: points that are near each other, and words that name the part of one such point."""
    groups: list[list[SourcedStatement]] = []
    ordered = sorted(statements, key=lambda one: (one.statement.point is None, not one.official, one.source))
    for one in ordered:
        same = [group for group in groups if _is_there(one.statement, group[0].statement)]
        if len(same) == 1:
            same[0].append(one)
        elif not same:
            groups.append([one])
    return groups


def _is_there(one: VenueStatement, other: VenueStatement) -> bool:
    if one.point and other.point:
        return distance(one.point, other.point) <= SAME_BRANCH_METRES
    return one.part is not None and one.part == other.part


def _address(statement: VenueStatement, area: Area) -> str | None:
    """The address as stated, with the area's name where it lies in it and its words do not say so."""
    address = statement.address
    if statement.part != area.code or is_here(None, address, area):
        return address
    return ", ".join(filter(None, (address, area.name)))


def taught(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Those that may be used at all."""
    return tuple(one for one in branches if one.taught_by)
