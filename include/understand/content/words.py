"""Whole words of a list in a text, also where letters are masked, swapped for signs, spread out or repeated.

Parts of words never count: "Essex", "cocktail" and "Scunthorpe" have none. The lists leave out what is also a name, a
dish or a film ("Dick", "Pussy Riot", "Gandu"); where it is meant, a phrase of the list has more of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from include.untrusted.cleaning import without_accents

_LIKE_LETTERS = str.maketrans(
    {"@": "a", "$": "s", "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "!": "i"}
)
_TOKEN = re.compile(r"[^\s.,;:?()\[\]{}\"“”‘’«»'/|_…।॥–—-]{1,60}")
_PARTED = re.compile(r"[.,;:?!…।॥)\]}|/–—-]\s|\s[(\[{|/–—-]|\n\s*\n")
"""Between words that are no phrase: "Jerk, off the bone", or two paragraphs; but "jerk-off" is one."""
_SPREAD = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .*_-]){2,20}[^\W\d_](?![^\W_])")
_REPEATED = re.compile(r"(.)\1{2,}")
_MASKED = re.compile(r"[a-z]{1,60}\*{1,6}[a-z]{1,60}")
MAX_PHRASE_WORDS = 4
WORDS_KEPT = 20_000
"""Words whose verdict is remembered: texts are written in the same few thousand."""
LISTED, BEGINS = 2, 1
"""Of a word: it is in the list; a phrase of the list begins with it."""


class WordList:
    """Words and phrases; `*` at an entry's end is the rest of a word."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        entries = tuple(_bare(one) for one in entries)
        self.whole = frozenset(one for one in entries if not one.endswith("*"))
        self.beginnings: tuple[str, ...] = tuple(one[:-1] for one in entries if one.endswith("*"))
        self.phrase_starts = frozenset(one.partition(" ")[0] for one in entries if " " in one)
        self.masked: dict[tuple[str, int], list[str]] = defaultdict(list)
        """Single words by their first letter and length."""
        self.judged = lru_cache(maxsize=WORDS_KEPT)(self._judged)
        for word in (one.rstrip("*") for one in entries if " " not in one):
            self.masked[word[0], len(word)].append(word)

    def find(self, text: str) -> str | None:
        """The first word of the list in a text, in small letters; None where there is none."""
        found = self._find(_bare(text))
        return None if found is None else unicodedata.normalize("NFC", found)

    def _find(self, plain: str) -> str | None:
        judged = self.judged
        # most texts have no word that begins anything of the list, in whatever order they come
        tokens = list(_TOKEN.finditer(plain)) if any(map(judged, set(_TOKEN.findall(plain)))) else []
        for at, token in enumerate(tokens):
            verdict = judged(token[0])
            if verdict == LISTED:
                return token[0]
            if verdict != BEGINS:
                continue
            if phrase := next((one for one in _phrases(tokens[at : at + MAX_PHRASE_WORDS]) if self._has(one)), None):
                return phrase
        spread = (re.sub(r"[ .*_-]", "", found[0]) for found in _SPREAD.finditer(plain))
        return next((one for one in spread if self._has(one)), None)

    def _judged(self, token: str) -> int:
        """LISTED, else BEGINS where a phrase may begin with it, else 0."""
        word = _squeezed(token)
        if self._has(word) or self._is_disguised(_trimmed(token)):
            return LISTED
        return BEGINS if word in self.phrase_starts else 0

    def _has(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)

    def _is_disguised(self, token: str) -> bool:
        """With signs for letters, with a sign in between, or with some letters masked."""
        plain = token.translate(_LIKE_LETTERS)
        return self._has(plain) or ("*" in plain and self._has(plain.replace("*", ""))) or self._is_masked(token)

    def _is_masked(self, token: str) -> bool:
        if not _MASKED.fullmatch(token):
            return False
        alike = self.masked.get((token[0], len(token)), ())
        return any(all(shown in ("*", letter) for shown, letter in zip(token, word, strict=True)) for word in alike)


def _phrases(tokens: list[re.Match[str]]) -> Iterator[str]:
    """The first two of them, the first three and so on, as far as no punctuation parts them."""
    phrase = _squeezed(tokens[0][0])
    for before, token in pairwise(tokens):
        if _PARTED.search(token.string, before.end() - 1, token.start()):  # "!" may be a letter, so a word's last sign
            return
        phrase += f" {_squeezed(token[0])}"
        yield phrase


@lru_cache(maxsize=16)
def word_list(*lists: tuple[str, ...]) -> WordList:
    """One list of several."""
    return WordList(tuple(entry for one in lists for entry in one))


@lru_cache(maxsize=4)  # several lists look at one text, one after the other
def _bare(text: str) -> str:
    """In small letters, without the accents of Latin letters; the signs of Indic scripts are part of their words."""
    return without_accents(text).casefold()


def _trimmed(token: str) -> str:
    return token.strip("*!_#~")


def _squeezed(token: str) -> str:
    return _REPEATED.sub(r"\1", _trimmed(token))
