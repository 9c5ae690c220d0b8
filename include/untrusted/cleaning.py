"""Foreign text made safe to store, compare and show: one function for every string of every record.

What goes: NULs and other control characters, halves of surrogate pairs, invisible and direction-changing characters,
private use; in the path of an address they are percent-encoded. What stays is what writing needs: the joiners of Indic
and Arabic scripts and of emoji, one variation selector behind a sign, the tags of a flag. It works on values, before
they are serialised: in JSON text a `\\u0000` that somebody wrote and one that stands for a NUL look alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from include.errors import BrokenRecord

MAX_MARKS = 6
"""Combining marks on one letter: Hebrew and Tibetan need five; more are stacked to run over the lines around."""
MAX_DEPTH = 60
"""Lists and objects inside one another in one record: what reads a record goes down by recursion."""

MAX_NAME_CHARS = 100
"""Of a key that is remembered as clean."""

SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK = re.compile(r"[\x0b\x0c\x85\u2028\u2029\u2800]")
"""Separators that JSON, logs and pages do not agree on, and the blank of Braille, which looks like a space."""
_JOINING = r"\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1bff\ua840-\uaaff"
"""Scripts from Arabic over the Indic ones to Khmer and Mongolian, whose letters take another shape beside a joiner."""
_SIGN = r"\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_KEPT = (
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"  # the flag of Scotland
    rf"|(?<=[{_JOINING}])[\u200c\u200d]|(?<=[{_SIGN}\ufe0f])\u200d(?=[{_SIGN}])"
    rf"|(?<=[{_SIGN}0-9#*])[\ufe0e\ufe0f]"
)
_DROPPED = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U000e0000-\U0010ffff"
)
_INVISIBLE = re.compile(rf"({_KEPT})|[{_DROPPED}]")
_MAY_BE_INVISIBLE = re.compile(rf"[{_DROPPED}]")
"""Looked for first: most texts have none, and to look for this alone takes a sixth of the time."""


_ACCENTS = re.compile("[\u0300-\u036f]")
_LAST_OF_PLANE = 0xFFFF
_ADDRESS = re.compile(r"(https?://[^/\s]*)(/\S*)", re.IGNORECASE)


@cache
def stacks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """More combining marks on one letter than any script has, and what may be such a stack.

    Compiled when first needed, as that takes a while. The second is looked for first: a class with many ranges beyond
    the first 65,536 characters takes twenty times the time of one with few.
    """
    points = [point for point in range(0x300, 0x1F000) if unicodedata.category(chr(point)) in ("Mn", "Me")]
    marks = _ranges(points)
    possible = _ranges([point for point in points if point <= _LAST_OF_PLANE]) + "\U00010000-\U0001f000"
    return re.compile(rf"([{marks}]{{{MAX_MARKS}}})[{marks}]+"), re.compile(rf"[{possible}]{{{MAX_MARKS + 1}}}")


def _ranges(points: list[int]) -> str:
    """Code points as the ranges of a character class."""
    runs = (list(group) for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


def clean_text(text: str) -> str:
    """`text` as it can be stored and shown; two halves of a surrogate pair become the character they mean."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if address := _ADDRESS.fullmatch(text):
        # without them another page would be asked for
        return _INVISIBLE.sub(r"\1", address[1]) + _INVISIBLE.sub(_encoded, address[2])
    text = _BLANK.sub(" ", text)
    if _MAY_BE_INVISIBLE.search(text):
        text = _INVISIBLE.sub(r"\1", text)
    return _without_stacks(text)


def without_accents(text: str) -> str:
    """`text` by its compatible forms (NFKD), without the accents of Latin letters.

    Stacks of marks are cut first: to bring the marks of one letter into their order takes the square of their number.
    """
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", _without_stacks(text)))


def _without_stacks(text: str) -> str:
    stack, possible_stack = stacks()
    return stack.sub(r"\1", text) if possible_stack.search(text) else text


def _encoded(match: re.Match[str]) -> str:
    return match[1] or quote(match[0].strip("\x00"))


def _clean_key(key: str) -> str:
    return _clean_name(key) if len(key) <= MAX_NAME_CHARS else clean_text(key)


_clean_name = lru_cache(maxsize=1_000)(clean_text)
"""The keys of one source's records are the same few."""


def clean(value: Any, depth: int = MAX_DEPTH) -> Any:
    """`value` (JSON) with every string in it cleaned, keys too, and None for numbers that JSON has not.

    Raises: BrokenRecord when lists and objects are nested more than `depth` deep.
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list | tuple | dict) and not depth:
        raise BrokenRecord(f"lists and objects are nested deeper than {MAX_DEPTH} (MAX_DEPTH)")
    if isinstance(value, list | tuple):
        return [clean(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {_clean_key(str(key)): clean(one, depth - 1) for key, one in value.items()}
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value
