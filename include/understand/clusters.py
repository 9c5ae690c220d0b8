"""Which listings are one happening: the best links first, and never two that exclude each other in one group.

What better sources say of each other is decided before lesser ones are heard, and no listing joins two groups that are
both led by better ones: who lists two events of a venue under one title does not make them one.
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
        barred = (i, j) not in together and _bridges((i, j), one, other, sides)
        if one is not other and not barred and not _excluded(one, other, scores, apart, together):
            one.extend(other)
            groups.update(dict.fromkeys(other, one))
    unique = {id(members): members for members in groups.values()}
    return [sorted(members, key=lambda i: sides[i].key) for members in unique.values()], scores


def _links(sides: Sequence[Side], scores: Scores, together: Collection[Pair]) -> Iterator[Pair]:
    """Pairs that are the same: what persons merged, then the better sources, the best scores, the smaller keys."""
    blocks = Blocks(sides)
    pairs = {_pair(i, j) for i, side in enumerate(sides) for j in blocks.likely(side) if i != j}
    same = [pair for pair in pairs if pair not in together and scores(*pair).same]
    yield from sorted(together)
    yield from sorted(
        same,
        key=lambda pair: (
            _lesser(pair, sides),
            -scores(*pair).total,
            *sorted((sides[pair[0]].key, sides[pair[1]].key)),
        ),
    )


def _lesser(members: Sequence[int], sides: Sequence[Side]) -> int:
    """The standing of the least trusted of some sides."""
    return max(sides[i].key[0] for i in members)


def _bridges(link: Pair, one: Sequence[int], other: Sequence[int], sides: Sequence[Side]) -> bool:
    """Whether an end of the link is less trusted than the best of either group."""
    best = [min(sides[i].key[0] for i in members) for members in (one, other)]
    return _lesser(link, sides) > max(best)


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
