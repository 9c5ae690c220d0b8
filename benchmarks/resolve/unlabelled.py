"""Who is who without a label: the columns that differ most from record to record decide, and each takes its best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import log
from statistics import mean

from benchmarks.resolve.likeness import contained, plain, rarity
from benchmarks.resolve.record import Record

Pair = tuple[int, int]
MAX_SHARING = 40
"""Records that may have a word in common for it to propose pairs of them."""
MIN_ENTROPY_SHARE = 0.75
"""A column's entropy, to that of the richest, from which on it is taken to identify a record."""
SAME = 0.7
"""Mean likeness from which on two records are one."""


def same_pairs(records: Sequence[Record]) -> set[Pair]:
    """The pairs that are one thing: alike enough, and none of them more alike to a third."""
    scores = _scores(records)
    best: dict[int, float] = defaultdict(float)
    for pair, score in scores.items():
        for one in pair:
            best[one] = max(best[one], score)
    return {(i, j) for (i, j), score in scores.items() if score >= SAME and score == best[i] == best[j]}


def candidates(records: Sequence[Record]) -> list[Pair]:
    """Pairs that share a word which few records have, in order."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        for word in sorted(set(plain(" ".join(record.values())).split())):
            sharing[word].append(number)
    few = (numbers for numbers in sharing.values() if len(numbers) <= MAX_SHARING)
    return sorted({pair for numbers in few for pair in combinations(numbers, 2)})


def _scores(records: Sequence[Record]) -> dict[Pair, float]:
    columns = {name: [plain(record.get(name, "")) for record in records] for name in _identifying(records)}
    weights = {name: rarity(values) for name, values in columns.items()}
    scores: dict[Pair, float] = {}
    for i, j in candidates(records):
        found = (contained(values[i], values[j], weights[name]) for name, values in columns.items())
        known = [one for one in found if one is not None]
        scores[i, j] = mean(known) if known else 0.0
    return scores


def _identifying(records: Sequence[Record]) -> list[str]:
    entropy = {name: _entropy([plain(record.get(name, "")) for record in records]) for name in records[0]}
    least = MIN_ENTROPY_SHARE * max(entropy.values())
    return [name for name, value in entropy.items() if value >= least]


def _entropy(values: Sequence[str]) -> float:
    """Shannon's entropy of a column's values, in nats."""
    shares = (count / len(values) for count in Counter(values).values())
    return -sum(share * log(share) for share in shares)
