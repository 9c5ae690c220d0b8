"""`python -m benchmarks.fanout [--rounds 5]`: what it costs to reach many clients, beside those who do only that.

All servers take turns within a round, and another one begins each round, so that a noisy machine is equally unfair to
all. Prints tables and, last, one JSON object. Needs what `make test` has installed and a C compiler; node, npm and apt
for the peers.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.fanout.contenders import PEERS_BY_NAME
from benchmarks.fanout.install import Tools, install
from benchmarks.fanout.measurements import commit, fan, idle, resume, stalled
from benchmarks.feed.arena import Arena, arena

EVENTS = 12_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fanout", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=1_000, help="of the fan-out, the stalled and the resume part")
    parser.add_argument("--idle", type=int, default=5_000, help="idle connections")
    parser.add_argument("--peers", default=",".join(PEERS_BY_NAME), help="some of them, separated by commas")
    parser.add_argument("--only", choices=("fan", "commit", "idle", "stalled", "resume"), help="one part alone")
    parser.add_argument("--keep", action="store_true", help="leave the installed peers for the next time")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-fanout-{os.getuid()}")
    asked = parser.parse_args()
    _raise_limits()
    scratch = asked.scratch.resolve()
    tools = install(scratch / "peers")
    try:
        with arena(scratch / "arena", EVENTS, both=False) as made:
            found = _measure(made, tools, asked)
    finally:
        if not asked.keep:
            shutil.rmtree(tools.folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                scratch.rmdir()
    print(json.dumps(found))
    sys.exit("failed" in found)


def _measure(made: Arena, tools: Tools, asked: argparse.Namespace) -> dict[str, object]:
    rounds, clients, peers = asked.rounds, asked.clients, [name for name in asked.peers.split(",") if name]
    parts: dict[str, Callable[[], dict[str, object]]] = {
        "fan": lambda: fan.measure(made, tools, rounds, clients, peers),
        "commit": lambda: commit.measure(made, tools, rounds, clients // 2),
        "idle": lambda: idle.measure(made, tools, rounds, asked.idle),
        "stalled": lambda: stalled.measure(made, tools, rounds, clients),
        "resume": lambda: resume.measure(made, tools, clients),
    }
    found: dict[str, Any] = {"rounds": rounds, "cores": os.cpu_count(), "clients": clients}
    for name, part in parts.items():
        if asked.only in (None, name):
            try:
                found |= part()
            except RuntimeError as error:
                print(f"{name} failed: {error}", flush=True)
                found["failed"] = [*found.get("failed", []), name]
    for name, why in tools.missing.items():
        print(f"no {name}, so what is measured against it is null: {why}")
    return found


def _raise_limits() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()
