"""`python -m benchmarks.rest [--rounds 5]`: what a list costs, and what of that depends on how much is stored.

Databases of several sizes with the same number of events a week take turns within a round, so that a noisy machine is
equally unfair to all. Prints a table and, last, one JSON object. Filling takes minutes; a million events need 6 GB.
With `--keep` they are filled once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from pathlib import Path
from statistics import median, quantiles

from benchmarks.rest import contenders, lists
from benchmarks.rest.stores import Stores, service, stores

_CLIENTS = 4
_FACETED_TO_COME = 50_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rest", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="length of one slice of requests")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="smallest first")
    parser.add_argument("--keep", action="store_true", help="leave what is filled, and use what was left")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-rest-{os.getuid()}")
    parser.add_argument("--peers", action="store_true", help="beside tipg and PostGraphile too, which are installed")
    asked = parser.parse_args()
    with stores(asked.scratch, tuple(asked.sizes), asked.keep) as made:
        print(json.dumps(measured(made, asked.rounds, asked.seconds, asked.peers)))


def measured(made: Stores, rounds: int, seconds: int, compared: bool = False) -> dict[str, object]:
    """All figures; times in milliseconds."""
    largest = made.sizes[-1]
    found: dict[str, object] = {"cores": os.cpu_count(), "rounds": rounds, "sizes": made.sizes}
    growth = lists.growth(made, rounds)
    print(f"\n{'list':20}" + "".join(f"{size:>12}" for size in made.sizes) + "   growth")
    for kind, taken in growth.items():
        ratio = taken[largest] / taken[made.sizes[0]]
        print(f"{kind:20}" + "".join(f"{taken[size]:9.1f} ms" for size in made.sizes) + f"   {ratio:.2f}x")
        found[f"growth_{kind}"] = round(ratio, 2)
    for name, sort in (("search", "time"), ("ranked_search", "relevance")):
        searched = lists.searches(made, largest, 20 * rounds, sort)
        p50, p95 = round(median(searched), 1), round(quantiles(searched, n=20)[18], 1)
        found |= {f"{name}_p50_ms": p50, f"{name}_p95_ms": p95}
        print(f"{name}: p50 {p50} ms, p95 {p95} ms")
    found |= _facets(made, rounds)
    with service(made, largest) as url:
        pairs = [_pair(made, url, seconds, number) for number in range(rounds)]
        found["list_vs_pgbench"] = round(median(ours / plain for ours, plain in pairs), 2)
        p99, failed = asyncio.run(lists.at_rate(url, 200, seconds))
        found |= {"p99_ms_at_200rps": round(p99, 1), "failed_at_200rps": failed}
        shown, points = lists.viewport(url, 4 * rounds)
        found |= {"viewport_p95_ms": round(quantiles(shown, n=20)[18], 1), "viewport_points": points}
    print(f"200 requests/s: p99 {p99:.1f} ms, {failed} failed")
    print(f"a view of {lists.VIEWPORT_EVENTS} events: p95 {found['viewport_p95_ms']} ms, {points} points")
    found |= {f"{ours}_vs_{peer}": None for ours in ("list", "kept_list") for peer in contenders.PEERS}
    if compared:
        with service(made, largest) as reading, service(made, largest, keeps_lists=True) as keeping:
            ours = {"list": reading, "kept_list": keeping}
            found |= contenders.ratios(made, largest, ours, rounds, seconds, _CLIENTS)
    with service(made, largest) as reading, service(made, largest, keeps_lists=True) as keeping:
        found["cached_vs_uncached"] = round(
            median(_kept(reading, keeping, seconds, number) for number in range(rounds)), 2
        )
    return found


def _facets(made: Stores, rounds: int) -> dict[str, object]:
    """Of the first store with so many events to come, half of all that it holds."""
    size = next((size for size in made.sizes if size >= 2 * _FACETED_TO_COME), None)
    if size is None:
        return {"facets_p50_ms": None, "facets_p95_ms": None, "facets_events_to_come": None}
    taken = lists.faceted(made, size, rounds)
    p50, p95 = round(median(taken), 1), round(quantiles(taken, n=20)[18], 1)
    print(f"list and five facets, {size // 2} events to come: p50 {p50} ms, p95 {p95} ms")
    return {"facets_p50_ms": p50, "facets_p95_ms": p95, "facets_events_to_come": size // 2}


def _kept(reading: str, keeping: str, seconds: int, number: int) -> float:
    """How many times as many lists a service gives that keeps them; who begins changes."""
    found: dict[str, float] = {}
    for url in (reading, keeping) if number % 2 else (keeping, reading):
        found[url] = asyncio.run(lists.served(url, seconds, _CLIENTS))
    print(f"  round {number + 1}: read {found[reading]:6.0f}/s   kept {found[keeping]:6.0f}/s", flush=True)
    return found[keeping] / found[reading]


def _pair(made: Stores, url: str, seconds: int, number: int) -> tuple[float, float]:
    """Lists per second from the service and from the database alone; who begins changes."""
    found: dict[str, float] = {}
    for who in ("service", "database") if number % 2 else ("database", "service"):
        if who == "service":
            found[who] = asyncio.run(lists.served(url, seconds, _CLIENTS))
        else:
            found[who] = lists.pgbench(made, made.sizes[-1], seconds, _CLIENTS)
    print(f"  round {number + 1}: service {found['service']:6.0f}/s   database {found['database']:6.0f}/s", flush=True)
    return found["service"], found["database"]


if __name__ == "__main__":
    main()
