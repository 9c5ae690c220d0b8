"""Amounts in words as figures: "five hundred bucks" is 500 bucks, "fifteen hundred" 1500, "entry two fifty" entry 250.

For text in lower case. A number below a hundred stays a word: it mostly counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from include.understand.text.money.amounts import MAGNITUDES, NUMBER, SMALL, any_sign, value
from include.understand.text.patterns import bounded, has_any

HUNDRED = 100
_SCALES = {"hundred": HUNDRED, **{word: n for word, n in MAGNITUDES.items() if len(word) > 2}}
_SCALES |= {f"{word}s": n for word, n in _SCALES.items()}
_WORD = rf"(?:{'|'.join(sorted((*SMALL, *_SCALES), key=len, reverse=True))})"
_RUN = bounded(
    rf"(?<![\w.,-])(?<!\d )(?:an?\s|\d{{1,2}}\s(?=hundred\b))?{_WORD}(?:(?:\s|-|\sand\s){_WORD}){{0,8}}(?![\w-])"
)
"""Words of numbers one behind the other; behind figures they are part of those: 3 hundred, and 2 thousand elsewhere."""
_TOKEN = re.compile(r"[a-z]+|\d+")
_MENTIONED = (*_SCALES, "fifty", "twenty", "thirty", "forty", "sixty", "seventy", "eighty", "ninety")
"""One of these is in whatever is written as figures."""
_CALLED = (
    r"(?:tickets?|tkts?|tix|pass(?:es)?|entry|fees?|prices?|priced at|cost|cover(?: charges?)?|charges?|registration"
    r"|contribution|donation|early ?-?birds?|regular|students?|members?|couples?|stags?|adults?|child(?:ren)?|kids"
    r"|max|under|below|above|over|up ?to)"
)
_ENDINGS = frozenset({25, 49, 50, 75, 95, 99})
"""What stands behind the hundreds of a price without the word for them; two thirty is an hour."""
BEFORE_CHARS = 30
MIN_SMALL = 20
"""What less than a hundred is worth that may be a price in words."""
_PAYS_SMALL = bounded(
    r"\b(?:entry|tickets?|fees?|students?|(?:non-?)?members?|adults?|child(?:ren)?|kids?|seniors?|others|guests)\s?[:–=-]?\s?$"
)
_ENDS_SMALL = bounded(r"\s*(?:$|[.,;|/)•·\n](?!\d)|only\b)")


@dataclass(frozen=True)
class _Grammar:
    """For one area's money: what stands `before` and `behind` a price; an amount written `twice`.

    Twice: Rs. 750 (rupees 750 only), as on a cheque.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    twice: re.Pattern[str]


@lru_cache(maxsize=8)
def _grammar(signs: tuple[str, ...]) -> _Grammar:
    money = rf"(?:(?:(?<![a-z])|(?=[^\w\s])){any_sign(signs)})"
    return _Grammar(
        bounded(rf"(?:(?P<money>{money})|\b{_CALLED}\b)(?:\s(?:is|of|from|at|only|just))?[\s:–=-]{{0,3}}$"),
        bounded(
            rf"\s*(?:(?P<money>{money}|/-)|\bonwards\b|\beach\b|\bpp\b|\bper (?:head|person|couple|pax|team)\b"
            r"|\bmax\b|\bor less\b|(?:at (?:the )?)?(?:door|gate|venue)\b|on the spot\b|online\b)"
        ),
        bounded(
            rf"(?P<kept>(?P<first>{NUMBER})(?:\s?/-)?(?:\s?{money})?)\s?"
            rf"\((?:{money}\s?)?(?P<again>{NUMBER})(?:\s?{money})?(?:\sonly)?(?:\s?/-)?\)"
        ),
    )


@dataclass(frozen=True)
class Figures:
    """A text with figures for words. `edits`: from and to before where each stands, and where its words stood."""

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def before(self, start: int, stop: int) -> tuple[int, int]:
        """The characters of the text as it was that are meant by these."""
        return self._place(start, 0), self._place(stop, 1)

    def _place(self, at: int, end: int) -> int:
        grown = 0
        for now, until, old, old_until in self.edits:
            if now < at < until or at == (now, until)[end]:
                return (old, old_until)[end]
            grown = old_until - until if until <= at else grown
        return at + grown


