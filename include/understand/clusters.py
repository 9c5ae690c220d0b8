"""Which listings are one happening: the best links first, and never two that exclude each other in one group.

The outcome depends on the set of listings, not on their order: ties fall to the smaller keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from include.understand.similarity import Score, Side, compare

ALIKE = 45
"""Token-set similarity (0 to 100) below which two titles are not compared further."""
Pair = tuple[int, int]


class Blocks:
    """Sides by what they could meet through: a local day, the day beside it, or one source's same title."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self._by_key: dict[Hashable, list[int]] = defaultdict(list)
        for i, side in enumerate(sides):
            for key in {*_days(side), _title(side)}:
                self._by_key[key].append(i)

    def likely(self, side: Side) -> list[int]:
        """Indices of sides that could be the same as `side`: the titles are compared first, vectorised."""
        keys = [day + timedelta(days=n) for day in _days(side) for n in (-1, 0, 1)]
        near = sorted({i for key in (*keys, _title(side)) for i in self._by_key.get(key, ())})
        if not near:
            return []
        titles = [self._sides[i].normal for i in near]
        alike = process.cdist([side.normal], titles, scorer=fuzz.token_set_ratio)[0]
        return [i for i, score in zip(near, alike, strict=True) if score >= ALIKE or _meet(side, self._sides[i])]


class Scores:
    """The score of every pair that is asked for, compared once."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self._known: dict[Pair, Score] = {}

    def __call__(self, i: int, j: int) -> Score:
        """The score of the sides at `i` and `j`, in either order."""
        pair = _pair(i, j)
        if pair not in self._known:
            self._known[pair] = compare(self._sides[pair[0]], self._sides[pair[1]])
        return self._known[pair]

    def best(self, i: int, members: Collection[int]) -> tuple[int, Score] | None:
        """The member that resembles `i` most, with the score; None when it is alone."""
        others = [(j, self(i, j)) for j in members if j != i]
        return max(others, key=lambda other: (other[1].same, other[1].total), default=None)


def group(
    sides: Sequence[Side], merges: Collection[Pair] = (), splits: Collection[Pair] = ()
) -> tuple[list[list[int]], Scores]:
    """Groups of indices into `sides`, each in key order, and the scores.

    `merges` and `splits` are what persons decided, as pairs of indices; a split outweighs everything.
    """
    scores = Scores(sides)
    apart = {_pair(*pair) for pair in splits}
    together = {_pair(*pair) for pair in merges} - apart
    groups = {i: [i] for i in range(len(sides))}
    for i, j in _links(sides, scores, together):
        one, other = groups[i], groups[j]
        if one is not other and not _excluded(one, other, scores, apart, together):
            one.extend(other)
            groups.update(dict.fromkeys(other, one))
    unique = {id(members): members for members in groups.values()}
    return [sorted(members, key=lambda i: sides[i].key) for members in unique.values()], scores


def _links(sides: Sequence[Side], scores: Scores, together: Collection[Pair]) -> Iterator[Pair]:
    """Pairs that are the same: what persons merged, then the best scores, then the smaller keys."""
    blocks = Blocks(sides)
    pairs = {_pair(i, j) for i, side in enumerate(sides) for j in blocks.likely(side) if i != j}
    same = [pair for pair in pairs if pair not in together and scores(*pair).same]
    yield from sorted(together)
    yield from sorted(same, key=lambda pair: (-scores(*pair).total, *sorted((sides[pair[0]].key, sides[pair[1]].key))))


def _excluded(
    one: Sequence[int], other: Sequence[int], scores: Scores, apart: Collection[Pair], together: Collection[Pair]
) -> bool:
    pairs = (_pair(i, j) for i in one for j in other)
    return any(pair in apart or (pair not in together and scores(*pair).hard) for pair in pairs)


def _pair(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _days(side: Side) -> set[date]:
    return {start.day for start in side.starts}


def _title(side: Side) -> Hashable:
    return side.source, frozenset(side.normal.split())


def _meet(a: Side, b: Side) -> bool:
    """The same place within the same hour: two names of one happening, perhaps."""
    return a.place is not None and a.place == b.place and not _hours(a).isdisjoint(_hours(b))


def _hours(side: Side) -> set[Hashable]:
    return {(start.day, start.at.hour) for start in side.starts}
