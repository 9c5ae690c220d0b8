"""Letters and words of a text made those that the grammar knows, before it is read.

`fold` makes "𝗦𝗮𝘁 𝟮𝟭" and "೨೧" plain, character by character: places in the text stay what they are. `in_english`
writes an English word for each Kannada or Hindi one that dates, hours and prices need: the grammar then is one for all.
To read another language, add its words to `languages.py`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from include.understand.text.dates.slips import without_slips
from include.understand.text.languages import COUNTED_HOURS, ROMAN_WORDS, ROMAN_WORDS_OF_HOURS, WHOLE_WORDS, WORDS

TEXTS_KEPT = 8
"""Texts of which the English is kept: several readers ask for that of one text."""
_OTHER = re.compile(r"[^\x00-\x7f]+")
_SIGNS = {**dict.fromkeys("→➔➙➛➜➝➞➡⇒⟶⟹►▶»", "–"), "\ufe0f": " "}
"""Arrows, which are dashes between two dates or hours, and the invisible sign that makes an emoji of some of them."""
PART_OF_DAY_IN_KANNADA = r"\b(?:bel(?:agge|igge|ige)|sanje|ra{1,2}th?ri|subah|shaam|raat|dopahar|madhyahna)"
"""Parts of the day in Kannada and Hindi in Latin letters, as a part of patterns."""
_ROMAN_HOUR = re.compile(
    rf"\d\s?(?:bajey?|gant[ea]|[gr]inda\b|vareg)|{PART_OF_DAY_IN_KANNADA}\s\d|\b(?:{'|'.join(COUNTED_HOURS)})\b",
    re.IGNORECASE,
)
_MAY_BE_ROMAN = re.compile(
    r"vaa?r|itwa|\bna+[dl][a-z]{1,6}\b|\bivat|\baaj\b|\d\s?(?:baje|gant[ea]|[gr]inda|ru?pa)|(?:uc|nis|nih|muf|pra|dak|dodd|makk|vidy|ba[cd])[a-z]{1,12}\b|\bella|\byella"
    rf"|\b[a-z]{{2,9}} (?:baje|gant[ea]g|ghant)"
    rf"|{PART_OF_DAY_IN_KANNADA}\s\d",
    re.IGNORECASE,
)
"""Part of each text with such words, and quick to look for."""
_ROMAN, _ROMAN_OF_HOURS = (
    re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b{ending}", re.IGNORECASE)
    for words, ending in ((ROMAN_WORDS, ""), (ROMAN_WORDS_OF_HOURS, r"|(?<=\d)\s?(?:k?ke|ge)\b"))
)
_AT_THE_HOUR = " o'clock"
"""What an ending behind a number says: "sanje 5 ke", "5kke", "6.30ge"."""
_FIRST_NAMES = frozenset({"Indu", "Kal", "Har", "Sham", "Ratri"})
"""What may be one, with another capital behind: "Indu Nagaraj sings", but "Kal Shaam"."""
_CAPITALISED = re.compile(r"\s(?P<word>[A-Z][a-z]{1,20})")
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


@lru_cache(maxsize=TEXTS_KEPT)
def in_english(text: str) -> str:
    """`text` folded, days without slips, and what it says of time and price in Kannada or Hindi in English.

    Places in it may move.
    """
    folded = _from_roman(without_slips(fold(text)))
    return folded if folded.isascii() else _FOREIGN.sub(lambda match: f" {_ENGLISH[match.group()]} ", folded)


def _from_roman(text: str) -> str:
    """`text` with English for Kannada and Hindi in Latin letters."""
    if not _MAY_BE_ROMAN.search(text):
        return text
    pattern = _ROMAN_OF_HOURS if _ROMAN_HOUR.search(text) else _ROMAN
    return pattern.sub(_of_roman, text)


def _of_roman(match: re.Match[str]) -> str:
    behind = _CAPITALISED.match(match.string, match.end())
    is_name = match.group() in _FIRST_NAMES and behind and behind["word"].lower() not in ROMAN_WORDS_OF_HOURS
    return match.group() if is_name else ROMAN_WORDS_OF_HOURS.get(match.group().lower(), _AT_THE_HOUR)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    digit = unicodedata.decimal(character, None)
    plain = unicodedata.normalize("NFKC", character) if digit is None else str(digit)
    return plain if len(plain) == 1 else character
