"""Mutants of the modules where something is decided, made by cosmic-ray: how many of them do the tests notice?

`python -m benchmarks.mutation [--sample 200 --seed 1] [--quick] [--only include/understand ...] [--survivors FILE]`.
All of them take days; a sample is the same for one seed. The result is one JSON object with the score, its 95 %
interval and the scores by folder; the survivors go to a file as differences, and the progress to standard error. The
exit code is 1 when less than 85 % are noticed.
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
from typing import TextIO

from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator

from benchmarks.mistakes.trial import belonging_tests, measure, nearness, run, scratch_tree
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
    parser.add_argument("--survivors", type=argparse.FileType("w"), help="where the survivors' differences go")
    asked = parser.parse_args()
    every = mutants(asked.only)
    chosen = sampled(every, asked.sample, asked.seed)
    noticed = _noticed(chosen, asked.survivors, quick_only=asked.quick)
    sys.stdout.write(json.dumps({"mutants": len(every), "seed": asked.seed, **_summary(noticed)}, indent=2) + "\n")
    return 0 if sum(map(sum, noticed.values())) >= WANTED_SHARE * len(chosen) else 1


def _noticed(chosen: list[Mutant], survivors: TextIO | None, *, quick_only: bool) -> dict[str, list[bool]]:
    """Whether each was noticed, by folder. Raises: RuntimeError, when tests fail without a mutation."""
    found: dict[str, list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder, scratch_tree(Path(folder)) as tree:
        for tests in dict.fromkeys(belonging_tests(one.file) for one in chosen):
            if not (outcome := measure(tree, tests, quick_only=quick_only)).passed:
                raise RuntimeError(f"{' '.join(tests)} fail without a mutation:\n{outcome.output}")
        for number, one in enumerate(chosen, 1):
            noticed, difference = _tried(tree, one, quick_only=quick_only)
            found[str(Path(one.file).parent)].append(noticed)
            print(f"{number:5} {'noticed' if noticed else 'SURVIVED':9} {one}", file=sys.stderr, flush=True)
            if survivors and not noticed:
                survivors.write(f"{difference}\n\n")
                survivors.flush()
    return found


def _tried(tree: Path, one: Mutant, *, quick_only: bool) -> tuple[bool, str]:
    """Whether the module's tests fail with the mutant, and what it is as a difference."""
    line, _ = one.mutation.start_pos
    near = nearness(tree, one.file, [line])
    made = get_operator(one.mutation.operator_name)(**one.mutation.operator_args)
    with use_mutation(tree / one.file, made, one.mutation.occurrence) as (before, after):
        passed = run(tree, belonging_tests(one.file), near, quick_only=quick_only, near_only=True).passed
    return not passed, "\n".join(
        unified_diff(before.splitlines(), after.splitlines(), one.file, str(one), lineterm="", n=1)
    )


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
