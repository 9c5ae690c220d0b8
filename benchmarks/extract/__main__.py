"""`python -m benchmarks.extract INPUT`: what of an announcement's text is read right.

Prints one JSON object: the share right of each field, `all_right` (the share of events of which every measured field
is right), `n`, and `ms_per_text` (median, without models). `--errors FILE` writes the mistakes, a JSON line each;
`--no-models` leaves the category to words alone.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.extract.answers import answer
from benchmarks.extract.caption import read_captions
from benchmarks.extract.comparing import verdicts
from include.areas.area import load_area
from include.settings import settings
from include.understand.category.embeddings import embedder


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    area = load_area(settings().area)
    model = None if asked.no_models else embedder()
    right: dict[str, list[bool]] = defaultdict(list)
    seconds: list[float] = []
    mistakes: list[dict[str, Any]] = []
    captions = read_captions(asked.input, area.zone)
    for caption in captions:
        found, took = answer(caption, area, model)
        seconds.append(took)
        judged = verdicts(caption.gold, found)
        if caption.gold.get("is_event", True):
            judged["all_right"] = all(judged.values())
        for field, one in judged.items():
            right[field].append(one)
        wrong = {
            field: [caption.gold[field], found[field]] for field, one in judged.items() if not one and field in found
        }
        mistakes += [{"id": caption.id, "gold_and_found": wrong, "text": caption.text}] if wrong else []
    if asked.errors:
        asked.errors.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in mistakes), "utf-8")
    shares = {field: round(sum(values) / len(values), 3) for field, values in right.items()}
    print(
        json.dumps({**shares, "n": len(captions), "ms_per_text": round(1000 * median(seconds), 2) if seconds else None})
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    parser.add_argument("input", type=Path, help="JSON lines: a text with its right values each")
    parser.add_argument("--errors", type=Path, help="where the mistakes are written")
    parser.add_argument("--no-models", action="store_true", help="the category by words alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
