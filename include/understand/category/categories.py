"""What kind of happening it is: weighted words of the area, joined by the nearest prototype when the model is there."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from include.areas.area import AREAS_KEPT, Area
from include.listing import Category
from include.understand.category.embeddings import Embedder

CATEGORIES: tuple[Category, ...] = get_args(Category)
TITLE_WEIGHT = 2.0
KEYWORD_WEIGHT = 2.0
MAX_DESCRIPTION_CHARS = 600
CLAIM_WEIGHTS = {True: 8.0, False: 2.0}
"""What a source's own word for the kind weighs: a specific one (a concert is a concert) and a vague one ("social")."""
SURE_CLAIM = 0.8
WORDS_BALANCE_SCORE = 4.0
"""The score at which words weigh as much as the model."""
SIMILARITY_SHARPNESS = 12.0
CLEAR_SCORE, CLEAR_SHARE = 4.0, 0.55


@dataclass(frozen=True)
class Kind:
    """The category, how sure we are (0 to 1), and the words found for it."""

    category: Category
    confidence: float
    words: tuple[str, ...]
    by_model: bool = False


@dataclass(frozen=True)
class CategoryText:
    """What categorising reads of a listing. `claim`: what the source itself calls it, and how far that is believed."""

    title: str
    keywords: tuple[str, ...]
    description: str
    claim: tuple[Category, float] | None = None

    @property
    def sentence(self) -> str:
        """What the model reads."""
        return f"{self.title}. {', '.join(self.keywords[:4])} {self.description[:200]}".strip()


Meanings = Mapping[str, Sequence[tuple[Category, int]]]


@lru_cache(maxsize=AREAS_KEPT)
def _vocabulary(area: Area) -> tuple[re.Pattern[str], Meanings]:
    """All words as one pattern, the longest first, and the categories of each, with weights."""
    meanings: dict[str, list[tuple[Category, int]]] = {}
    for category in CATEGORIES:
        for word, weight in area.categories[category].words.items():
            meanings.setdefault(word, []).append((category, weight))
    ordered = sorted(meanings, key=lambda word: (-len(word), word))
    written = "|".join(map(re.escape, ordered)) or "(?!)"
    return re.compile(rf"(?<!\w)({written})s?(?!\w)"), meanings


def by_words(text: CategoryText, area: Area) -> tuple[dict[Category, float], dict[Category, list[str]]]:
    """A score per category, and the words found: in the title and the source's keywords they count double."""
    pattern, meanings = _vocabulary(area)
    shares: dict[str, float] = {}
    for part, share in (
        (text.title, TITLE_WEIGHT),
        (" | ".join(text.keywords), KEYWORD_WEIGHT),
        (text.description[:MAX_DESCRIPTION_CHARS], 1.0),
    ):
        for word in set(pattern.findall(part.lower())):
            shares[word] = shares.get(word, 0.0) + share
    scores: dict[Category, float] = dict.fromkeys(CATEGORIES, 0.0)
    found: dict[Category, list[str]] = {c: [] for c in CATEGORIES}
    for word in sorted(shares):
        for category, weight in meanings[word]:
            scores[category] += weight * shares[word]
            found[category].append(word)
    if text.claim:
        scores[text.claim[0]] += CLAIM_WEIGHTS[text.claim[1] >= SURE_CLAIM]
    return scores, found


def categorise(texts: Sequence[CategoryText], area: Area, model: Embedder | None) -> list[Kind]:
    """The kind of each text, in order. Clear words decide alone; the model joins in doubt, unless it is None."""
    worded = [by_words(text, area) for text in texts]
    doubtful = [i for i, (scores, _) in enumerate(worded) if model and not _clear(scores)]
    near = dict(zip(doubtful, _by_model([texts[i] for i in doubtful], area, model), strict=True)) if model else {}
    return [_decide(scores, found, near.get(i, {})) for i, (scores, found) in enumerate(worded)]


def _clear(scores: Mapping[Category, float]) -> bool:
    best, total = max(scores.values()), sum(scores.values())
    return best >= CLEAR_SCORE and best >= CLEAR_SHARE * total


def _decide(
    scores: Mapping[Category, float], found: Mapping[Category, list[str]], by_meaning: Mapping[Category, float]
) -> Kind:
    total = sum(scores.values())
    shares = {c: s / total for c, s in scores.items()} if total else {}
    weight = WORDS_BALANCE_SCORE / (WORDS_BALANCE_SCORE + total) if by_meaning else 0.0
    joined = {c: (1 - weight) * shares.get(c, 0.0) + weight * by_meaning.get(c, 0.0) for c in CATEGORIES}
    best = max(CATEGORIES, key=lambda c: joined[c])
    if not joined[best]:
        return Kind("cultural_event", 0.1, ())
    return Kind(best, round(min(0.95, joined[best]), 2), tuple(found[best]), by_model=bool(by_meaning))


def _by_model(texts: Sequence[CategoryText], area: Area, model: Embedder) -> list[dict[Category, float]]:
    if not texts:
        return []
    examples, owners = _prototypes(area, model)
    near = model.embed([t.sentence for t in texts]) @ examples.T
    return [_softmax({c: max(row[i] for i in owners[c]) for c in CATEGORIES}) for row in near]


@lru_cache(maxsize=AREAS_KEPT)
def _prototypes(area: Area, model: Embedder) -> tuple[Any, dict[Category, list[int]]]:
    hints = area.categories
    sentences = [(c, p) for c in CATEGORIES for p in hints[c].prototypes]
    owners = {c: [i for i, (owner, _) in enumerate(sentences) if owner == c] for c in CATEGORIES}
    return model.embed([p for _, p in sentences]), owners


def _softmax(scores: Mapping[Category, float]) -> dict[Category, float]:
    powers = {c: math.exp(SIMILARITY_SHARPNESS * float(s)) for c, s in scores.items()}
    total = sum(powers.values())
    return {c: p / total for c, p in powers.items()}


def tags_of(text: CategoryText, kind: Kind, limit: int = 8) -> list[str]:
    """Short lower-case tags: the source's own keywords, then the words found for the category."""
    tags = [re.sub(r"\s+", " ", k).strip().lower() for k in text.keywords]
    tags += [w for w in kind.words if kind.confidence >= 0.3]
    kept = [t for t in dict.fromkeys(tags) if 2 < len(t) <= 30 and not t.isdigit() and "http" not in t]
    return kept[:limit]
