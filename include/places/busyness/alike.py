"""How much a report of one hour and weekday teaches of another."""

from __future__ import annotations

import numpy as np

from include.places.busyness.levels import Floats
from include.places.busyness.usual import DAYS, HOURS

_HOURS_ALIKE = 0.8
"""The deviation, in hours, of how much a neighbouring hour teaches."""
_SAME_CLASS, _OTHER_CLASS = 0.6, 0.2
"""How much a report teaches of another day of the same class (working days, weekend), and of the other class."""


def smooth(values: Floats) -> Floats:
    """Values by weekday and hour, (..., 7, 24), each with what others teach of it."""
    smoothed: Floats = _BY_DAY @ values @ _BY_HOUR
    return smoothed


def _days_alike() -> Floats:
    is_weekend = np.arange(DAYS) >= DAYS - 2
    alike = np.where(is_weekend[:, None] == is_weekend, _SAME_CLASS, _OTHER_CLASS)
    np.fill_diagonal(alike, 1.0)
    return alike


def _hours_alike() -> Floats:
    """The day is a circle."""
    apart = np.abs(np.arange(HOURS)[:, None] - np.arange(HOURS))
    apart = np.minimum(apart, HOURS - apart)
    alike: Floats = np.exp(-0.5 * (apart / _HOURS_ALIKE) ** 2)
    return alike


_BY_DAY, _BY_HOUR = _days_alike(), _hours_alike()
