"""`python -m benchmarks.strangers [--rounds 5] [--slow 1000] [--good 200] [--only KIND]`: what slow clients cost.

200 clients ask for a list every ten seconds, each from its address, while 1,000 others from 250 addresses
keep the service waiting in one of five ways, and come again when they are given up. Each kind has a fresh service in
each round, between two that nobody disturbs. Reported are each kind's p99, the median of its ratios to the mean of the
two beside it, answers that were not 200, and the most memory that the service had. Prints a line per measurement and,
last, one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from benchmarks.fanout.rounds import turns
from benchmarks.feed.arena import ROOT, WITH, Arena, arena, service
from benchmarks.feed.bulk import wait_until_sequenced
from benchmarks.strangers.readers import Asked, ask
from benchmarks.strangers.slow import KINDS, NOBODY

EVENTS = 2_000
CHANGES = 2_000
"""In the feed, for those who resume; one transaction each 100, so that none becomes a bulk change."""
_CHANGE = """
update jatre.discovered_events e set title = title || '.'
from generate_series(%s::int, %s::int) as n where e.id = md5(n::text)::uuid
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.strangers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow", type=int, default=1_000)
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0, help="of one measurement")
    parser.add_argument("--only", choices=list(KINDS), action="append")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-strangers-{os.getuid()}")
    asked = parser.parse_args()
    with arena(asked.scratch.resolve(), EVENTS, both=False) as made:
        _fill_feed(made)
        print(json.dumps(_measure(made, asked, asked.only or list(KINDS))))


def _measure(made: Arena, asked: argparse.Namespace, kinds: list[str]) -> dict[str, object]:
    found: dict[str, list[tuple[Asked, float]]] = {kind: [] for kind in kinds}
    spread = []
    for _, order in turns(kinds, asked.rounds):
        before = _one(made, NOBODY, asked)
        for kind in order:
            during = _one(made, kind, asked)
            after = _one(made, NOBODY, asked)
            found[kind].append((during, during.p99 * 2 / (before.p99 + after.p99)))
            spread.append(max(before.p99, after.p99) / min(before.p99, after.p99))
            before = after
    return {
        "rounds": asked.rounds, "slow": asked.slow, "good": asked.good, "cores": os.cpu_count(),
        "undisturbed_spread": round(median(spread), 2),
        "kinds": {
            kind: {
                "p99_ms": round(median(one.p99 for one, _ in all_of) * 1000, 1),
                "p99_ratio": round(median(ratio for _, ratio in all_of), 2),
                "ratios": [round(ratio, 2) for _, ratio in all_of],
                "not_answered": sum(one.refused for one, _ in all_of),
                "megabytes": round(max(one.megabytes for one, _ in all_of)),
            }
            for kind, all_of in found.items()
        },
    }  # fmt: skip


def _one(made: Arena, kind: str, asked: argparse.Namespace) -> Asked:
    with service(made) as url:
        port = int(url.rpartition(":")[2])
        with _strangers(made, kind, port, asked.slow):
            found = asyncio.run(ask(port, asked.good, asked.seconds, _process_at(port)))
    p50, p99 = found.p50 * 1000, found.p99 * 1000
    counted = f"{found.refused} of {found.answers + found.refused} not answered"
    print(f"{kind:24} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms  {found.megabytes:5.0f} MB  {counted}", flush=True)
    return found


@contextmanager
def _strangers(made: Arena, kind: str, port: int, count: int) -> Iterator[None]:
    """Slow clients in a process of their own, once all have come."""
    if kind == NOBODY:
        yield
        return
    epoch, head = wait_until_sequenced(made)
    command = [sys.executable, "-m", "benchmarks.strangers.slow", kind, str(port), str(count), epoch, str(head)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            if not process.stdout.readline():
                raise RuntimeError("the slow clients did not come")
            yield
        finally:
            process.kill()


def _process_at(port: int) -> psutil.Process:
    """The service's process: the child of ours that listens there."""
    for child in psutil.Process().children(recursive=True):
        if any(one.laddr.port == port and one.status == psutil.CONN_LISTEN for one in child.net_connections("tcp")):
            return child
    raise RuntimeError(f"no child of ours listens at {port}")


def _fill_feed(made: Arena) -> None:
    with made.connect(WITH, "jatre_pipeline") as writer, service(made):
        for first in range(1, CHANGES + 1, 100):
            writer.execute(_CHANGE, [first, first + 99])
        wait_until_sequenced(made)


if __name__ == "__main__":
    main()
