"""Accuracy, macro-F1 and calibration over labelled answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from include.listing import Category
from include.understand.category.category_text import CATEGORIES

BINS = 10
"""Equal parts of 0 to 1 in which confidence and the share right are compared."""


@dataclass(frozen=True)
class Answer:
    """One category found, how sure it was (0 to 1), and the one that is right."""

    label: Category
    found: Category
    confidence: float

    @property
    def is_right(self) -> bool:
        """Whether it was found."""
        return self.label == self.found


def scores(answers: Sequence[Answer]) -> dict[str, float]:
    """`accuracy` and `macro_f1` over the categories that were right or found, with `n`."""
    by_category = f1_by_category(answers)
    return {
        "accuracy": round(sum(one.is_right for one in answers) / len(answers), 4),
        "macro_f1": round(sum(by_category.values()) / len(by_category), 4),
        "n": len(answers),
    }


def f1_by_category(answers: Sequence[Answer]) -> dict[Category, float]:
    """F1 of each category that was right or found at least once."""
    found: dict[Category, float] = {}
    for category in CATEGORIES:
        right = sum(one.label == one.found == category for one in answers)
        either = sum(one.label == category for one in answers) + sum(one.found == category for one in answers)
        if either:
            found[category] = round(2 * right / either, 4)
    return found


def calibration(answers: Sequence[Answer]) -> dict[str, float]:
    """Expected calibration error over BINS bins, and the Brier score of "it is right" beside the base rate's."""
    error = 0.0
    for one in range(BINS):
        inside = [a for a in answers if min(BINS - 1, int(a.confidence * BINS)) == one]
        error += abs(sum(a.is_right - a.confidence for a in inside))
    base = sum(one.is_right for one in answers) / len(answers)
    brier = sum((one.is_right - one.confidence) ** 2 for one in answers) / len(answers)
    return {
        "calibration_error": round(error / len(answers), 4),
        "brier": round(brier, 4),
        "brier_base": round(base * (1 - base), 4),
    }
