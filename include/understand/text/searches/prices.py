"""What a search says about prices: "under 500", "less than $20", "free entry"."""

from __future__ import annotations

import re
from functools import lru_cache

from include.understand.text.dates.vocabulary import MONTH
from include.understand.text.money.amounts import NUMBER, TILL, value
from include.understand.text.money.in_words import in_figures
from include.understand.text.patterns import bounded
from include.understand.text.searches.vocabulary import Reading

MIN_BARE_AMOUNT = 100
"""Below this a number without a currency beside it is an age, a distance or a size."""
_WHAT_IS_COUNTED = (
    r"(?!\s*(?:km|m\b|mts?\b|mtrs?\b|met(?:er|re)s?\b|years?|yrs?|people|persons?\b|feet|ft|min|hour|days?\b|weeks?\b"
    r"|months?\b|seats?\b|guests?\b|players?\b|artists?\b|steps?\b|pages?\b|words?\b|songs?\b|am\b|pm\b|:))"
)
_MAGNITUDE = r"(?:k|thousand|la(?:kh|c)s?)\b"
_MOST_WORDS = (
    r"(?:\b(?:no more than|not more than|under|below|less than|cheaper than|up ?to|max(?:imum)?|at most|within"
    r"|not exceeding|budget(?:\s(?:of|is|under))?)|<|≤)\s*"
)
_END = rf"\s*(?!(?:19|20)\d\d(?!\d))(?:\d,?\d\d[\d,]{{0,9}}|\d{{1,2}}\s?k)(?!\w)(?!\s+{MONTH}){_WHAT_IS_COUNTED}"
"""Behind "till" a number of an amount: no hour, day or year."""
_MOST_BEHIND = r"\s*(?:\b(?:or|and) (?:less|under|below|cheaper)|\bmax(?:imum)?|\btops|\bbudget)\b"
_LEAST_WORDS = r"(?:\b(?:over|above|(?<!no )(?<!not )more than|at least|min(?:imum)?)|>|≥)\s*"
_LEAST_BEHIND = r"(?:\s*\+(?=\s*(?:$|\x00))|\s*\b(?:or|and) (?:more|above|over|up|upwards)\b)"
_WITHOUT = ("gluten", "sugar", "smoke", "alcohol", "dairy", "stress", "hands", "plastic", "feel", "care")
_FREE = bounded(
    r"\b(?:free (?:entry|admission|of (?:cost|charge)|to (?:enter|attend|join))|(?:entry|admission) free|for free"
    r"|(?:no|without(?: any)?) (?:entry |cover )?(?:fees?|charges?|cover(?: charges?)?))\b"
    r"|(?<![-\w])" + "".join(rf"(?<!\b{word}\s)" for word in _WITHOUT) + r"free\b"
    r"(?![-\w]|\s(?:style|diving|fall|hugs?|verse|wheel|form|flow|range|spirit|speech|will|fire"
    r"|throws?|kicks?|trade|birds?|soul"
    r"|wi-?fi|parking|drinks?|beers?|cocktails?|shots?|snacks?|pizzas?|samples?|goodies|gifts?|refills?|trials?)\b)"
)
"""Without a price, but not "gluten free", nor "free style", nor what is given to those who come: "free parking"."""
_MONEY = ("bucks",)
"""What money is called in many places, beside an area's own words."""
_RUNNING = bounded(r"\b(?:runs?|runners?|running|races?|walks?|marathons?|rides?|trails?|loops?|steps|followers)\b")
_K = r"(?<![\w.,])(?P<number{n}>\d{{1,2}}(?:\.\d)?)\s?(?P<k{n}>k\b)"
_ROUND = r"(?:[1-9]\d{{0,2}}(?:[05]0|99))(?P<k{n}>\s?k\b)?"
_WITHOUT_MONEY = (
    (
        ("minPrice", "maxPrice"),
        bounded(
            rf"(?<=[a-z]\s)(?P<number>{_ROUND.format(n='')})\s*(?:-|–|to)\s*"
            rf"(?P<number2>{_ROUND.format(n='2')})(?![\w-]){_WHAT_IS_COUNTED}"
        ),
    ),
    (("minPrice", "maxPrice"), bounded(rf"{_K.format(n='')}\s*(?:-|–|to)\s*{_K.format(n='2')}")),
    (("maxPrice",), bounded(rf"\bfor\s+{_K.format(n='')}")),
    (("maxPrice",), bounded(r"(?<![\w.,])(?!21\.1|42\.2)(?P<number>\d{1,2}\.\d)\s?(?P<k>k\b)")),
)
_YEARS = range(1900, 2100)
"""Two such numbers without a currency are years: "hits between 1970 and 1990"."""
_PAID = bounded(r"\bpaid\b")
_Patterns = tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def _amounts(signs: tuple[str, ...]) -> tuple[_Patterns, _Patterns]:
    """The filters, and the pattern that has an amount for each, with an area's words and signs for its money.

    First those with words about amounts, then those with nothing but money beside them: "comedy 500 rs".
    """
    written = "|".join(map(_whole, signs)) or "(?!)"
    before, after = rf"(?:(?:{written})\s*)", rf"(?:\s*(?:{written})|\s?/-)"
    signed, other_signed = (
        rf"(?P<number{n}>{NUMBER})(?P<k{n}>\s?{_MAGNITUDE})?(?:(?!\w)|(?={written}))(?:\s?/-)?" for n in ("", "2")
    )
    bare, other_bare = rf"(?<![\w.,]){signed}", rf"(?:{before}|(?<![\w.,])){other_signed}"
    one, other = (
        rf"(?P<before{n}>{before})?(?P<number{n}>{NUMBER})(?!\d)(?P<k{n}>\s?{_MAGNITUDE})?(?:\s?/-)?(?P<after{n}>{after})?"
        + _WHAT_IS_COUNTED
        for n in ("", "2")
    )
    span = ("minPrice", "maxPrice")
    ends = rf"(?:\s*(?:/-)?\s*(?:-|–|to\b|{TILL}(?={_END}|\s*(?:{written})))\s*)"
    return (
        (span, bounded(rf"\bbetween\s+{one}\s+(?:and|&|to|-|{TILL})\s+{other}")),
        (span, bounded(rf"(?:{before}|(?<![\w.,])){signed}{after}?{ends}{other_bare}(?P<after>{after})")),
        (span, bounded(rf"(?P<before>{before}){signed}{ends}{other_bare}")),
        (("maxPrice",), bounded(_MOST_WORDS + one)),
        (("maxPrice",), bounded(rf"(?<![\w.,]){one}{_MOST_BEHIND}")),
        (("minPrice",), bounded(_LEAST_WORDS + one)),
        (("minPrice",), bounded(rf"(?<![\w.,]){one}{_LEAST_BEHIND}")),
        (("minPrice",), bounded(rf"(?P<before>{before}){signed}\s+(?:onwards|upwards)\b")),
        (("minPrice",), bounded(rf"{bare}(?P<after>{after})\s+(?:onwards|upwards)\b")),
    ), (
        (("maxPrice",), bounded(rf"(?:\bfor\s+)?(?P<before>{before}){signed}")),
        (("maxPrice",), bounded(rf"(?:\bfor\s+)?{bare}(?P<after>{after})")),
    )


