"""Mutants of the modules where something is decided, made by cosmic-ray: how many of them do the tests notice?

`python -m benchmarks.mutation [--sample 200 --seed 1] [--quick] [--seconds 60] [--only include/understand ...]
[--survivors FILE]`. All of them take days; a sample is the same for one seed. The result is one JSON object with the
score, its 95 % interval and the scores by folder; the survivors go to a file as differences, and the progress to
standard error. The exit code is 1 when less than 85 % are noticed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from difflib import unified_diff
from pathlib import Path

from benchmarks.mistakes.trial import belonging_tests, scratch_tree
from benchmarks.mutation.asking import Verdict, trials
from benchmarks.mutation.sample import Mutant, mutants, sampled

WANTED_SHARE = 0.85
CONFIDENCE_QUANTILE = 1.96


def main() -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description="Which mutants tests notice.")
    parser.add_argument("--only", action="append", help="the beginning of a file (repeatable)")
    parser.add_argument("--sample", type=int, help="how many of them")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--quick", action="store_true", help="by the tests alone that need no server: a lower bound")
    parser.add_argument("--seconds", type=float, default=60, help="of a mutant's tests, as measured")
    parser.add_argument("--survivors", type=argparse.FileType("w"), help="where the survivors' differences go")
    asked = parser.parse_args()
    every = mutants(asked.only)
    chosen = sampled(every, asked.sample, asked.seed)
    noticed = _noticed(chosen, asked)
    sys.stdout.write(json.dumps({"mutants": len(every), "seed": asked.seed, **_summary(noticed)}, indent=2) + "\n")
    return 0 if sum(map(sum, noticed.values())) >= WANTED_SHARE * sum(map(len, noticed.values())) else 1


def _noticed(chosen: list[Mutant], asked: argparse.Namespace) -> dict[str, list[bool]]:
    """Whether each that is a program was noticed, by folder."""
    found: dict[str, list[bool]] = defaultdict(list)
    tests = list(dict.fromkeys(path for one in chosen for path in belonging_tests(one.file)))
    with (
        tempfile.TemporaryDirectory(prefix="mutation-") as folder,
        scratch_tree(Path(folder)) as tree,
        trials(tree, tests, quick_only=asked.quick, seconds=asked.seconds) as tried,
    ):
        for number, one in enumerate(chosen, 1):
            verdict = tried.verdict(one)
            if verdict.is_program:
                found[str(Path(one.file).parent)].append(verdict.noticed)
            _report(f"{number:5} {one}", verdict)
            if asked.survivors and not verdict.noticed:
                asked.survivors.write(f"{_difference(one, verdict)}\n\n")
                asked.survivors.flush()
    return found


def _report(name: str, verdict: Verdict) -> None:
    outcome = ("noticed" if verdict.noticed else "SURVIVED") if verdict.is_program else "none"
    by = verdict.by.partition("\n")[0] if verdict.way == "memory" else ""
    print(f"{outcome:9}{name} in {verdict.way} by {verdict.tests} tests {by}", file=sys.stderr, flush=True)


def _difference(one: Mutant, verdict: Verdict) -> str:
    before, after = verdict.before.splitlines(), verdict.after.splitlines()
    return "\n".join(unified_diff(before, after, one.file, str(one), lineterm="", n=1))


def _summary(noticed: dict[str, list[bool]]) -> dict[str, object]:
    every = [one for found in noticed.values() for one in found]
    low, high = interval(sum(every), len(every))
    return {
        "tried": len(every), "noticed": sum(every), "score": round(sum(every) / len(every), 3),
        "interval": [round(low, 3), round(high, 3)],
        "folders": {folder: f"{sum(found)} of {len(found)}" for folder, found in sorted(noticed.items())},
    }  # fmt: skip


def interval(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, square = hits / tries, CONFIDENCE_QUANTILE**2
    centre = (share + square / (2 * tries)) / (1 + square / tries)
    spread = (
        math.sqrt(share * (1 - share) / tries + square / (4 * tries**2)) * CONFIDENCE_QUANTILE / (1 + square / tries)
    )
    return centre - spread, centre + spread


if __name__ == "__main__":
    sys.exit(main())
