"""`python -m benchmarks.trees BEFORE AFTER [--rounds 8]`: the same measurements of two checkouts, in turns.

Each round measures BEFORE, AFTER and BEFORE again (the second and third change places from round to round), so that the
ratio AFTER / BEFORE has the ratio of two runs of one and the same tree beside it: a change shows only where its median
lies outside of that spread. FEEDS is a folder of saved feeds for the replay. A checkout needs its own `.venv`, or a
link to one. Prints a line of JSON for each figure as it comes, and at last one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from statistics import median

from benchmarks.trees.measurements import MEASUREMENTS

Figures = dict[str, list[float]]


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trees", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--only", nargs="+", choices=list(MEASUREMENTS), default=list(MEASUREMENTS))
    parser.add_argument("--feeds", type=Path, help="a folder of saved feeds; without it there is no replay")
    asked = parser.parse_args()
    print(json.dumps({name: _measured(name, asked) for name in asked.only if name != "replay" or asked.feeds}))


def _measured(name: str, asked: argparse.Namespace) -> dict[str, float | list[float]]:
    """One measurement of all rounds, as ratios to the first of each round."""
    runs: Figures = {"before": [], "after": [], "again": []}
    for number in range(asked.rounds):
        order = ["before", "after", "again"] if number % 2 == 0 else ["before", "again", "after"]
        for which in order:
            tree = asked.after if which == "after" else asked.before
            runs[which].append(MEASUREMENTS[name](tree.resolve(), asked.feeds))
            print(json.dumps({"round": number, name: which, "figure": runs[which][-1]}), file=sys.stderr, flush=True)
    changed = [after / before for after, before in zip(runs["after"], runs["before"], strict=True)]
    same = [again / before for again, before in zip(runs["again"], runs["before"], strict=True)]
    return {
        "before": round(median(runs["before"] + runs["again"]), 4),
        "after": round(median(runs["after"]), 4),
        "ratio": round(median(changed), 3),
        "same_tree": round(median(same), 3),
        "spread": [round(min(same), 3), round(max(same), 3)],
    }


if __name__ == "__main__":
    main()
