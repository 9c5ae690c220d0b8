"""How good estimates in probabilities are: the Brier score (1950), and how often what is called probable is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from include.places.busyness.levels import BUSY, Floats

BINS = 10


class Forecast(NamedTuple):
    """Probabilities of the five levels, (cases, 5), and which of them it was, (cases,)."""

    chances: Floats
    levels: np.ndarray


def brier(forecast: Forecast) -> float:
    """The mean of the squared errors, summed over the levels: 0 is best, 2 worst."""
    was = np.eye(forecast.chances.shape[1])[forecast.levels]
    return float(np.mean(np.sum((forecast.chances - was) ** 2, axis=1)))


def brier_busy(forecast: Forecast) -> float:
    """The mean squared error of "busy or more": 0 is best, 1 worst."""
    return float(np.mean((_busy(forecast) - (forecast.levels >= BUSY)) ** 2))


def reliability(forecasts: Sequence[Forecast]) -> list[dict[str, Any]]:
    """Of each tenth of the probability of "busy or more": its mean `said`, how often it `was` so, and of how many."""
    said = np.concatenate([_busy(one) for one in forecasts])
    was = np.concatenate([one.levels >= BUSY for one in forecasts])
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        {"said": round(float(said[ours].mean()), 3), "was": round(float(was[ours].mean()), 3), "cases": int(ours.sum())}
        for ours in (bins == number for number in range(BINS))
        if ours.any()
    ]


def _busy(forecast: Forecast) -> Floats:
    busy: Floats = forecast.chances[:, BUSY:].sum(axis=1)
    return busy
