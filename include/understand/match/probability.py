"""How probable it is that two listings are one event, given their score: a logistic curve.

Fitted by `python -m benchmarks.pairs.calibrate` on the tuning half of the shipped labels, for the shipped weights; on
the reporting half its expected calibration error is in `docs/benchmarks.md`. It explains a score and decides nothing.
"""

from __future__ import annotations

from math import exp

MIDDLE = 0.85
"""The score at which the curve is anchored."""
AT_MIDDLE = 1.7
"""Log-odds of a pair of that score which nothing rules out."""
PER_POINT = 20.0
"""Log-odds that a whole point of the score adds."""
RULED_OUT = -3.6
"""Log-odds that a veto adds."""


def probability(total: float, *, ruled_out: bool) -> float:
    """0 to 1, for a score's total and whether a veto stands against it."""
    odds = AT_MIDDLE + PER_POINT * (total - MIDDLE) + (RULED_OUT if ruled_out else 0.0)
    return 1 / (1 + exp(-odds))
