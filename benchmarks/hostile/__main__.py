"""`python -m benchmarks.hostile [--count 20000] [--from 0] [--seed 1] [--data FOLDER]`: mutated bodies, all stages.

Mutants of healthy bodies are fetched over HTTP by every kind of connector and taken through all stages on a private
server, in trials of `--size`, each with a fresh database and two healthy sources. Reported are errors that nobody
foresaw, more than 5 s of processor time or 300 MB for one body, rows that still wait, and anything that is different
for the healthy sources. What a number stands for follows from the seed and the bodies, so a run goes on with `--from`.

`--errors FILE` gets a line of JSON per finding, `--show NUMBER` writes that body to standard output and ends. Prints a
line per trial and, last, one JSON object. The exit code is 1 when something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from benchmarks.hostile.corpus import ROOT, corpus
from benchmarks.hostile.hunt import Ground, Hunt
from benchmarks.hostile.mutants import described, mutant
from benchmarks.pipeline.town import EMPTY, server

SAVED = ROOT.parent / "shared" / "data"


def main() -> int:
    """Hunt and print; returns the exit code."""
    asked = _parser().parse_args()
    if asked.show is not None:
        sys.stdout.buffer.write(mutant(asked.seed, asked.show, corpus(asked.data)).body)
        return 0
    began = time.monotonic()
    with server(asked.scratch) as cluster:
        hunt = Hunt(Ground(cluster.root, EMPTY, asked.seed, asked.data))
        try:
            done = _run(hunt, asked)
        finally:
            hunt.close()
    what = Counter(finding.what for _, finding in hunt.found)
    print(json.dumps({"seed": asked.seed, "from": asked.first, "mutants": done, "bodies": len(corpus(asked.data)),
                      "found": what, "counts": dict(sorted(hunt.counts.items())),
                      "seconds": round(time.monotonic() - began)}))  # fmt: skip
    return 1 if hunt.found else 0


def _run(hunt: Hunt, asked: argparse.Namespace) -> int:
    """Trial after trial. Returns the number of mutants that were tried; an interrupt ends the hunt in good order."""
    end = asked.first + asked.count
    for first in range(asked.first, end, asked.size):
        reported = len(hunt.found)
        try:
            hunt.take(range(first, min(first + asked.size, end)))
        except KeyboardInterrupt:
            done: int = first - asked.first
            return done
        print(f"{first + asked.size:7} {dict(Counter(finding.what for _, finding in hunt.found))}", flush=True)
        _write(hunt, reported, asked)
    count: int = asked.count
    return count


def _write(hunt: Hunt, reported: int, asked: argparse.Namespace) -> None:
    if asked.errors is None:
        return
    with asked.errors.open("a", encoding="utf-8") as file:
        for numbers, finding in hunt.found[reported:]:
            about = [described(mutant(asked.seed, number, corpus(asked.data))) for number in numbers[:3]]
            file.write(json.dumps({"seed": asked.seed, "numbers": numbers, **asdict(finding), "mutants": about}) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="NUMBER")
    parser.add_argument("--size", type=int, default=120, help="mutants of one trial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=SAVED if SAVED.is_dir() else None, help="a folder of saved bodies")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--show", type=int, metavar="NUMBER")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-hostile-{os.getpid()}")
    return parser


if __name__ == "__main__":
    # ended from outside too, the server and its files go
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
