"""`python -m benchmarks.pipeline.floods [--listings 1600] [--only copies ...]`: what copies of one event cost.

Each shape is a feed (two for the twins, eight for a day and a month) that is fetched and taken through all stages into
a database of its own: `different` events over a month, `copies` of one event with ids of their own, `twins`: half as
many copies on each of two sites, `alike`: events of one evening whose titles differ by a word, `month` and `day`:
different events of eight sites over a month and on one day. Prints seconds of all stages and of dedup, processor
seconds of this process, its readers and the database together (`processor_s`), and the number of events that came of
it; last, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.pipeline.server_time import server_seconds
from benchmarks.pipeline.sites import sites
from benchmarks.pipeline.town import server, town
from deploy.local.database.postgres import Cluster
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage
from include.untrusted import budget

AS_OF = "2026-03-01T00:00:00+05:30"
WORDS = ("Lake", "River", "Forest", "Harbour", "Temple", "Garden", "Market", "Bridge", "Station", "Library")
SITES = 8
"""Of a day and of a month."""
SYLLABLES = [f"{consonant}{vowel}" for consonant in "kmrstv" for vowel in "aeiou"]
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


def _at_a_venue(number: int, day: int) -> dict[str, Any]:
    """An event with a name of its own at one of sixty venues."""
    place = {"@type": "Place", "name": f"{_name(number % 60)} Hall", "address": "Indiranagar, Bengaluru"}
    listed = event(number, f"{_name(7 * number + 100)} {_name(11 * number + 50)}", day, 8 + number % 14)
    return {**listed, "location": place}


def _name(number: int) -> str:
    """A made-up word for each number below 27,000."""
    first, rest = divmod(number * 7919 % 27_000, 900)
    return "".join(SYLLABLES[n] for n in (first, *divmod(rest, 30))).title()


def _by_site(events: Iterable[dict[str, Any]]) -> Feed:
    feeds: Feed = defaultdict(list)
    for n, one in enumerate(events):
        feeds[f"site_{n % SITES}"].append(one)
    return feeds


SHAPES: dict[str, Callable[[int], Feed]] = {
    "different": lambda most: {"flood": [event(n, _word(n), 2 + n % 28, 8 + n % 14) for n in range(most)]},
    "copies": lambda most: {"flood": [event(n, "Monsoon Jazz Quartet") for n in range(most)]},
    "twins": lambda most: {
        site: [event(n, "Monsoon Jazz Quartet") for n in range(most // 2)] for site in ("flood", "guide")
    },
    "alike": lambda most: {"flood": [event(n, f"Monsoon Jazz Quartet {_word(n)}") for n in range(most)]},
    "month": lambda most: _by_site(_at_a_venue(n, 2 + n % 28) for n in range(most)),
    "day": lambda most: _by_site(_at_a_venue(n, 6) for n in range(most)),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline.floods", description=__doc__)
    parser.add_argument("--listings", type=int, default=1600)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-floods-{os.getuid()}")
    parser.add_argument("--only", nargs="+", choices=SHAPES, default=list(SHAPES))
    asked = parser.parse_args()
    found = {}
    with server(asked.scratch) as cluster:
        for shape in asked.only:
            folder = asked.scratch / shape
            folder.mkdir(parents=True)
            for site, events in SHAPES[shape](asked.listings).items():
                (folder / f"{site}.json").write_text(json.dumps(events), encoding="utf-8")
            with town(cluster, shape, AS_OF):
                found[shape] = dict(_measured(cluster, folder))
            print(f"  {shape:10} {found[shape]['all']:7.2f} s, dedup {found[shape]['dedup']:6.2f} s,"
                  f" processor {found[shape]['processor_s']:6.2f} s,"
                  f" {found[shape]['events']} events")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"listings": asked.listings, "peak_mib": peak, **found}))


def _measured(cluster: Cluster, folder: Path) -> Iterator[tuple[str, float]]:
    used = _processor_seconds(cluster)
    began = time.perf_counter()
    with sites(folder) as found:
        for one in found:
            run_fetch(one.slug, "benchmark")
    for name in STAGES:
        start = time.perf_counter()
        run_stage(name)
        yield name, round(time.perf_counter() - start, 2)
    yield "all", round(time.perf_counter() - began, 2)
    yield "processor_s", round(_processor_seconds(cluster) - used, 2)
    with pipeline_engine() as engine, engine.connect() as connection:
        counted = connection.exec_driver_sql("select count(distinct event_id) from jatre.events_staging")
        yield "events", counted.scalar_one()


def _processor_seconds(cluster: Cluster) -> float:
    budget.close()  # a process's time is known when it has ended
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system + (server_seconds(cluster) or 0.0)


if __name__ == "__main__":
    main()
