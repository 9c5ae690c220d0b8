"""The labelled captions as examples of categories: they speak in another tone than listings do."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.chosen.examples import NEVER, texts_of_sets
from benchmarks.extract.caption import Caption
from include.areas.area import Area
from include.sources.fields.plain_text import one_line, plain_text
from include.understand.category.category_text import CategoryText

WEIGHT = 0.6
"""How much a caption counts beside an example made up for its category; between .15 and 1 it matters little."""


def captions(area: Area, without: frozenset[str] = NEVER) -> Iterator[tuple[CategoryText, str, float]]:
    """Each announcement's text, a category that is right, and how much the two count; of several each has its share."""
    for name, texts in texts_of_sets(area).items():
        for one in texts if name.startswith("captions") and name not in without else ():
            right = _right(one)
            yield from ((_as_read(one), category, WEIGHT / len(right)) for category in right)


def _right(one: Caption) -> list[str]:
    """The categories that can be defended; none of what announces nothing."""
    labelled = one.gold.get("category") if one.gold.get("is_event", True) else None
    return [labelled] if isinstance(labelled, str) else list(labelled or ())


def _as_read(one: Caption) -> CategoryText:
    """As the stages read a post: its first line is the title."""
    first, _, rest = one.text.strip().partition("\n")
    return CategoryText(one_line(first) or "-", (), plain_text(rest) or "")
