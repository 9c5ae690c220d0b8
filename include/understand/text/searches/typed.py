"""A search word by word, each with the English that grammars read: where these find something, its words are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from include.understand.text.folding import fold
from include.understand.text.searches.spelling import MAX_WORDS_OF_ONE, apart, english, known
from include.understand.text.searches.vocabulary import SHORT_WEEKDAYS
from include.untrusted.cleaning import clean_text

_BESIDE_A_WEEKDAY = frozenset({
    "morning", "evening", "afternoon", "night", "nite", "to", "till", "next", "this", "and", "or", "onward", "onwards",
    "after", "before", "-",
})  # fmt: skip
_NOTHING_ELSE = frozenset({"thu", "thur", "thurs", "fri", "tues"})
"""Short for weekdays and no other words."""


@dataclass(frozen=True)
class TypedWord:
    """One word as it was typed, or several that mean one; `english` is empty once it is understood."""

    written: str
    english: str


def typed_words(text: str, places: Mapping[str, str]) -> list[TypedWord]:
    """The words of a search; those of `places` (`words_of_names`) are understood with a slip, too."""
    written = [one for word in fold(unicodedata.normalize("NFC", clean_text(text))).split() for one in apart(word)]
    words: list[TypedWord] = []
    at = 0
    while at < len(written):
        beginnings = (" ".join(written[at : at + n]) for n in range(MAX_WORDS_OF_ONE, 0, -1))
        taken = next((one for one in beginnings if known(one)), written[at])
        at += taken.count(" ") + 1
        words.append(TypedWord(taken, english(taken, places)))
    return [_weekday(words, place) for place in range(len(words))]


def joined(words: Iterable[TypedWord]) -> str:
    """What is left to be understood, a blank between words; what is understood is a sign that no grammar has."""
    return " ".join(word.english or "\x00" for word in words)


def places_of(words: list[TypedWord], start: int, end: int) -> range:
    """Which words stand at these characters of `joined`."""
    at, first, last = 0, len(words), 0
    for place, word in enumerate(words):
        stop = at + len(word.english or "\x00")
        if at < end and stop > start:
            first, last = min(first, place), place + 1
        at = stop + 1
    return range(first, last)


def repeats(words: list[TypedWord], places: range) -> list[int]:
    """Where the words that stand at `places` stand in this order, there and elsewhere."""
    said = [words[n].english for n in places]
    starts = (at for at in range(len(words)) if [word.english for word in words[at : at + len(said)]] == said)
    return [place for at in starts for place in range(at, at + len(said))]


def taken(words: list[TypedWord], places: Iterable[int]) -> list[TypedWord]:
    """The words with these understood."""
    gone = set(places)
    return [replace(word, english="") if place in gone else word for place, word in enumerate(words)]


def _weekday(words: list[TypedWord], place: int) -> TypedWord:
    """`sat` is a day beside other words of time only."""
    word = words[place]
    full = SHORT_WEEKDAYS.get(word.english)
    if not full:
        return word
    around = [words[n].english for n in (place - 1, place + 1) if 0 <= n < len(words)]
    beside = any(one in _BESIDE_A_WEEKDAY or one in SHORT_WEEKDAYS or one[:1].isdigit() for one in around)
    ends = 0 < place == len(words) - 1 and word.english != "sun"
    begins = word.english == "sat" and place == 0 < len(words) - 1
    return (
        replace(word, english=full)
        if beside
        or ends
        or begins
        or word.english in _NOTHING_ELSE
        or {"every", "on", "since", "last", "from", "not", "except", "excluding"} & set(around)
        else word
    )
