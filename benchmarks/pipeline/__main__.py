"""`python -m benchmarks.pipeline DATA [--as-of 2024-01-01] [--listings 1000] [--rounds 3]`: seconds per stage.

DATA is a folder of saved feeds (`.json` lists of schema.org events, `.ics` calendars) or a file of lines
`{"source": ..., "event": {...}}`. They are served on loopback and taken through all stages in this process, with the
models loaded beforehand, into an empty database of a private server, once per round. Prints a table and, last, one JSON
object. Needs what `make test` has installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.pipeline.listings import lay_out
from benchmarks.pipeline.sites import sites
from benchmarks.pipeline.town import server, town
from include.pipeline.runs import STAGES, Report, run_fetch, run_stage
from include.understand.category.embeddings import embedder

Measured = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--as-of", default="2024-01-01T00:00:00+05:30", help="the business time of the run")
    parser.add_argument("--listings", type=int, default=1000, help="at most so many, of a file of lines")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-pipeline-{os.getuid()}")
    asked = parser.parse_args()
    began = time.perf_counter()
    model = embedder()
    if model:
        model.embed(["warm"])
    loading = time.perf_counter() - began
    seconds: Measured = {name: [] for name in ("fetch", *STAGES)}
    with server(asked.scratch) as cluster:
        lay_out(asked.data, asked.scratch / "feeds", asked.listings)
        for number in range(asked.rounds):
            with town(cluster, f"round_{number}", asked.as_of):
                counts = _round(asked.scratch / "feeds", seconds)
    _report(seconds, counts, loading, asked.rounds)


def _round(folder: Path, seconds: Measured) -> dict[str, int]:
    """All sources fetched and all stages run, once; what came of it."""
    with sites(folder) as found:
        began = time.perf_counter()
        listings = sum(run_fetch(one.slug, "benchmark")["found"] for one in found)
        seconds["fetch"].append(time.perf_counter() - began)
    reports = {name: _stage(name, seconds) for name in STAGES}
    return {"sources": len(found), "listings": listings, "set_aside": sum(one["set_aside"] for one in reports.values())}


def _stage(name: str, seconds: Measured) -> Report:
    began = time.perf_counter()
    report = run_stage(name)
    seconds[name].append(time.perf_counter() - began)
    return report


def _report(seconds: Measured, counts: dict[str, int], loading: float, rounds: int) -> None:
    typical = {name: round(median(taken), 2) for name, taken in seconds.items()}
    total = round(median(map(sum, zip(*seconds.values(), strict=True))), 2)
    print(f"\n{counts['listings']} listings of {counts['sources']} sources, {counts['set_aside']} set aside;"
          f" median of {rounds} rounds\n")  # fmt: skip
    for name, taken in typical.items():
        print(f"  {name:8} {taken:7.2f} s   {1000 * taken / counts['listings']:7.2f} ms per listing")
    print(f"  {'all':8} {total:7.2f} s   {counts['listings'] / total:7.0f} listings/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  the model loads in {loading:.2f} s; at most {peak} MiB\n")
    print(json.dumps({**counts, "rounds": rounds, "cores": os.cpu_count(), "seconds": typical, "total_s": total,
                      "model_load_s": round(loading, 2), "peak_mib": peak}))  # fmt: skip


if __name__ == "__main__":
    main()
