"""What is meant by a word as it was typed: a slip, another spelling, two words as one, a Kannada ending."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rapidfuzz.distance import OSA

from include.understand.text.languages import WHOLE_WORDS, WORDS
from include.understand.text.searches.vocabulary import (
    MISSPELT,
    OTHER_WORDS,
    SHORT_WEEKDAYS,
    SPOKEN,
    THERE,
    TIMES_BEFORE,
    TIMES_BEHIND,
    WEEKDAYS,
    WITHOUT_VOWELS,
)  # fmt: skip

MIN_MISSPELT_CHARS, MIN_MISSPELT_DAY_CHARS, MIN_TWO_SLIPS_CHARS = 6, 5, 9
MIN_MISSPELT_PLACE_CHARS = 7
MIN_HEARD_CHARS = 5
"""Shorter words that are heard alike are too often others."""
MIN_HEARD_DAY_CHARS = 6
MIN_CHARS_BEFORE_A_DAY = 4
_KNOWN = {**WORDS, **WHOLE_WORDS, **SPOKEN}
MAX_WORDS_OF_ONE = max(len(words.split()) for words in _KNOWN)
_TWICE = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"(?<=[a-z])[aeiou]+")
_DAYS = ("tonight", "tomorrow", *WEEKDAYS)
_THERE = re.compile(
    r"^(?P<stem>.{2,}?)(?:(?P<u>ಿ)ನಲ್ಲಿ|ದಲ್ಲಿ|್?\u200c?ನಲ್ಲಿ|ಯಲ್ಲಿ|ದಂದು)$|^(?P<latin>[a-z]{3,}?)(?:adalli|dalli|inalli|nalli|yalli)$"
)
"""Words with "in" or "at" as their ending."""
_CASES = (
    ("from", re.compile(r"^(?P<stem>.{2,}?)[ದಯನ]ಿಂದ$|^(?P<latin>[a-z]{4,}?)(?:d|y|n)inda$")),
    ("till", re.compile(r"^(?P<stem>.{2,}?)[ದಯ]?ವರೆಗ[ೊು]$|^(?P<latin>[a-z]{4,}?)(?:da|ya)?vareg(?:e|u|oo)$")),
    ("", re.compile(r"^(?P<stem>.{2,}?)(?:[ದಯ]|ಕ್ಕೆ|ಗೆ|ಗಿಂತ)$|^(?P<latin>[a-z]{4,}?)(?:da|ya|kke|ge|ginta)$")),
)
"""Endings of Kannada that are words of English: "from monday"; those for "of", "for" and "than" say nothing there."""


def heard(word: str) -> str:
    """Latin letters of an Indian word without what spellings of it differ in: what is breathed, long, or a last `a`."""
    plain = re.sub(r"(?<=[bdgjkpst])h", "", word).replace("w", "v").replace("ee", "i").replace("oo", "u")
    plain = _TWICE.sub(r"\1", plain)
    return plain.removesuffix("a") if len(plain) > MIN_HEARD_CHARS else plain


_HEARD = {
    " ".join(map(heard, words.split())): meant
    for words, meant in SPOKEN.items()
    if words.isascii() and len(words) >= MIN_HEARD_CHARS
}


_HEARD_DAYS = {heard: meant for heard, meant in _HEARD.items() if meant in WEEKDAYS}


_SHORT = {_TWICE.sub(r"\1", _VOWELS.sub("", word)): word for word in WITHOUT_VOWELS}


def known(words: str) -> str | None:
    """The English for words that are not English, or are short for it; or null."""
    small = words.lower()
    if small in _KNOWN:
        return _KNOWN[small].strip(". ").lower() or small
    if not small.isascii() or len(small) < MIN_HEARD_CHARS or small in MISSPELT or small in OTHER_WORDS:
        return None
    said = " ".join(map(heard, small.split()))
    return _HEARD.get(said) or _heard_day(said)


def _heard_day(said: str) -> str | None:
    """A weekday of Kannada or Hindi in Latin letters, which all end alike, with a slip before that."""
    if len(said) < MIN_HEARD_DAY_CHARS or not said.endswith("var"):
        return None
    return next((meant for day, meant in _HEARD_DAYS.items() if day[0] == said[0] and _slips(said, day, 1)), None)


def apart(word: str) -> list[str]:
    """The words that somebody has written as one: "thisweekend", "sundaymorning", "jazztonight"."""
    small = word.lower()
    for first in TIMES_BEFORE:
        if small.startswith(first) and small[len(first) :] in TIMES_BEHIND:
            return [word[: len(first)], word[len(first) :]]
    for day in _DAYS:
        rest = small.removesuffix(day)
        if rest != small and len(rest) >= MIN_CHARS_BEFORE_A_DAY and rest.isalpha() and rest.isascii():
            return [*apart(word[: len(rest)]), word[len(rest) :]]
    return [word]


def english(written: str, places: Mapping[str, str]) -> str:
    """A word in the English that grammars read, in small letters; `places` as `places.words_of_names` has them."""
    word = written.lower()
    if meant := known(word):
        return meant
    if word in places:
        return places[word]
    if word in OTHER_WORDS or word.removesuffix("s") in (*MISSPELT, *SHORT_WEEKDAYS):
        return word
    if ending := _THERE.match(word):
        stem = ending["latin"] or ending["stem"] + ("ು" if ending["u"] else "")
        stem = next((one for one in (stem, stem + "್") if one in places), stem)
        return f"{known(stem) or english(stem, places)} {THERE}"
    for lead, case in _CASES:
        if (found := case.match(word)) and (meant := known(found["latin"] or found["stem"])):
            return f"{lead} {meant}".strip()
    if not word.isalpha():
        return word
    if short := _SHORT.get(_TWICE.sub(r"\1", word)):
        return short
    return _meant(word, MISSPELT) or _place(word, places) or word


def _meant(word: str, words: Collection[str]) -> str | None:
    """Which of the words this is with a slip; a doubled letter is none."""
    if len(word) < (MIN_MISSPELT_DAY_CHARS if word.endswith(("day", "dy")) else MIN_MISSPELT_CHARS):
        return None
    for one in words:
        slips = 2 if len(one) >= MIN_TWO_SLIPS_CHARS else 1
        if word[0] == one[0] and (_slips(word, one, slips) or _TWICE.sub(r"\1", word) == _TWICE.sub(r"\1", one)):
            return one
    return None


def _place(word: str, places: Mapping[str, str]) -> str | None:
    """Which word of a place's name this is, heard alike or with a slip; of several the first by its letters."""
    alike = (
        one
        for one in places
        if one[0] == word[0]
        and (
            (len(one) >= MIN_HEARD_CHARS and heard(one) == heard(word))
            or (len(word) >= MIN_MISSPELT_PLACE_CHARS <= len(one) + 1 and _slips(word, one, 1))
        )
    )
    found = min(alike, default=None)
    return found and places[found]


def _slips(word: str, other: str, most: int) -> bool:
    return OSA.distance(word, other, score_cutoff=most) <= most
