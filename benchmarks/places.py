"""`python -m benchmarks.places [--places 1000] [--rounds 5]`: how long the state of so many places takes.

Places with hours of many kinds in a private PostgreSQL, refreshed once anew, again without a change, and at closing
times. Prints one JSON object: the seconds of each, and how many places changed. The bar is 10 seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.scratch import scratch_server
from deploy.local.database import setup
from include.areas import seed
from include.areas.area import load_area
from include.db import engine
from include.operations.place_status import refresh_places
from include.places.reading import read_hours
from include.settings import settings

DATABASE = "places"
MOST_SECONDS = 10.0
MONDAY = datetime.fromisoformat("2026-11-30T09:00:00+05:30")
HOURS = (
    "24/7", "9am-5pm, closed Mon", "Tue to Sun 12 noon - 11.30 pm", "Mo-Sa 06:00-22:00; PH off",
    "Fr,Sa 18:00-02:00", "Su[1] 09:00-13:00", "sunrise-sunset", "Apr-Sep 06:00-20:00; Oct-Mar 07:00-18:00",
)  # fmt: skip


def main() -> int:
    """Measure and print; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument("--places", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5, help="hours from one refresh to the next")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-places-{os.getuid()}")
    asked = parser.parse_args()
    with scratch_server(asked.scratch.resolve()) as cluster:
        setup.prepare(cluster.url(), cluster.credentials, {DATABASE: "jatre_owner"})
        setup.migrate(cluster.url(DATABASE, "jatre_owner"))
        settings().pipeline_url = cluster.url(DATABASE, "jatre_pipeline")
        _fill(asked.places)
        moments = [MONDAY, *(MONDAY + timedelta(hours=number) for number in range(asked.rounds))]
        found = [_refreshed(moment) for moment in moments]
    seconds = [took for took, _ in found]
    print(json.dumps({"places": asked.places, "seconds": seconds, "changed": [changed for _, changed in found]}))
    return 0 if max(seconds) <= MOST_SECONDS else 1


def _fill(places: int) -> None:
    week = [read_hours(hours) for hours in HOURS]
    database = engine(settings().pipeline_url)
    with database.begin() as connection:
        seed.store(connection, load_area(settings().area))
        rows = [{"slug": f"benchmark-{number}", "week": _own(week, number)} for number in range(places)]
        connection.execute(
            text("insert into jatre.places (slug, name, area_code) values (:slug, :slug, 'indiranagar')"), rows
        )
        connection.execute(
            text(
                "insert into jatre.place_hours (place_id, origin, week, stated_at)"
                " select id, 'osm', :week, now() from jatre.places where slug = :slug"
            ),
            rows,
        )
    database.dispose()


def _own(week: Sequence[str], number: int) -> str:
    """Hours that no other place has, so that nothing of them is known from before."""
    return f"{week[number % len(week)]}; Jan {number % 28 + 1:02} {number // 28 % 24:02}:{number % 60:02}-24:00"


def _refreshed(now: datetime) -> tuple[float, int]:
    settings().as_of = now
    started = time.perf_counter()
    report = refresh_places()
    return round(time.perf_counter() - started, 2), int(report["changed"])


if __name__ == "__main__":
    sys.exit(main())
