"""SHOUTING in a title, written as a person would: "FC BARCELONA FAN MEET" is "FC Barcelona Fan Meet".

Only what is in capitals as a whole is written otherwise: a lone word in capitals may be how somebody writes a name. A
word that may be an abbreviation stays as it is written, and so does one before "+".
"""

from __future__ import annotations

import re

from include.understand.record.abbreviations import may_be_abbreviation
from include.understand.text.patterns import bounded

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PARTS = bounded(r"(\s+[-–—]\s+|:\s+|\s*[|•]{1,2}\s*)")
_BEGINS = re.compile(r"[:.!?\[(\"“|•]\s?$|\s[-–—]\s$")
"""What stands before the first word of a part."""
MAX_MARK_CHARS = 8
"""Characters before a word in which that is looked for."""
MIN_MIXED_WORDS = 3
"""Words in capitals in a part of a title that has other parts, from which it is shouting and no name."""
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over", "the"}
    | {"to", "with"}
)  # fmt: skip
_NO_ABBREVIATIONS = {"mr": "Mr", "mrs": "Mrs", "ms": "Ms", "dr": "Dr", "st": "St", "vs": "vs", "ft": "ft"}
_ELIDED = frozenset({"d", "l", "o"})
"""Before the apostrophe of a name: "D'Souza", "O'Brien"."""
_BEHIND_NUMBERS = frozenset({"s", "st", "nd", "rd", "th", "am", "pm", "km", "min", "mins", "hrs"})


def without_shouting(title: str) -> str:
    """`title` with its parts in capitals in the case of titles; any other title as it is."""
    if _shouts(title, 2):
        return _cased(title)
    pieces = _PARTS.split(title)
    return "".join(_cased(one) if _shouts(one, MIN_MIXED_WORDS) else one for one in pieces)


def _shouts(text: str, least: int) -> bool:
    """Whether a text has nothing but capitals, and `least` words that could be written otherwise."""
    found = _WORD.findall(text)
    return text == text.upper() and text != text.lower() and sum(len(word) > 1 for word in found) >= least


def _cased(text: str) -> str:
    found = list(_WORD.finditer(text))
    pieces, last = [], 0
    for match in found:
        before = text[max(last, match.start() - MAX_MARK_CHARS) : match.start()]
        first = match is found[0] or match is found[-1] or _BEGINS.search(before) is not None
        number = match.start() > 0 and text[match.start() - 1].isdigit()
        plus = text[match.end() : match.end() + 1] == "+"
        pieces += [text[last : match.start()], match.group() if plus else _word(match.group(), first, number)]
        last = match.end()
    return "".join(pieces) + text[last:]


def _word(word: str, first: bool, behind_number: bool) -> str:
    low = word.lower()
    if behind_number:
        return low if low in _BEHIND_NUMBERS else word
    if low in _SMALL and not first:
        return low
    if low in _NO_ABBREVIATIONS:
        known = _NO_ABBREVIATIONS[low]
        return known[:1].upper() + known[1:] if first else known
    if len(word) == 1:
        return "x" if low == "x" and not first else word
    head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
    tail = tail.capitalize() if head.lower() in _ELIDED else tail.lower()
    return (head if may_be_abbreviation(head.lower()) else head.capitalize()) + mark + tail
