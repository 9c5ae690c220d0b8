"""What others would answer: Meilisearch's rules re-stated, and plain trigrams, over the same titles and venues."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")


class MeilisearchRules:
    """Words, the last as a beginning; one slip from five letters, two from nine, one more for the first letter; words
    from the end are left out until something is found. Ranked by words, slips, proximity, attribute, exactness."""

    def __init__(self, titles: list[str], venues: list[str | None]) -> None:
        self._words = [
            (_WORD.findall(title.lower()), _WORD.findall((venue or "").lower()))
            for title, venue in zip(titles, venues, strict=True)
        ]
        self._where: dict[str, set[int]] = defaultdict(set)
        for number, (title, venue) in enumerate(self._words):
            for word in (*title, *venue):
                self._where[word].add(number)
        self._alike = cache(self._all_alike)

    def search(self, query: str, limit: int = 20) -> list[int]:
        """The numbers of the events, the best first."""
        typed = _WORD.findall(query.lower())
        meant = [self._alike(word, n == len(typed) - 1) for n, word in enumerate(typed)]
        for count in range(len(typed), 0, -1):
            sets = [set().union(*(self._where[word] for word in alike)) for alike in meant[:count]]
            if found := set.intersection(*sets):
                return sorted(found, key=lambda number: self._rank(number, meant[:count], typed))[:limit]
        return []

    def _all_alike(self, typed: str, is_last: bool) -> Mapping[str, int]:
        allowed = 2 if len(typed) >= 9 else 1 if len(typed) >= 5 else 0
        found: dict[str, int] = {}
        for word in self._where:
            if word == typed or (is_last and word.startswith(typed)):
                found[word] = 0
            elif allowed and abs(len(word) - len(typed)) <= allowed:
                slips = OSA.distance(word, typed, score_cutoff=allowed) + (word[0] != typed[0])
                if slips <= allowed:
                    found[word] = slips
        return found

    def _rank(self, number: int, meant: list[Mapping[str, int]], typed: list[str]) -> tuple[int, int, int, int]:
        title, venue = self._words[number]
        every = [*title, *venue]
        slips = sum(min((alike[word] for word in every if word in alike), default=3) for alike in meant)
        at = [next((n for n, word in enumerate(every) if word in alike), 99) for alike in meant]
        apart = sum(min(abs(b - a), 8) for a, b in itertools.pairwise(at))
        return slips, apart, sum(n >= len(title) for n in at), abs(len(title) - len(typed))
