"""Which pairs of listings are worth comparing: blocking by day across sources, by title within one.

Nobody's number of candidates grows with what one source lists. A listing is compared with at most `MOST_OF_A_SOURCE`
listings of each other source, the ones with the likeliest titles; those beyond are compared when their own turn comes.
Within a source only listings of one title can be one happening; where they are more than `MOST_OF_A_TITLE`, each is
compared with its neighbours in the order of place and time (sorted neighbourhood: Hernandez and Stolfo 1995).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from include.understand.match.similarity import Side

ALIKE = 45
"""Token-set similarity (0 to 100) below which two titles are not compared further."""
MOST_OF_A_SOURCE = 40
"""Listings of another source that one listing is compared with for their titles, and again for their place and hour."""
MOST_OF_A_TITLE = 40
"""Listings of one source and title up to which every pair of them is compared."""
NEIGHBOURS = 4
"""Where there are more, so many before and after it in each of two orders."""
NEIGHBOUR_DATES = 20
"""Dates of a listing by which it takes part in that."""


class Blocks:
    """Sides by what they could meet through: a local day or the day beside it, or one source's same title."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self._days: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._titles: dict[Hashable, _Title] = defaultdict(lambda: _Title(sides))
        for i, side in enumerate(sides):
            self._titles[side.source, side.title_words].members.append(i)
            for day in side.timetable.days:
                self._days[day][side.source].append(i)

    def likely(self, side: Side) -> list[int]:
        """Indices of sides that could be the same as `side`."""
        own = self._titles.get((side.source, side.title_words))
        return sorted({*(own.likely(side) if own else ()), *self._of_others(side)})

    def _of_others(self, side: Side) -> Iterator[int]:
        """Of each other source those with the likeliest titles: all titles are compared at once, in C."""
        near = list(self._near(side))
        if not near:
            return
        alike = process.cdist([side.normal], [self._sides[i].normal for i in near], scorer=fuzz.token_set_ratio)[0]
        by_source: dict[str, list[tuple[float, bool, int]]] = defaultdict(list)
        for i, score in zip(near, alike, strict=True):
            meets = _meet(side, self._sides[i])
            if score >= ALIKE or meets:
                by_source[self._sides[i].source].append((-float(score), meets, i))
        for found in by_source.values():
            yield from _best([(score, i) for score, _, i in found], self._sides)
            if len(found) > MOST_OF_A_SOURCE:
                yield from _best([(score, i) for score, meets, i in found if meets], self._sides)

    def _near(self, side: Side) -> set[int]:
        blocks = (block for day in side.timetable.near_days if day in self._days for block in self._days[day].items())
        return {i for source, members in blocks if source != side.source for i in members}


def _best(found: list[tuple[float, int]], sides: Sequence[Side]) -> list[int]:
    if len(found) > MOST_OF_A_SOURCE:
        found = sorted(found, key=lambda one: (one[0], sides[one[1]].key))[:MOST_OF_A_SOURCE]
    return [i for _, i in found]


class _Title:
    """The listings of one source and title."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.members: list[int] = []
        self._sides = sides

    def likely(self, side: Side) -> Iterable[int]:
        if len(self.members) <= MOST_OF_A_TITLE:
            return self.members
        orders = zip(_ORDERS, self._in_order, strict=True)
        return {i for order, known in orders for entry in order(side) for i in _around(known, entry)}

    @cached_property
    def _in_order(self) -> list[list[tuple[Any, int]]]:
        return [sorted((entry, i) for i in self.members for entry in order(self._sides[i])) for order in _ORDERS]


def _by_place(side: Side) -> list[Any]:
    return [(clock, side.place or side.place_words, at, side.key) for clock, at in _dates(side)]


def _by_time(side: Side) -> list[Any]:
    return [(clock, at, side.place or side.place_words, side.key) for clock, at in _dates(side)]


_ORDERS = (_by_place, _by_time)


def _dates(side: Side) -> list[tuple[tuple[int, int], float]]:
    """Wall-clock time and moment of its first dates; listings of one source that share no clock time are never one."""
    return [((start.at.hour, start.at.minute), start.at.timestamp()) for start in side.starts[:NEIGHBOUR_DATES]]


def _around(known: Sequence[tuple[Any, int]], entry: Any) -> Iterator[int]:
    at = bisect_left(known, (entry,))
    return (i for _, i in known[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])


def _meet(a: Side, b: Side) -> bool:
    """The same place within the same hour: two names of one happening, perhaps."""
    return a.place is not None and a.place == b.place and not a.timetable.hours.isdisjoint(b.timetable.hours)
