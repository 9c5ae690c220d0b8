"""`python -m benchmarks.pipeline DATA [--as-of 2024-01-01] [--listings 1000] [--rounds 3]`: seconds per stage.

DATA is a folder of saved feeds (`.json` lists of schema.org events, `.ics` calendars) or a file of lines
`{"source": ..., "event": {...}}`. They are served on loopback and taken through all stages in this process, with the
models loaded beforehand, into an empty database of a private server, once per round. Prints a table and, last, one JSON
object, with the processor's seconds too, which other work on the machine changes less: of this process by stage, of the
processes in which records are read (`readers`), and of the database by stage (`server_s`; null where the system does
not count them). Needs what `make test` has installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.pipeline.listings import lay_out
from benchmarks.pipeline.server_time import server_seconds
from benchmarks.pipeline.sites import sites
from benchmarks.pipeline.town import server, town
from include.pipeline.runs import STAGES, Report, run_fetch, run_stage
from include.understand.category.embeddings import embedder
from include.untrusted import budget

Measured = dict[str, list[float]]


@dataclass(frozen=True)
class Clocks:
    """Seconds by stage and round: of the day, of this process and its readers, of the database."""

    seconds: Measured
    processor: Measured
    served: Measured
    of_server: Callable[[], float | None]

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Measure the block as the stage `name`."""
        began, used, served = time.perf_counter(), time.process_time(), self.of_server()
        yield
        self.seconds[name].append(time.perf_counter() - began)
        self.processor[name].append(time.process_time() - used)
        ended = self.of_server()
        if served is not None and ended is not None:
            self.served[name].append(ended - served)


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
    processor: Measured = {name: [] for name in (*seconds, "readers")}
    served: Measured = {name: [] for name in seconds}
    with server(asked.scratch) as cluster:
        clocks = Clocks(seconds, processor, served, lambda: server_seconds(cluster))
        lay_out(asked.data, asked.scratch / "feeds", asked.listings)
        for number in range(asked.rounds):
            with town(cluster, f"round_{number}", asked.as_of):
                counts = _round(asked.scratch / "feeds", clocks)
    _report(clocks, counts, loading, asked.rounds)


def _round(folder: Path, clocks: Clocks) -> dict[str, int]:
    """All sources fetched and all stages run, once; what came of it."""
    readers = _of_children()
    with sites(folder) as found, clocks.timed("fetch"):
        listings = sum(run_fetch(one.slug, "benchmark")["found"] for one in found)
    reports = {name: _stage(name, clocks) for name in STAGES}
    budget.close()  # a process's time is known when it has ended
    clocks.processor["readers"].append(_of_children() - readers)
    return {"sources": len(found), "listings": listings, "set_aside": sum(one["set_aside"] for one in reports.values())}


def _stage(name: str, clocks: Clocks) -> Report:
    with clocks.timed(name):
        return run_stage(name)


def _of_children() -> float:
    """Processor seconds of the processes of this one that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(clocks: Clocks, counts: dict[str, int], loading: float, rounds: int) -> None:
    seconds = clocks.seconds
    typical = _typical(seconds)
    total = round(median(map(sum, zip(*seconds.values(), strict=True))), 2)
    print(f"\n{counts['listings']} listings of {counts['sources']} sources, {counts['set_aside']} set aside;"
          f" median of {rounds} rounds\n")  # fmt: skip
    for name, taken in typical.items():
        print(f"  {name:8} {taken:7.2f} s   {1000 * taken / counts['listings']:7.2f} ms per listing")
    print(f"  {'all':8} {total:7.2f} s   {counts['listings'] / total:7.0f} listings/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  the model loads in {loading:.2f} s; at most {peak} MiB\n")
    used, served = _typical(clocks.processor), _typical(clocks.served)
    print(json.dumps({**counts, "rounds": rounds, "cores": os.cpu_count(), "seconds": typical, "total_s": total,
                      "processor_s": used, "processor_total_s": round(sum(used.values()), 2),
                      "server_s": served or None, "server_total_s": round(sum(served.values()), 2) if served else None,
                      "model_load_s": round(loading, 2), "peak_mib": peak}))  # fmt: skip


def _typical(measured: Measured) -> dict[str, float]:
    return {name: round(median(taken), 2) for name, taken in measured.items() if taken}


if __name__ == "__main__":
    main()
