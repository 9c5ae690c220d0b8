"""Fitting the head: multinomial logistic regression in which a signal has one weight for all categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from include.areas.area import Area
from include.understand.category.category_text import CATEGORIES, CategoryText
from include.understand.category.embeddings import Embedder
from include.understand.category.head import SIGNALS, Head, nearest, signals_of
from include.understand.category.vocabulary import read_words

STEPS, STEP, SCALE = 250, 0.05, 3.0
"""Adam's steps and their first size; embeddings are scaled, so that their weights are penalised like the others."""
EMBEDDING_PENALTY, SIGNAL_PENALTY = 1.5, 0.1
FIRST_DECAY, SECOND_DECAY = 0.9, 0.99
TEMPERATURES = np.linspace(0.5, 3.0, 101)


@dataclass(frozen=True)
class Features:
    """What the head reads of n texts: `vectors` (n, dimension) and `signals` (n, len(SIGNALS), 7)."""

    vectors: Any
    signals: Any

    def rows(self, chosen: Any) -> Features:
        """Some of them."""
        return Features(self.vectors[chosen], self.signals[chosen])

    def and_also(self, others: Features) -> Features:
        """These and others."""
        return Features(np.concatenate([self.vectors, others.vectors]), np.concatenate([self.signals, others.signals]))


def features(texts: Sequence[CategoryText], area: Area, model: Embedder) -> Features:
    """As `categorise` computes them."""
    vectors = model.embed([text.sentence for text in texts])
    words = [read_words(text, area) for text in texts]
    return Features(vectors, signals_of(texts, words, nearest(vectors, area, model)))


def fit(read: Features, labels: Any, model: str, weights: Any) -> Head:
    """The head of these examples. `labels` (n,): places in CATEGORIES; `weights` (n,): how much each counts."""
    vectors = read.vectors * SCALE
    shapes = ((vectors.shape[1], len(CATEGORIES)), (len(CATEGORIES),), (len(SIGNALS),))
    values = [np.zeros(shape) for shape in shapes]
    first, second = ([np.zeros(shape) for shape in shapes] for _ in range(2))
    right = np.eye(len(CATEGORIES))[labels]
    for step in range(1, STEPS + 1):
        head = Head(model, values[0], values[1], values[2], temperature=1.0)
        off = (head.probabilities(vectors, read.signals) - right) * weights[:, None]
        slopes = [
            vectors.T @ off + EMBEDDING_PENALTY * values[0],
            off.sum(axis=0) + EMBEDDING_PENALTY * values[1],
            np.einsum("nkc,nc->k", read.signals, off) + SIGNAL_PENALTY * values[2],
        ]
        rate = STEP * (1 - 0.9 * step / STEPS)
        for place, slope in enumerate(slopes):
            first[place] = FIRST_DECAY * first[place] + (1 - FIRST_DECAY) * slope
            second[place] = SECOND_DECAY * second[place] + (1 - SECOND_DECAY) * slope**2
            mean, spread = first[place] / (1 - FIRST_DECAY**step), second[place] / (1 - SECOND_DECAY**step)
            values[place] = values[place] - rate * mean / (np.sqrt(spread) + 1e-8)
    return Head(model, values[0] * SCALE, values[1], values[2], temperature=1.0)


def best_temperature(probabilities: Any, labels: Any) -> float:
    """The temperature at which probabilities that were computed with 1 have the least logarithmic loss."""
    scores = np.log(np.maximum(probabilities, 1e-9))
    return float(min(TEMPERATURES, key=lambda one: _loss(scores / one, labels)))


def _loss(scores: Any, labels: Any) -> float:
    top = scores.max(axis=1, keepdims=True)
    log_sums = top[:, 0] + np.log(np.exp(scores - top).sum(axis=1))
    return float((log_sums - scores[np.arange(len(labels)), labels]).mean())
