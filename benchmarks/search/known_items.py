"""Queries for known items: titles as people mistype, join, shorten, transliterate them. Not by what is measured."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

MAX_QUERY_WORDS = 4
MIN_SLIP_CHARS = 5
_LETTERS = {
    "a": "ಅ", "b": "ಬ", "c": "ಕ", "d": "ಡ", "e": "ಎ", "f": "ಫ", "g": "ಗ", "h": "ಹ", "i": "ಇ", "j": "ಜ", "k": "ಕ",
    "l": "ಲ", "m": "ಮ", "n": "ನ", "o": "ಒ", "p": "ಪ", "q": "ಕ", "r": "ರ", "s": "ಸ", "t": "ಟ", "u": "ಉ", "v": "ವ",
    "w": "ವ", "x": "ಕ್ಸ", "y": "ಯ", "z": "ಝ",
}  # fmt: skip
_SIGNS = {"a": "", "e": "ೆ", "i": "ಿ", "o": "ೊ", "u": "ು"}
_TWO = {"sh": "ಶ", "ch": "ಚ", "th": "ತ", "ph": "ಫ", "ee": "ೀ", "oo": "ೂ", "ck": "ಕ", "gh": "ಘ", "kh": "ಖ", "bh": "ಭ"}
_VIRAMA = "್"


class KnownItem(NamedTuple):
    """An event that somebody looks for: its number, what is typed for it, and all events that the same is typed for.

    "windmills music windmills craftworks" is "Windmills Music Night - A" and "... - B" alike: nothing that is typed
    tells them apart, so that each is right.
    """

    event: int
    kind: str
    query: str
    right: frozenset[int]


def items(titles: list[str], venues: list[str | None], seed: int = 1) -> Iterator[KnownItem]:
    """The queries of each event, one of each kind that its title allows."""
    chance = random.Random(seed)
    kinds: tuple[tuple[str, Callable[[list[str]], str | None]], ...] = (
        ("clean", " ".join),
        ("typo", lambda words: typo(words, chance)),
        ("joined", lambda words: joined(words, chance)),
        ("dropped", lambda words: dropped(words, chance)),
        ("kannada", lambda words: " ".join(map(in_kannada, words))),
    )
    begins, shortened, hosted = _alike(titles, venues)
    for number, (title, venue) in enumerate(zip(titles, venues, strict=True)):
        words = first_words(title)
        if len(words) < 2 or not all(word.isascii() for word in title.split()):
            continue
        for kind, make in kinds:
            if query := make(words):
                right = shortened[query] if kind == "dropped" else begins[" ".join(words)]
                yield KnownItem(number, kind, query, frozenset(right))
        if venue:
            query = _with_venue(words, venue)
            yield KnownItem(number, "venue", query, frozenset(hosted[query]))


def first_words(title: str) -> list[str]:
    """Those by which a title is looked for."""
    return re.findall(r"[a-z0-9]+", title.lower())[:MAX_QUERY_WORDS]


def _with_venue(words: list[str], venue: str) -> str:
    return f"{words[0]} {words[1]} {venue.lower()}"[:60]


def _alike(titles: list[str], venues: list[str | None]) -> tuple[dict[str, set[int]], ...]:
    """The events of the same first words; of the same with one less, or of which they are the beginning; at a venue."""
    begins, shortened, hosted = (defaultdict[str, set[int]](set) for _ in range(3))
    for number, (title, venue) in enumerate(zip(titles, venues, strict=True)):
        words = first_words(title)
        for count in range(1, len(words) + 1):
            shortened[" ".join(words[:count])].add(number)
        for at in range(len(words)):
            shortened[" ".join(words[:at] + words[at + 1 :])].add(number)
        begins[" ".join(words)].add(number)
        if venue and len(words) > 1:
            hosted[_with_venue(words, venue)].add(number)
    return begins, shortened, hosted


def typo(words: list[str], chance: random.Random) -> str | None:
    """One slip in the longest word: another letter, one less, one more, or two that change places."""
    longest = max(words, key=len)
    if len(longest) < MIN_SLIP_CHARS or not longest.isalpha():
        return None
    at = chance.randrange(1, len(longest) - 1)
    letter = chance.choice("abcdefghiklmnoprstu")
    slip = chance.choice(
        [
            longest[:at] + letter + longest[at + 1 :],
            longest[:at] + longest[at + 1 :],
            longest[:at] + letter + longest[at:],
            longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :],
        ]
    )
    return " ".join(slip if word == longest else word for word in words)


def joined(words: list[str], chance: random.Random) -> str:
    """Two words as one."""
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def dropped(words: list[str], chance: random.Random) -> str | None:
    """One word less."""
    at = chance.randrange(len(words))
    return " ".join(words[:at] + words[at + 1 :]) if len(words) > 2 else None


def in_kannada(word: str) -> str:
    """A word letter by letter in Kannada script, as keyboards that transliterate write it."""
    written, bare = "", False
    for part in re.findall(r"sh|ch|th|ph|ck|gh|kh|bh|ee|oo|.", word):
        if part in ("ee", "oo"):
            written, bare = written + (_TWO[part] if bare else {"ee": "ಈ", "oo": "ಊ"}[part]), False
        elif part in _SIGNS:
            written, bare = written + (_SIGNS[part] if bare else _LETTERS[part]), False
        else:
            written, bare = (
                written + (_VIRAMA if bare else "") + _TWO.get(part, _LETTERS.get(part, part)),
                part.isalpha(),
            )
    return written + (_VIRAMA if bare else "")
