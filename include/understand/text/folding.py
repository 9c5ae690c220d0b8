"""Letters and words of a text made those that the grammar knows, before it is read.

`fold` makes "𝗦𝗮𝘁 𝟮𝟭" and "೨೧" plain, character by character: places in the text stay what they are. `in_english`
writes an English word for each Kannada or Hindi one that dates, hours and prices need: the grammar then is one for all.
To read another language, add its words to `languages.py`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from include.understand.text.languages import WHOLE_WORDS, WORDS

_OTHER = re.compile(r"[^\x00-\x7f]+")
_SIGNS = {**dict.fromkeys("→➔➙➛➜➝➞➡⇒⟶⟹►▶»", "–"), "\ufe0f": " "}
"""Arrows, which are dashes between two dates or hours, and the invisible sign that makes an emoji of some of them."""
_ENGLISH = {**WORDS, **WHOLE_WORDS}
_FOREIGN = re.compile(
    "|".join(
        (
            rf"(?<![\u0900-\u097f])(?:{'|'.join(WHOLE_WORDS)})(?![\u0900-\u097f])",
            *map(re.escape, sorted(WORDS, key=lambda word: (-len(word), word))),
        )
    )
)


def fold(text: str) -> str:
    """`text`, as long as before, with plain letters for compatibility forms (bold, full-width), digits and dashes.

    Digits of all scripts become those of English; arrows become dashes.
    """
    return text if text.isascii() else _OTHER.sub(lambda match: "".join(map(_plain, match.group())), text)


def in_english(text: str) -> str:
    """`text` folded, and what it says of time and price in Kannada or Hindi in English. Places in it may move."""
    folded = fold(text)
    return folded if folded.isascii() else _FOREIGN.sub(lambda match: f" {_ENGLISH[match.group()]} ", folded)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    digit = unicodedata.decimal(character, None)
    plain = unicodedata.normalize("NFKC", character) if digit is None else str(digit)
    return plain if len(plain) == 1 else character
