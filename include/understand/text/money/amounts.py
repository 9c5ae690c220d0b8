"""Amounts of money in running text: "€1,499/-", "S$ 2 lakh", "$60", "five hundred euros", "S$ 20 to 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from include.areas.local import LocalMoney
from include.understand.text.dates.vocabulary import MONTH_BEGINNING
from include.understand.text.patterns import ReadText, bounded, lowered


@dataclass(frozen=True)
class Money:
    """One amount, the currency that is written beside it (ISO 4217, or None), and where it stands in the text."""

    amount: Decimal
    currency: str | None
    position: int
    end: int


CURRENCIES = {
    "INR": r"₹|inr\b",
    "AUD": r"au?\$|aud\b|australian dollars?\b", "CAD": r"ca?(?:d\s?)?\s?\$|cad\b|canadian dollars?\b",
    "SGD": r"s\$|sgd\b|singapore dollars?\b", "HKD": r"hk\$|hkd\b|hong kong dollars?\b",
    "NZD": r"nz\$|nzd\b|new zealand dollars?\b", "MXN": r"mex\$|mxn\s?\$?|mexican pesos?\b",
    "BRL": r"r\$|brl\b|reais\b",
    "USD": r"us\s?\$|usd\s?\$?|\$|(?:us|u\.s\.|united states|american)?\s?dollars?\b|bucks?\b",
    "EUR": r"€|eur(?:os?)?\b", "GBP": r"£|gbp\b|british pounds?\b|pounds? sterling\b|quid\b",
    "JPY": r"¥|jpy\b|(?:japanese )?yen\b", "CNY": r"cny\b|rmb\b|(?:chinese )?yuan\b", "CHF": r"chf\b|swiss francs?\b",
    "AED": r"aed\b|dirhams?\b", "THB": r"thb\b|baht\b", "LKR": r"lkr\b", "NPR": r"npr\b", "KRW": r"₩|krw\b",
    "RUB": r"₽|rub\b|rubles?\b", "SEK": r"sek\b|swedish kronor?\b", "DKK": r"dkk\b", "NOK": r"nok\b",
    "ZAR": r"zar\b",
}  # fmt: skip
_SHARED_SIGNS = r"(?:rs|rp|kr|ft|rm|tk|lei|kč|zł)"
"""Signs that several currencies have or that are words elsewhere: money where an area says so (`currency_signs`)."""
_SHARED_SIGN = re.compile(rf"\b{_SHARED_SIGNS}\.?\s?$", re.IGNORECASE)
_SIGN_CHARS = 6
MAGNITUDES = {
    "k": 1_000, "thousand": 1_000, "lakh": 100_000, "lac": 100_000, "m": 1_000_000, "mn": 1_000_000,
    "million": 1_000_000, "crore": 10_000_000, "cr": 10_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}  # fmt: skip
SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

NUMBER = r"\d{1,3}(?:,\d{2,3}){1,4}(?:\.\d{1,2})?(?!\d)|\d{1,9}(?:\.\d{1,2}(?!\d))?"
COUNTED = (
    r"(?:years?|yrs?\b|months?\b|weeks?\b|days?\b|nights?\b|hours?|hrs?|minutes?|mins?\b|seconds?\b|secs?\b"
    r"|o'?\s?clock\b|noon\b|midnight\b|people|persons\b|participants\b|guests\b|attendees\b|(?:lucky )?winners?\b"
    r"|per\s?cent\b|(?:only\s)?(?:sold|left)\b|teams\b(?! of\b)"
    r"|(?:runners|stalls|species|artists|dancers|musicians|volunteers|steps)\b"
    r"|seats?|feet\b|foot\b|ft\b|met(?:er|re)s?\b|kms?\b|kilomet|miles?\b|main\b|cross\b|road\b|rd\b|street\b"
    rf"|floors?\b|{MONTH_BEGINNING})"
)
"""What a number counts that is no amount: time, people, length, or where in the street a house is."""
TILL = r"(?:till?|until|up\s?to)\b"
"""Before a price's end, but as well before the day or the hour until when it is asked."""
_NO_END = rf"(?:(?:{NUMBER})\s*(?:st\b|nd\b|rd\b|th\b|{COUNTED})|(?:19|20)\d\d(?![\d,.]))"
"""Behind such a word a date, a year or a number of people."""
_BEGINNING = r"[1-9]\d{0,2}(?:[05]0|[49]9)"
"""A number that without a sign may be the beginning of a range: round, or just short of it, and no day or hour."""
MAX_BEGINNING_CHARS = 40
"""Characters before an amount in which the beginning of its range may stand."""
_MAGNITUDE = r"(?:k|thousand|la(?:kh|c)s?|millions?|mn|m|crores?|cr|billions?|bn|trillions?)\b"
_WORD = rf"(?:{'|'.join(sorted([*SMALL, 'hundred', *MAGNITUDES], key=len, reverse=True))})"
_WORDS = rf"\b(?:a\s+)?{_WORD}(?:(?:\s{{1,3}}and\s{{1,3}}|[\s-]{{1,3}}){_WORD}){{0,8}}\b"
_SIGN = "|".join(CURRENCIES.values())
_NAMED = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in CURRENCIES.items()}
_COMMA_NUMBER = re.compile(r"(?<![\d.,])\d{1,9}(?:\.\d{3}){0,3}(?:,\d{1,2}(?!\d)|(?<=\.\d{3}))(?![\d.,]\d)")
"""A number of a country that writes 1.499,50."""
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Grammar:
    """Patterns for one area's money in lower case: `sign` alone, `amount` with a sign, `until`, a range's end.

    `since` is a range's beginning, where the sign stands behind its end alone.
    """

    sign: str
    amount: re.Pattern[str]
    until: re.Pattern[str]
    since: re.Pattern[str]


