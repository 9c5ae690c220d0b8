"""What sources state of one venue's name: whose words agree, and which of them are of one place.

Nothing here depends on the order in which statements come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from include.areas.area import Point
from include.understand.memory.statements import VenueStatement
from include.understand.place.geography import distance
from include.understand.record.independence import independent
from include.understand.record.sourced import SourcedListing

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

    @property
    def place(self) -> tuple[Any, ...]:
        """The place in the order of statements: official ones first, then by what they are alone."""
        stated, listing = self.statement, self.listing
        where = (stated.venue.is_branch, stated.part or "", stated.point or (), stated.address or "")
        return (not self.official, self.source, *where, listing.external_id if listing else "")


class StatingSources:
    """Which sources of a name's statements are independent: each pair is compared once, by one listing of each."""

    def __init__(self, statements: Iterable[SourcedStatement]) -> None:
        self._listings: dict[str, SourcedListing] = {}
        self._known: dict[tuple[str, str], bool] = {}
        for one in sorted(statements, key=lambda one: one.place):
            if one.listing:
                self._listings.setdefault(one.source, one.listing)

    def between(self, sources: Iterable[str]) -> bool:
        """Whether two of the sources are independent of each other; no further pair is compared then."""
        known = sorted({source for source in sources if source in self._listings})
        return any(self._independent(pair) for pair in combinations(known, 2))

    def _independent(self, pair: tuple[str, str]) -> bool:
        if pair not in self._known:
            self._known[pair] = independent(self._listings[pair[0]], self._listings[pair[1]])
        return self._known[pair]


def is_same_spot(one: Point, other: Point) -> bool:
    """Whether two points can be of one venue."""
    return distance(one, other) <= SAME_BRANCH_METRES


def placed_groups(statements: Sequence[SourcedStatement]) -> list[list[SourcedStatement]]:
    """Statements by the place that they are of: points that are linked, and the words that name the part of one such.

    Words that name a part with no point, or with several places, are a place by themselves. Within a part that an
    official source states, others' statements do not count.
    """
    ordered = _not_outweighed(sorted(statements, key=lambda one: one.place))
    groups = _linked([one for one in ordered if one.statement.point])
    pointed = [(group, {one.statement.part for one in group}) for group in groups]
    for part in dict.fromkeys(one.statement.part for one in ordered if not one.statement.point):
        without = [one for one in ordered if one.statement.part == part and not one.statement.point]
        there = [group for group, parts in pointed if part in parts]
        if len(there) == 1:
            there[0].extend(without)
        else:
            groups.append(without)
    return [sorted(group, key=lambda one: one.place) for group in groups]


def _not_outweighed(statements: Sequence[SourcedStatement]) -> list[SourcedStatement]:
    official = {one.statement.part for one in statements if one.official}
    return [one for one in statements if one.official or one.statement.part not in official]


def _linked(pointed: Sequence[SourcedStatement]) -> list[list[SourcedStatement]]:
    """The connected components of points that are near each other."""
    groups: list[list[SourcedStatement]] = []
    for one in pointed:
        near = [group for group in groups if any(_is_near(one, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append([one, *(other for group in near for other in group)])
    return groups


def _is_near(one: SourcedStatement, other: SourcedStatement) -> bool:
    a, b = one.statement.point, other.statement.point
    return a is not None and b is not None and is_same_spot(a, b)
