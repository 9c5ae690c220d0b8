"""The measurement of estimates of how full places are: its scores by hand, its town, and the bar in a small one."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.busyness.__main__ import measure
from benchmarks.busyness.scoring import Forecast, brier, brier_busy, reliability
from benchmarks.busyness.town import build

SURE = np.eye(5)


def test_the_scores_are_those_worked_out_by_hand() -> None:
    assert brier(Forecast(SURE[[4, 0]], np.array([4, 0]))) == 0
    assert brier(Forecast(SURE[[4]], np.array([0]))) == 2
    assert brier(Forecast(np.full((1, 5), 0.2), np.array([3]))) == pytest.approx(0.8)
    halves = Forecast(np.array([[0.5, 0, 0, 0.25, 0.25]] * 2), np.array([0, 3]))
    assert brier_busy(halves) == pytest.approx(0.25)
    assert reliability([halves]) == [{"said": 0.5, "was": 0.5, "cases": 2}]


def test_a_town_is_the_same_each_time_and_people_speak_of_what_is_open_only() -> None:
    one, same, other = (build(seed, places=8, weeks=1, eagerness=3) for seed in (1, 1, 2))
    assert (one.levels == same.levels).all()
    assert (one.said == same.said).all()
    assert not np.array_equal(one.levels, other.levels)
    assert (one.levels[one.said >= 0] >= 0).all()
    assert set(np.unique(one.levels)) == {-1, 0, 1, 2, 3, 4}


def test_in_a_small_town_the_model_is_better_than_the_same_hour_and_than_what_is_usual() -> None:
    found = measure(range(1), places=16, reports_a_day=1.0)
    assert found["gain_busy_or_more"]["mean"] > 0
    assert found["brier"]["model"] < found["brier"]["usual"]
