"""`python -m benchmarks.extract INPUT`: what of an announcement's text is read right.

Prints one JSON object: the share right of each field, `all_right` (the share of events of which every measured field
is right), `n`, and `ms_per_text` (median, without models). `--errors FILE` writes the mistakes, a JSON line each;
`--no-models` leaves the category to words alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.extract.caption import read_captions
from benchmarks.extract.report import measure
from include.areas.area import load_area
from include.settings import settings
from include.understand.category.embeddings import embedder


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    area = load_area(settings().area)
    report = measure(read_captions(asked.input, area.zone), area, None if asked.no_models else embedder())
    if asked.errors:
        asked.errors.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in report.mistakes), "utf-8")
    print(json.dumps(report.figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    parser.add_argument("input", type=Path, help="JSON lines: a text with its right values each")
    parser.add_argument("--errors", type=Path, help="where the mistakes are written")
    parser.add_argument("--no-models", action="store_true", help="the category by words alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