def in_figures(text: str, signs: tuple[str, ...]) -> Figures:
    """A text in lower case with figures for the amounts in words; `signs` are an area's words for its money."""
    if not has_any(text, _MENTIONED):
        return Figures(text)
    parts, edits, done, length = [], [], 0, 0
    for start, end, number in _numbers(text, _grammar(signs)):
        parts += [text[done:start], f"{number:,}"]
        now = length + start - done
        length = now + len(parts[-1])
        edits.append((now, length, start, end))
        done = end
    return Figures("".join([*parts, text[done:]]), tuple(edits))


def once(text: str, signs: tuple[str, ...]) -> str:
    """A text in figures without an amount that repeats the one before it in brackets."""
    return _grammar(signs).twice.sub(
        lambda found: found["kept"] if value(found["first"]) == value(found["again"]) else found.group(), text
    )


def _numbers(text: str, written: _Grammar) -> Iterator[tuple[int, int, int]]:
    """From where to before where which numbers are written in words, in order."""
    for run in _RUN.finditer(text):
        for words in _joined(_TOKEN.finditer(text, run.start(), run.end())):
            start, end = words[0].start(), words[-1].end()
            names = [word.group() for word in words if word.group() != "and"]
            number = _value(names) or 0
            if number >= HUNDRED or (number >= MIN_SMALL and _is_small_price(text, start, end)):
                yield start, end, number
            elif (price := _without_hundred(names)) and _is_price(price, text, start, end, written):
                yield start, end, price


def _joined(tokens: Iterator[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The numbers of a run: what is behind "and" belongs to the one before where it is smaller than its last unit."""
    found: list[re.Match[str]] = []
    for part in _parts(tokens):
        names = [one.group() for one in part]
        link = part[:1] if names[0] == "and" else []
        number = _value(names[len(link) :])
        if found and number is not None and number < _SCALES.get(found[-1].group(), 1):
            found += part
        else:
            if found:
                yield found
            found = part[len(link) :]
    if found:
        yield found


def _parts(tokens: Iterator[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Words up to an "and", which begins the next part."""
    part: list[re.Match[str]] = []
    for one in tokens:
        if one.group() == "and" and part:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _value(words: Sequence[str]) -> int | None:
    """What words come to, from the largest unit down; None where they are no number."""
    total = part = 0
    least: float = float("inf")
    for word in words:
        if word in ("a", "an"):
            continue
        small, scale = int(word) if word.isdigit() else SMALL.get(word), _SCALES.get(word, 0)
        if small is not None:
            if part % HUNDRED and not (part % 10 == 0 and part % HUNDRED >= 20 and small < 10):
                return None
            part += small
        elif scale == HUNDRED and part < HUNDRED:
            part = max(part, 1) * HUNDRED
        elif HUNDRED < scale < least:
            total, part, least = total + max(part, 1) * scale, 0, scale
        else:
            return None
    return total + part


def _without_hundred(words: Sequence[str]) -> int | None:
    """Of "two fifty" 250, of "twelve ninety nine" 1299."""
    first, rest = SMALL.get(words[0], 0), _value(words[1:])
    return first * HUNDRED + rest if 0 < first < 20 and rest and 20 <= rest < HUNDRED else None


def _is_small_price(text: str, start: int, end: int) -> bool:
    """Whether less than a hundred is what somebody pays: "adult one fifty, child seventy five"."""
    return _PAYS_SMALL.search(text[max(0, start - BEFORE_CHARS) : start]) is not None and (
        _ENDS_SMALL.match(text, end) is not None
    )


def _is_price(number: int, text: str, start: int, end: int, written: _Grammar) -> bool:
    """Whether there is money beside it; what could be an hour needs a word or sign for money."""
    beside = (written.before.search(text[max(0, start - BEFORE_CHARS) : start]), written.behind.match(text, end))
    found = [one for one in beside if one]
    return any(number % HUNDRED in _ENDINGS or one["money"] for one in found)
