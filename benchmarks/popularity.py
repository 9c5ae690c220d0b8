"""`python -m benchmarks.popularity [--towns 5] [--events 600]`: how well it is foreseen what people will care for.

Simulated towns, written apart from the formula of `trending_events_v1` and in other forms: what an event is worth
spreads widely and otherwise in each category, attention falls with the age of a listing and rises towards the start by
powers, follows weekday and hour, is bred by attention, and jumps for one event of five. After six weeks each town is
put into a private PostgreSQL with what was counted until then, and the view is worked out by the database. Of the
events of the next seven days it is held against what comes until they start, and against what was counted most so far
and the same halved for every three days until the start. Prints one JSON object: `to_come` is how much of the points
that are still to come go to the 20 events that are put first, of 1 for the best 20; `in_all` is Spearman's correlation
of the order with that of all points at the start; `error` is the mean absolute difference of the logarithms of 1 +
points.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import psycopg
from numpy.typing import NDArray
from scipy.stats import spearmanr

from benchmarks.scratch import scratch_server
from deploy.local.database import setup

Floats = NDArray[np.float64]
DATABASE = "popularity"
FIRST_TOWN = 100
NOW, AHEAD, FIRST = 42, 8, 20
CATEGORIES = ("music", "food_festival", "workshop", "meetup", "cultural_event", "sports")
WEEKDAYS = np.array([0.7, 0.7, 0.8, 1.0, 1.4, 1.5, 1.1])
DAY = np.array([0.1] * 7 + [0.6] * 5 + [1.0] * 5 + [1.8] * 5 + [0.8] * 2)
WEIGHTS = np.array([0.3, 0.5, 0.2])
"""Points of a view, an RSVP and a share."""


@dataclass(frozen=True)
class Town:
    """Events by number: their category, the days of listing and start, and views, RSVPs and shares before and after."""

    category: NDArray[np.int64]
    listed: Floats
    start: Floats
    before: NDArray[np.int64]
    after: NDArray[np.int64]


def main() -> int:
    """Measure and print; 1 where what was counted most so far is as good."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.popularity", description=__doc__)
    parser.add_argument("--towns", type=int, default=5)
    parser.add_argument("--events", type=int, default=600)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-popularity-{os.getuid()}")
    asked = parser.parse_args()
    with scratch_server(asked.scratch.resolve()) as cluster:
        setup.prepare(cluster.url(), cluster.credentials, {DATABASE: "jatre_owner"})
        setup.migrate(cluster.url(DATABASE, "jatre_owner"))
        with psycopg.connect(cluster.url(DATABASE), autocommit=True) as connection:
            runs = [measure(connection, build(FIRST_TOWN + one, asked.events)) for one in range(asked.towns)]
    found = {
        name: {figure: round(float(np.mean([run[name][figure] for run in runs])), 3) for figure in runs[0][name]}
        for name in runs[0]
    }
    print(json.dumps({"towns": asked.towns, "events": asked.events, **found}, indent=1))
    is_better = found["expected"]["to_come"] > found["counted"]["to_come"]
    return 0 if is_better and found["expected"]["in_all"] > found["counted"]["in_all"] else 1


def build(seed: int, events: int) -> Town:
    """A town of so many events, hour by hour until they start."""
    random = np.random.default_rng(seed)
    category = random.integers(0, len(CATEGORIES), events)
    usual = np.array([6, 3, 1.5, 1, 5, 2]) * random.lognormal(0, 0.3, len(CATEGORIES))
    worth = usual[category] * random.lognormal(0, np.array([1.2, 0.8, 0.7, 0.9, 1.1, 0.8])[category])
    known = np.clip(random.gamma(1.6, 8, events), 1, 60)
    start = random.uniform(NOW - 1, NOW + AHEAD, events)
    listed = start - known
    hours = np.arange((NOW + AHEAD + 1) * 24) / 24
    calendar = WEEKDAYS[hours.astype(int) % 7] * DAY[np.arange(len(hours)) % 24]
    counted = np.zeros((2, events, 3), int)
    for event in range(events):
        age, left = hours - listed[event], start[event] - hours
        attention = 1.5 / (1 + np.maximum(age, 0)) ** 1.1 + 1.2 / (1 + np.maximum(left, 0)) ** 0.9 + 0.12
        if random.random() < 0.2:
            since = age - random.uniform(0, known[event])
            attention += np.where(since > 0, 2 * np.exp(-np.maximum(since, 0) / 1.2), 0)
        rates = worth[event] * attention * calendar * random.gamma(4, 1 / 4, len(hours)) / 24
        views = 0
        for hour in np.flatnonzero((age >= 0) & (left > 0)):
            come = random.poisson(rates[hour] * (1 + 0.25 * np.log1p(views)))
            views += come
            counted[int(hours[hour] >= NOW), event] += [come, random.binomial(come, 0.06), random.binomial(come, 0.03)]
    return Town(category, listed, start, counted[0], counted[1])


def measure(connection: psycopg.Connection, town: Town) -> dict[str, dict[str, float]]:
    """The figures of each way to put the events of the next seven days in order."""
    numbers = _fill(connection, town)
    rows = connection.execute(
        "select event_id, points, expected, extract(epoch from starts_at - now()) / 86400 from trending_events_v1"
    ).fetchall()
    seen = np.array([numbers[row[0]] for row in rows])
    points, expected, left = (np.array([float(row[column]) for row in rows]) for column in (1, 2, 3))
    more = town.after[seen] @ WEIGHTS
    ways = {
        "expected": (expected - points, expected), "counted": (points, points),
        "counted_halved": (points * 0.5 ** (left / 3), points * 0.5 ** (left / 3)),
    }  # fmt: skip
    return {
        name: {
            "to_come": _caught(to_come, more),
            "in_all": float(spearmanr(in_all, points + more).statistic),
            "error": float(np.mean(np.abs(np.log1p(in_all) - np.log1p(points + more)))),
        }
        for name, (to_come, in_all) in ways.items()
    }


def _fill(connection: psycopg.Connection, town: Town) -> dict[UUID, int]:
    """Put the events to come into the emptied database, and work out the view. Returns their numbers by id."""
    now = datetime.now(UTC)
    coming = np.flatnonzero((town.listed < NOW) & (town.start > NOW))
    numbers = {uuid4(): int(number) for number in coming}
    connection.execute("set search_path = jatre, public")
    connection.execute("truncate discovered_events cascade")
    with connection.cursor() as cursor:
        for event, number in numbers.items():
            starts = now + timedelta(days=town.start[number] - NOW)
            listed = now - timedelta(days=NOW - town.listed[number])
            cursor.execute(
                "insert into discovered_events (id, title, category, start_time, created_at, published_at,"
                " moderation_status) values (%s, %s, %s, %s, %s, %s, 'approved')",
                [event, f"Event {number}", CATEGORIES[town.category[number]], starts, listed, listed],
            )
            cursor.execute("insert into event_occurrences (event_id, starts_at) values (%s, %s)", [event, starts])
            cursor.execute(
                "insert into event_counters (event_id, view_count, rsvp_count, share_count) values (%s, %s, %s, %s)",
                [event, *map(int, town.before[number])],
            )
    connection.execute("select trending_refresh()")
    return numbers


def _caught(order: Floats, more: Floats) -> float:
    first = np.argsort(-order, kind="stable")[:FIRST]
    return float(more[first].sum() / np.sort(more)[-FIRST:].sum())


if __name__ == "__main__":
    sys.exit(main())