def _whole(sign: str) -> str:
    """The pattern of a word or sign for money, which is no end of a word: "drummers 500"."""
    letter = r"[^\W\d_]"
    begins, ends = rf"(?<!{letter})" if sign[0].isalpha() else "", rf"(?!{letter})\.?" if sign[-1].isalpha() else ""
    return f"{begins}{re.escape(sign)}{ends}"


def find_prices(text: str, signs: tuple[str, ...]) -> list[Reading]:
    """The filters on prices in a text of small letters; `signs` are an area's words and signs for its money."""
    written = in_figures(text, signs)
    told, named = _amounts((*signs, *_MONEY))
    found = _bounds(written.text, told) or _bounds(written.text, named) or _without_money(written.text)
    found = [(*one[:3], written.before(*one[3])) for one in found]
    for cost, pattern in (("free", _FREE), ("paid", _PAID)):
        if match := pattern.search(text):
            found.append(("cost", cost, {"cost": cost}, match.span()))
            break
    return found


def _without_money(text: str) -> list[Reading]:
    """What is asked without a word for money, where nobody runs so far: "dinner 1.5k", "class 500-1500"."""
    return [] if _RUNNING.search(text) else _bounds(text, _WITHOUT_MONEY)


def _bounds(text: str, patterns: _Patterns) -> list[Reading]:
    found: dict[str, Reading] = {}
    for names, pattern in patterns:
        if (match := pattern.search(text)) and not found.keys() & {*names}:
            for (name, sign), amount in zip(_named(names), _read(match, len(names)), strict=False):
                found[name] = (name, f"{sign} {amount:g}", {name: amount}, match.span())
    return list(found.values())


def _named(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, "≤" if name == "maxPrice" else "≥") for name in names]


def _read(match: re.Match[str], count: int) -> list[float]:
    """The amounts; none where they are too small to be meant as money without a word or sign for it."""
    said = match.groupdict()
    numbers = [(said[f"number{n}"], said[f"k{n}"]) for n in ("", "2")[:count]]
    amounts = [float(value(number, k and k.strip())) for number, k in numbers]
    is_money = any(said.get(name) for name in ("before", "after", "before2", "after2"))
    if is_money:
        return sorted(amounts)
    is_years = count > 1 and all(one in _YEARS for one in amounts)
    return sorted(amounts) if min(amounts) >= MIN_BARE_AMOUNT and not is_years else []
