"""Patterns over foreign text whose time grows no faster than the text.

A pattern that is tried at each place of a text and may run on from each of them takes the square of the text's length:
"mon" and 100,000 spaces took minutes. So no repeat in a pattern is open-ended where the search can begin inside it.
Texts come tidied (`include/sources/fields/plain_text.py`: no more than one space or two line breaks in a row), so
blanks are the ones that are bounded here, for all patterns alike. `python -m benchmarks.patterns` measures every
pattern.
"""

from __future__ import annotations

import re
from functools import lru_cache

from include.errors import BrokenRecord

MAX_BLANKS = 3
"""Blanks in a row that a pattern steps over."""
MAX_MENTIONS = 400
"""Dates, times or amounts that one text may name."""

VOWEL_SIGNS = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff"
r"""Within a class of characters: what belongs to the letter before it, and `\w` has not: vowels of India's scripts.

A name or title that is cut at signs would lose its last vowel.
"""


class TooManyMentions(BrokenRecord):
    """A text names more than MAX_MENTIONS dates, times or amounts."""


def bounded(source: str, flags: int = 0) -> re.Pattern[str]:
    r"""`source` compiled, with `\s*` and `\s+` for at most MAX_BLANKS blanks."""
    blanks = source.replace(r"\s*", rf"\s{{0,{MAX_BLANKS}}}").replace(r"\s+", rf"\s{{1,{MAX_BLANKS}}}")
    return re.compile(blanks, flags)


_LIKE_ASCII = str.maketrans("\u0130\u0131\u017f", "iis")
"""The letters that IGNORECASE takes for an ASCII one and that lower case leaves, or makes longer."""


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """`text` in lower case, as long as it was: what a pattern in lower case finds in it, IGNORECASE finds in `text`.

    IGNORECASE tries every word that a pattern may begin with at each place: it takes several times as long.
    """
    return (text if text.isascii() else text.translate(_LIKE_ASCII)).lower()


def has_any(lowered: str, words: tuple[str, ...]) -> bool:
    """Whether a text in lower case has one of `words`, as parts of words too; true where there are none to look for."""
    for word in words:  # a loop: it is asked a hundred times of each text, and a generator takes twice as long
        if word in lowered:
            return True
    return not words


@lru_cache(maxsize=256)
def any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of these names as whole words, the longest first; `*` at an end is the rest of a word.

    Without a name it matches nowhere.
    """
    ordered = sorted(names, key=lambda name: (-len(name), name))
    written = "|".join(re.escape(name).replace(r"\*", r"\w{0,40}").replace(r"\ ", r"\s{1,3}") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{written or '(?!)'})(?!\w)", re.IGNORECASE)


class ReadText:
    """What of a text is read already. Asking costs no more than the characters asked about.

    `what` names in an error what is read: dates, times, amounts.
    """

    def __init__(self, text: str, what: str) -> None:
        self._marks = bytearray(len(text))
        self._what = what
        self._count = 0

    def overlaps(self, start: int, end: int) -> bool:
        """Whether some character from `start` to before `end` is read."""
        return self._marks.find(1, start, end) >= 0

    def add(self, start: int, end: int) -> None:
        """Mark what is read. Raises: TooManyMentions."""
        self._count += 1
        if self._count > MAX_MENTIONS:
            raise TooManyMentions(f"the text names more than {MAX_MENTIONS} {self._what} (MAX_MENTIONS)")
        self._marks[start:end] = b"\x01" * (end - start)
