"""What people's reports teach of a place: its own level by weekday and hour, held to that of its kind.

Each step explains what the step before left over, and is held back by a weight of imagined reports that say "as
before" (shrinkage towards the parent, as in Efron and Morris, 1975): the kind by weekday and hour, the place as a
whole, the place by weekday and hour. Neighbouring hours and alike days teach too, with less weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from include.places.busyness.levels import Floats
from include.places.busyness.usual import DAYS, HOURS, curve_of, usual_levels

HALF_LIFE_DAYS = 28.0
"""After so long a report counts half."""
_KIND_HELD, _PLACE_HELD, _SLOT_HELD, _DEVIATION_HELD = 10.0, 2.0, 4.0, 20.0
"""Reports that say "as before"."""
_HOURS_ALIKE = 1.2
"""The deviation, in hours, of how much a neighbouring hour teaches."""
_SAME_CLASS, _OTHER_CLASS = 0.6, 0.2
"""How much a report teaches of another day of the same class (working days, weekend), and of the other class."""
_USUAL_VARIANCE, _UNKNOWN_VARIANCE = 0.9, 0.5
"""In squared levels: of one hour around its mean, and of the mean of a place of which nobody has reported."""


@dataclass(frozen=True)
class Reports:
    """Reports by place, weekday and hour, each array (places, 7, 24).

    `weight` is how many, each counting as its age leaves it; `total` the sum of their levels by weight, `squares` that
    of the levels squared.
    """

    weight: Floats
    total: Floats
    squares: Floats

    @classmethod
    def none(cls, places: int) -> Reports:
        """Of so many places, none."""
        return cls(*(np.zeros((places, DAYS, HOURS)) for _ in range(3)))

    def add(
        self, place: int, weekday: int, hour: int, weight: float, level: float, square: float | None = None
    ) -> None:
        """Take reports of a place (its index) up: their weight, and the mean of their levels and of these squared."""
        slot = (place, weekday, hour)
        self.weight[slot] += weight
        self.total[slot] += weight * level
        self.squares[slot] += weight * (level * level if square is None else square)


@dataclass(frozen=True)
class Learned:
    """The `mean` level (0 to 4) and its `deviation`, each (places, 7, 24), and the `weight` of each place's reports."""

    mean: Floats
    deviation: Floats
    weight: Floats


def age_weight(days: float) -> float:
    """What a report counts after so many days."""
    return float(0.5 ** (days / HALF_LIFE_DAYS))


def learn(kinds: Sequence[str | None], reports: Reports) -> Learned:
    """What is known of places of these kinds by the reports of them."""
    usual, days, hours = usual_levels(kinds), _days_alike(), _hours_alike()
    mean = usual + _of_kinds(kinds, usual, reports, days, hours)
    left = reports.total - reports.weight * mean
    weights = reports.weight.sum(axis=(1, 2))
    mean = mean + (left.sum(axis=(1, 2)) / (weights + _PLACE_HELD))[:, None, None]
    near = _smooth(reports.weight, days, hours)
    mean = mean + _smooth(reports.total - reports.weight * mean, days, hours) / (near + _SLOT_HELD)
    variance = _variance(mean, reports, weights)
    unknown = _UNKNOWN_VARIANCE * _SLOT_HELD / (near + _SLOT_HELD)
    return Learned(mean, np.sqrt(variance[:, None, None] + unknown), weights)


def _of_kinds(kinds: Sequence[str | None], usual: Floats, reports: Reports, days: Floats, hours: Floats) -> Floats:
    curves, found = np.array([curve_of(kind) for kind in kinds]), np.zeros_like(usual)
    left = reports.total - reports.weight * usual
    for curve in np.unique(curves):
        ours = curves == curve
        weight = _smooth(reports.weight[ours].sum(axis=0), days, hours)
        found[ours] = _smooth(left[ours].sum(axis=0), days, hours) / (weight + _KIND_HELD)
    return found


def _variance(mean: Floats, reports: Reports, weights: Floats) -> Floats:
    """Of one hour around its mean, by place: held to that of all places, and that to what is usual."""
    squares = reports.squares - 2 * mean * reports.total + mean * mean * reports.weight
    left = np.maximum(squares, 0).sum(axis=(1, 2))
    common = (left.sum() + _DEVIATION_HELD * _USUAL_VARIANCE) / (weights.sum() + _DEVIATION_HELD)
    own: Floats = (left + _DEVIATION_HELD * common) / (weights + _DEVIATION_HELD)
    return own


def _smooth(values: Floats, days: Floats, hours: Floats) -> Floats:
    smoothed: Floats = days @ values @ hours
    return smoothed


def _days_alike() -> Floats:
    is_weekend = np.arange(DAYS) >= DAYS - 2
    alike = np.where(is_weekend[:, None] == is_weekend, _SAME_CLASS, _OTHER_CLASS)
    np.fill_diagonal(alike, 1.0)
    return alike


def _hours_alike() -> Floats:
    """How much one hour teaches of another; the day is a circle."""
    apart = np.abs(np.arange(HOURS)[:, None] - np.arange(HOURS))
    apart = np.minimum(apart, HOURS - apart)
    alike: Floats = np.exp(-0.5 * (apart / _HOURS_ALIKE) ** 2)
    return alike
