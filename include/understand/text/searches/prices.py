"""What a search says about prices: "under 500", "less than $20", "free entry"."""

from __future__ import annotations

import re
from functools import lru_cache

from include.understand.text.money.amounts import NUMBER, value
from include.understand.text.patterns import bounded
from include.understand.text.searches.vocabulary import Reading

MIN_BARE_AMOUNT = 100
"""Below this a number without a currency beside it is an age, a distance or a size."""
_WHAT_IS_COUNTED = r"(?!\s*(?:km|m\b|years?|yrs?|people|feet|ft|min|hour|am\b|pm\b|:))"
_MOST_WORDS = r"(?:\b(?:under|below|less than|cheaper than|up ?to|max(?:imum)?|at most|within)|<|≤)\s*"
_LEAST_WORDS = r"(?:\b(?:over|above|more than|at least|min(?:imum)?)|>|≥)\s*"
_WITHOUT = ("gluten", "sugar", "smoke", "alcohol", "dairy", "stress", "hands", "plastic", "feel", "care")
_FREE = bounded(
    r"\b(?:free (?:entry|admission|of (?:cost|charge)|to (?:enter|attend|join))|(?:entry|admission) free|for free"
    r"|no (?:entry |cover )?(?:fees?|charges?|cover(?: charges?)?))\b"
    r"|(?<![-\w])" + "".join(rf"(?<!\b{word}\s)" for word in _WITHOUT) + r"free\b"
    r"(?![-\w]|\s(?:style|diving|fall|hugs?|verse|wheel|form|flow|range|spirit|speech|will|fire)\b)"
)
"""Without a price, but not "gluten free", nor "free style"."""
_PAID = bounded(r"\bpaid\b")


@lru_cache(maxsize=8)
def _amounts(signs: tuple[str, ...]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The filter, its sign and its pattern, with an area's words and signs for its money."""
    written = "|".join(re.escape(sign) + (r"\b\.?" if sign[-1].isalpha() else "") for sign in signs) or "(?!)"
    amount = (
        rf"(?P<before>(?:{written})\s*)?(?P<number>{NUMBER})(?P<k>\s?k\b)?(?:\s?/-)?(?P<after>\s*(?:{written}))?"
        + _WHAT_IS_COUNTED
    )
    return ("maxPrice", "≤", bounded(_MOST_WORDS + amount)), ("minPrice", "≥", bounded(_LEAST_WORDS + amount))


def find_prices(text: str, signs: tuple[str, ...]) -> list[Reading]:
    """The filters on prices in a text of small letters; `signs` are an area's words and signs for its money."""
    found: list[Reading] = []
    for name, sign, pattern in _amounts(signs):
        match = pattern.search(text)
        if match and (amount := _amount(match)) is not None:
            found.append((name, f"{sign} {amount:g}", {name: amount}, match.span()))
    for cost, pattern in (("free", _FREE), ("paid", _PAID)):
        if match := pattern.search(text):
            found.append(("cost", cost, {"cost": cost}, match.span()))
            break
    return found


def _amount(match: re.Match[str]) -> float | None:
    amount = float(value(match["number"], match["k"] and match["k"].strip()))
    return amount if match["before"] or match["after"] or amount >= MIN_BARE_AMOUNT else None
