"""How formats, words, a source's own claim and the model are weighed, and which tags a listing gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from include.areas.area import load_area
from include.understand.category.categories import categorise, tags_of
from include.understand.category.category_text import CATEGORIES, CategoryText, Kind
from include.understand.category.embeddings import Embedder, embedder
from include.understand.category.vocabulary import by_words, read_words

AREA = load_area("indiranagar")


class Mind:
    """A model without a head: every prototype of one category is near every text, and all others are far."""

    def __init__(self, favourite: str) -> None:
        self.favourite, self.asked = favourite, 0
        self.name = f"mind of {favourite}"

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        liked = set(AREA.categories[self.favourite].prototypes)
        known = {p for hints in AREA.categories.values() for p in hints.prototypes}
        if not set(texts) <= known:
            self.asked += len(texts)
        return np.array([[1.0, 0.0] if one in liked or one not in known else [0.0, 1.0] for one in texts])


@pytest.fixture(params=["words", "model"])
def model(request: pytest.FixtureRequest) -> Embedder | None:
    """None, and the bundled model: loaded by the first test that wants it, not by each process that looks for tests."""
    return embedder() if request.param == "model" else None


def kind(title: str, *keywords: str, description: str = "", claim: Any = None, model: Any = None) -> Kind:
    return categorise([CategoryText(title, keywords, description, claim)], AREA, model)[0]


@pytest.mark.parametrize(
    ("title", "description", "claim", "category"),
    [
        # a word for a sport in a sentence is no sport
        ("Her Work, Her Right", "Women who keep the country running have no contract.", None, "cultural_event"),
        ("Who Runs the Ward", "Two councillors in conversation on the long run of reform.", None, "cultural_event"),
        ("In the Long Run: a historian on reform", "A public lecture.", None, "cultural_event"),
        # classes, courses and bootcamps are taught, whatever the site calls all that it lists
        ("Basic Spoken Kannada Classes with A. Teacher (March - April)", "", "SocialEvent", "workshop"),
        ("Tamil for Newcomers: a short course", "", "SocialEvent", "workshop"),
        ("Fast Delivery, Explained: a Broker's Bootcamp", "", None, "workshop"),
        ("Futures in a Weekend Boot Camp", "With a trader.", None, "workshop"),
        ("HIIT Bootcamp on the Terrace", "", None, "sports"),
        # what people do there decides, not what they speak of
        ("Panel: The Small Zine Today", "A conversation on what a zine is for", None, "cultural_event"),
        ("Panel discussion: the future of food", "Chefs and farmers.", None, "cultural_event"),
        ("Book club: a novel about running", "", None, "meetup"),
        ("Heritage walk through the old market", "", None, "cultural_event"),
        ("The Music Quiz", "Six rounds.", None, "meetup"),
        # a night with nothing but names
        ("Nadia K | Bangalore", "Cover charges may apply at the gate.", None, "music"),
        ("Orin b2b Sela", "", None, "music"),
        # a club of a game
        ("Chess Evening - Classical - Town Chess Club", "", "SocialEvent", "sports"),
        ("Rapid Saturday, Riverside Chess Club", "", "SocialEvent", "sports"),
        # a game on a screen is the game
        ("India vs England: Live Screening", "On three screens.", None, "sports"),
        ("Screening of a film by Mani Kaul", "", None, "cultural_event"),
    ],
)  # fmt: skip
def test_kinds_of_happenings(model: Any, title: str, description: str, claim: str | None, category: str) -> None:
    claims = {"SocialEvent": ("meetup", 0.6), None: None}
    assert kind(title, description=description, claim=claims[claim], model=model).category == category


def test_words_count_double_in_title_and_keywords_and_each_word_once() -> None:
    scores, found = by_words(CategoryText("Artisans artisans", ("artisans",), "a bazaar, artisans, artisans"), AREA)
    assert scores["market"] == 2 * 1 + 2 * 1 + 1 * 1 + 1 * 3  # "artisans" in all three, "bazaar" in the text
    assert found["market"] == ["artisans", "bazaar"]


def test_words_stand_alone_with_or_without_a_plural() -> None:
    assert by_words(CategoryText("Artisan", (), ""), AREA)[0]["market"] == 0
    assert by_words(CategoryText("Handlooms", (), ""), AREA)[0]["market"] > 0
    assert by_words(CategoryText("Fleamarketing", (), ""), AREA)[0]["market"] == 0


@pytest.mark.parametrize(
    "text", ["Dinner for 1.5k", "Evening, couple 5k", "Cover 10k redeemable", "₹5k for two", "The show runs till June"]
)
def test_prices_in_thousands_and_what_runs_till_a_day_are_no_sport(text: str) -> None:
    assert by_words(CategoryText(text, (), text), AREA)[0]["sports"] == 0


@pytest.mark.parametrize("text", ["Couples 5k run", "Sunday 10k", "5k, 10k and 21k"])
def test_distances_are_of_sport(text: str) -> None:
    assert by_words(CategoryText(text, (), ""), AREA)[0]["sports"] > 0


def test_only_the_beginning_of_a_description_is_read() -> None:
    assert by_words(CategoryText("A", (), "x " * 290 + "bazaar"), AREA)[0]["market"] == 3
    assert by_words(CategoryText("A", (), "x " * 300 + "bazaar"), AREA)[0]["market"] == 0


@pytest.mark.parametrize(
    ("title", "certain"),
    [
        ("Sunday Flea Market", "market"),
        ("Farmer’s Market at dawn", "market"),
        ("Yoga and brunch", None),
        ("Weekender [3 days, workshops & more]", None),
        ("Something else", None),
        ("Talks and lectures", "cultural_event"),
    ],
)
def test_formats_of_a_title_are_certain_when_they_agree(title: str, certain: str | None) -> None:
    assert read_words(CategoryText(title, (), "a workshop"), AREA).certain == certain


def test_a_format_is_certain_unless_the_source_is_sure_of_another_kind() -> None:
    mind = Mind("sports")
    assert kind("Flea market", model=mind).category == "market"
    assert kind("Flea market", claim=("meetup", 0.6), model=mind).category == "market"
    assert mind.asked == 0
    kind("Flea market", claim=("music", 0.8), model=mind)
    assert mind.asked == 1


def test_a_specific_claim_weighs_five_times_a_vague_one() -> None:
    """Beside "handloom" and "artisans" in the title, four points for a market."""
    assert kind("Handloom artisans", claim=("meetup", 0.6)).category == "market"
    assert kind("Handloom artisans", claim=("music", 0.8)).category == "music"


def test_clear_words_decide_alone_and_the_model_joins_in_doubt() -> None:
    mind = Mind("sports")
    assert kind("Handloom artisans and exhibitors of handmade brands, jewellery", model=mind).category == "market"
    assert mind.asked == 0
    assert kind("Handloom ragas", model=mind).by_model
    assert mind.asked == 1


def test_what_nothing_speaks_for_is_a_cultural_event_with_little_confidence() -> None:
    assert kind("Xyz") == Kind("cultural_event", 0.1, ())


def test_one_word_alone_is_not_certain() -> None:
    assert kind("Handloom") == Kind("market", 0.95, ("handloom",))


def test_without_a_head_the_examples_decide_where_words_are_few() -> None:
    """At a score of four they weigh the same, and below it the model decides."""
    few = kind("Xyz", description="pizza cheese", model=Mind("sports"))
    assert few.by_model
    assert (few.category, few.confidence) == ("sports", 0.67)
    many = kind("Whisky cuisine, raga", description="pizza", model=Mind("sports"))
    assert many.by_model
    assert many.category == "food_festival"


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


def test_bold_letters_are_read_as_plain_ones(model: Embedder | None) -> None:
    text = CategoryText("𝗙𝗹𝗲𝗮 𝗠𝗮𝗿𝗸𝗲𝘁 🛍", (), "")

    assert categorise([text], AREA, model)[0].category == "market"


def test_the_model_reads_no_dates_prices_or_signs() -> None:
    text = CategoryText("Sat, 21 March | Pots & Kilns", ("Craft",), "7:30 pm, ₹1,499. 📍 Mud House, May 3rd")

    assert text.sentence == "Pots & Kilns. Craft Mud House"


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("ಮಕ್ಕಳ ನಾಟಕೋತ್ಸವ", "cultural_event"),
        ("ವಾರದ ಸಂತೆಗೆ ಬನ್ನಿ", "market"),
        ("लेखन कार्यशाला", "workshop"),
        ("Hill trek, ₹900 with lunch and guide", "sports"),
        ("Lecture on old maps. Coffee at 6.", "cultural_event"),
    ],
)
def test_words_of_other_scripts_count_and_meals_beside_an_event_do_not(title: str, right: str) -> None:
    assert categorise([CategoryText(title, (), "")], AREA, None)[0].category == right


@pytest.mark.parametrize("title", ["ಸಹನಾಟಕ", "after the concert"])
def test_a_word_inside_another_or_of_another_event_names_nothing(title: str) -> None:
    assert read_words(CategoryText(title, (), ""), AREA).formats == ()


@pytest.mark.parametrize(
    "asked",
    [
        "Book now, book your table, limited seats", "Book a table by phone", "Please book via the link",
        "Call to book.", "Pre-book your slots", "Book early, book online",
    ],
)  # fmt: skip
def test_what_is_to_be_booked_is_no_book(asked: str) -> None:
    text = CategoryText("An evening in the garden", (), asked)

    kind = categorise([text], AREA, None)[0]

    assert "book" not in tags_of(text, kind)


@pytest.mark.parametrize("said", ["Book by Asha Rao", "The book now has a sequel", "A book a week", "Books and tea"])
def test_a_book_is_one(said: str) -> None:
    text = CategoryText("An evening in the garden", (), said)

    assert {"book", "books"} & set(categorise([text], AREA, None)[0].words)


@pytest.mark.parametrize(
    "title",
    [
        "ಕಾರ್ತಿಕ ದೀಪೋತ್ಸವ",
        "ಬ್ರಹ್ಮ ರಥೋತ್ಸವ",
        "ಮಹಾ ಶಿವರಾತ್ರಿ ಜಾಗರಣೆ",
        "Karthika deepotsava",
        "Sankranti, rangoli contest 10.30, lunch 1 pm",
    ],
)
def test_festivals_of_temples_and_houses_are_cultural(title: str) -> None:
    assert categorise([CategoryText(title, (), "")], AREA, None)[0].category == "cultural_event"
