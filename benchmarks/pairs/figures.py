"""How good a matcher's answers are: precision and recall of what it decides, ranking and calibration of what it states.

Calibration error is the expected one of ten bins of equal width (Naeini et al. 2015); the area under the curve is the
share of pairs (same, different) that stand in the right order, ties half (Mann and Whitney 1947).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

BINS = 10


def decided(labels: Sequence[bool], answers: Sequence[bool]) -> dict[str, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    right = sum(label and answer for label, answer in zip(labels, answers, strict=True))
    precision = right / sum(answers) if any(answers) else 0.0
    recall = right / sum(labels) if any(labels) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def ranked(labels: Sequence[bool], probabilities: Sequence[float]) -> float | None:
    """Area under the receiver's curve; None without pairs of both labels."""
    ordered = sorted(zip(probabilities, labels, strict=True))
    same, different = sum(labels), len(labels) - sum(labels)
    if not same or not different:
        return None
    below = 0
    points = 0.0
    at: dict[float, list[bool]] = defaultdict(list)
    for probability, label in ordered:
        at[probability].append(label)
    for tied in at.values():
        others = len(tied) - sum(tied)
        points += sum(tied) * (below + others / 2)
        below += others
    return round(points / (same * different), 4)


def calibration_error(labels: Sequence[bool], probabilities: Sequence[float]) -> float:
    """The mean distance of a stated probability from the share that was so, bin by bin, by the bins' sizes."""
    bins = _bins(labels, probabilities)
    gaps = (abs(sum(p for p, _ in one) - sum(label for _, label in one)) for one in bins)
    return round(sum(gaps) / len(labels), 4) if labels else 0.0


def brier(labels: Sequence[bool], probabilities: Sequence[float]) -> float:
    """The mean squared distance of the stated probability from what was so."""
    errors = [(p - label) ** 2 for p, label in zip(probabilities, labels, strict=True)]
    return round(sum(errors) / len(errors), 4) if errors else 0.0


def base_rate_brier(labels: Sequence[bool]) -> float:
    """The Brier score of stating the share of all alone; 0 of none."""
    share = sum(labels) / len(labels) if labels else 0.0
    return round(share * (1 - share), 4)


def reliability(labels: Sequence[bool], probabilities: Sequence[float]) -> list[tuple[float, float, int]]:
    """Of each bin that is not empty: the mean stated probability, the share that was so, and how many there are."""
    return [
        (round(sum(stated) / len(stated), 3), round(sum(right) / len(right), 3), len(right))
        for stated, right in (zip(*one, strict=True) for one in _bins(labels, probabilities))
    ]


def _bins(labels: Sequence[bool], probabilities: Sequence[float]) -> list[list[tuple[float, bool]]]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, label in zip(probabilities, labels, strict=True):
        bins[min(int(probability * BINS), BINS - 1)].append((probability, label))
    return [bins[number] for number in sorted(bins)]
