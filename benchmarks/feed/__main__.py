"""`python -m benchmarks.feed [--rounds 5]`: what the change feed costs its writers, and how soon it delivers.

The two databases take turns within a round, and who begins changes from round to round, so that a noisy machine is
equally unfair to both. Prints a table and, last, one JSON object. Needs what `make test` has installed.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.feed import bulk, writers
from benchmarks.feed.arena import WITH, WITHOUT, Arena, arena, service


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8, help="length of one slice of writing")
    parser.add_argument("--events", type=int, default=100_000, help="rows of the table, at least 20,000")
    parser.add_argument("--only", choices=("writers", "bulk", "resume"), help="one part alone")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-feed-{os.getuid()}")
    asked = parser.parse_args()
    found: dict[str, object] = {"rounds": asked.rounds, "cores": os.cpu_count(), "events": asked.events}
    with arena(asked.scratch, asked.events) as made:
        with service(made):
            if asked.only in (None, "writers"):
                found |= _writers(made, asked.rounds, asked.seconds)
            if asked.only in (None, "bulk"):
                found |= _bulk(made, asked.rounds)
            missed = bulk.miss(made)
        if asked.only in (None, "resume"):
            found |= _resume(made, asked.rounds, *missed)
    print(json.dumps(found))


def _order(number: int) -> tuple[str, str]:
    return (WITH, WITHOUT) if number % 2 else (WITHOUT, WITH)


def _writers(made: Arena, rounds: int, seconds: int) -> dict[str, object]:
    scripts = writers.write_scripts(made)
    for database in (WITH, WITHOUT):
        writers.slice_of(made, database, scripts, 3)
    _, head = bulk.wait_until_sequenced(made)
    tps: dict[str, list[float]] = {WITH: [], WITHOUT: []}
    print(f"\n{writers.CLIENTS} writers, 70 % visible, 20 % unseen, 10 % inserts: transactions/s")
    for number in range(rounds):
        for database in _order(number):
            tps[database].append(writers.slice_of(made, database, scripts, seconds).tps)
            bulk.wait_until_sequenced(made)
        print(f"  round {number + 1}: triggers {tps[WITH][-1]:8.0f}   none {tps[WITHOUT][-1]:8.0f}"
              f"   {tps[WITH][-1] / tps[WITHOUT][-1]:.2f}x", flush=True)  # fmt: skip
    p50, p99 = writers.commit_to_sequenced(made, head)
    print(f"  written to sequenced: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    return {
        "writers_vs_none": _ratio(tps),
        "writers_tps": round(median(tps[WITH])),
        "writers_tps_none": round(median(tps[WITHOUT])),
        "sequenced_p50_ms": round(p50, 1),
        "sequenced_p99_ms": round(p99, 1),
    }


def _bulk(made: Arena, rounds: int) -> dict[str, object]:
    seconds: dict[str, list[float]] = {WITH: [], WITHOUT: []}
    print(f"\nOne update of {made.events} events: seconds")
    for number in range(rounds):
        for database in _order(number):
            seconds[database].append(bulk.update_all(made, database, number))
            bulk.wait_until_sequenced(made)
        print(f"  round {number + 1}: triggers {seconds[WITH][-1]:6.2f}   none {seconds[WITHOUT][-1]:6.2f}"
              f"   {seconds[WITH][-1] / seconds[WITHOUT][-1]:.2f}x", flush=True)  # fmt: skip
    return {"bulk_vs_none": _ratio(seconds), "bulk_s": round(median(seconds[WITH]), 2)}


def _resume(made: Arena, rounds: int, epoch: str, head: int) -> dict[str, object]:
    taken = []
    for _ in range(rounds):
        with service(made) as url:  # a fresh one: nothing is in memory, everything comes from the database
            taken.append(bulk.resume(url, epoch, head))
    print(f"\nResume of {bulk.MISSED} changes from the database: {median(taken):.2f} s")
    return {"resume_10k_s": round(median(taken), 2)}


def _ratio(measured: dict[str, list[float]]) -> float:
    pairs = zip(measured[WITH], measured[WITHOUT], strict=True)
    return round(median(a / b for a, b in pairs), 2)


if __name__ == "__main__":
    main()
