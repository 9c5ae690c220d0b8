"""What sets two events of one name apart: their discipline, level, class, round, distance, language or meal.

An axis holds values that exclude each other. Two titles that both name values of an axis, and none in common, announce
two events: the singles and the doubles of one cup. A title that names none says nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from include.understand.text.patterns import bounded
from include.understand.text.titles import words

Values = frozenset[tuple[str, str]]
"""(axis, value) pairs that a title names."""
_AXES: Mapping[str, tuple[str, ...]] = {
    "discipline": ("singles", "doubles"),
    "sport": (
        "football futsal soccer", "basketball", "badminton", "cricket", "volleyball", "pickleball", "padel", "tennis",
        "squash", "frisbee", "hockey", "rugby", "swimming", "boxing", "climbing bouldering",
    ),
    "chess": ("classical", "rapid", "blitz", "bullet"),
    "dance": ("salsa", "bachata", "kizomba", "zouk", "tango", "zumba", "ballet", "bharatanatyam", "kathak", "flamenco"),
    "level": (
        "beginner beginners basic basics fundamentals foundation introduction introductory intro novice",
        "intermediate improver improvers",
        "advanced advance expert experts",
    ),
    "sex": ("men mens boys male", "women womens ladies girls female"),
    "age": ("kids kid child children childrens toddlers", "teens teen teenagers", "adults adult grownups"),
    "medium": (
        "watercolour watercolours watercolor watercolors", "oil oils", "acrylic acrylics", "charcoal", "gouache",
        "pastel pastels",
    ),
    "day": ("morning sunrise", "afternoon evening night sunset"),
    "meal": ("breakfast", "brunch lunch", "dinner supper"),
    "round": ("qualifier qualifiers", "quarterfinal quarterfinals", "semifinal semifinals", "final finals finale"),
    "run": ("half", "full", "ultra"),
    "language": (
        "english", "hindi", "kannada", "tamil", "telugu", "malayalam", "marathi", "bengali", "gujarati", "urdu",
        "punjabi", "french", "german", "spanish", "japanese", "korean",
    ),
    "ordinal": ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"),
}  # fmt: skip
_VALUES = {word: (axis, one.split()[0]) for axis, values in _AXES.items() for one in values for word in one.split()}
_ROUNDS = bounded(r"\b(semi|quarter)[\s-]{1,2}(finals?)\b", re.IGNORECASE)
_NUMBERED = (
    ("distance", bounded(r"\b(\d{1,3})\s?(?:k|km|kms)\b", re.IGNORECASE)),
    ("under", bounded(r"\b(?:u|under)[\s-]?(\d{1,2})\b", re.IGNORECASE)),
    (
        "part",
        bounded(
            r"\b(?:batch|group|session|part|chapter|volume|vol\.|level|division|pool|slot|episode|act)\s"
            r"(?:no\.?\s)?([a-h]|i{1,3}|iv|v|vi{1,3}|ix|x|one|two|three|four|five|\d{1,3})\b",
            re.IGNORECASE,
        ),
    ),
)
_NUMERALS = {
    name: str(number)
    for numerals in ("i ii iii iv v vi vii viii ix x", "one two three four five")
    for number, name in enumerate(numerals.split(), 1)
}
_KINDS = tuple(
    frozenset(one.split())
    for one in (
        "quiz trivia", "comedy standup", "mic", "karaoke", "film films movie screening cinema", "book books", "yoga",
        "workshop masterclass", "concert gig", "run running", "dance dancing", "market flea", "chess", "pottery", "jam",
        "painting", "brunch", "poetry", "storytelling", "cycling ride", "walk",
    )
)  # fmt: skip
"""Kinds of event of which one place holds one at a time."""
_FORMS = (
    frozenset(words("workshop masterclass bootcamp training class classes course")),
    frozenset(words("concert gig performance performances show shows recital screening")),
    frozenset(words("competition tournament championship")),
    frozenset(words("party afterparty mixer")),
    frozenset(words("talk panel lecture keynote")),
    frozenset(words("walk walkthrough tour trail ride run")),
)
"""Forms that one programme offers one after the other."""
_LESSON = 0
"""Which of these is learning."""


@lru_cache(maxsize=20_000)
def contrasts(title: str) -> Values:
    """The values that a title names on every axis."""
    joined = _ROUNDS.sub(r"\1\2", title)
    named = {_VALUES[word] for word in words(joined) if word in _VALUES}
    numbered = {(axis, _number(match)) for axis, pattern in _NUMBERED for match in pattern.findall(joined)}
    return frozenset(named | numbered)


def _number(written: str) -> str:
    folded = written.casefold()
    return _NUMERALS.get(folded, folded.lstrip("0") or "0")


def excluded(ours: Values, theirs: Values) -> str | None:
    """The first axis on which both name values and none in common."""
    axes = sorted({axis for axis, _ in ours} & {axis for axis, _ in theirs})
    return next((axis for axis in axes if _on(axis, ours).isdisjoint(_on(axis, theirs))), None)


def _on(axis: str, values: Values) -> frozenset[str]:
    return frozenset(value for one, value in values if one == axis)


def other_form(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether the words of two titles name forms, and none in common: the workshop before the concert."""
    mine, yours = _forms(ours), _forms(theirs)
    return bool(mine) and bool(yours) and mine.isdisjoint(yours)


def lesson_beside_other_form(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one of the titles is a lesson's and the other is not: the workshop, and the show of one name.

    Other forms are often two words for one evening: a singer's tour is her concert.
    """
    mine, yours = _forms(ours), _forms(theirs)
    return other_form(ours, theirs) and _LESSON in mine | yours


def kinds(title: Iterable[str]) -> frozenset[int]:
    """The numbers of the kinds of event that the words of a title name."""
    return frozenset(number for number, kind in enumerate(_KINDS) if not kind.isdisjoint(title))


def _forms(title: Iterable[str]) -> set[int]:
    return {number for number, form in enumerate(_FORMS) if not form.isdisjoint(title)}
