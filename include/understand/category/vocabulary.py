"""The area's words for categories: weighted ones, found anywhere, and formats, which decide where a title names them.

A format is what an event is ("book club", "heritage walk"), while most words are what it is about: a book club on food
is no food festival. Many formats are everyday words as well ("run", "talk", "class"), so they are looked for in titles,
keywords and a description's opening, and not in every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area
from include.listing import Category
from include.understand.category.category_text import CATEGORIES, CategoryText, is_latin, without_extras
from include.understand.text.folding import fold
from include.understand.text.patterns import bounded
from include.understand.text.titles import pieces

TITLE_WEIGHT = 2.0
KEYWORD_WEIGHT = 2.0
FORMAT_WEIGHT = 1.5
"""A format without a model to weigh it, times the weight of the place where it stands."""
MAX_DESCRIPTION_CHARS = 600
OPENING_CHARS = 160
"""The beginning of a description, which names the format once more: "in this workshop"."""
_ASIDE = bounded(r"\[[^\[\]\n]{0,200}\]|\([^()\n]{0,200}\)")
"""What stands in brackets beside a title: "[3 days, workshops, pop-ups & more]"."""
_FIGURES = (
    "long run", "on the run", "dry run", "trial run", "in the running", "middle class", "working class", "ruling class",
    "world class", "first class", "class struggle", "small talk", "talk of the town", "food for thought", "runs till",
    "runs until", "runs through", "show runs", "exhibition runs",
)  # fmt: skip
"""Phrases in which a format's name is none."""
MIN_NAME_CHARS = 4
"""Of a format that is shown as the name of a kind; "ft" and "gp" only help to find one."""
_HALF_NAMES = frozenset({"an", "all", "at", "feat", "featuring", "in", "of", "on", "to", "with"})
_OBJECT = r"(?!\s(?:the|an?|my|our|your|her|his|their|its)\b)"
"""What follows a verb: "who runs the city" is no run."""
_NOT_INSIDE = r"(?<![\w\u0900-\u0dff])(?<!\d\.)(?<!\bafter the )(?<!\bbefore the )"
"""Where a word may begin: not inside another one or a number ("1.5k"), nor behind "after the": another event."""
_SEVERAL = re.compile(r"\b(?:and|with|meets|plus|x|for|by)\b|[&+,/]")
"""What joins two things of which neither describes the other: yoga and brunch."""
_EDGE = " .,:;!?–—-"
_APOSTROPHES = str.maketrans("’‘`", "'''")

Meanings = Mapping[str, Sequence[tuple[Category, float]]]
Found = Mapping[Category, Sequence[str]]


@dataclass(frozen=True)
class Words:
    """The words and formats of one text. `formats`: those of the title, in order, with their categories."""

    title: Mapping[Category, float]
    keywords: Mapping[Category, float]
    description: Mapping[Category, float]
    found: Found
    formats: Sequence[tuple[str, Category]]
    keyword_formats: Sequence[tuple[str, Category]]
    opening_formats: Sequence[tuple[str, Category]]
    headed: Category | None = None
    """That of the format with which the title's first part ends: a theatre workshop is a workshop."""

    @property
    def total(self) -> dict[Category, float]:
        """A score per category; a word in the title or the source's keywords counts double."""
        return {
            c: TITLE_WEIGHT * self.title[c] + KEYWORD_WEIGHT * self.keywords[c] + self.description[c]
            for c in CATEGORIES
        }

    @property
    def certain(self) -> Category | None:
        """The one category of all formats in the title; where they differ, that of what the others describe, if any."""
        named = {category for _, category in self.formats}
        return named.pop() if len(named) == 1 else self.headed


@lru_cache(maxsize=AREAS_KEPT)
def vocabulary(area: Area) -> tuple[re.Pattern[str], Meanings]:
    """All words as one pattern, the longest first, and the categories of each, with weights."""
    meanings: dict[str, list[tuple[Category, float]]] = {}
    for category in CATEGORIES:
        for word, weight in area.categories[category].words.items():
            meanings.setdefault(word, []).append((category, weight))
    return _any_of(meanings), meanings


