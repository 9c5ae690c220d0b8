"""How full a place is: five levels, and how probable each is where a mean and a deviation are known."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEVELS = ("empty", "quiet", "moderate", "busy", "packed")
BUSY = LEVELS.index("busy")
_BOUNDS = np.arange(len(LEVELS) - 1) + 0.5
"""Between one level and the next."""
_erf = np.vectorize(math.erf, otypes=[float])


def probabilities(mean: Floats, deviation: Floats) -> Floats:
    """How probable each level is, (..., 5), of a normal distribution over the levels 0 to 4.

    What lies beyond the ends belongs to the first and the last level.
    """
    below = 0.5 * (1 + _erf((_BOUNDS - mean[..., None]) / (deviation[..., None] * math.sqrt(2))))
    ends = np.zeros((*mean.shape, 1))
    return np.diff(np.concatenate([ends, below, ends + 1], axis=-1), axis=-1)
