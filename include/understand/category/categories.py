"""What kind of happening it is: formats that are certain, then the trained head, and words where there is no model."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from include.areas.area import Area
from include.listing import Category
from include.settings import settings
from include.understand.category.category_text import CATEGORIES, MIN_WEIGHT, SURE_CLAIM, CategoryText, Kind
from include.understand.category.embeddings import Embedder
from include.understand.category.vocabulary import Words, read_words, scored

CLAIM_WEIGHTS = {True: 10.0, False: 2.0}
"""What a source's own word for the kind weighs: a specific one (a concert is a concert) and a vague one ("social")."""
WORDS_BALANCE_SCORE = 4.0
"""The score at which words weigh as much as the model's examples."""
SIMILARITY_SHARPNESS = 12.0
CLEAR_SCORE, CLEAR_SHARE = 6.0, 0.7
"""From which score and share of all scores on words decide without the model, being right as often as with it."""
CERTAIN_CONFIDENCE = 0.97
"""How often a title's only format, or clear words, are right, measured on labelled listings of 37 sources."""


def categorise(texts: Sequence[CategoryText], area: Area, model: Embedder | None) -> list[Kind]:
    """The kind of each text, in order. Without a model words decide alone."""
    words = [read_words(text, area) for text in texts]
    kinds = {i: kind for i, read in enumerate(words) if (kind := _certain(texts[i], read))}
    rest = [i for i in range(len(texts)) if i not in kinds]
    if rest:
        decided = _decided([texts[i] for i in rest], [words[i] for i in rest], area, model)
        kinds.update(zip(rest, decided, strict=True))
    return [kinds[i] for i in range(len(texts))]


def _certain(text: CategoryText, words: Words) -> Kind | None:
    """What the title's formats decide, unless the source itself names another kind that it is sure of; clear words."""
    named = words.certain
    if named is None or (text.claim and text.claim[1] >= SURE_CLAIM and text.claim[0] != named):
        return _clear(text, words)
    return Kind(named, CERTAIN_CONFIDENCE, tuple(words.found[named]))


def _clear(text: CategoryText, words: Words) -> Kind | None:
    scores, found = _with_claim(text, words)
    best = max(CATEGORIES, key=lambda c: scores[c])
    if scores[best] < CLEAR_SCORE or scores[best] < CLEAR_SHARE * sum(scores.values()):
        return None
    return Kind(best, CERTAIN_CONFIDENCE, tuple(found[best]))


def _with_claim(text: CategoryText, words: Words) -> tuple[dict[Category, float], dict[Category, list[str]]]:
    """The scores of the words, with the source's own word for the kind."""
    scores, found = scored(words)
    if text.claim:
        scores[text.claim[0]] += CLAIM_WEIGHTS[text.claim[1] >= SURE_CLAIM]
    return scores, found


def _decided(texts: Sequence[CategoryText], words: Sequence[Words], area: Area, model: Embedder | None) -> list[Kind]:
    if model is None:
        return [_by_words(text, read, {}) for text, read in zip(texts, words, strict=True)]
    # numpy is imported with the model, and not without it
    from include.understand.category import head as heads  # noqa: PLC0415

    vectors = model.embed([text.sentence for text in texts])
    near = heads.nearest(vectors, area, model)
    head = heads.head_for(model, settings().category_head)
    if head is None:
        return [_by_words(text, read, _softmax(row)) for text, read, row in zip(texts, words, near, strict=True)]
    every = head.probabilities(vectors, heads.signals_of(texts, words, near))
    return [_most_probable(row, read) for row, read in zip(every, words, strict=True)]


def _most_probable(probabilities: Any, words: Words) -> Kind:
    weights = {c: round(float(p), 2) for c, p in zip(CATEGORIES, probabilities, strict=True)}
    best = max(CATEGORIES, key=lambda c: weights[c])
    kept = {c: p for c, p in weights.items() if p >= MIN_WEIGHT}
    return Kind(best, weights[best], tuple(words.found[best]), by_model=True, weights=kept)


def _by_words(text: CategoryText, words: Words, near: Mapping[Category, float]) -> Kind:
    """By the shares of the words' scores; in `near`, how near a model without a head finds each category's examples."""
    scores, found = _with_claim(text, words)
    total = sum(scores.values())
    weight = WORDS_BALANCE_SCORE / (WORDS_BALANCE_SCORE + total) if near else 0.0
    shares = {c: s / total for c, s in scores.items()} if total else {}
    joined = {c: (1 - weight) * shares.get(c, 0.0) + weight * near.get(c, 0.0) for c in CATEGORIES}
    best = max(CATEGORIES, key=lambda c: joined[c])
    if not joined[best]:
        return Kind("cultural_event", 0.1, ())
    return Kind(best, round(min(0.95, joined[best]), 2), tuple(found[best]), by_model=bool(near))


def _softmax(near: Any) -> dict[Category, float]:
    powers = {c: math.exp(SIMILARITY_SHARPNESS * float(s)) for c, s in zip(CATEGORIES, near, strict=True)}
    total = sum(powers.values())
    return {c: p / total for c, p in powers.items()}


def tags_of(text: CategoryText, kind: Kind, limit: int = 8) -> list[str]:
    """Short lower-case tags: the source's own keywords, then the words found for the category."""
    tags = [re.sub(r"\s+", " ", k).strip().lower() for k in text.keywords]
    tags += [w for w in kind.words if kind.confidence >= 0.3]
    kept = [t for t in dict.fromkeys(tags) if 2 < len(t) <= 30 and not t.isdigit() and "http" not in t]
    return kept[:limit]
