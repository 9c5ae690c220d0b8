"""Prices in a field of their own: schema.org offers, or written (`€1,499`, `499/-`, `free`, `499 onwards`).

In running text they are read by `include/understand/text/money/prices.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from include.areas.local import LocalMoney
from include.listing import Price
from include.understand.text.money.amounts import NUMBER, currency_of, find_money, grammar, with_decimal_points
from include.understand.text.patterns import bounded
from include.untrusted.left_out import each

AMOUNT = re.compile(r"\d+(?:[.,'\u00a0\u2009\u202f\u2019]\d+)*")
GAPS = re.compile(r"['\s\u2019]")
ALONE = bounded(rf"\s*{AMOUNT.pattern}\s*")
CHOICE = bounded(r"[/|]")
SPAN = bounded(r"[-–—]|\bto\b", re.IGNORECASE)
BARE = bounded(rf"(?<![\d.,])(?P<number>{NUMBER})(?=\s*onwards\b)", re.IGNORECASE)
FREE = bounded(
    r"\b(?:free(?:\s+(?:entry|of\s+(?:cost|charge)|event|admission))?|no\s+(?:entry\s+)?(?:fee|charge|cover))\b", re.I
)
DONATION = bounded(r"\b(?:donation|pay\s+(?:what|as)\s+you\s+(?:want|like|wish|can|feel))\b", re.IGNORECASE)
ONWARDS = bounded(r"\b(?:onwards|starting\s+(?:from|at)|upwards)", re.IGNORECASE)
FROM = bounded(r"\bfrom\s+", re.IGNORECASE)
MAX_PRICE = Decimal(10_000_000)
MAX_CHOICES = 10
"""Prices that one text may offer to choose from."""


def amount(value: Any, money: LocalMoney) -> Decimal | None:
    """A number as written (`1,499.00`, `12,50`, `1.499,00`, `EUR 499`, 850.0), or None. Zero is a number here."""
    if isinstance(value, bool) or value is None:
        return None
    found = AMOUNT.search(with_decimal_points(value, money)) if isinstance(value, str) else None
    try:
        number = Decimal(_plain(found.group()) if found else str(value))
    except InvalidOperation:
        return None
    return number.normalize() + 0 if number.is_finite() and 0 <= number < MAX_PRICE else None


@lru_cache(maxsize=8)
def _signed(money: LocalMoney) -> re.Pattern[str]:
    """One number with a sign before or after it, and nothing else."""
    sign = grammar(money).sign
    return bounded(
        rf"\s*(?P<before>{sign})?[.:]?\s*(?P<number>{AMOUNT.pattern})\s*(?P<after>{sign})?\s*", re.IGNORECASE
    )


def _plain(number: str) -> str:
    """A number with a point before its fraction and no other mark.

    The last mark stands before a fraction when it stands there once; a comma alone before three digits groups them.
    """
    text = GAPS.sub("", number)
    mark = "," if text.rfind(",") > text.rfind(".") else "."
    whole, _, fraction = text.rpartition(mark)
    is_group = text.count(mark) != 1 or (mark == "," and "." not in text and len(fraction) == 3)
    return _digits(text) if is_group else f"{_digits(whole)}.{fraction}"


def _digits(text: str) -> str:
    return text.replace(",", "").replace(".", "")


def read_price_field(text: str, money: LocalMoney) -> Price:
    """The price written in `text`; empty when it names none. A zero beside a real price is not believed."""
    alone = _signed(money).fullmatch(text)
    sign = (alone["before"] or alone["after"]) if alone else None
    number = amount(alone["number"], money) if alone and sign else None
    if number is not None:
        return price_of([number], currency_of(sign or "", money) or money.currency)
    text = with_decimal_points(text, money)
    written = find_money(text, money)
    currency = next((one.currency for one in written if one.currency), money.currency)
    found = [one.amount for one in written if one.currency in (currency, None) and one.amount < MAX_PRICE]
    if not written:
        found = [number for match in BARE.finditer(text) if (number := amount(match["number"], money)) is not None]
    if DONATION.search(text) and not any(found):
        return Price(cost_type="donation")
    if not found and FREE.search(text):
        return _free(currency)
    return price_of(found, currency, open_ended=_is_open_ended(text, money))


def price_of(amounts: Iterable[Decimal], currency: str, *, open_ended: bool = False) -> Price:
    """One price from the amounts asked: zeros beside a real amount are phantoms, and alone they mean free."""
    every = list(amounts)
    real = [one for one in every if one > 0]
    if not real:
        return _free(currency) if every else Price()
    return Price(cost_type="paid", minimum=min(real), maximum=None if open_ended else max(real), currency=currency)


def read_offers(offers: Any, is_free: Any, money: LocalMoney, left_out: list[str] | None = None) -> Price:
    """The price of schema.org `offers` in any of their shapes, with `isAccessibleForFree` beside them.

    What is stated not to be free is paid, of an unknown amount where none is named. An offer that cannot be read is
    left out, with its reason in `left_out`.
    """
    every = list(_flat(offers))
    reasons = [] if left_out is None else left_out
    words = [word for found in each(reasons, "price", every, lambda one: _word(one, money)) for word in found]
    written = list(each(reasons, "price", words, lambda one: read_price_field(one, money)))
    each_offer = each(reasons, "price", every, lambda one: list(_amounts(one, money)))
    amounts = [found for offer in each_offer for found in offer]
    amounts += [one for price in written for one in (price.minimum, price.maximum) if one is not None]
    free = is_free is True or (isinstance(is_free, str) and is_free.strip().lower() in ("true", "yes", "1"))
    if free and not any(amounts):
        return _free(money.currency)
    stated = _currency(every, money) or money.currency
    price = price_of(amounts, stated, open_ended=any(_open_ended(one, money) for one in every))
    if price.cost_type is None and any(one.cost_type == "donation" for one in written):
        return Price(cost_type="donation")
    costs = is_free is False or (isinstance(is_free, str) and is_free.strip().lower() in ("false", "no", "0"))
    return Price(cost_type="paid") if costs and price.cost_type in (None, "free") else price


def _free(currency: str) -> Price:
    return Price(cost_type="free", minimum=Decimal(0), maximum=Decimal(0), currency=currency)


def _flat(offers: Any) -> Iterator[Any]:
    if isinstance(offers, list):
        for one in offers:
            yield from _flat(one)
    elif isinstance(offers, Mapping):
        yield offers
        yield from _flat(offers.get("offers"))
        yield from _flat(offers.get("priceSpecification"))
    elif isinstance(offers, str | int | float):
        yield {"price": offers}


def _amounts(offer: Mapping[str, Any], money: LocalMoney) -> Iterator[Decimal]:
    for key in ("price", "lowPrice", "highPrice", "minPrice", "maxPrice"):
        value = offer.get(key)
        written = _numbers(value, money) if isinstance(value, str) else None
        if written is None and isinstance(value, int | float):
            written = [amount(value, money)]
        yield from (one for one in written or () if one is not None)


def _numbers(value: str, money: LocalMoney) -> list[Decimal | None] | None:
    """The amounts of a text that is nothing but numbers: `499`, `499 | 699`, `499-999`. None of any other."""
    choice, span = CHOICE.split(value, MAX_CHOICES), SPAN.split(value, 2)
    if all(ALONE.fullmatch(one) for one in choice):
        return [amount(one, money) for one in choice]
    if len(span) == 2 and all(ALONE.fullmatch(one) for one in span):
        low, high = amount(span[0], money), amount(span[1], money)
        return [low, high] if low is not None and high is not None and low <= high else None
    return None


def _word(offer: Mapping[str, Any], money: LocalMoney) -> list[str]:
    """A price given in words, where a number belongs; none otherwise."""
    value = offer.get("price")
    return [value] if isinstance(value, str) and value.strip() and _numbers(value, money) is None else []


def _is_open_ended(text: str, money: LocalMoney) -> bool:
    """Whether a price may be higher: "499 onwards", "from €10"."""
    sign = re.compile(grammar(money).sign, re.IGNORECASE)
    return bool(ONWARDS.search(text)) or any(sign.match(text, lead.end()) for lead in FROM.finditer(text))


def _open_ended(offer: Mapping[str, Any], money: LocalMoney) -> bool:
    if _is_open_ended(str(offer.get("price") or ""), money):
        return True
    return offer.get("lowPrice") is not None and offer.get("highPrice") is None


def _currency(every: list[Mapping[str, Any]], money: LocalMoney) -> str | None:
    for offer in every:
        code = offer.get("priceCurrency")
        if isinstance(code, str) and re.fullmatch(r"[A-Za-z]{3}", code.strip()):
            return code.strip().upper()
        if isinstance(code, str) and (named := currency_of(code, money)):
            return named
    return None