@lru_cache(maxsize=8)
def grammar(money: LocalMoney) -> Grammar:
    """The patterns of an area whose own signs come before all others."""
    sign = any_sign(money.signs)
    before = (
        rf"(?P<sign>(?:(?<![a-z])|(?=[₹€£¥₩₽])){sign})\s?[.:]?\s*"
        rf"(?:(?P<one>{NUMBER})(?:\s*(?P<onek>{_MAGNITUDE}))?|(?P<number>{_WORDS}))"
    )
    after = (
        rf"(?<![\d.,:/])(?P<two>{NUMBER})[\s-]{{0,3}}(?:(?P<twok>{_MAGNITUDE})\s*(?:of\s+)?)?"
        rf"(?:(?P<after>{sign})(?!\.?\s?\d)|/[-=])"
    )
    spelled = rf"(?P<words>{_WORDS})\s+(?P<spelled>{sign})(?!\s?\d)"
    until = (
        rf"\s*(?:/[-=]|{sign})?\s*(?:-|–|—|to|and(?=\s*{sign})|{TILL}(?!\s*{_NO_END}))\s*(?:{sign})?"
        rf"\s*(?P<number>{NUMBER})"
        rf"(?:\s*(?P<k>{_MAGNITUDE}))?(?!\s*(?:[ap]m\b|:))"
    )
    since = (
        rf"(?:\b(?:between|from)\s+(?P<opened>{NUMBER})(?P<openedk>\s?k\b)?\s?(?:-|–|—|to\b|and\b|&|{TILL})"
        rf"|(?<![\w.,:/-])(?<!\d )(?P<number>{_BEGINNING})\s?(?:-|–|—|to\b|{TILL}))\s?$"
    )
    return Grammar(sign, bounded(f"{before}|{after}|{spelled}"), bounded(until), bounded(since))


def any_sign(own: tuple[str, ...]) -> str:
    """A pattern of the signs and names of money, an area's own before all others."""
    return rf"(?:{'|'.join([*map(_own, own), _SIGN])})"


def _own(sign: str) -> str:
    """A word ends where it ends, and may have a full stop."""
    sign = lowered(sign)
    return rf"{re.escape(sign)}\b\.?" if sign[-1].isalpha() else re.escape(sign)


def with_decimal_points(text: str, money: LocalMoney) -> str:
    """`text`, as long as it was, with numbers such as 1.499,50 written 1,499.50 where the area writes them so."""
    return text if money.decimal_mark == "." else _COMMA_NUMBER.sub(lambda n: n.group().translate(_SWAPPED), text)


def is_of_elsewhere(one: Money, text: str) -> bool:
    """Whether a sign stands before an amount that is none of the area's: "Rs 700" where one pays in euros."""
    before = max(0, one.position - _SIGN_CHARS)
    return one.currency is None and _SHARED_SIGN.search(text, before, one.position) is not None


def find_money(text: str, money: LocalMoney) -> list[Money]:
    """Every amount with a currency or "/-" beside it, in order; the end of a range ("$20-30") is an amount too.

    Raises: BrokenRecord when it names more than MAX_MENTIONS.
    """
    text = lowered(with_decimal_points(text, money))
    written = grammar(money)
    found: list[Money] = []
    taken = ReadText(text, "amounts of money")
    for match in written.amount.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        taken.add(match.start(), match.end())
        one = _one(match, money)
        if match["two"] and (first := _beginning(one, text, written)):
            found.append(first)
        found.append(one)
        until = written.until.match(text, match.end())
        if until and (last := value(until["number"], until["k"])) > found[-1].amount:
            found.append(Money(last, found[-1].currency, until.start("number"), until.end()))
    return found


def _beginning(last: Money, text: str, written: Grammar) -> Money | None:
    """The smaller amount of "between 300 and 900 rupees", which has the sign of the larger."""
    start = max(0, last.position - MAX_BEGINNING_CHARS)
    found = written.since.search(text[start : last.position])
    if not found:
        return None
    name = "opened" if found["opened"] else "number"
    amount = value(found[name], (found["openedk"] or "").strip() or None)
    position, end = start + found.start(name), start + max(found.end(name), found.end("openedk"))
    return Money(amount, last.currency, position, end) if 0 < amount < last.amount else None


def value(number: str, magnitude: str | None = None) -> Decimal:
    """What "1,499" and "k" come to."""
    scale = MAGNITUDES.get(magnitude.lower(), 0) or MAGNITUDES[magnitude.lower().rstrip("s")] if magnitude else 1
    return Decimal(number.replace(",", "")) * scale


def _one(match: re.Match[str], money: LocalMoney) -> Money:
    sign = match["sign"] or match["after"] or match["spelled"]
    if words := match["words"] or match["number"]:
        amount = Decimal(sum(_spelled(words)))
    else:
        amount = value(match["one"] or match["two"], match["onek"] or match["twok"])
    return Money(amount, currency_of(sign, money) if sign else None, match.start(), match.end())


def currency_of(sign: str, money: LocalMoney) -> str | None:
    """The ISO code of a sign or name of a currency, the area's own first; None when it is none."""
    bare = sign.strip()
    if bare.casefold().rstrip(".") in {one.casefold() for one in money.signs}:
        return money.currency
    return next((code for code, pattern in _NAMED.items() if pattern.fullmatch(bare)), None)


def _spelled(words: str) -> Iterator[int]:
    """The summands of "two thousand five hundred"."""
    part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in SMALL:
            part += SMALL[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in MAGNITUDES:
            yield max(part, 1) * MAGNITUDES[word]
            part = 0
    yield part
