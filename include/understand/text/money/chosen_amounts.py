"""Which numbers of a brief text are prices of entry where no rule knows one: by weights learned from labelled texts.

"Silver circle 900, floor 1,400 only" has neither sign nor label that the rules know. Texts are in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from include.understand.text.money.amounts import COUNTED, Money
from include.understand.text.patterns import bounded
from include.understand.text.signal_weights import SignalWeights

SHIPPED = Path(__file__).parent / "data" / "amounts.json"
_NUMBER = bounded(
    rf"(?<![\d.,:])(\d{{1,2}}(?:,\d{{2,3}}){{1,2}}|\d{{1,6}})(\.\d{{1,2}})?(\s?k\b)?"
    rf"(?!\d|[.,:]\d|\s*{COUNTED})"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|\n")
_TERMS = bounded(
    r"\b(?:tickets?|entry|fee|price|cost|cover|registration|pass(?:es)?|charge|contribution|per (?:head|person)|pp"
    r"|early bird|stag|couple)"
)
_PAYER = re.compile(
    r"(?:adult|couple|stag|student|member|guest|kid|child|senior|single|double|pair|door|gate|spot|walk|pre|presale|bird"
    r"|online|general|regular|vip|others?|outsider|resident|team|family|solo|duo|veg|seat|table|day|phase)(?:s|ren|in)?"
)
"""Who pays, and which way in, of which each has a price of its own."""
_PLURAL = re.compile(r"[a-z]{3,15}[^s]s")
"""What may be counted, where it is nobody who pays: "100 teams", "60 chairs"."""
_TICKETS = re.compile("[🎟🎫💰💵💸]")
LEAST, MOST = 20, 200_000
"""What a number is worth that could be a price."""
AROUND_CHARS, NEAR_CHARS = 60, 20
"""Characters around a number that are read; between two numbers that stand together."""
YEARS = range(1900, 2100)
MAX_NUMBERS = 40
PROBABLE, PROBABLE_BESIDE = 0.5, 0.6
"""From which probability on a number is taken, where rules find no price, and beside one that they find."""


@dataclass(frozen=True)
class AmountCandidate:
    """A number that could be a price, where it stands in the text, and its signals."""

    amount: Decimal
    position: int
    end: int
    signals: frozenset[str]


def likely_amounts(text: str, signed: Sequence[Money], ruled: Sequence[Money] = ()) -> list[Money]:
    """The numbers without a sign of money that are probably prices, and that rules did not find.

    `signed`: the amounts of the text that have a sign. `ruled`: those that rules took for prices.
    """
    least = PROBABLE_BESIDE if ruled else PROBABLE
    return [
        Money(one.amount, None, one.position, one.end)
        for one in possible_amounts(text, signed)
        if "signed" not in one.signals
        and not any(each.position < one.end and one.position < each.end for each in ruled)
        and probability(one, _shipped()) >= least
    ]


def probability(one: AmountCandidate, weights: SignalWeights) -> float:
    """How probably a number is a price of entry."""
    return weights.probability(one.signals)


def possible_amounts(text: str, signed: Sequence[Money]) -> list[AmountCandidate]:
    """The first MAX_NUMBERS numbers of a text that could be prices, in order."""
    spans = [(one.position, one.end) for one in signed]
    found = [(one, _value(one)) for one in _NUMBER.finditer(text)]
    found = [(one, amount) for one, amount in found if LEAST <= amount <= MOST][:MAX_NUMBERS]
    places = [one.span() for one, _ in found]
    return [
        AmountCandidate(amount, one.start(), one.end(), frozenset(
            (*_of_words(one.span(), text), *_of_line(one.span(), places, spans, text),
             *_of_number(amount, _is_in(one.start(), spans), text[one.end() : one.end() + 1]))
        ))
        for one, amount in found
    ]  # fmt: skip


def _value(match: re.Match[str]) -> Decimal:
    return Decimal((match[1] + (match[2] or "")).replace(",", "")) * (1_000 if match[3] else 1)


def _is_in(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _of_words(span: tuple[int, int], text: str) -> list[str]:
    """The words and signs beside it."""
    before = _TOKEN.findall(text, max(0, span[0] - AROUND_CHARS), span[0])[-5:]
    behind = _TOKEN.findall(text, span[1], span[1] + AROUND_CHARS)[:5]
    first, second = ([_token(one) for one in tokens] for tokens in (before[::-1], behind))
    last, following = first[0] if first else "^", second[0] if second else "$"
    found = [f"b1={last}", f"a1={following}", f"beside {_class(last)}{_class(following)}"]
    found += [f"b2={one}" for one in first[1:2]] + [f"a2={one}" for one in second[1:2]]
    found += [f"before {one}" for one in before if one.isalpha()][-3:]
    beside = (("payer before", first[:2]), ("payer behind", second[:2]))
    found += [name for name, tokens in beside if any(map(_PAYER.fullmatch, tokens))]
    if second and _PLURAL.fullmatch(second[0]) and not _PAYER.fullmatch(second[0]):
        found.append("plural behind")
    return found + [f"behind {one}" for one in behind if one.isalpha()][:3]


def _token(token: str) -> str:
    return "#" if token.isdigit() else token


def _class(token: str) -> str:
    return "w" if token.isalpha() else token


def _of_line(
    span: tuple[int, int], places: Sequence[tuple[int, int]], signed: Sequence[tuple[int, int]], text: str
) -> list[str]:
    """What its line has beside it, and the numbers near it."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    end = len(text) if end < 0 else end
    line = text[start:end]
    others = [one for one in places if one != span]
    near = [one for one in others if _is_near(span, one, text)]
    tests = (
        ("line of prices", _TERMS.search(line)), ("line of money", any(start <= one[0] < end for one in signed)),
        ("line of tickets", _TICKETS.search(line)), ("title", start == 0),
        ("another in the line", any(start <= one[0] < end and _is_in(one[0], signed) for one in others)),
        ("near a number", near), ("near money", any(_is_in(one[0], signed) for one in near)),
    )  # fmt: skip
    return [signal for signal, holds in tests if holds] + ["money" if signed else "no money"]


def _is_near(one: tuple[int, int], other: tuple[int, int], text: str) -> bool:
    """Whether two numbers stand together in a line."""
    first, last = sorted((one, other))
    between = text[first[1] : last[0]]
    return len(between) <= NEAR_CHARS and "\n" not in between


def _of_number(amount: Decimal, signed: bool, following: str) -> list[str]:
    """What the number itself looks like."""
    whole = int(amount)
    is_round = whole % 50 == 0 or whole % 100 in {99, 49}
    found = ["round" if is_round else "odd", f"digits {len(str(whole))}", *(["signed"] if signed else [])]
    return found + (["year"] if whole in YEARS and not signed else []) + (["slash"] if following == "/" else [])


@lru_cache(maxsize=1)
def _shipped() -> SignalWeights:
    return SignalWeights.read(SHIPPED)
