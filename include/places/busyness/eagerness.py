"""How much more often people speak of a place where it is full than where it is empty, and reports without that.

Who reports is there, and more are there where it is full: so the reports of a place say that it is full more often than
it is. How much, the reports show themselves, by how many come of the fuller hours of the same place. Each is then
counted by the inverse of how likely it was (as in Horvitz and Thompson, 1952).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from include.places.busyness.levels import LEVELS, Floats

Flags = npt.NDArray[np.bool_]
_NONE_HELD = 4.0
"""The prior's precision: what holds the slope at none where reports are few."""
_STEPS = 12


def slope_of(weight: Floats, mean: Floats, is_open: Flags) -> float:
    """By how much the logarithm of the number of reports grows with a level.

    `weight` is how many reports a place has by weekday and hour and `mean` how full it is supposed to be then, both
    (places, 7, 24); `is_open` likewise: only these hours count, and a place of which no hour is known teaches nothing.
    The place's own number of reports is given, so it is one slope of a multinomial model: by Newton's method.
    """
    known = is_open.any(axis=(1, 2))
    weight, mean, is_open = weight[known] * is_open[known], mean[known], is_open[known]
    totals, slope = weight.sum(axis=(1, 2)), 0.0
    seen = float((weight * mean).sum())
    for _ in range(_STEPS):
        likely = np.exp(slope * mean) * is_open
        likely /= likely.sum(axis=(1, 2), keepdims=True)
        centre = (likely * mean).sum(axis=(1, 2))
        spread = (likely * mean * mean).sum(axis=(1, 2)) - centre * centre
        gradient = seen - float((totals * centre).sum()) - _NONE_HELD * slope
        slope += gradient / (float((totals * spread).sum()) + _NONE_HELD)
    return slope


def evened(counts: Floats, mean: Floats, slope: float) -> Floats:
    """Reports by place, weekday, hour and level, (places, 7, 24, 5), each by the inverse of how likely it was.

    One of the level that is supposed counts as before.
    """
    apart = np.arange(len(LEVELS)) - mean[..., None]
    found: Floats = counts * np.exp(-slope * apart)
    return found
