"""`python -m benchmarks.pairs.calibrate INPUT`: the curve from scores to probabilities, fitted on labelled pairs.

Prints the constants of `include/understand/match/probability.py` as one JSON object: a logistic regression with an L2
penalty, by Newton's method. URLs are ignored. Fit on one half of the labels and measure on the other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import BadLine, fail
from benchmarks.pairs.judging import Judge
from benchmarks.pairs.labelled_pair import read_pairs
from include.areas.area import load_area
from include.settings import settings
from include.understand.match.probability import MIDDLE

PENALTY = 0.03
STEPS = 50
NAMES = ("at_middle", "per_point", "ruled_out")


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs.calibrate", description=__doc__)
    parser.add_argument("input", type=Path)
    try:
        pairs = read_pairs(parser.parse_args().input, ignore_urls=True)
    except (BadLine, OSError, UnicodeDecodeError) as error:
        fail("calibrate", error)
    judge = Judge(load_area(settings().area), None)
    scored = [(found.score, found.pair.same) for found in map(judge, pairs) if found.score]
    features = [(1.0, score.total - MIDDLE, float(score.veto is not None)) for score, _ in scored]
    fitted = fit(features, [same for _, same in scored])
    print(json.dumps(dict(zip(NAMES, (round(float(one), 2) for one in fitted), strict=True))))


def fit(features: Sequence[Sequence[float]], labels: Sequence[bool]) -> NDArray[np.float64]:
    """The weights of a logistic regression, one per feature."""
    x, y = np.array(features, dtype=np.float64), np.array(labels, dtype=np.float64)
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + PENALTY * weights
        curvature = (x.T * (p * (1 - p))) @ x + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, slope)
    return weights


if __name__ == "__main__":
    main()
