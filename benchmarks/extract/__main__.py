"""`python -m benchmarks.extract INPUT`: what of an announcement's text is read right.

Prints one JSON object: the share right of each field, `all_right` (the share of events of which every measured field
is right), `n`, and `ms_per_text` (median, without models). `--errors FILE` writes the mistakes, a JSON line each;
`--no-models` leaves the category to words alone. `--model` asks the language model of the settings about what is in
doubt; `asked` and `failed` are of how many texts, and `--requests` and `--tokens` what it may cost.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.arguments import parser
from benchmarks.extract.asking import SecondReader
from benchmarks.extract.caption import read_captions
from benchmarks.extract.report import measure
from benchmarks.lines import write_lines
from include.areas.area import load_area
from include.network.services.language_model import LanguageModel, ModelAllowance
from include.settings import settings
from include.sources.configuration.secrets import opened
from include.understand.category.embeddings import embedder


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    area = load_area(settings().area)
    second = _second_reader(ModelAllowance(asked.requests, asked.tokens)) if asked.model else None
    report = measure(read_captions(asked.input, area.zone), area, None if asked.no_models else embedder(), second)
    if asked.errors:
        write_lines(asked.errors, report.mistakes)
    print(json.dumps(report.figures))


def _arguments() -> argparse.Namespace:
    options = parser("extract", __doc__, "JSON lines: a text with its right values each")
    options.add_argument("--no-models", action="store_true", help="the category by words alone")
    options.add_argument("--model", action="store_true", help="the language model of the settings reads too")
    options.add_argument("--requests", type=int, default=500, help="so often is it asked at most")
    options.add_argument("--tokens", type=int, default=1_000_000, help="as many does it read and write at most")
    return options.parse_args()


def _second_reader(allowance: ModelAllowance) -> SecondReader:
    named = settings().language_model_secret
    key = opened({"key": {"$secret": named}})[0]["key"] if named else None
    model = LanguageModel(key, allowance)
    return SecondReader(model.name, model.ask)


if __name__ == "__main__":
    main()
