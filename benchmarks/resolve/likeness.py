"""How alike two values are: their rare words count more than their common ones, and a slip of the pen counts little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from math import log

from rapidfuzz import fuzz

Weight = Callable[[str], float]
MIN_SPELLING_LIKENESS = 75
"""Likeness (0 to 100) from which on two words that begin alike are spellings of one."""


def plain(value: str) -> str:
    """Its letters and digits in words, in lower case."""
    return " ".join(re.findall(r"[^\W_]+", value.lower()))


def rarity(values: Iterable[str]) -> Weight:
    """The weight of a word: the logarithm of how many of the values there are for one that has it."""
    split = [set(value.split()) for value in values]
    counts = Counter(word for one in split for word in one)
    return lambda word: log(1 + len(split) / (1 + counts[word]))


def contained(a: str, b: str, weight: Weight) -> float | None:
    """The share of the lighter value's words that the other one has, in some spelling; None where one is empty."""
    ours, theirs = sorted((a.split(), b.split()), key=lambda words: sum(map(weight, words)))
    if not ours or not theirs:
        return None
    known = set(theirs)
    return sum(weight(word) * _best(word, known) for word in ours) / sum(map(weight, ours))


def _best(word: str, others: set[str]) -> float:
    if word in others:
        return 1.0
    likeness = (fuzz.ratio(word, other) for other in others if other[0] == word[0])
    best = max(likeness, default=0.0)
    return best / 100 if best >= MIN_SPELLING_LIKENESS else 0.0


def overlap(a: str, b: str, weight: Weight) -> float | None:
    """The words that both have among those of either; None where one is empty."""
    ours, theirs = set(a.split()), set(b.split())
    if not ours or not theirs:
        return None
    return sum(map(weight, ours & theirs)) / sum(map(weight, ours | theirs))
