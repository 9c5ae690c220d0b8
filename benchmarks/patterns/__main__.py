"""`python -m benchmarks.patterns`: how the time of every pattern grows with the text it reads.

Finds every pattern and every function over text of `include/` and `realtime/`, makes the texts that are hardest on it,
and measures on 1x, 2x and 4x of them what takes longer a character in long texts than in short ones. Prints a table of
these and, last, one JSON object. Ends with 1 when one grows faster than the text. With `--keep` only what is new or has
changed is measured, and noted where it is linear.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial

from benchmarks.patterns.adversary import units
from benchmarks.patterns.discover import patterns
from benchmarks.patterns.functions import LONGEST, NASTY, functions
from benchmarks.patterns.measure import Growth, finding, growth
from benchmarks.patterns.measured import digest, digest_of_function, keep, known


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="measure what is new, and note what is linear for CI")
    asked = parser.parse_args()
    every, readers = patterns(), functions()
    digests = {name: digest(one) for name, one in every.items()} | {name: digest_of_function(name) for name in readers}
    tried = {name: partial(growth, name, finding(one), units(one)) for name, one in every.items()}
    tried |= {name: partial(growth, name, one, NASTY, LONGEST) for name, one in readers.items()}
    measured = [one() for name, one in tried.items() if not (asked.keep and digests[name] in known())]
    found = [one for one in measured if one]
    print(f"{'pattern or function':58} {'1x ms':>8} {'2x ms':>8} {'4x ms':>8} {'growth':>7}  text")
    for one in sorted(found, key=lambda one: -one.ratio):
        _print(one)
    steep = [one for one in found if not one.is_linear]
    if asked.keep:
        keep(one for name, one in digests.items() if name not in {one.name for one in steep})
    totals = {"patterns": len(every), "functions": len(readers), "measured": len(measured), "looked_at": len(found)}
    print(json.dumps(totals | {"steep": [one.name for one in steep]}))
    return 1 if steep else 0


def _print(one: Growth) -> None:
    numbers = " ".join(f"{1000 * seconds:8.2f}" for seconds in one.seconds)
    text = repr(f"{one.unit.before}{one.unit.repeated}...")[:40]
    print(f"{one.name:58} {numbers} {one.ratio:7.1f}  {text}")


if __name__ == "__main__":
    sys.exit(main())
