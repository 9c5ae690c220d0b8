"""Outcomes counted by field, source and stated probability, and the curves that they make."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from benchmarks.calibration.reading import Outcome
from benchmarks.pairs.figures import base_rate_brier, brier, calibration_error

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


def unseen_curves(counts: Iterable[Count]) -> dict[str, dict[str, Any]]:
    """How well each field would be calibrated on a source that the shares were not taken from.

    What is stated of each source's values is the share that was right of the others', by Laplace's rule of succession.
    """
    every = list(counts)
    return curves(
        Count(
            one.field, one.source, _share([other for other in every if _is_of_others(other, one)]), one.right, one.read
        )
        for one in every
    )


def _is_of_others(other: Count, one: Count) -> bool:
    return (other.field, other.stated) == (one.field, one.stated) and other.source != one.source


def _share(counts: Sequence[Count]) -> float:
    return (sum(one.right for one in counts) + 1) / (sum(one.read for one in counts) + 2)


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
