"""`python -m benchmarks.categories INPUT`: how often a listing's category is right.

INPUT holds labelled listings (JSON lines, see `examples.py`). Prints one JSON object: `accuracy`, `macro_f1` and `n`,
each also per source; F1 per category; how far confidence may be believed. Nothing is trained on listings of any source
(`train.py`), so every source is held out. `--errors FILE` writes the mistakes, a JSON line each; `--no-models` leaves
the decision to words; `--counts FILE` writes how many were right by source and confidence, as CSV
(`benchmarks.calibration`). Ends with 2 at a line that is no labelled listing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.arguments import parser
from benchmarks.calibration.counts import counted, write_counts
from benchmarks.calibration.reading import Outcome
from benchmarks.categories.examples import BadExample, Example, read_examples
from benchmarks.categories.scores import Answer, calibration, f1_by_category, scores
from benchmarks.lines import fail, write_lines
from include.areas.area import load_area
from include.settings import settings
from include.understand.category.categories import categorise
from include.understand.category.category_text import Kind
from include.understand.category.embeddings import embedder


def main() -> None:
    """Read, categorise, compare and print."""
    asked = _arguments()
    try:
        examples = read_examples(asked.input)
    except (BadExample, OSError, UnicodeDecodeError) as error:
        fail("categories", error)
    model = None if asked.no_models else embedder()
    kinds = categorise([one.text for one in examples], load_area(settings().area), model)
    if asked.errors:
        write_lines(asked.errors, _mistakes(examples, kinds))
    if asked.counts:
        write_counts(asked.counts, counted(_outcomes(examples, kinds)))
    print(json.dumps(figures(examples, kinds)))


def _outcomes(examples: Sequence[Example], kinds: Sequence[Kind]) -> Iterator[Outcome]:
    for one, kind in zip(examples, kinds, strict=True):
        right = one.label == kind.category
        yield Outcome("category", one.source, kind.confidence, right, kind.category, one.label)


def figures(examples: Sequence[Example], kinds: Sequence[Kind]) -> dict[str, Any]:
    """All figures of the answers, in the order of the examples."""
    answers = [Answer(one.label, kind.category, kind.confidence) for one, kind in zip(examples, kinds, strict=True)]
    by_source: dict[str, list[Answer]] = {}
    for one, answer in zip(examples, answers, strict=True):
        by_source.setdefault(one.source, []).append(answer)
    return {
        **scores(answers), **calibration(answers), "f1": f1_by_category(answers),
        "sources": {source: scores(by_source[source]) for source in sorted(by_source)},
    }  # fmt: skip


def _mistakes(examples: Sequence[Example], kinds: Sequence[Kind]) -> list[dict[str, Any]]:
    return [_mistake(one, kind) for one, kind in zip(examples, kinds, strict=True) if one.label != kind.category]


def _mistake(one: Example, kind: Kind) -> dict[str, Any]:
    return {
        "source": one.source, "title": one.text.title, "label": one.label, "found": kind.category,
        "confidence": kind.confidence, "words": list(kind.words), "by_model": kind.by_model,
    }  # fmt: skip


def _arguments() -> argparse.Namespace:
    options = parser("categories", __doc__, "JSON lines: a labelled listing each")
    options.add_argument("--no-models", action="store_true", help="words alone")
    options.add_argument("--counts", metavar="FILE", help="where the answers are counted by source, as CSV")
    return options.parse_args()


if __name__ == "__main__":
    main()
