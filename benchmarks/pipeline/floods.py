"""`python -m benchmarks.pipeline.floods [--listings 1600]`: what copies of one event cost beside different ones.

Each shape is a feed (two for the twins) that is fetched and taken through all stages into a database of its own:
`different` events over a month, `copies` of one event with ids of their own, `twins`: half as many copies on each of
two sites, `alike`: events of one evening whose titles differ by a word. Prints seconds of all stages and of dedup, and
the number of events that came of it; last, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.pipeline.sites import sites
from benchmarks.pipeline.town import server, town
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage

AS_OF = "2026-03-01T00:00:00+05:30"
WORDS = ("Lake", "River", "Forest", "Harbour", "Temple", "Garden", "Market", "Bridge", "Station", "Library")
Feed = dict[str, list[dict[str, Any]]]


def event(number: int, name: str, day: int = 6, hour: int = 20) -> dict[str, Any]:
    """A schema.org event with an id of its own."""
    return {
        "@type": "MusicEvent",
        "@id": f"https://flood.example/{number}",
        "name": name,
        "startDate": f"2026-03-{day:02}T{hour:02}:00:00+05:30",
        "location": {"@type": "Place", "name": "The Humming Tree", "address": "12th Main, Indiranagar, Bengaluru"},
        "description": f"Ticket number {number}",
    }


def _word(n: int) -> str:
    return f"{WORDS[n % 10]} {WORDS[n // 10 % 10]} {WORDS[n // 100 % 10]}{n // 1000}"


SHAPES: dict[str, Callable[[int], Feed]] = {
    "different": lambda most: {"flood": [event(n, _word(n), 2 + n % 28, 8 + n % 14) for n in range(most)]},
    "copies": lambda most: {"flood": [event(n, "Monsoon Jazz Quartet") for n in range(most)]},
    "twins": lambda most: {
        site: [event(n, "Monsoon Jazz Quartet") for n in range(most // 2)] for site in ("flood", "guide")
    },
    "alike": lambda most: {"flood": [event(n, f"Monsoon Jazz Quartet {_word(n)}") for n in range(most)]},
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline.floods", description=__doc__)
    parser.add_argument("--listings", type=int, default=1600)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-floods-{os.getuid()}")
    asked = parser.parse_args()
    found = {}
    with server(asked.scratch) as cluster:
        for shape, make in SHAPES.items():
            folder = asked.scratch / shape
            folder.mkdir(parents=True)
            for site, events in make(asked.listings).items():
                (folder / f"{site}.json").write_text(json.dumps(events), encoding="utf-8")
            with town(cluster, shape, AS_OF):
                found[shape] = dict(_measured(folder))
            print(f"  {shape:10} {found[shape]['all']:7.2f} s, dedup {found[shape]['dedup']:6.2f} s,"
                  f" {found[shape]['events']} events")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"listings": asked.listings, "peak_mib": peak, **found}))


def _measured(folder: Path) -> Iterator[tuple[str, float]]:
    began = time.perf_counter()
    with sites(folder) as found:
        for one in found:
            run_fetch(one.slug, "benchmark")
    for name in STAGES:
        start = time.perf_counter()
        run_stage(name)
        yield name, round(time.perf_counter() - start, 2)
    yield "all", round(time.perf_counter() - began, 2)
    with pipeline_engine() as engine, engine.connect() as connection:
        counted = connection.exec_driver_sql("select count(distinct event_id) from jatre.events_staging")
        yield "events", counted.scalar_one()


if __name__ == "__main__":
    main()
