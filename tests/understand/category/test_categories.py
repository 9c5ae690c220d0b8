"""How words, a source's own claim and the model are weighed, and which tags a listing gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from include.areas.area import load_area
from include.understand.category.categories import CATEGORIES, CategoryText, Kind, by_words, categorise, tags_of

AREA = load_area("indiranagar")


class Mind:
    """A model for which every prototype of one category is near every text, and all others are far."""

    def __init__(self, favourite: str) -> None:
        self.favourite, self.asked = favourite, 0

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:

        liked = set(AREA.categories[self.favourite].prototypes)
        known = {p for hints in AREA.categories.values() for p in hints.prototypes}
        if not set(texts) <= known:
            self.asked += len(texts)
        return np.array([[1.0, 0.0] if one in liked or one not in known else [0.0, 1.0] for one in texts])


def kind(title: str, *keywords: str, description: str = "", claim: Any = None, model: Any = None) -> Kind:
    return categorise([CategoryText(title, keywords, description, claim)], AREA, model)[0]


def test_words_count_double_in_title_and_keywords_and_each_word_once() -> None:
    scores, found = by_words(CategoryText("Flea flea", ("flea",), "a flea market, flea"), AREA)
    assert scores["market"] == 2 * 3 + 2 * 3 + 1 * 3 + 1 * 4  # "flea" in all three, "flea market" in the text
    assert found["market"] == ["flea", "flea market"]


def test_words_stand_alone_with_or_without_a_plural() -> None:
    assert by_words(CategoryText("Santhes", (), ""), AREA)[0]["market"] > 0
    assert by_words(CategoryText("Fleamarketing", (), ""), AREA)[0]["market"] == 0


def test_only_the_beginning_of_a_description_is_read() -> None:
    assert by_words(CategoryText("A", (), "x " * 290 + "bazaar"), AREA)[0]["market"] == 3
    assert by_words(CategoryText("A", (), "x " * 300 + "bazaar"), AREA)[0]["market"] == 0


def test_a_telling_claim_weighs_four_times_a_vague_one() -> None:
    assert by_words(CategoryText("A", (), "", ("music", 0.8)), AREA)[0]["music"] == 8
    assert by_words(CategoryText("A", (), "", ("meetup", 0.6)), AREA)[0]["meetup"] == 2


def test_what_nothing_speaks_for_is_a_cultural_event_with_little_confidence() -> None:
    assert kind("Xyz") == Kind("cultural_event", 0.1, ())


def test_one_word_alone_is_not_certain() -> None:
    assert kind("Flea") == Kind("market", 0.95, ("flea",))


def test_clear_words_decide_alone_and_the_model_joins_in_doubt() -> None:
    mind = Mind("sports")
    assert kind("Flea market", model=mind).category == "market"
    assert mind.asked == 0
    assert kind("Xyz", model=mind) == Kind("sports", 0.95, (), by_model=True)
    assert mind.asked == 1


def test_the_more_words_the_less_the_model_counts() -> None:
    """At a score of four they weigh the same, and below it the model decides."""
    few = kind("Xyz", description="dinner pizza tattoo", model=Mind("sports"))
    assert few.by_model
    assert few.category == "sports"
    many = kind("Brunch quiz concert dinner", description="flea menu chef", model=Mind("sports"))
    assert many.by_model
    assert many.category != "sports"


def test_every_category_can_be_the_models_choice() -> None:
    assert [kind("Xyz", model=Mind(one)).category for one in CATEGORIES] == list(CATEGORIES)


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        (("Jazz  Night", "jazz night"), ["jazz night"]),
        (("ab", "abc", "x" * 30, "x" * 31), ["abc", "x" * 30]),
        (("2026", "https://a.example", "live"), ["live"]),
        (tuple(f"tag {n}" for n in range(10)), [f"tag {n}" for n in range(8)]),
    ],
)
def test_tags_are_the_sources_words_made_short_and_plain(keywords: tuple[str, ...], tags: list[str]) -> None:
    assert tags_of(CategoryText("A", keywords, ""), Kind("music", 0.2, ("concert",))) == tags


def test_words_found_are_tags_when_the_category_is_not_a_guess() -> None:
    text = CategoryText("A", ("live",), "")
    assert tags_of(text, Kind("music", 0.3, ("concert", "live"))) == ["live", "concert"]
    assert tags_of(text, Kind("music", 0.29, ("concert",))) == ["live"]


def test_words_of_half_the_balance_weigh_half_of_the_model() -> None:
    """Four points weigh as much as the model; "dinner" and "pizza" are two."""
    found = kind("Xyz", description="dinner pizza", model=Mind("sports"))
    assert (found.category, found.confidence) == ("sports", 0.67)
