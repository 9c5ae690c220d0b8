"""What somebody means who types a search: filters on time, price, place and kind, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz.distance import OSA

from include.understand.text.patterns import bounded
from include.understand.text.searches.leaving_out import is_left_out, without
from include.understand.text.searches.places import find_place, words_of_names
from include.understand.text.searches.prices import find_prices
from include.understand.text.searches.times import find_times
from include.understand.text.searches.typed import TypedWord, joined, places_of, repeats, taken, typed_words
from include.understand.text.searches.vocabulary import (
    GOING_OUT,
    SAYS_NOTHING,
    WISHES,
    Reading,
    SearchVocabulary,
    Understood,
    Value,
)

MAX_SEARCH_CHARS = 200
"""Characters of a search that are read."""
MIN_MISSPELT_KIND_CHARS = 6
_WORD = re.compile(r"[^\s\x00]+")
_ABOUT = frozenset({"for", "with", "by", "about", "on", "except", "not", "excluding", "without", "barring", "other"})
"""What is behind these is not what it is: "workshops for kids", "gigs except friday"."""
_ONLINE = bounded(
    r"(?<!book )(?<!booking )(?<!buy )(?<!tickets )(?<!ticket )"
    r"\b(?:(?P<online>online(?:\s+only\b)?(?!\s+(?:dating|safety|trading|marketing|gam(?:es?|ing)|business|fraud|money)\b)"
    r"|(?:on|over|via)\s+zoom|virtual(?=\s*(?:$|\x00|events?\b|meet-?ups?\b|talks?\b|tours?\b|sessions?\b)))"
    r"|in[ -]person|offline)(?!\w)"
)


@dataclass(frozen=True)
class Understanding:
    """`words`: what is left to be searched as text, as it was typed; what is to be left out with a `-` before it."""

    found: tuple[Understood, ...]
    words: str

    @property
    def parameters(self) -> dict[str, Value]:
        """Those of all filters."""
        return {name: value for one in self.found for name, value in one.parameters.items()}


def understand(
    text: str, now: datetime, vocabulary: SearchVocabulary, kept: frozenset[str] = frozenset()
) -> Understanding:
    """What a search means, read at the local wall time `now`; the words of filters named in `kept` stay words."""
    if '"' in text or len(text) > MAX_SEARCH_CHARS:
        return Understanding((), text)  # signs of one who knows what to search for
    words = typed_words(text, words_of_names(vocabulary.places))
    found: list[Understood] = []
    for finder in (_places, _prices, _times, _attendance, _kinds):
        before = words
        for name, value, parameters, where in finder(joined(before), now, vocabulary):
            stand = places_of(before, *where)
            same = next((one for one in found if one.filter == name), None)
            if name in kept or is_left_out(before, stand.start) or (same and same.parameters != parameters):
                continue
            written = _written(before[n] for n in stand)
            if same:
                found[found.index(same)] = replace(same, words=f"{same.words} {written}")
            else:
                found.append(Understood(name, value, written, parameters))
            words = taken(words, repeats(before, stand))  # who says it twice means it once
    if "without" not in kept:
        words, told = without(words)
        found += [Understood("without", _written(told), _written(told), {})] if told else []
    left = [word.written for n, word in enumerate(words) if _says(word) and not _wishes(words, n)]
    return Understanding(tuple(found), " ".join(left))


def _places(text: str, _: datetime, vocabulary: SearchVocabulary) -> Iterable[Reading]:
    found = find_place(text, vocabulary)
    return [found] if found else []


def _prices(text: str, _: datetime, vocabulary: SearchVocabulary) -> Iterable[Reading]:
    return find_prices(text, vocabulary.signs)


def _times(text: str, now: datetime, vocabulary: SearchVocabulary) -> Iterable[Reading]:
    return find_times(text, now, vocabulary.kinds)


def _attendance(text: str, _: datetime, __: SearchVocabulary) -> Iterable[Reading]:
    """Whether it is to take place online."""
    found = _ONLINE.search(text)
    return [("online", found.group(), {"online": bool(found["online"])}, found.span())] if found else []


def _written(words: Iterable[TypedWord]) -> str:
    return " ".join(word.written for word in words)


def _says(word: TypedWord) -> bool:
    return bool(word.english) and word.english.strip(".,;:!?") not in SAYS_NOTHING


def _wishes(words: Sequence[TypedWord], place: int) -> bool:
    """Whether what stands there asks for anything there is: the word before it, or behind it if it is the first, is a
    filter's or of going out, and it is not said of something else."""
    said = [word.english.strip(".,;:!?") for word in words]
    if said[place] not in WISHES:
        return False
    before = next((n for n in range(place - 1, -1, -1) if not said[n] or said[n] not in SAYS_NOTHING), None)
    behind = next((n for n in range(place + 1, len(said)) if not said[n] or said[n] not in SAYS_NOTHING), None)
    if before is None:
        return behind is not None and not said[behind]
    return not said[before] or said[before] in GOING_OUT


def _kinds(text: str, _: datetime, vocabulary: SearchVocabulary) -> Iterable[Reading]:
    """The category that the last word or two of what is left name: a food walk is no food festival."""
    left = list(_WORD.finditer(text))
    ends = next((n for n, match in enumerate(left) if n and match.group() in _ABOUT), None)
    left = [match for match in left[:ends] if match.group().strip(".,;:!?") not in SAYS_NOTHING]
    for last in (left[-2:], left[-1:]) if left else ():
        where = last[0].start(), last[-1].end()
        if name := _kind(text[slice(*where)], vocabulary):
            return [("category", name, {"category": [name]}, where)]
    return []


def _kind(word: str, vocabulary: SearchVocabulary) -> str | None:
    """Which category this means: a word for one, perhaps with a slip, or its own name."""
    if (name := word.removesuffix("s").replace(" ", "_")) in vocabulary.kinds.values():
        return name
    if word in vocabulary.kinds or len(word) < MIN_MISSPELT_KIND_CHARS:
        return vocabulary.kinds.get(word)
    alike = (kind for known, kind in vocabulary.kinds.items() if known[0] == word[0] and OSA.distance(known, word) == 1)
    return next(alike, None)
