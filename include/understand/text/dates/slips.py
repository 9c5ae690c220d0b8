"""Words for days as they are written in haste: "tonite", "tmrrow", "satuday", "febuary"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

_MISSPELT = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "tonight",
    "january", "february", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = {
    "tonight": ("tonite", "2nite", "tonyt", "tonyte", "tnite", "2nyt"),
    "tomorrow": ("tmrrw", "tmorrow", "2mrw", "2mrrw", "2morrow", "tommorrow", "tommorow", "tomoro", "tmoro", "tomm"),
    "today": ("tdy", "tday"),
    "wednesday": ("wensday", "wendsday", "wendesday", "wedsday"),
}
_LONG_CHARS = 7
"""From which length on another letter in the place of one leaves a day's word: "Sunway" and "manday" are words too."""
_WORD = re.compile(r"(?<![\w@#.])[a-z\d]{3,11}(?![\w@]|\.\w)")


def _one_letter_off() -> Iterator[tuple[str, str]]:
    """Each word with a letter left out, doubled or in the place of the next, a long one also with another; the word."""
    for word in _MISSPELT:
        for at in range(len(word) + 1):
            before, behind = word[:at], word[at:]
            yield before + behind[1:], word
            yield before + behind[1:2] + behind[:1] + behind[2:], word
            yield before + behind[:1] + behind, word
            if len(word) >= _LONG_CHARS:
                for letter in ascii_lowercase:
                    yield before + letter + behind[1:], word
                    yield before + letter + behind, word


def _slips() -> dict[str, str]:
    found = {short: word for word, several in _SHORT.items() for short in several}
    for slip, word in _one_letter_off():
        # "Frida", "Sundar" and "sundae" are no days, "Fridays" are several
        if slip[-1] == word[-1] and slip[0] == word[0]:
            found.setdefault(slip, word)
    return {slip: word for slip, word in found.items() if slip not in _MISSPELT}


_RIGHT = _slips()


def without_slips(text: str) -> str:
    """`text` with the days that are misspelt as they are written. Places in it may move."""
    lower = text.lower()
    if len(lower) != len(text) or _RIGHT.keys().isdisjoint(_WORD.findall(lower)):
        return text
    return _replaced(text, lower)


def _replaced(text: str, lower: str) -> str:
    parts, stop = [], 0
    for match in _WORD.finditer(lower):
        if (right := _RIGHT.get(match.group())) is not None:
            written = text[match.start() : match.end()]
            parts += [text[stop : match.start()], right.capitalize() if written[0].isupper() else right]
            stop = match.end()
    return "".join([*parts, text[stop:]])
