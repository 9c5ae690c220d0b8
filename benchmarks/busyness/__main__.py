"""`python -m benchmarks.busyness [--seeds 5] [--places 100]`: how good estimates of how full places are would be.

A simulated town (`town.py`, written apart from the model) is reported of for eight weeks; the three weeks after them
are estimated hour by hour, closing hours apart, and held against what was so. Prints one JSON object with a part for
each frequency of reports: the Brier score over the five levels (0 best, 2 worst) and that of "busy or more", of the
model, of the reports of the same weekday and hour of the weeks before ("same hour", with what is commonest in the
hour and in the town for what is missing), and of what is usual alone. The bar: both 15 % less than "same hour".
The towns are others than those that the model's weights were chosen by.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import timedelta
from typing import Any

import numpy as np

from benchmarks.busyness.scoring import Forecast, brier, brier_busy, reliability
from benchmarks.busyness.town import HOLIDAYS, HOURS, OUTDOORS, Town, build, hour_at
from include.places.busyness.influences import NEAR_METRES, EventNearby, event_levels, rain_levels
from include.places.busyness.learning import Learned, Reports, age_weight, learn
from include.places.busyness.levels import LEVELS, Floats
from include.places.busyness.usual import DAYS, SUNDAY

LEARNED_WEEKS, HELD_OUT_WEEKS = 8, 3
REPORTS_A_DAY = (0.3, 1.0, 3.0)
LEAST_GAIN = 0.15
FIRST_TOWN = 200
"""Its seed; earlier ones were looked at while the model was made."""
AROUND = timedelta(hours=3)
"""An event that is further off in time moves nothing."""


def main() -> int:
    """Measure and print; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.busyness", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--places", type=int, default=100)
    asked = parser.parse_args()
    towns = range(FIRST_TOWN, FIRST_TOWN + asked.seeds)
    found = {f"{often} a day": measure(towns, asked.places, often) for often in REPORTS_A_DAY}
    print(json.dumps({"bar": LEAST_GAIN, "places": asked.places, "seeds": asked.seeds, "reports": found}, indent=1))
    gains = [one[name]["mean"] for one in found.values() for name in ("gain", "gain_busy_or_more")]
    return 0 if min(gains) >= LEAST_GAIN else 1


def measure(seeds: range, places: int, reports_a_day: float) -> dict[str, Any]:
    """The scores in towns with so many reports of a place a day; `gain` is how much less than same hour, of 1."""
    weeks = LEARNED_WEEKS + HELD_OUT_WEEKS
    runs = [_forecasts(build(seed, places, weeks, reports_a_day)) for seed in seeds]
    names = tuple(runs[0])
    scores = {name: [brier(run[name]) for run in runs] for name in names}
    busy = {name: [brier_busy(run[name]) for run in runs] for name in names}
    gains, busy_gains = _gains(scores), _gains(busy)
    return {
        "brier": {name: round(float(np.mean(scores[name])), 4) for name in names},
        "brier_busy_or_more": {name: round(float(np.mean(busy[name])), 4) for name in names},
        "gain": {"mean": round(float(np.mean(gains)), 3), "worst_seed": round(min(gains), 3)},
        "gain_busy_or_more": {"mean": round(float(np.mean(busy_gains)), 3), "worst_seed": round(min(busy_gains), 3)},
        "reliability_busy_or_more": reliability([run["model"] for run in runs]),
    }


def _gains(scores: dict[str, list[float]]) -> list[float]:
    return [1 - ours / theirs for ours, theirs in zip(scores["model"], scores["same_hour"], strict=True)]


def _forecasts(town: Town) -> dict[str, Forecast]:
    begin = LEARNED_WEEKS * DAYS * HOURS
    kinds = [place.kind for place in town.places]
    nobody = Reports.none(len(kinds))
    learned = {"model": learn(kinds, _reports(town, begin)), "usual": learn(kinds, nobody)}
    is_open = town.levels[:, begin:] >= 0
    levels = town.levels[:, begin:][is_open]
    shifts = _shifts(town, begin)
    found = {
        name: _estimated(known, shifts if name == "model" else 0 * shifts, begin) for name, known in learned.items()
    }
    found["same_hour"] = _same_hour(town, begin)
    return {name: Forecast(chances[is_open], levels) for name, chances in found.items()}


def _reports(town: Town, until: int) -> Reports:
    reports = Reports.none(len(town.places))
    for place, hour in np.argwhere(town.said[:, :until] >= 0):
        weight = age_weight((until - hour) / HOURS)
        reports.add(place, _weekday(hour), hour_at(int(hour)).hour, int(town.said[place, hour]), weight)
    # as the hours of a place state it: days on which it is closed without notice are none of them
    reports.is_open[:] = (town.levels[:, :until] >= 0).reshape(len(town.places), -1, DAYS, HOURS).any(axis=1)
    return reports


def _weekday(hour: int) -> int:
    at = hour_at(int(hour))
    return SUNDAY if at.date() in HOLIDAYS else at.weekday()


def _shifts(town: Town, begin: int) -> Floats:
    """By how many levels events and rain move each place in each hour that is estimated."""
    hours = range(begin, town.levels.shape[1])
    found = np.zeros((len(town.places), len(hours)))
    for place in town.places:
        events = [
            EventNearby(float(np.hypot(place.x - e.x, place.y - e.y)), e.starts_at, e.ends_at, e.popularity)
            for e in town.events
            if e.ends_at > hour_at(begin - 3)
        ]
        near = [event for event in events if event.metres < NEAR_METRES]
        wet = rain_levels(place.kind in OUTDOORS)
        for number, hour in enumerate(hours):
            at = hour_at(hour)
            around = [event for event in near if event.starts_at - AROUND < at < event.ends_at + AROUND]
            found[place.number, number] = event_levels(around, at)[0] + (wet if town.rain[hour] else 0.0)
    return found


def _estimated(learned: Learned, shifts: Floats, begin: int) -> Floats:
    hours = range(begin, begin + shifts.shape[1])
    days, of_day = np.array([_weekday(hour) for hour in hours]), np.array([hour % HOURS for hour in hours])
    return learned.chances((slice(None), days, of_day), shifts)


def _same_hour(town: Town, begin: int) -> Floats:
    """The shares of the levels in the reports of a place's weekday and hour; one report more says what all say then."""
    counts = np.zeros((len(town.places), DAYS, HOURS, len(LEVELS)))
    for place, hour in np.argwhere(town.said[:, :begin] >= 0):
        counts[place, hour // HOURS % DAYS, hour % HOURS, town.said[place, hour]] += 1
    of_town = counts.sum(axis=(0, 1, 2)) + 1
    of_hour = counts.sum(axis=(0, 1)) + of_town / of_town.sum()
    of_hour = of_hour / of_hour.sum(axis=-1, keepdims=True)
    shares = counts + of_hour
    shares = shares / shares.sum(axis=-1, keepdims=True)
    hours = np.arange(begin, town.levels.shape[1])
    found: Floats = shares[:, hours // HOURS % DAYS, hours % HOURS]
    return found


if __name__ == "__main__":
    sys.exit(main())
