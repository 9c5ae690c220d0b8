"""Which listings are one happening: the best links first, and never two that exclude each other in one group.

Pairs of better sources are decided before pairs of lesser ones, and no listing joins two groups that both hold better
ones: a source that lists two events of a venue under one title does not make them one. Moderated sources stand below
all others, so theirs are grouped last: what somebody sends in joins one event at most, and makes no two of them one.
The outcome depends on the set of listings, not on their order: ties fall to the smaller keys. What it costs grows with
the number of listings and not with its square: copies of one listing within a source are weighed once, the number of
each one's candidates is bounded (`blocking`), and so is what a group is asked before another one joins it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from include.understand.match.blocking import Blocks
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import Pair, Scores, compared, first_copies, pair, worth_comparing
from include.understand.match.similarity import Score
from include.understand.match.vetoes import OTHER_SESSION, OTHER_TIME
from include.understand.match.weighing import SHIPPED, Weighing

MAX_ASKED_PER_SOURCE_DAY = 8
"""Listings of one source on one day in a group that are asked whether they exclude a newcomer on that day."""

OTHER_HOURS = frozenset({OTHER_TIME, OTHER_SESSION})
"""What keeps two listings apart, unless both are sittings of one happening."""
MIN_SITTING_TIME_SCORE = 0.9
"""The time's score from which on a listing is one of the sittings that another source lists: within the hour."""


@dataclass(frozen=True)
class Links:
    """Of known listings those that are the same happening as one of ours, and pairs (ours, known) for review."""

    same: list[int]
    doubts: list[tuple[int, int, Score]]


def linked(ours: Sequence[MatchRecord], known: Sequence[MatchRecord], weighing: Weighing = SHIPPED) -> Links:
    """How each of ours, taken pair by pair, stands to those in `known`, by their indices."""
    records = [*ours, *known]
    first = first_copies(records)
    theirs = sorted({first[i] for i in range(len(ours), len(records))})
    blocks = Blocks([records[i] for i in theirs])
    mine = {first[i]: i for i in reversed(range(len(ours)))}
    yours = {first[i]: i - len(ours) for i in reversed(range(len(ours), len(records)))}
    found = {i for i in mine.keys() & yours.keys() if compared(records[i], records[i], weighing).same}
    doubts = []
    for i in sorted(mine):
        for j in (theirs[candidate] for candidate in blocks.candidates(records[i])):
            if j in found or i == j or not worth_comparing(records[i], records[j]):
                continue
            score = compared(records[i], records[j], weighing)
            if score.same:
                found.add(j)
            elif score.for_review:
                doubts.append((mine[i], yours[j], score))
    return Links([i for i in range(len(known)) if first[len(ours) + i] in found], doubts)


def group(
    records: Sequence[MatchRecord],
    merges: Sequence[Pair] = (),
    splits: Collection[Pair] = (),
    weighing: Weighing = SHIPPED,
) -> tuple[list[list[int]], Scores]:
    """Groups of indices into `records`, each in key order, and the scores.

    `merges` and `splits` are what persons decided, as pairs of indices, the oldest first; a split outweighs everything,
    and of merges that it keeps from both coming true the later one does.
    """
    apart = {pair(*both) for both in splits}
    together = dict.fromkeys(pair(*both) for both in reversed(merges) if pair(*both) not in apart)
    first = first_copies(records, {i for both in (*apart, *together) for i in both})
    scores = Scores(records, first, weighing)
    groups = {i: _Group(records, i) for i in set(first)}
    for i, j in _links(records, scores, together, sorted(groups)):
        few, many = sorted((groups[i], groups[j]), key=lambda one: len(one.members))
        barred = (i, j) not in together and _bridges((i, j), few, many, records)
        if few is many or barred or _split(groups, few, many, apart) or _excluded(few, many, scores, together):
            continue
        many.take(few)
        groups.update(dict.fromkeys(few.members, many))
    return _with_copies(records, first, groups, scores), scores


