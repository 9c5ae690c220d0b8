"""`python -m benchmarks.rest.pairs [--size 300000]`: what each filter and each pair of them costs the database.

One store, as `benchmarks.rest` fills it. Printed are pages of the database that a list of 20 touches, and processor
time of its process (milliseconds), the dearest first. Names that end in `0` are of filters that nothing passes.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from benchmarks.rest.lists import NEAR, WEEK
from benchmarks.rest.stores import Stores, stores

_EXPLAIN = "explain (analyze, buffers, timing off, format json) select jatre.events_list_v3(%s, 20, 0)"
FILTERS: dict[str, dict[str, Any]] = {
    "category": {"category": ["music"]}, "tag": {"tags": ["live"]}, "tag0": {"tags": ["nosuch"]}, "week": WEEK,
    "weekend": {"weekday": ["sat", "sun"]}, "evening": {"timeOfDay": ["18:00", "23:00"]},
    "night0": {"timeOfDay": ["03:00", "04:00"]}, "long": {"minDuration": 60}, "long0": {"minDuration": 100_000},
    "short": {"maxDuration": 130}, "short0": {"maxDuration": 10}, "area": {"area": ["indiranagar"]}, "near": NEAR,
    "nearest": {**NEAR, "radiusKm": 0.05}, "bbox": {"bbox": [77.63, 12.96, 77.65, 12.98]},
    "polygon": {"polygon": "POLYGON((77.62 12.95, 77.67 12.95, 77.64 13.0, 77.62 12.95))"},
    "venue0": {"venue": ["nowhere"]}, "organizer": {"organizer": ["friends of the rain tree"]},
    "organizer0": {"organizer": ["nobody"]}, "source": {"source": ["bench"]}, "source0": {"source": ["none"]},
    "free": {"cost": "free"}, "paid": {"cost": "paid"}, "minPrice": {"minPrice": 400}, "minPrice0": {"minPrice": 5_000},
    "maxPrice": {"maxPrice": 100}, "availability0": {"availability": ["limited"]}, "online0": {"online": True},
    "offline": {"online": False}, "verified0": {"verified": True}, "unverified": {"verified": False},
    "status0": {"status": ["postponed"]}, "alive": {"includeCancelled": False},
    "modified0": {"modifiedSince": "2027-01-01T00:00:00Z"},
}  # fmt: skip
"""By name; `venue` and words of a title, common ones and rare, are those of an event that is there."""


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rest.pairs", description=__doc__)
    parser.add_argument("--size", type=int, default=300_000)
    parser.add_argument("--show", type=int, default=40, help="how many of the dearest")
    parser.add_argument("--keep", action="store_true", help="leave what is filled, and use what was left")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-pairs-{os.getuid()}")
    asked = parser.parse_args()
    with stores(asked.scratch, (asked.size,), asked.keep) as made:
        taken = sorted(measured(made, asked.size), reverse=True)
    print(f"{len(taken)} filters and pairs\n      ms    pages")
    for milliseconds, pages, name in taken[: asked.show]:
        print(f"{milliseconds:8.1f} {pages:8}  {name}")


def measured(made: Stores, size: int) -> Iterator[tuple[float, int, str]]:
    """Milliseconds of processor time, the least of two, and pages of each."""
    with psycopg.connect(made.url(size, "postgres")) as admin:
        venue, title = admin.execute(
            "select lower(venue_name), title from jatre.discovered_events where search_tier = 3 order by id limit 1"
        ).fetchone() or ("", "")
    filters = FILTERS | {"venue": {"venue": [venue]}, "word": {"q": title.split()[0]}, "title": {"q": title}}
    with made.connected() as connections:
        for names in itertools.chain.from_iterable(itertools.combinations(filters, count) for count in (1, 2)):
            if len(set().union(*(filters[name] for name in names))) == sum(len(filters[name]) for name in names):
                yield _taken(
                    connections[size], {k: v for name in names for k, v in filters[name].items()}, " + ".join(names)
                )


def _taken(connection: psycopg.Connection, asked: dict[str, Any], name: str) -> tuple[float, int, str]:
    times = []
    for _ in range(2):
        began = _processor_ms(connection)
        connection.execute("select jatre.events_list_v3(%s, 20, 0)", [Jsonb(asked)]).fetchone()
        times.append(_processor_ms(connection) - began)
    plan = (connection.execute(_EXPLAIN, [Jsonb(asked)]).fetchone() or ([],))[0][0]["Plan"]
    return min(times), plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], name


def _processor_ms(connection: psycopg.Connection) -> float:
    """Of the server's process of a connection, by Linux."""
    return int(Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


if __name__ == "__main__":
    main()
