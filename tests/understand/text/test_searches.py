"""Searches as people type them: which words become filters, and which are left to be searched as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from unicodedata import normalize

import pytest

from include.areas.area import load_area
from include.understand.text.searches.read import MAX_SEARCH_CHARS, understand
from include.understand.text.searches.vocabulary import SearchVocabulary

NOW = datetime(2026, 3, 18, 11)  # noqa: DTZ001 (local wall time)


@pytest.fixture(scope="module")
def vocabulary() -> SearchVocabulary:
    return SearchVocabulary.read(load_area("indiranagar").search)


@pytest.mark.parametrize(
    ("text", "filters", "words"),
    [
        ("free free free", {"cost"}, ""),
        ("free jazz for free", {"cost"}, "jazz"),
        ("tonight quiz tonight", {"when"}, "quiz"),
        ("near toit quiz near toit", {"near"}, "quiz"),
        ("indiranagar music indiranagar", {"area", "category"}, ""),
        # a word of a filter alone is not the filter
        ("free entry entry", {"cost"}, ""),
        ("under 500 jazz 500", {"maxPrice"}, "jazz 500"),
        ("jazz jazz", set(), "jazz jazz"),
        ("open 24/7 cafe", set(), "open 24/7 cafe"),
    ],
)
def test_what_is_said_twice_is_meant_once(
    text: str, filters: set[str], words: str, vocabulary: SearchVocabulary
) -> None:
    meaning = understand(text, NOW, vocabulary)
    assert ({one.filter for one in meaning.found}, meaning.words) == (filters, words)


def test_what_is_to_stay_a_word_stays_wherever_it_stands(vocabulary: SearchVocabulary) -> None:
    assert understand("free jazz free", NOW, vocabulary, frozenset({"cost"})).words == "free jazz free"


@pytest.mark.parametrize("unit", ["km", "kms", " k", " kilometers", " kilometre"])
def test_a_distance_is_one_of_kilometres(unit: str, vocabulary: SearchVocabulary) -> None:
    meaning = understand(f"quiz within 3{unit} of toit", NOW, vocabulary)
    assert (meaning.parameters["radius"], meaning.words) == (3.0, "quiz")
    assert "radius" not in understand("in 3 kathak of toit", NOW, vocabulary).parameters


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("कल", {"when": "tomorrow"}),
        ("ನಾಳೆ", {"when": "tomorrow"}),
        ("naale", {"when": "tomorrow"}),
        ("कल संगीत", {"when": "tomorrow", "category": ["music"]}),
    ],
)
def test_words_of_time_are_read_in_every_language_of_announcements(
    text: str, parameters: dict[str, Any], vocabulary: SearchVocabulary
) -> None:
    meaning = understand(text, NOW, vocabulary)
    assert (meaning.parameters, meaning.words) == (parameters, "")


def test_every_name_of_kinds_and_places_is_understood_however_its_accents_are_written(
    vocabulary: SearchVocabulary,
) -> None:
    places = [(f"at {name}", {"near", "venue", "area"}) for place in vocabulary.places for name in place.names]
    for name, filters in places + [(word, {"category"}) for word in vocabulary.kinds]:
        for form in ("NFC", "NFD"):
            meaning = understand(normalize(form, name.title()), NOW, vocabulary)
            assert filters & {one.filter for one in meaning.found}, (form, name)


@pytest.mark.parametrize("text", ['"free" jazz', "free " * (MAX_SEARCH_CHARS // 5 + 1)])
def test_who_quotes_or_types_too_much_is_taken_by_the_word(text: str, vocabulary: SearchVocabulary) -> None:
    assert understand(text, NOW, vocabulary).words == text
