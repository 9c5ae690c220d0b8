"""`python -m benchmarks.pairs.parts --tuning FILE --reporting FILE`: labelled pairs as the matcher is trained on them.

The files are what `benchmarks.pairs.join` prints for the two halves. Prints a JSON line for each pair, without any
publisher's text: its label and half, the known parts of its score, the rule against it, and the sites. When the score
changes, they are written anew, to `include/operations/matching/labelled_parts.jsonl`. URLs are ignored.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.lines import BadLine, fail
from benchmarks.pairs.judging import Judge
from benchmarks.pairs.labelled_pair import read_pairs
from include.areas.area import load_area
from include.settings import settings


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs.parts", description=__doc__)
    for half in ("tuning", "reporting"):
        parser.add_argument(f"--{half}", type=Path, required=True)
    asked = parser.parse_args()
    judge = Judge(load_area(settings().area), None)
    for half, path in (("tuning", asked.tuning), ("reporting", asked.reporting)):
        try:
            pairs = read_pairs(path, ignore_urls=True)
        except (BadLine, OSError, UnicodeDecodeError) as error:
            fail("parts", error)
        for found in map(judge, pairs):
            if found.score:
                fields = {name: round(value, 3) for name, value in found.score.fields.items()}
                sources = sorted({found.pair.a[0], found.pair.b[0]})
                line = {"label": found.pair.same, "half": half, "fields": fields, "veto": found.score.veto,
                        "sources": sources}  # fmt: skip
                sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
