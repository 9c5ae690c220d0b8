"""The labelled texts from which choices are learned: candidates of places and prices, and which of them are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chosen.fitting import Labelled
from benchmarks.extract.caption import Caption, read_captions
from benchmarks.extract.comparing import is_named
from include.areas.area import Area
from include.understand.place.chosen.signals import candidates_of
from include.understand.text.money.amounts import find_money
from include.understand.text.money.chosen_amounts import possible_amounts
from include.understand.text.money.prices import in_one_form

FOLDER = Path(__file__).parents[1] / "extract"
NEVER = frozenset({"captions_tenth_blind", "captions_eleventh_blind", "captions_twelfth", "mails_unseen"})
"""Sets that nothing is learned from: what is chosen in them is measured."""
OTHERS = frozenset({"undated", "ranges", "tweets"})
"""Sets without places and prices."""


@dataclass(frozen=True)
class Example:
    """The candidates of a text of one set, and which of them are right."""

    set: str
    labelled: Labelled


def captions_of_sets(area: Area) -> dict[str, list[Caption]]:
    """The announcements of each labelled set, by the set's name."""
    files = (one for one in sorted(FOLDER.glob("*.jsonl")) if one.stem not in OTHERS)
    return {
        file.stem: [one for one in read_captions(file, area.zone) if one.gold.get("is_event") is not False]
        for file in files
    }


def places(captions: dict[str, list[Caption]], area: Area) -> Iterator[Example]:
    """Of each text whose place is labelled, the names that could be it."""
    for name, one in _labelled(captions, "venue"):
        right, found = one.gold["venue"] or [], candidates_of(one.text.strip(), area)
        named = [bool(right) and is_named(right, [each.name]) for each in found]
        yield Example(name, Labelled([each.signals for each in found], named, none=not right))


def amounts(captions: dict[str, list[Caption]], area: Area) -> Iterator[Example]:
    """Of each text whose price is labelled, the numbers; those between the least and the most are not known."""
    for name, one in _labelled(captions, "price_min"):
        lowest, highest = one.gold["price_min"] or 0, one.gold.get("price_max") or one.gold["price_min"] or 0
        text = in_one_form(one.text, area.money)
        found = [
            each for each in possible_amounts(text, find_money(text, area.money)) if not lowest < each.amount < highest
        ]
        right = [bool(lowest) and each.amount in {lowest, highest} for each in found]
        yield Example(name, Labelled([each.signals for each in found], right))


def _labelled(captions: dict[str, list[Caption]], field: str) -> Iterable[tuple[str, Caption]]:
    return ((name, one) for name, texts in captions.items() for one in texts if field in one.gold)
