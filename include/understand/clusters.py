"""Which listings are one happening: the best links first, and never two that exclude each other in one group.

The outcome depends on the set of listings, not on their order: ties fall to the smaller keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from include.understand.similarity import Score, Side, compare

Node = TypeVar("Node")
Pair = tuple[int, int]


def group(sides: Sequence[Side], merges: Collection[Pair] = (), splits: Collection[Pair] = ()) -> tuple[list[list[int]], dict[Pair, Score]]:
    """Groups of indices into `sides`, each in key order, and the score of every pair that was compared.

    `merges` and `splits` are what persons decided, as pairs of indices; a split outweighs everything.
    """
    order = sorted(range(len(sides)), key=lambda i: sides[i].key)
    scores = {_pair(i, j): compare(sides[i], sides[j]) for i, j in combinations(order, 2)}
    apart = {_pair(*p) for p in splits}
    together = {_pair(*p) for p in merges} - apart
    hard = apart | ({p for p, s in scores.items() if s.hard} - together)
    links = [(-2.0 if p in together else -s.total, sides[p[0]].key, sides[p[1]].key, p) for p, s in scores.items() if s.same or p in together]
    groups = {i: [i] for i in order}
    for *_, (i, j) in sorted(links):
        one, other = groups[i], groups[j]
        if one is not other and not _excluded(one, other, hard):
            one.extend(other)
            groups.update(dict.fromkeys(other, one))
    unique = {id(members): members for members in groups.values()}
    return [sorted(members, key=lambda i: sides[i].key) for members in unique.values()], scores


def best_link(index: int, members: Iterable[int], scores: Mapping[Pair, Score]) -> tuple[int, Score] | None:
    """The member that resembles listing `index` most, with the score; None when it is alone."""
    others = [(i, scores[_pair(index, i)]) for i in members if i != index]
    return max(others, key=lambda other: other[1].total, default=None)


def _pair(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _excluded(one: Sequence[int], other: Sequence[int], hard: Collection[Pair]) -> bool:
    return any(_pair(i, j) in hard for i in one for j in other)
