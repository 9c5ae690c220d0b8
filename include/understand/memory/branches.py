"""The places of one venue's name, by what all sources state of it, and which of them a listing can mean.

A place is believed where a person decided it, where an official source or two independent ones state it, or where the
listing's own source does: nobody is taught by one stranger. A name alone finds a place only when nothing speaks for a
second one: two branches of a chain stay apart, and which one is meant is for a person to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from include.areas.area import Area, Point
from include.understand.memory.agreement import SourcedStatement, StatingSources, is_same_spot, placed_groups
from include.understand.memory.statements import VenueStatement, part_name
from include.understand.place.localities import is_here, words_of_street

Teacher = Literal["person", "official", "independent", "same source"]
CONFIDENCE: dict[Teacher, float] = {"person": 0.84, "official": 0.8, "independent": 0.75, "same source": 0.7}
"""Of a place that was taught; less than a listing's own point has."""


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


@dataclass(frozen=True)
class StatedPlace:
    """One place of a name: as everyone may use it, and as the sources that state it may for their own listings."""

    for_all: Branch
    for_own: dict[str, Branch]

    def for_source(self, source: str) -> Branch:
        """The place as a listing of the source may use it."""
        return self.for_own.get(source, self.for_all)


def places_of(
    statements: Sequence[SourcedStatement], decided: Sequence[DecidedPlace], area: Area
) -> tuple[StatedPlace, ...]:
    """The places of one name; the order of the statements makes no difference.

    What a person decided stands alone, and what the venue's own site states outweighs all other sources.
    """
    if decided:
        return tuple(StatedPlace(_decided(one.statement, area), {}) for one in decided)
    own = [one for one in statements if one.is_own]
    agreement = StatingSources(own or statements)
    return tuple(_place(group, agreement, area) for group in placed_groups(own or statements))


def branch_for(branches: Sequence[Branch], part: str | None) -> Branch | None:
    """The one place that a listing can mean which names `part`, or no part (None); None where there are several."""
    if part is not None:
        there = [one for one in branches if one.part == part and one.taught_by]
        return there[0] if len(there) == 1 else None
    if len(branches) != 1 or not branches[0].taught_by or not branches[0].by_name:
        return None
    return branches[0]


def _decided(statement: VenueStatement, area: Area) -> Branch:
    return Branch(statement.part, _address(statement.address, statement.part, area), statement.point, "person", True)


def _place(group: Sequence[SourcedStatement], agreement: StatingSources, area: Area) -> StatedPlace:
    part = group[0].statement.part
    stated = _taught_address(group, agreement, area)
    for_all = Branch(
        part=part,
        address=_address(stated, part, area),
        point=_taught_point(group, agreement),
        taught_by=_teacher(group, agreement),
        by_name=_teacher(_of_the_name(group), agreement) is not None,
    )
    by_source: dict[str, list[SourcedStatement]] = {}
    for one in group:
        by_source.setdefault(one.source, []).append(one)
    return StatedPlace(for_all, {source: _for_own(for_all, own, stated, area) for source, own in by_source.items()})


def _for_own(for_all: Branch, own: Sequence[SourcedStatement], stated: str | None, area: Area) -> Branch:
    """The place as a source that states it may use it: what nobody else teaches is by its own words."""
    address = next((one.statement.address for one in own if one.statement.address), None)
    believed = for_all.taught_by == "official" or stated
    return replace(
        for_all,
        address=for_all.address if believed else _address(address, for_all.part, area),
        point=for_all.point or next((one.statement.point for one in own if one.statement.point), None),
        taught_by=for_all.taught_by or "same source",
        by_name=for_all.by_name or bool(_of_the_name(own)),
    )


def _of_the_name(group: Sequence[SourcedStatement]) -> list[SourcedStatement]:
    return [one for one in group if not one.statement.venue.is_branch]


def _teacher(group: Sequence[SourcedStatement], agreement: StatingSources) -> Teacher | None:
    if any(one.official for one in group):
        return "official"
    return "independent" if agreement.between(one.source for one in group) else None


def _taught_point(group: Sequence[SourcedStatement], agreement: StatingSources) -> Point | None:
    """An official source's, else the first that an independent source's lies near."""
    pointed = [(one, one.statement.point) for one in group if one.statement.point]
    for one, point in pointed:
        near = (other.source for other, there in pointed if is_same_spot(point, there))
        if one.official or any(agreement.between((one.source, source)) for source in dict.fromkeys(near)):
            return point
    return None


def _taught_address(group: Sequence[SourcedStatement], agreement: StatingSources, area: Area) -> str | None:
    """An official source's where one teaches the place, else the fullest whose words an independent source has too."""
    if any(one.official for one in group):
        return next((one.statement.address for one in group if one.official and one.statement.address), None)
    stated = [(one.source, one.statement.address, _street(one.statement.address, area)) for one in group]
    for source, address, street in sorted(stated, key=lambda one: (-len(one[2]), one[1] or "", one[0])):
        others = dict.fromkeys(other for other, _, words_of in stated if street <= words_of)
        if street and any(agreement.between((source, other)) for other in others):
            return address
    return None


def _street(address: str | None, area: Area) -> frozenset[str]:
    """The words of an address beside parts of the city, the city and its country."""
    return frozenset(words_of_street(address, area))


def _address(address: str | None, part: str | None, area: Area) -> str | None:
    """The address, with the area's name where it lies in it and its words do not say so; without one the part's."""
    if address is None:
        return part_name(part, area)
    if part != area.code or is_here(None, address, area):
        return address
    return f"{address}, {area.name}"
