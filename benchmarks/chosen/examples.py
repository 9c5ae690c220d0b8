"""The labelled texts from which choices are learned: candidates of places, prices and hours, and which are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from benchmarks.chosen.fitting import Labelled
from benchmarks.extract.caption import Caption, read_captions
from benchmarks.extract.comparing import is_named
from include.areas.area import Area
from include.understand.place.chosen.signals import candidates_of
from include.understand.text.dates.grammar import find_dates
from include.understand.text.folding import in_english
from include.understand.text.hours.likely.possible import PossibleHour, possible_hours
from include.understand.text.hours.likely.signals import signals_of
from include.understand.text.money.amounts import find_money
from include.understand.text.money.chosen_amounts import possible_amounts
from include.understand.text.money.prices import in_one_form
from include.understand.text.posts.likely_notice import signals_of_post
from include.understand.text.times.halves import NOON
from include.understand.text.times.likely_halves import signals_of_half

FOLDER = Path(__file__).parents[1] / "extract"
NEVER = frozenset({"captions_fifteenth_blind", "captions_sixteenth_blind", "mails_unseen", "prices_second_blind"})
"""Sets that nothing is learned from: what is chosen in them is measured."""
OTHERS = frozenset({"undated", "ranges"})
"""Sets without places, prices and hours."""


@dataclass(frozen=True)
class Example:
    """The candidates of a text of one set, and which of them are right."""

    set: str
    labelled: Labelled


def texts_of_sets(area: Area) -> dict[str, list[Caption]]:
    """The texts of each labelled set, by the set's name."""
    return {file.stem: read_captions(file, area.zone) for file in sorted(FOLDER.glob("*.jsonl"))}


def announcements(texts: dict[str, list[Caption]]) -> dict[str, list[Caption]]:
    """Of each set with places, prices or hours the announcements."""
    return {
        name: [one for one in captions if one.gold.get("is_event") is not False]
        for name, captions in texts.items()
        if name not in OTHERS
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


def hours(captions: dict[str, list[Caption]]) -> Iterator[Example]:
    """Of each text whose start is labelled, the numbers that could be hours, and which are one of a start."""
    for name, one in _labelled(captions, "start"):
        right, text = _starts(one), in_english(one.text)
        days = find_dates(text, one.posted.date())
        found = possible_hours(text, days)
        is_right = [any(_is_at(each, clock) for clock in right) for each in found]
        if not right or any(is_right):
            yield Example(name, Labelled(signals_of(found, days, text), is_right, none=not right))


def halves(captions: dict[str, list[Caption]]) -> Iterator[Example]:
    """Of each text whose start is labelled, the signals of the first such hour, and whether it is from noon on."""
    for name, one in _labelled(captions, "start"):
        right, text = _starts(one), in_english(one.text)
        for found in possible_hours(text, ()):
            hours = {each.hour for each in right if _on_the_clock(each) == _on_the_clock(found.clock)}
            if len(hours) == 1:
                yield Example(name, Labelled([signals_of_half(found.clock, text)], [min(hours) >= NOON]))
                break


def posts(texts: dict[str, list[Caption]], area: Area) -> Iterator[Example]:
    """Of each text, whether it is an announcement."""
    for name, one in _labelled(texts, "is_event"):
        if name != "tweets":
            yield Example(name, Labelled([signals_of_post(one.text, area.words)], [one.gold["is_event"]]))


def _starts(one: Caption) -> list[time]:
    """The hours at which a text's happening starts; none where it names only days."""
    labelled = one.gold.get("starts") or [one.gold["start"]]
    return [datetime.fromisoformat(each).time() for each in labelled if each and "T" in each]


def _on_the_clock(clock: time) -> tuple[int, int]:
    """Hour and minute of twelve hours."""
    return clock.hour % 12, clock.minute


def _is_at(one: PossibleHour, right: time) -> bool:
    """Whether an hour is the right one; where the text leaves open its half of the day, in either."""
    return one.clock == right or (not one.half and _on_the_clock(one.clock) == _on_the_clock(right))


def _labelled(captions: dict[str, list[Caption]], field: str) -> Iterable[tuple[str, Caption]]:
    return ((name, one) for name, texts in captions.items() for one in texts if field in one.gold)
