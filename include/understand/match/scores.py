"""The scores of pairs of listings, each compared once, and one source's copies of a listing scored as that listing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from include.understand.match.match_record import MatchRecord
from include.understand.match.matcher import SERIES
from include.understand.match.series import shared_id
from include.understand.match.similarity import Score, compare, is_ruled_out
from include.understand.match.weighing import SHIPPED, Weighing

Pair = tuple[int, int]
FIRST_MEMBERS_COMPARED = 6
"""The members of a group, in its order, that every other member is compared with for the best reason."""
log = logging.getLogger(__name__)


def pair(i: int, j: int) -> Pair:
    """The two in one order."""
    return (i, j) if i < j else (j, i)


def first_copies(records: Sequence[MatchRecord], alone: Collection[int] = ()) -> list[int]:
    """For each record the first (by key) of its source with the same content; those in `alone` stand for themselves.

    The content is all that matching compares, except for the running text: that of the first one is compared.
    """
    first: dict[Hashable, int] = {}
    found = list(range(len(records)))
    for i in sorted(found, key=lambda i: records[i].key):
        if i not in alone:
            found[i] = first.setdefault(_content(records[i]), i)
    return found


def _content(record: MatchRecord) -> Hashable:
    return (
        record.source, record.normal, record.editions, record.starts, record.place, record.guessed, record.venue_words,
        record.place_words, record.point, record.online, record.localities, record.postcodes, record.site,
        record.title_localities, record.organizer, record.contrasts, record.page, record.has_own_id,
        shared_id(record),
    )  # fmt: skip


def compared(a: MatchRecord, b: MatchRecord, weighing: Weighing = SHIPPED) -> Score:
    """The score of two listings; of two that cannot be compared that they are not the same, and a line in the log."""
    try:
        return compare(a, b, weighing)
    except Exception as error:  # a listing of somebody else never fails the batch
        log.warning("%s and %s cannot be compared and stay apart: %r", a.key, b.key, error)
        return Score(0.0, {}, "cannot be compared")


def worth_comparing(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether two listings could be the same, or for a person to decide, as far as a quick look shows."""
    try:
        return not is_ruled_out(a, b)
    except Exception:  # what cannot be compared is reported by whoever compares it
        return True


class Scores:
    """The score of every pair that is asked for; `first` holds the record that stands for each."""

    def __init__(self, records: Sequence[MatchRecord], first: Sequence[int], weighing: Weighing = SHIPPED) -> None:
        self._records = records
        self._weighing = weighing
        self._first = first
        self._known: dict[Pair, Score] = {}
        self._partners: dict[int, set[int]] = defaultdict(set)

    def __call__(self, i: int, j: int) -> Score:
        """The score of the records at `i` and `j`, in either order."""
        both = pair(self._first[i], self._first[j])
        if both not in self._known:
            self._known[both] = compared(self._records[both[0]], self._records[both[1]], self._weighing)
            self._partners[both[0]].add(both[1])
            self._partners[both[1]].add(both[0])
        return self._known[both]

    def is_series(self, i: int, j: int) -> bool:
        """Whether the two are dates of one happening that one source lists."""
        return self._records[i].source == self._records[j].source and SERIES in self(i, j).fields

    def doubts(self) -> list[tuple[int, int, Score]]:
        """The pairs for review among those that were compared."""
        return [(i, j, score) for (i, j), score in sorted(self._known.items()) if score.for_review]

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
            asked = {*members[:FIRST_MEMBERS_COMPARED], self._first[i], *self._partners[self._first[i]]} - {i}
            others = sorted((j for j in asked if j in place), key=place.__getitem__)
            if others:
                best = max(others, key=lambda j: (self(i, j).same, self(i, j).total))
                found[i] = best, self(i, best)
        return found
