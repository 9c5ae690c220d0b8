"""How reports are spread over the levels where a normal distribution is not: of a kind, a place, and its hours."""

from __future__ import annotations

import numpy as np

from include.places.busyness.alike import smooth
from include.places.busyness.levels import LEVELS, Floats

_KIND_HELD, _PLACE_HELD, _SLOT_HELD = 20.0, 5.0, 2.0
"""Reports that say "as before"."""


def tilt_of(groups: np.ndarray, counts: Floats, chances: Floats) -> Floats:
    """By what the `chances` of each level are to be multiplied, before they are made to add up to 1 again.

    `chances` and `counts`, the reports, are by place, weekday, hour and level, (places, 7, 24, 5), `groups` the kind of
    each place as a number. First each level of a kind gets the share that reports of the kind have of it, then
    that of the place; then the hour that of the reports around it (a Dirichlet distribution with the one before as its
    mean). Each is held to the step before.
    """
    weight = counts.sum(axis=-1, keepdims=True)
    found = chances * _raked(groups, counts, chances, weight)
    found /= found.sum(axis=-1, keepdims=True)
    expected = (weight * found).sum(axis=(1, 2))
    found *= ((counts.sum(axis=(1, 2)) + _PLACE_HELD) / (expected + _PLACE_HELD))[:, None, None]
    found /= found.sum(axis=-1, keepdims=True)
    near = np.stack([smooth(counts[..., level]) for level in range(len(LEVELS))], axis=-1)
    found = (_SLOT_HELD * found + near) / (_SLOT_HELD + near.sum(axis=-1, keepdims=True))
    tilt: Floats = found / np.maximum(chances, 1e-9)
    return tilt


def _raked(groups: np.ndarray, counts: Floats, chances: Floats, weight: Floats) -> Floats:
    found = np.ones((len(groups), 1, 1, len(LEVELS)))
    for group in np.unique(groups):
        ours = groups == group
        expected = (weight[ours] * chances[ours]).sum(axis=(0, 1, 2))
        found[ours] = (counts[ours].sum(axis=(0, 1, 2)) + _KIND_HELD) / (expected + _KIND_HELD)
    return found
