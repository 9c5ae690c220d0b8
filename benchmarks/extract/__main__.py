"""`python -m benchmarks.extract INPUT`: what of an announcement's text is read right.

Prints one JSON object: the share right of each field, `all_right` (the share of events of which every measured field
is right), `n`, and `ms_per_text` (median, without models). `--errors FILE` writes the mistakes, a JSON line each;
`--no-models` leaves the category to words alone.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.arguments import parser
from benchmarks.extract.caption import read_captions
from benchmarks.extract.report import measure
from benchmarks.lines import write_lines
from include.areas.area import load_area
from include.settings import settings
from include.understand.category.embeddings import embedder


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    area = load_area(settings().area)
    report = measure(read_captions(asked.input, area.zone), area, None if asked.no_models else embedder())
    if asked.errors:
        write_lines(asked.errors, report.mistakes)
    print(json.dumps(report.figures))


def _arguments() -> argparse.Namespace:
    options = parser("extract", __doc__, "JSON lines: a text with its right values each")
    options.add_argument("--no-models", action="store_true", help="the category by words alone")
    return options.parse_args()


if __name__ == "__main__":
    main()
