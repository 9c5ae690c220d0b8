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
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from include.understand.match.match_record import MatchRecord

MIN_TITLE_LIKENESS = 45
"""Token-set similarity (0 to 100) below which two titles are not compared further."""
MAX_CANDIDATES_PER_SOURCE = 12
"""Listings of another source that one listing is compared with for their titles, and again for their place and hour."""
DAYS_AROUND_ONE = 3
"""A day and those beside it."""
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
        self._hours: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._uids: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[Hashable, _Title] = defaultdict(lambda: _Title(records))
        self._near: dict[tuple[frozenset[date], str], tuple[list[int], list[str]]] = {}
        for i, record in enumerate(records):
            self._titles[record.source, record.title_words].members.append(i)
            for day in record.timetable.days:
                self._days[day][record.source].append(i)
            for hour in record.timetable.hours:
                self._hours[hour][record.source].append(i)
            if record.uid is not None:
                self._uids[record.uid].append(i)

    def candidates(self, record: MatchRecord) -> list[int]:
        """Indices of records that could be the same as `record`."""
        own = self._titles.get((record.source, record.title_words))
        return sorted({*(own.candidates(record) if own else ()), *self._of_others(record)})

    def _of_others(self, record: MatchRecord) -> Iterator[int]:
        """Of each other source those with the likeliest titles: all titles are compared at once, in C."""
        members, titles = self._near_ones(record.timetable.near_days, record.source)
        if not members:
            return
        alike = process.cdist([record.normal], titles, scorer=fuzz.token_set_ratio)[0]
        found: dict[str, dict[int, float]] = defaultdict(dict)
        met: dict[str, dict[int, float]] = defaultdict(dict)
        for at in (alike >= MIN_TITLE_LIKENESS).nonzero()[0]:
            found[self._records[members[at]].source][members[at]] = float(alike[at])
        for i in self._meeting(record):
            met[self._records[i].source][i] = float(alike[bisect_left(members, i)])
        for source in found.keys() | met.keys():
            every = found[source] | met[source]
            yield from _best(every, self._records)
            if len(every) > MAX_CANDIDATES_PER_SOURCE:
                yield from _best(met[source], self._records)

    def _meeting(self, record: MatchRecord) -> Iterator[int]:
        """Those of other sources, on a near day, with its uid, or at its hour and place or with a part of its title."""
        beside = (self._hours[hour].items() for hour in record.timetable.hours if hour in self._hours)
        found = {i for sources in beside for source, members in sources if source != record.source for i in members}
        for i in self._uids.get(record.uid, ()) if record.uid is not None else ():
            other = self._records[i]
            if other.source != record.source and not other.timetable.days.isdisjoint(record.timetable.near_days):
                found.add(i)
        return (i for i in found if _meet(record, self._records[i]))

    def _near_ones(self, days: frozenset[date], source: str) -> tuple[list[int], list[str]]:
        """Those of other sources on these days, in order, and their titles.

        Of one day and its neighbours they are kept, as many records of a source have it.
        """
        if (days, source) in self._near:
            return self._near[days, source]
        blocks = (block for day in days & self._days.keys() for block in self._days[day].items())
        members = sorted({i for other, found in blocks if other != source for i in found})
        near = members, [self._records[i].normal for i in members]
        if len(days) <= DAYS_AROUND_ONE:
            self._near[days, source] = near
        return near


def _best(found: Mapping[int, float], records: Sequence[MatchRecord]) -> Iterable[int]:
    """The likeliest, as many as one listing may have; of those that are alike the first by key."""
    if len(found) <= MAX_CANDIDATES_PER_SOURCE:
        return found
    least = sorted(found.values(), reverse=True)[MAX_CANDIDATES_PER_SOURCE - 1]
    above = [i for i, score in found.items() if score > least]
    tied = sorted((i for i, score in found.items() if score == least), key=lambda i: records[i].key)
    return [*above, *tied[: MAX_CANDIDATES_PER_SOURCE - len(above)]]


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
