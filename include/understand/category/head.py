"""A small trained head: from an embedding, the words found and the source's own type to a probability per category.

The embedding has a weight per number and category. All else is counted per category in the same way (`signals`) and
weighed by one number for all seven, so that it holds for the words of another area as well. The weights are written by
`benchmarks.categories.train`; a temperature makes the probabilities agree with how often they are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from pathlib import Path
from typing import Any

import numpy as np

from include.areas.area import AREAS_KEPT, Area
from include.errors import ConfigurationError
from include.listing import Category
from include.understand.category.category_text import CATEGORIES, SURE_CLAIM, CategoryText
from include.understand.category.embeddings import Embedder
from include.understand.category.vocabulary import Words

SHIPPED = Path(__file__).parent / "data" / "head.npz"
SIGNALS = (
    "share of all words", "words in the title", "words in the keywords", "words in the description",
    "format in the title", "format at the title's end", "format in the keywords", "format in the opening",
    "nearest example", "specific type", "vague type",
)  # fmt: skip
"""What is counted for each category. A type is specific where it names what it is ("MusicEvent")."""


@dataclass(frozen=True, eq=False)
class Head:
    """The weights. `embedding`: (dimension, 7); `bias`: (7,); `signals`: (len(SIGNALS),), for the model `model`."""

    model: str
    embedding: Any
    bias: Any
    signals: Any
    temperature: float

    def probabilities(self, vectors: Any, signals: Any) -> Any:
        """Shape (n, 7), rows that sum to 1, of embeddings (n, dimension) and signals (n, len(SIGNALS), 7)."""
        scores = vectors @ self.embedding + self.bias + np.einsum("nkc,k->nc", signals, self.signals)
        scores = scores / self.temperature
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def save(self, path: Path) -> None:
        """Write the weights in half precision, which is far finer than what they were learned from."""
        np.savez(
            path, model=np.array(self.model), categories=np.array(CATEGORIES),
            embedding=self.embedding.astype(np.float16), bias=self.bias.astype(np.float16),
            signals=self.signals.astype(np.float16), temperature=np.array(self.temperature),
        )  # fmt: skip


@lru_cache(maxsize=4)
def load_head(path: Path) -> Head:
    """The weights of a file. Raises: ConfigurationError when they are of other categories or signals."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            named = tuple(map(str, saved["categories"]))
            embedding, bias, signals = (saved[name].astype(np.float32) for name in ("embedding", "bias", "signals"))
            head = Head(str(saved["model"]), embedding, bias, signals, float(saved["temperature"]))
    except (OSError, KeyError, ValueError) as error:
        raise ConfigurationError(f"{path} holds no head of categories: {error}") from error
    if named != CATEGORIES or head.signals.shape != (len(SIGNALS),):
        raise ConfigurationError(f"{path} was trained for other categories: train it again")
    return head


def head_for(model: Embedder, path: Path | None) -> Head | None:
    """The head that was trained on this model, or None: prototypes decide then.

    Raises: ConfigurationError when `path` is given and is of another model.
    """
    head = load_head(path or SHIPPED)
    if head.model == model.name:
        return head
    if path:
        raise ConfigurationError(f"{path} was trained on {head.model}, and the model is {model.name}")
    return None


def signals_of(texts: Sequence[CategoryText], words: Sequence[Words], near: Any) -> Any:
    """Shape (n, len(SIGNALS), 7). `near`: (n, 7), how near the nearest example of each category is."""
    rows = [_signals(text, read) for text, read in zip(texts, words, strict=True)]
    counted = np.array(rows, dtype=np.float32).reshape(len(texts), len(SIGNALS), len(CATEGORIES))
    counted[:, SIGNALS.index("nearest example")] = near
    return counted


def _signals(text: CategoryText, read: Words) -> list[list[float]]:
    total = read.total
    every = sum(total.values()) or 1.0
    claim, trust = text.claim or (None, 0.0)
    specific, vague = (claim, None) if trust >= SURE_CLAIM else (None, claim)
    return [
        [total[c] / every for c in CATEGORIES],
        *([log1p(part[c]) for c in CATEGORIES] for part in (read.title, read.keywords, read.description)),
        _named(read.formats), _named(read.formats[-1:]), _named(read.keyword_formats), _named(read.opening_formats),
        [0.0] * len(CATEGORIES),
        [float(c == specific) for c in CATEGORIES], [float(c == vague) for c in CATEGORIES],
    ]  # fmt: skip


def _named(formats: Sequence[tuple[str, Category]]) -> list[float]:
    named = {category for _, category in formats}
    return [float(c in named) for c in CATEGORIES]


def nearest(vectors: Any, area: Area, model: Embedder) -> Any:
    """Cosine of each vector with the nearest of the area's example sentences, per category: shape (n, 7)."""
    examples, owners = _prototypes(area, model)
    near = vectors @ examples.T
    return np.stack([near[:, owners[c]].max(axis=1) for c in CATEGORIES], axis=1)


@lru_cache(maxsize=AREAS_KEPT)
def _prototypes(area: Area, model: Embedder) -> tuple[Any, Mapping[Category, list[int]]]:
    sentences = [(c, p) for c in CATEGORIES for p in area.categories[c].prototypes]
    owners = {c: [i for i, (owner, _) in enumerate(sentences) if owner == c] for c in CATEGORIES}
    return model.embed([p for _, p in sentences]), owners
