"""`python -m benchmarks.pairs INPUT`: whether two listings are one event, from the published events to the decision.

INPUT holds a JSON line for each pair: `{"label": true, "a": {"source": ..., "event": {...}}, "b": ...}`, the events as
schema.org describes them. Both go through the functions of the stages *extract*, *nlp* and *geocode* and are compared
as *dedup* does. Prints one JSON object; `--errors FILE` writes the pairs that were decided wrongly, a JSON line each,
with the score's parts. `by_probability` is what the trained matcher would decide alone. `--ignore-urls` takes every
link away first: where the labels come from shared links.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from benchmarks.arguments import parser
from benchmarks.lines import BadLine, fail, write_lines
from benchmarks.pairs.figures import base_rate_brier, brier, calibration_error, decided, ranked, reliability
from benchmarks.pairs.judging import Judge, Judged
from benchmarks.pairs.labelled_pair import read_pairs
from include.areas.area import load_area
from include.settings import settings
from include.understand.category.embeddings import embedder

EVEN = 0.5
"""The probability from which on the trained matcher, asked alone, takes two listings for one event."""


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    try:
        pairs = read_pairs(asked.input, ignore_urls=asked.ignore_urls)
    except (BadLine, OSError, UnicodeDecodeError) as error:
        fail("pairs", error)
    judge = Judge(load_area(settings().area), embedder() if settings().use_models else None)
    found = [judge(pair) for pair in pairs]
    if asked.errors:
        write_lines(asked.errors, (_mistake(one) for one in found if one.same != one.pair.same))
    print(json.dumps(figures(found)))


def figures(found: Sequence[Judged]) -> dict[str, Any]:
    """All figures of the pairs."""
    labels = [one.pair.same for one in found]
    probabilities = [one.probability for one in found]
    return {
        "pairs": len(found),
        "same": sum(labels),
        **decided(labels, [one.same for one in found]),
        "auc": ranked(labels, probabilities),
        "calibration_error": calibration_error(labels, probabilities),
        "brier": brier(labels, probabilities),
        "base_rate_brier": base_rate_brier(labels),
        "reliability": reliability(labels, probabilities),
        "by_probability": decided(labels, [one.probability >= EVEN for one in found]),
        "for_review": sum(one.score is not None and one.score.for_review for one in found),
        "set_aside": sum(one.score is None for one in found),
    }


def _mistake(one: Judged) -> dict[str, Any]:
    score = one.score
    parts = {"score": score.total, "fields": score.fields, "veto": score.veto} if score else {"reason": one.reason}
    return {"label": one.pair.same, "probability": round(one.probability, 3), **parts, **one.pair.names}


def _arguments() -> argparse.Namespace:
    options = parser("pairs", __doc__, "JSON lines: two events with their label each")
    options.add_argument("--ignore-urls", action="store_true", help="take every link away before reading")
    return options.parse_args()


if __name__ == "__main__":
    main()
