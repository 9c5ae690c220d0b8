"""The scores of pairs of listings, each compared once, and one source's copies of a listing scored as that listing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from include.understand.match.similarity import Score, Side, compare

Pair = tuple[int, int]
FIRST_MEMBERS = 6
"""The members of a group, in its order, that every other member is compared with for the best reason."""
log = logging.getLogger(__name__)


def pair(i: int, j: int) -> Pair:
    """The two in one order."""
    return (i, j) if i < j else (j, i)


def first_copies(sides: Sequence[Side], alone: Collection[int] = ()) -> list[int]:
    """For each side the first (by key) that says the same in the same source; those in `alone` stand for themselves.

    What they say is all that matching weighs, but for the running text: there the first one speaks.
    """
    first: dict[Hashable, int] = {}
    found = list(range(len(sides)))
    for i in sorted(found, key=lambda i: sides[i].key):
        if i not in alone:
            found[i] = first.setdefault(_content(sides[i]), i)
    return found


def _content(side: Side) -> Hashable:
    return (
        side.source, side.normal, side.editions, side.starts, side.place, side.guessed, side.venue_words,
        side.place_words, side.point, side.online, side.localities, side.pincodes, side.site,
    )  # fmt: skip


def compared(a: Side, b: Side) -> Score:
    """The score of two listings; of two that cannot be compared that they are not the same, and a line in the log."""
    try:
        return compare(a, b)
    except Exception as error:  # a listing of somebody else never fails the batch
        log.warning("%s and %s cannot be compared and stay apart: %r", a.key, b.key, error)
        return Score(0.0, {}, "cannot be compared")


class Scores:
    """The score of every pair that is asked for; `first` says which side stands for each."""

    def __init__(self, sides: Sequence[Side], first: Sequence[int]) -> None:
        self._sides = sides
        self._first = first
        self._known: dict[Pair, Score] = {}
        self._partners: dict[int, set[int]] = defaultdict(set)

    def __call__(self, i: int, j: int) -> Score:
        """The score of the sides at `i` and `j`, in either order."""
        both = pair(self._first[i], self._first[j])
        if both not in self._known:
            self._known[both] = compared(self._sides[both[0]], self._sides[both[1]])
            self._partners[both[0]].add(both[1])
            self._partners[both[1]].add(both[0])
        return self._known[both]

    def __len__(self) -> int:
        """How many pairs were compared."""
        return len(self._known)

    def reasons(self, members: Sequence[int]) -> dict[int, tuple[int, Score]]:
        """For each of a group's members the one that it resembles most, with the score; empty for a lone listing.

        Asked are the first members and those that it was compared with anyway.
        """
        place = {member: number for number, member in enumerate(members)}
        found = {}
        for i in members:
            asked = {*members[:FIRST_MEMBERS], self._first[i], *self._partners[self._first[i]]} - {i}
            others = sorted((j for j in asked if j in place), key=place.__getitem__)
            if others:
                best = max(others, key=lambda j: (self(i, j).same, self(i, j).total))
                found[i] = best, self(i, best)
        return found