@lru_cache(maxsize=AREAS_KEPT)
def formats(area: Area) -> tuple[re.Pattern[str], Mapping[str, Category]]:
    """All formats as one pattern, the longest first, and the category of each."""
    owners = {name: category for category in CATEGORIES for name in area.categories[category].formats}
    return _any_of([*owners, *_FIGURES], _OBJECT), owners


def _any_of(names: Collection[str], following: str = "") -> re.Pattern[str]:
    """Whole words in Latin letters; in others a word's beginning, since its case endings are written on to it."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    whole = "|".join(re.escape(name) for name in ordered if is_latin(name)) or "(?!)"
    begun = "|".join(re.escape(name) for name in ordered if not is_latin(name)) or "(?!)"
    return re.compile(rf"{_NOT_INSIDE}((?:{whole})(?=(?:s|es)?(?!\w){following})|{begun})")


def read_words(text: CategoryText, area: Area) -> Words:
    """The words and formats of a text."""
    found: dict[Category, list[str]] = {c: [] for c in CATEGORIES}
    keywords = " | ".join(text.keywords)
    title = _scores(text.title, area, found)
    tagged = _scores(keywords, area, found)
    described = _scores(text.description[:MAX_DESCRIPTION_CHARS], area, found)
    named = _formats(_ASIDE.sub(" ", text.title), area)
    for name, category in named:
        found[category].append(name)
    return Words(
        title, tagged, described, {c: tuple(dict.fromkeys(found[c])) for c in CATEGORIES},
        named, _formats(keywords, area), _formats(text.description[:OPENING_CHARS], area), _headed(text.title, area),
    )  # fmt: skip


def by_words(text: CategoryText, area: Area) -> tuple[dict[Category, float], dict[Category, list[str]]]:
    """The scores of a text, see `scored`."""
    return scored(read_words(text, area))


def scored(read: Words) -> tuple[dict[Category, float], dict[Category, list[str]]]:
    """A score per category, formats included, and the words found; each word counts once in each part."""
    scores = read.total
    for named, weight in ((read.formats, TITLE_WEIGHT), (read.keyword_formats, 1.0)):
        for category in {category for _, category in named}:
            scores[category] += FORMAT_WEIGHT * weight
    return scores, {category: sorted(set(words)) for category, words in read.found.items()}


def _scores(part: str, area: Area, found: dict[Category, list[str]]) -> dict[Category, float]:
    pattern, meanings = vocabulary(area)
    scores: dict[Category, float] = dict.fromkeys(CATEGORIES, 0.0)
    for word in sorted(set(pattern.findall(_lowered(part)))):
        for category, weight in meanings[word]:
            scores[category] += weight
            found[category].append(word)
    return scores


def _formats(part: str, area: Area) -> tuple[tuple[str, Category], ...]:
    pattern, owners = formats(area)
    return tuple((name, owners[name]) for name in pattern.findall(_lowered(part)) if name in owners)


def subcategory(text: CategoryText, category: Category, area: Area) -> str | None:
    """A closer name of the event's kind: the first format of its category in the title, else in the keywords.

    What is only half a name ("with strangers", "feat") is none.
    """
    for part in (_ASIDE.sub(" ", text.title), " | ".join(text.keywords)):
        for name, owner in _formats(part, area):
            ends = {name.split(" ")[0], name.split(" ")[-1]}
            if owner == category and len(name) >= MIN_NAME_CHARS and ends.isdisjoint(_HALF_NAMES):
                return name
    return None


def _headed(title: str, area: Area) -> Category | None:
    first = _lowered(next(iter(pieces(_ASIDE.sub(" ", fold(title)))), "")).rstrip(_EDGE)
    if _SEVERAL.search(first):
        return None
    pattern, owners = formats(area)
    ends = [match[1] for match in pattern.finditer(first) if len(first) - match.end() <= len("es")]
    return owners.get(ends[-1]) if ends else None


def _lowered(text: str) -> str:
    return without_extras(fold(text).lower().translate(_APOSTROPHES))
