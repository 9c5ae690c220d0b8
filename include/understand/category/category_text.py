"""What categorising reads of a listing, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from include.listing import Category

CATEGORIES: tuple[Category, ...] = get_args(Category)
MIN_WEIGHT = 0.05
"""Of a category beside the first one; what has less is not kept."""
SURE_CLAIM = 0.8
"""From which on a source's type names what it is ("MusicEvent"), and not what a site calls all it lists."""
MAX_SENTENCE_CHARS = 200
"""Of a description, in what the model reads."""


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
        return f"{self.title}. {', '.join(self.keywords[:4])} {self.description[:MAX_SENTENCE_CHARS]}".strip()


@dataclass(frozen=True)
class Kind:
    """The category, how sure we are (0 to 1), and the words found for it.

    `weights`: the probability of each category that has at least MIN_WEIGHT, where the head computed them.
    """

    category: Category
    confidence: float
    words: tuple[str, ...]
    by_model: bool = False
    weights: dict[Category, float] = field(default_factory=dict, compare=False)
