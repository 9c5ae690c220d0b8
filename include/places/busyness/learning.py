"""What people's reports teach of a place: its own level by weekday and hour, held to that of its kind.

Each step explains what the step before left over, and is held back by a weight of imagined reports that say "as
before" (shrinkage towards the parent, as in Efron and Morris, 1975): the kind by weekday and hour, the place as a
whole, the place by weekday and hour. Neighbouring hours and alike days teach too, with less weight. That is done twice:
what is supposed by the first shows how much more often people speak of fuller hours (`eagerness.py`), and the second
is without that. How the levels are spread around it is learned last (`shapes.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from include.places.busyness.alike import smooth
from include.places.busyness.eagerness import Flags, evened, slope_of
from include.places.busyness.levels import LEVELS, Floats, probabilities
from include.places.busyness.shapes import tilt_of
from include.places.busyness.usual import DAYS, HOURS, curve_of, usual_levels

HALF_LIFE_DAYS = 28.0
"""After so long a report counts half."""
_KIND_HELD, _PLACE_HELD, _SLOT_HELD, _DEVIATION_HELD = 10.0, 2.0, 2.0, 20.0
"""Reports that say "as before"."""
_USUAL_VARIANCE, _UNKNOWN_VARIANCE = 0.9, 0.5
"""In squared levels: of one hour around its mean, and of the mean of a place of which nobody has reported."""
_LEVELS = np.arange(len(LEVELS), dtype=float)


@dataclass(frozen=True)
class Reports:
    """Reports by place, weekday, hour and level: `counts` (places, 7, 24, 5), each counting as its age leaves it.

    `is_open` (places, 7, 24): the hours in which a place is known to be open.
    """

    counts: Floats
    is_open: Flags

    @classmethod
    def none(cls, places: int) -> Reports:
        """Of so many places, none; of no place it is known when it is open."""
        return cls(np.zeros((places, DAYS, HOURS, len(LEVELS))), np.zeros((places, DAYS, HOURS), dtype=bool))

    def add(self, place: int, weekday: int, hour: int, level: int, weight: float) -> None:
        """Take reports of one level of a place (its index) up."""
        self.counts[place, weekday, hour, level] += weight


@dataclass(frozen=True)
class Learned:
    """What is known of places by weekday and hour; `weight` of how many reports of each place.

    The `mean` level (0 to 4) and its `deviation`, each (places, 7, 24), and by what the chances of the levels in a
    normal distribution are multiplied, `tilt` (places, 7, 24, 5).
    """

    mean: Floats
    deviation: Floats
    tilt: Floats
    weight: Floats

    def chances(self, slot: Any, shift: Floats | float = 0.0) -> Floats:
        """How probable each level is, (..., 5), at an index of places, weekdays and hours that something moves."""
        found = probabilities(np.asarray(self.mean[slot] + shift), np.asarray(self.deviation[slot])) * self.tilt[slot]
        chances: Floats = found / found.sum(axis=-1, keepdims=True)
        return chances


def age_weight(days: float) -> float:
    """What a report counts after so many days."""
    return float(0.5 ** (days / HALF_LIFE_DAYS))


def learn(kinds: Sequence[str | None], reports: Reports) -> Learned:
    """What is known of places of these kinds by the reports of them."""
    groups = np.unique([curve_of(kind) for kind in kinds], return_inverse=True)[1]
    usual, counts = usual_levels(kinds), reports.counts
    supposed = _mean(groups, usual, counts)
    slope = slope_of(counts.sum(axis=-1), supposed, reports.is_open)
    counts = evened(counts, supposed, slope)
    mean = _mean(groups, usual, counts)
    deviation = _deviation(mean, counts)
    tilt = tilt_of(groups, counts, probabilities(mean, deviation))
    return Learned(mean, deviation, tilt, reports.counts.sum(axis=(1, 2, 3)))


def _mean(groups: np.ndarray, usual: Floats, counts: Floats) -> Floats:
    weight, total = counts.sum(axis=-1), counts @ _LEVELS
    mean = usual.copy()
    for group in np.unique(groups):
        ours = groups == group
        left = (total[ours] - weight[ours] * usual[ours]).sum(axis=0)
        mean[ours] += smooth(left) / (smooth(weight[ours].sum(axis=0)) + _KIND_HELD)
    left = (total - weight * mean).sum(axis=(1, 2))
    mean += (left / (weight.sum(axis=(1, 2)) + _PLACE_HELD))[:, None, None]
    found: Floats = mean + smooth(total - weight * mean) / (smooth(weight) + _SLOT_HELD)
    return found


def _deviation(mean: Floats, counts: Floats) -> Floats:
    """Of one hour around its mean, by place: held to that of all places, and that to what is usual."""
    weight = counts.sum(axis=-1)
    squares = counts @ _LEVELS**2 - 2 * mean * (counts @ _LEVELS) + mean * mean * weight
    left, weights = np.maximum(squares, 0).sum(axis=(1, 2)), weight.sum(axis=(1, 2))
    common = (left.sum() + _DEVIATION_HELD * _USUAL_VARIANCE) / (weights.sum() + _DEVIATION_HELD)
    own = (left + _DEVIATION_HELD * common) / (weights + _DEVIATION_HELD)
    unknown = _UNKNOWN_VARIANCE * _SLOT_HELD / (smooth(weight) + _SLOT_HELD)
    found: Floats = np.sqrt(own[:, None, None] + unknown)
    return found
