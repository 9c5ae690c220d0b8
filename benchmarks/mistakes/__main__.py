"""Make each mistake in a copy of the tree, and see whether a test of its module notices.

`python -m benchmarks.mistakes [--only sql --only realtime/feed ...] [--errors FILE]`; the result is one JSON object,
the progress goes to standard error. With `--errors`, the ends of the tests' outputs go to that file. The exit code is 1
when less than 90 % were noticed, or one is stale: its file has changed, and it can no longer be made.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from benchmarks.mistakes.catalogue import Mistake, mistakes
from benchmarks.mistakes.trial import Outcome, belonging_tests, made_in, measure, nearness, run, scratch_tree

WANTED_SHARE = 0.9


def main() -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mistakes", description="Which mistakes tests notice.")
    parser.add_argument("--only", action="append", help="a name, an area, or the beginning of a file (repeatable)")
    parser.add_argument("--errors", type=argparse.FileType("w"), help="where the tests' outputs go")
    asked = parser.parse_args()
    every = mistakes(asked.only)
    wanted = [one for one in every if one.problem() is None]
    stale = {one.name: one.problem() for one in every if one not in wanted}
    noticed = _noticed(wanted, asked.errors)
    sys.stdout.write(json.dumps({**_summary(wanted, noticed), "stale": stale}, indent=2, ensure_ascii=False) + "\n")
    return 0 if not stale and sum(noticed.values()) >= WANTED_SHARE * len(wanted) else 1


def _noticed(wanted: list[Mistake], errors: TextIO | None) -> dict[str, bool]:
    """Whether each mistake, by its name, was noticed. Raises: RuntimeError, when tests fail without a mistake."""
    sound: set[tuple[str, ...]] = set()
    noticed: dict[str, bool] = {}
    with tempfile.TemporaryDirectory(prefix="mistakes-") as folder, scratch_tree(Path(folder)) as tree:
        for one in wanted:
            tests = belonging_tests(one.file)
            if tests not in sound:
                _report("no mistake", " ".join(tests), outcome := measure(tree, *tests), errors)
                if not outcome.passed:
                    raise RuntimeError(f"{' '.join(tests)} fail without a mistake:\n{outcome.output}")
                sound.add(tests)
            near = nearness(tree, one.file, one.lines(tree))
            with made_in(tree, one):
                outcome = run(tree, tests, near)
            noticed[one.name] = not outcome.passed
            _report(one.name, one.harm, outcome, errors)
    return noticed


def _report(name: str, about: str, outcome: Outcome, errors: TextIO | None) -> None:
    verdict = "passed" if outcome.passed else "failed"
    print(f"{name:18} tests {verdict} in {outcome.seconds:6.1f} s  {about}", file=sys.stderr, flush=True)
    if errors:
        errors.write(f"==== {name}: {about}\n{outcome.output}\n")
        errors.flush()


def _summary(wanted: list[Mistake], noticed: dict[str, bool]) -> dict[str, object]:
    areas = {
        area: f"{sum(noticed[one.name] for one in wanted if one.area == area)} of"
        f" {sum(one.area == area for one in wanted)}"
        for area in dict.fromkeys(one.area for one in wanted)
    }
    unnoticed = [{"name": one.name, "file": one.file, "harm": one.harm} for one in wanted if not noticed[one.name]]
    share = round(sum(noticed.values()) / len(wanted), 3) if wanted else None
    return {"mistakes": len(wanted), "noticed": sum(noticed.values()), "share": share, "areas": areas,
            "unnoticed": unnoticed}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
