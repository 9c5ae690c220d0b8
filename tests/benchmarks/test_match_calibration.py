"""Is a pair as often one event as its probability states: on labels that no training has seen, and on sites unseen.

The shipped labels hold the parts of each pair's score, without anybody's text, so that all is measured here anew. The
parts are those of the day when they were written (`python -m benchmarks.pairs.parts`).
"""

from __future__ import annotations

import pytest

from benchmarks.pairs.figures import base_rate_brier, brier, calibration_error, reliability
from include.operations.matching.learning import LabelledParts, shipped_labels, trained
from include.understand.match.matcher import SHIPPED_MATCHER

MAX_CALIBRATION_ERROR = 0.05
MIN_PAIRS = 500
FOLDS = 5
"""Into which the sites are parted; a pair of two of them is asked twice."""


def held(labels: list[bool], stated: list[float]) -> None:
    curve = reliability(labels, stated)
    assert len(labels) >= MIN_PAIRS
    assert sum(number for *_, number in curve) == len(labels)
    assert calibration_error(labels, stated) <= MAX_CALIBRATION_ERROR, curve
    assert brier(labels, stated) < base_rate_brier(labels) / 4


def test_on_the_half_that_it_was_not_trained_on() -> None:
    pairs = shipped_labels("reporting")
    held([one.same for one in pairs], [SHIPPED_MATCHER.probability(one.fields, one.veto) for one in pairs])


def test_on_sites_that_it_was_not_trained_on() -> None:
    pytest.importorskip("dedupe")
    every = [*shipped_labels("tuning"), *shipped_labels("reporting")]
    sites = sorted({site for one in every for site in one.sources})
    found = [answer for n in range(FOLDS) for answer in _unseen(every, frozenset(sites[n::FOLDS]))]
    held([same for same, _ in found], [stated for _, stated in found])


def _unseen(pairs: list[LabelledParts], sites: frozenset[str]) -> list[tuple[bool, float]]:
    """What is stated of the pairs of some sites by a matcher that was trained on none of them."""
    matcher = trained([one for one in pairs if not one.sources & sites])
    return [(one.same, matcher.probability(one.fields, one.veto)) for one in pairs if one.sources & sites]


def test_a_curve_of_ten_bins() -> None:
    assert reliability([True, False, True, True], [0.95, 0.05, 1.0, 0.93]) == [(0.05, 0.0, 1), (0.96, 1.0, 3)]
    assert base_rate_brier([True, False, False, False]) == 0.1875
    assert (reliability([], []), base_rate_brier([])) == ([], 0.0)
