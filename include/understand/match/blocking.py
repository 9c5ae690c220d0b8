"""Which pairs of listings are worth comparing: blocking by day across sources, by title within one.

The number of a listing's candidates does not grow with what one source lists. A listing is compared with at most
`MAX_CANDIDATES_PER_SOURCE` listings of each other source, those with the most similar titles; the others are compared
when their own turn comes. Within a source only listings of one title can be one happening; where they are more than
`MAX_ALL_PAIRS_PER_TITLE`, each is compared with its neighbours in the order of place and time (sorted neighbourhood:
Hernandez and Stolfo 1995).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from include.understand.match.match_record import MatchRecord

MIN_TITLE_LIKENESS = 45
"""Token-set similarity (0 to 100) below which two titles are not compared further."""
MAX_CANDIDATES_PER_SOURCE = 40
"""Listings of another source that one listing is compared with for their titles, and again for their place and hour."""
MAX_ALL_PAIRS_PER_TITLE = 40
"""Listings of one source and title up to which every pair of them is compared."""
NEIGHBOURS_EACH_WAY = 4
"""Where there are more, so many before and after it in each of three orders."""
MAX_NEIGHBOUR_DATES = 20
"""Dates of a listing by which it takes part in that."""


class Blocks:
    """Records by what they could meet through: a local day or the day beside it, or one source's same title."""

    def __init__(self, records: Sequence[MatchRecord]) -> None:
        self._records = records
        self._days: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._titles: dict[Hashable, _Title] = defaultdict(lambda: _Title(records))
        for i, record in enumerate(records):
            self._titles[record.source, record.title_words].members.append(i)
            for day in record.timetable.days:
                self._days[day][record.source].append(i)

    def candidates(self, record: MatchRecord) -> list[int]:
        """Indices of records that could be the same as `record`."""
        own = self._titles.get((record.source, record.title_words))
        return sorted({*(own.candidates(record) if own else ()), *self._of_others(record)})

    def _of_others(self, record: MatchRecord) -> Iterator[int]:
        """Of each other source those with the likeliest titles: all titles are compared at once, in C."""
        near = list(self._near(record))
        if not near:
            return
        alike = process.cdist([record.normal], [self._records[i].normal for i in near], scorer=fuzz.token_set_ratio)[0]
        by_source: dict[str, list[tuple[float, bool, int]]] = defaultdict(list)
        for i, score in zip(near, alike, strict=True):
            meets = _meet(record, self._records[i])
            if score >= MIN_TITLE_LIKENESS or meets:
                by_source[self._records[i].source].append((-float(score), meets, i))
        for found in by_source.values():
            yield from _best([(score, i) for score, _, i in found], self._records)
            if len(found) > MAX_CANDIDATES_PER_SOURCE:
                yield from _best([(score, i) for score, meets, i in found if meets], self._records)

    def _near(self, record: MatchRecord) -> set[int]:
        blocks = (block for day in record.timetable.near_days if day in self._days for block in self._days[day].items())
        return {i for source, members in blocks if source != record.source for i in members}


def _best(found: list[tuple[float, int]], records: Sequence[MatchRecord]) -> list[int]:
    if len(found) > MAX_CANDIDATES_PER_SOURCE:
        found = sorted(found, key=lambda one: (one[0], records[one[1]].key))[:MAX_CANDIDATES_PER_SOURCE]
    return [i for _, i in found]


class _Title:
    """The listings of one source and title."""

    def __init__(self, records: Sequence[MatchRecord]) -> None:
        self.members: list[int] = []
        self._records = records

    def candidates(self, record: MatchRecord) -> Iterable[int]:
        if len(self.members) <= MAX_ALL_PAIRS_PER_TITLE:
            return self.members
        orders = zip(_ORDERS, self._in_order, strict=True)
        return {i for order, known in orders for entry in order(record) for i in _around(known, entry)}

    @cached_property
    def _in_order(self) -> list[list[tuple[Any, int]]]:
        return [sorted((entry, i) for i in self.members for entry in order(self._records[i])) for order in _ORDERS]


def _by_place(record: MatchRecord) -> list[Any]:
    return [(clock, record.place or record.place_words, at, record.key) for clock, at in _dates(record)]


def _by_time(record: MatchRecord) -> list[Any]:
    return [(clock, at, record.place or record.place_words, record.key) for clock, at in _dates(record)]


def _by_moment(record: MatchRecord) -> list[Any]:
    return [(at, record.place or record.place_words, record.key) for _, at in _dates(record)]


_ORDERS = (_by_place, _by_time, _by_moment)


def _dates(record: MatchRecord) -> list[tuple[tuple[int, int], float]]:
    """Wall-clock time and moment of its first dates: the dates of a series mostly share the first."""
    return [((start.at.hour, start.at.minute), start.at.timestamp()) for start in record.starts[:MAX_NEIGHBOUR_DATES]]


def _around(known: Sequence[tuple[Any, int]], entry: Any) -> Iterator[int]:
    at = bisect_left(known, (entry,))
    return (i for _, i in known[max(0, at - NEIGHBOURS_EACH_WAY) : at + NEIGHBOURS_EACH_WAY + 1])


def _meet(a: MatchRecord, b: MatchRecord) -> bool:
    """One entry of two calendars, or within one hour the same place or a common part: two names of one, perhaps."""
    if a.uid is not None and a.uid == b.uid:
        return True
    if a.timetable.hours.isdisjoint(b.timetable.hours):
        return False
    if a.place and b.place:
        return a.place == b.place
    return bool(a.place_key and a.place_key == b.place_key) or not a.distinctive_parts.isdisjoint(b.distinctive_parts)
