"""Prices in text: "₹499 onwards", "Rs. 300 - Rs 500", "1,499/-", "free entry", "pay what you want"."""

from __future__ import annotations

import re
from decimal import Decimal

from include.listing import Price

_AMOUNT = r"(\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?)(k\b)?"
_SIGN = r"(?:₹|\brs\b\.?|\binr\b|\brupees\b)"
_MONEY = re.compile(
    rf"{_SIGN}\s*{_AMOUNT}|(?<![\d,.]){_AMOUNT}\s*(?:/-|/=|\binr\b|\brupees\b|\brs\b\.?|₹)"
    r"|(?<![\d,.:])(\d{3,6})(k\b)?\s+onwards",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b(?:tickets?|entry(?: fee)?|fees?|price|cost|cover(?: charges?)?|charges?|contribution"
    rf"|donation)\b\s*[:\-–=]?\s*"
    rf"(?:of\s+|is\s+|from\s+|at\s+)?{_AMOUNT}(?!\d|\s*(?:[+%]|[ap]\.?m\b|:|st\b|nd\b|rd\b|th\b|years?|hours?|hrs?|minutes?|people|seats?|pm))",
    re.IGNORECASE,
)
_RANGE_END = re.compile(rf"^\s*(?:-|–|to)\s*(?:{_SIGN}\s*)?{_AMOUNT}", re.IGNORECASE)
_NOT_ENTRY = re.compile(
    r"(?:worth|win|prizes?(?: of| money)?|cashback|discount(?: of)?|off|save|redeemable[^.]{0,20}"
    r"|voucher(?:s)? of|pool of|cover of|includes|valet[^.]{0,25}|parking[^.]{0,15}|racquet|camera|upgrade|rent)\W*$",
    re.IGNORECASE,
)
_NOT_ENTRY_AFTER = re.compile(
    r"^\s*(?:/|per|an?)\s*(?:hour|vehicle|drink|km)\b|^\s*(?:for|towards)\s+(?:the\s+)?(?:camera|parking|valet)"
    r"|^\s*(?:cover|off|discount|cashback)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")
_FREE = re.compile(
    r"\bfree\s+(?:entry|admission|event|registration|to attend|session|workshop|concert|rsvp|of cost|for all)\b"
    r"|\bentry\s*(?:is|:|-)?\s*free\b"
    r"|\badmission\s*(?:is|:|-)?\s*free\b|\bfree of (?:charge|cost)\b|\bcosts? nothing\b|(?:^|[,.;:·•"
    r"|]\s*)(?:it(?:'s| is) )?free\s*(?:[.!;,·•|]|$)|\bno (?:entry fee|cover charge|charge|cost)\b"
    r"|\bopen to all\b[^.]{0,20}\bfree\b|\bfree and open\b",
    re.IGNORECASE | re.MULTILINE,
)
_DONATION = re.compile(
    r"\bpay[- ](?:what|as)[- ]you[- ](?:want|can|like|wish|feel)\b|\bdonations?\s+(?:welcome|based|entry|only"
    r"|at the door)\b"
    r"|\bby donation\b|\bdonation[- ]based\b|\bvoluntary contribution\b",
    re.IGNORECASE,
)
FLOOR = Decimal(10)
"""Below this a number beside a price word counts sessions or people."""
CEILING = Decimal(200_000)
"""Above this an amount is a prize, a salary or a telephone number."""


def read_price(text: str, currency: str = "INR") -> Price:
    """The price that a text names; an empty `Price` when it names none.

    A zero beside a real amount is a phantom and dropped; "free entry" beside an amount is `variable`.
    """
    amounts = sorted(a for a in _amounts(text) if FLOOR <= a <= CEILING)
    if _DONATION.search(text):
        return _price("donation", amounts, currency)
    free = _FREE.search(text) is not None
    if amounts:
        return _price("variable" if free else "paid", amounts, currency)
    return Price(cost_type="free") if free else Price()


def _amounts(text: str) -> list[Decimal]:
    found: list[Decimal] = []
    for match in [*_MONEY.finditer(text), *_LABELLED.finditer(text)]:
        if _is_something_else(match, text):
            continue
        found.append(_amount(next((g, k) for g, k in _pairs(match) if g)))
        until = _RANGE_END.match(text[match.end() : match.end() + 20])
        if until and match.re is _MONEY:
            found.append(_amount((until[1], until[2])))
    return found


def _is_something_else(match: re.Match[str], text: str) -> bool:
    """Prizes, parking and discounts are no price of entry; "2025 onwards" is a year."""
    bare = _YEAR.match(match.group().split()[0]) or (match.re is _LABELLED and _YEAR.match(match[1]))
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 25]
    return bool(bare or _NOT_ENTRY.search(before) or _NOT_ENTRY_AFTER.match(after))


def _pairs(match: re.Match[str]) -> list[tuple[str | None, str | None]]:
    groups = match.groups()
    return list(zip(groups[::2], groups[1::2], strict=True))


def _amount(parts: tuple[str | None, str | None]) -> Decimal:
    number, thousands = parts
    return Decimal((number or "0").replace(",", "")) * (1000 if thousands else 1)


def _price(cost_type: str, amounts: list[Decimal], currency: str) -> Price:
    if not amounts:
        return Price.model_validate({"cost_type": cost_type})
    return Price.model_validate(
        {"cost_type": cost_type, "minimum": amounts[0], "maximum": amounts[-1], "currency": currency}
    )
