"""Outcomes counted by field, source and stated probability, and the curves that they make."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.calibration.reading import Outcome
from benchmarks.pairs.figures import base_rate_brier, brier, calibration_error

MAX_TEXTS_OF_A_SOURCE = 60
"""As how many values those of one source count in a share at most: else the largest source's way of writing decides."""
PARTINGS = 60
"""Ways in which sources are parted at random."""
COLUMNS = ("field", "source", "stated", "right", "read")


@dataclass(frozen=True, order=True)
class Count:
    """Of the values of a field that texts of a source gave with one probability: how many were right, and were read."""

    field: str
    source: str
    stated: float
    right: int
    read: int


def counted(outcomes: Iterable[Outcome]) -> list[Count]:
    """The counts, sorted."""
    read: Counter[tuple[str, str, float]] = Counter()
    right: Counter[tuple[str, str, float]] = Counter()
    for one in outcomes:
        key = (one.field, one.source, one.stated)
        read[key] += 1
        right[key] += one.right
    return sorted(Count(*key, right[key], number) for key, number in read.items())


def write_counts(path: str | Path, counts: Iterable[Count]) -> None:
    """As CSV with a head."""
    with Path(path).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(astuple, counts))


def read_counts(path: Path) -> list[Count]:
    """What `write_counts` wrote."""
    with path.open(encoding="utf-8", newline="") as opened:
        return [
            Count(row["field"], row["source"], float(row["stated"]), int(row["right"]), int(row["read"]))
            for row in csv.DictReader(opened)
        ]


def curves(counts: Iterable[Count]) -> dict[str, dict[str, Any]]:
    """How well each field is calibrated."""
    found: dict[str, list[Count]] = {}
    for one in counts:
        found.setdefault(one.field, []).append(one)
    return {field: _curve(some) for field, some in found.items()}


def shares(counts: Iterable[Count]) -> dict[tuple[str, float], float]:
    """What is to be stated of values that are now stated alike, by field and that: the share that was right.

    By Laplace's rule of succession, so that a few that were all right do not make a value certain.
    """
    right: defaultdict[tuple[str, float], float] = defaultdict(float)
    read: defaultdict[tuple[str, float], float] = defaultdict(float)
    for one in counts:
        weight = min(one.read, MAX_TEXTS_OF_A_SOURCE)
        right[one.field, one.stated] += weight * one.right / one.read
        read[one.field, one.stated] += weight
    return {key: (right[key] + 1) / (read[key] + 2) for key in read}


def unseen_curves(counts: Iterable[Count]) -> dict[str, dict[str, Any]]:
    """How well each field would be calibrated on a source that the shares were not taken from: each by the others."""
    every = list(counts)
    return curves(one for source in _sources(every) for one in _stated_anew(every, {source}))


def parted_errors(counts: Iterable[Count]) -> dict[str, float]:
    """Each field's mean calibration error on one half of the sources by shares of the other, parted at random."""
    every = list(counts)
    sources = _sources(every)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for seed in range(PARTINGS):
        half = set(random.Random(seed).sample(sources, len(sources) // 2))
        for measured in (half, set(sources) - half):
            for field, curve in curves(_stated_anew(every, measured)).items():
                found[field].append(curve["calibration_error"])
    return {field: round(fmean(errors), 4) for field, errors in found.items()}


def _sources(counts: Iterable[Count]) -> list[str]:
    return sorted({one.source for one in counts})


def _stated_anew(counts: list[Count], measured: set[str]) -> list[Count]:
    """The counts of the sources `measured`, each with the share of all others; of what those do not have, a half."""
    known = shares(one for one in counts if one.source not in measured)
    return [
        Count(one.field, one.source, known.get((one.field, one.stated), 0.5), one.right, one.read)
        for one in counts
        if one.source in measured
    ]


def _curve(counts: list[Count]) -> dict[str, Any]:
    every = [(one.stated, n < one.right) for one in counts for n in range(one.read)]
    stated, right = [p for p, _ in every], [is_right for _, is_right in every]
    by_stated = {p: [label for stated_p, label in every if stated_p == p] for p in sorted(set(stated))}
    return {
        "n": len(every),
        "right": round(sum(right) / len(right), 3),
        "calibration_error": calibration_error(right, stated),
        "brier": brier(right, stated),
        "base_rate_brier": base_rate_brier(right),
        "curve": [[p, round(sum(some) / len(some), 3), len(some)] for p, some in by_stated.items()],
    }