class _Group:
    """Members, the standing of the best of them, and who of which source is on at which day."""

    def __init__(self, records: Sequence[MatchRecord], first: int) -> None:
        self._records = records
        self.members = [first]
        self.best = records[first].key[0]
        self.on: dict[date, dict[str, list[int]]] = {}
        self._note(first)

    def take(self, other: _Group) -> None:
        self.members += other.members
        self.best = min(self.best, other.best)
        for i in other.members:
            self._note(i)

    def same_day(self, i: int) -> set[int]:
        """The members that are asked about `i`."""
        sources = (found for day in self._records[i].timetable.days for found in self.on.get(day, {}).values())
        return {j for found in sources for j in found[:MAX_ASKED_PER_SOURCE_DAY]}

    def _note(self, i: int) -> None:
        for day in self._records[i].timetable.days:
            self.on.setdefault(day, defaultdict(list))[self._records[i].source].append(i)


def _links(
    records: Sequence[MatchRecord], scores: Scores, together: Collection[Pair], firsts: Sequence[int]
) -> Iterator[Pair]:
    """Pairs that are the same: what persons merged, then the better sources, the best scores, the smaller keys."""
    blocks = Blocks([records[i] for i in firsts])
    pairs = {pair(i, firsts[j]) for i in firsts for j in blocks.candidates(records[i]) if firsts[j] != i}
    same = [both for both in pairs if both not in together and scores(*both).same]
    yield from together
    yield from sorted(
        same,
        key=lambda both: (
            _lesser(both, records),
            -scores(*both).total,
            *sorted((records[both[0]].key, records[both[1]].key)),
        ),
    )


def _lesser(link: Pair, records: Sequence[MatchRecord]) -> int:
    """The standing of the less trusted of two."""
    return max(records[i].key[0] for i in link)


def _bridges(link: Pair, one: _Group, other: _Group, records: Sequence[MatchRecord]) -> bool:
    """Whether an end of the link is less trusted than the best of either group."""
    return _lesser(link, records) > max(one.best, other.best)


def _split(groups: dict[int, _Group], few: _Group, many: _Group, apart: Collection[Pair]) -> bool:
    return any({id(groups[i]), id(groups[j])} == {id(few), id(many)} for i, j in apart)


def _excluded(few: _Group, many: _Group, scores: Scores, together: Collection[Pair]) -> bool:
    """Whether one of the one and one of the other cannot be the same: only listings of a common day exclude another."""
    for i in few.members:
        for j in many.same_day(i):
            both = pair(i, j)
            if both in together or not scores(*both).hard:
                continue
            if scores(*both).veto not in OTHER_HOURS:
                return True
            others = {k for one in (few, many) for k in one.same_day(i) | one.same_day(j)} - {i, j}
            if not (_has_sitting(i, j, others, scores) or _has_sitting(j, i, others, scores)) and not _are_sittings(
                i, j, others, scores
            ):
                return True
    return False


def _has_sitting(i: int, j: int, others: Collection[int], scores: Scores) -> bool:
    """Whether another date of the happening that `j` lists, among `others`, is at the time of `i`."""
    return any(scores.is_series(j, k) and not scores(i, k).hard for k in others)


def _are_sittings(i: int, j: int, others: Collection[int], scores: Scores) -> bool:
    """Whether `i` and `j` begin with two of `others` that a source lists as dates of one happening."""
    ours, theirs = ([k for k in others if _begin_together(scores(one, k))] for one in (i, j))
    return any(k != other and scores.is_series(k, other) for k in ours for other in theirs)


def _begin_together(score: Score) -> bool:
    return score.same and score.fields.get("time", 0.0) >= MIN_SITTING_TIME_SCORE


def _with_copies(
    records: Sequence[MatchRecord], first: Sequence[int], groups: dict[int, _Group], scores: Scores
) -> list[list[int]]:
    copies: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(first):
        copies[one].append(i)
    found: list[list[int]] = []
    for members in ({id(one): one.members for one in groups.values()}).values():
        everyone = sorted((i for one in members for i in copies[one]), key=lambda i: records[i].key)
        if len(members) == 1 and len(everyone) > 1 and not scores(members[0], members[0]).same:
            found += [[i] for i in everyone]  # they hold too little for anything to be the same
        else:
            found.append(everyone)
    return found
