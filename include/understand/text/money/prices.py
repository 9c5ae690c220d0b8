"""Prices in text: "€499 onwards", "$300 - $500", "1,499/-", "free entry", "pay what you want".

The patterns are in lower case, for text in lower case: see `lowered`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from include.areas.local import LocalMoney
from include.listing import Price
from include.understand.text.folding import TEXTS_KEPT, in_english
from include.understand.text.money.amounts import (
    COUNTED,
    NUMBER,
    TILL,
    Money,
    find_money,
    is_of_elsewhere,
    value,
    with_decimal_points,
)
from include.understand.text.money.asked import UPWARDS, asked
from include.understand.text.money.chosen_amounts import likely_amounts
from include.understand.text.money.free import says_free, some_come_free
from include.understand.text.money.goods import on_sale
from include.understand.text.money.in_words import in_figures, once
from include.understand.text.money.not_entry import INSIDE_COVER, IS_CALLED, MEAL, NOT_ENTRY, NOT_ENTRY_AFTER
from include.understand.text.money.tiers import HUNDREDS, YEAR, rows_behind, tiers
from include.understand.text.patterns import ReadText, bounded, lowered
from include.understand.text.signal_weights import MAX_BRIEF_CHARS

_BARE = bounded(rf"(?<![\d,.:/])(?!\d{{1,2}}\.[0-5]\d\s)({NUMBER})(\s?k\b)?\s+(?:on|up)wards\b")
"""1999 onwards, and not 12.30 onwards."""
_WHERE_PAID = r"(?:(?:on the )?spot|walk-?ins?|at the (?:door|gate|venue)|in advance)"
_AMOUNT = (
    rf"(?!0\d)({NUMBER})(\s?k\b)?"
    r"(?!\d|\s?k\b|(?<=k)\s?[:=–-]?\s?(?:(?!to|and|or|for|per)[a-z]{2,3}\.?\s?\d|[₹$€£])"  # fees 10k ₹900 are of a run
    r"|[ ]\d{3}|[ -]\d{5}|-\d{3}-\d{4}|[ ]\d\d[ ]\d\d"
    r"|\s*(?:[+%/.,]\d|\+(?!\s*(?:gst|tax)|\+)|%|[ap]\.?m\b|:|st\b|nd\b|rd\b|th\b|pm"
    rf"|(?:[-–]\s*)?{COUNTED})|(?<!\d\d\d)\s*(?:and|or|&)\s*(?:above|over|older|under|below|up)\b)"
)
"""A number that is neither counted, an age, an hour, a date nor the beginning of a telephone number."""
_LABELLED = bounded(
    r"\b(?:(?:(?:table |seat )bookings?|booking|tickets?|ticket price|tkts?|tix|passes"
    r"|entry(?: fee)?|fees?|prices?|priced"
    rf"|costs?|regular|cover(?: charges?)?|charges?|registration(?: fees?)?(?!\s?[:–-]?\s\d{{1,2}}k\b)"
    rf"|contribution|donation|investment|energy exchange|how much)(?:\s+{_WHERE_PAID})?|pre-?sale"
    r"|drop[ -]?ins?(?=\s?[:=–-]?\s?\d{3}(?!\s?(?:f(?:ee)?t)\b))"
    r"|early\s?-?birds?)\b\s*[:\-–=?]?\s*"
    rf"(?:(?:starts?|starting)\s+(?:at|from)\s+)?(?:of\s+|is\s+|from\s+|at\s+|between\s+)?{_AMOUNT}",
)
_WHERE_LABELLED = bounded(
    rf"\b{_WHERE_PAID}\b\s*(?:[:\-–=]|(?=[\d,.]{{1,12}}(?:\s?k)?(?:\s+only)?[^\w\n]{{0,9}}$))\s*{_AMOUNT}",
    re.MULTILINE,
)
"""At the door: 500. Without a sign, only a number that ends its line: it may as well be a place or a time."""
_WHERE_AFTER = bounded(
    rf"(?:^|[,;|/(•·:–.]\s?|\b(?:or|and|is|at|for|from|online|app|advance|website)\s)"
    rf"({HUNDREDS}|\d(?:\.\d)?(?=\s?k\b))(\s?k\b)?"
    r"(?=(?:\s?/-)?\s+(?:(?:at (?:the )?)?(?:door|gate|venue)\b"
    r"|on the (?:spot|app|website)|on spot|in advance"
    r"|online(?! (?:seats|spots|places|registrations|sessions|classes|courses|orders|games|events)\b))\b)",
    re.MULTILINE,
)
"""1k at the door, 700 online; a word before it may be the sign of another country's money."""
_AFTER_FREE = bounded(
    r"(?:\bfree (?:entry )?|(?<=\d)\s|(?<=/-)\s)(?:till|until|before|by|for)\b(?:[^.;\n]|\.\d){0,30}?"
    rf"[,;–-]?\s(?:(?:after|post|beyond)(?: (?:that|which|this))?|afterwards|then)[\s:,–-]{{1,3}}"
    rf"({HUNDREDS})(\s?k\b)?(?![\d,.:]\d)"
)
"""Entry free before 9.30, after that 500; early bird 799 till 20 Feb, then 1,199."""
_UNTIL = bounded(rf"\s?(?:/[-=])?\s?(?:[-–—]|to\b|{TILL})\s?{_AMOUNT}")
"""The end of a range behind a labelled amount without a sign: 500-1000."""
_AND = bounded(rf"\s?(?:/[-=])?\s?and\s(?=\d{{3}}|[\d.]{{1,4}}\s?k\b|\d,){_AMOUNT}")
"""Of a range that "between" begins, which is one of hours where it ends below a hundred."""
_NO_END_AFTER = bounded(
    r"^\s?m\b|^\s+(?:worth|students|people|members|women|men|kids|children|fans|runners|artists|stalls|season|registrations|bookings|entries)\b"
    r"|^(?:\s+[\w.]+){1,3}\s+(?:main|cross|road|rd|street|st|layout|nagar)\b",
)
"""What makes of a second number a distance, a crowd, a prize or a house number."""
_PER = bounded(
    rf"(?<![\d,.:/])({NUMBER})(\s?k\b)?(?:\s?/[-=])?\+{{0,2}}(?:\s+each\b(?!\s+(?!or\b|only\b|at the\b)\w)"
    rf"|\s?pp\b|(?:\s+(?:per|an?|each)\s+|\s?/\s?)(?:person|head|plate|couple|pair|participant|pax"
    r"|child|kid|adult|team|seat|ticket|month|session|class|leaf|meal|thali|family|group|slot|table|term|course)\b)",
)
_WHOLE = bounded(
    rf"(?<![\d,.:/])({NUMBER})(\s?k\b)?\s(?:all[- ]?(?:in|incl\w{{0,6}})\b|incl(?:usive|uding|\b))"
    rf"|(?:^|[.;|•·(]\s?)({HUNDREDS})(\s?k\b)?(?:\s?/-)?\s(?:with|incl\w{{0,6}}|all|plus)\s(?:all\s)?(?:the\s)?"
    r"(?:materials?|tools|ingredients|clay|lunch|dinner|snacks|food|meals?)\b"
    rf"|(?<![\d,.:/])({HUNDREDS})(\s?k\b)?\s?(?:plus|\+)\s?(?:applicable )?(?:tax(?:es)?|gst)\b"
    rf"|[🎟🎫💰💵💸]\ufe0f?\s?[:–-]?\s?({HUNDREDS})(\s?k\b)?(?=\s*(?:$|[·•|,;(]|/-|only\b|onwards\b))"
    rf"|(?<![\d,.:/])(?<!\d )(?<!\d{{5}}-)(?<!\bthe )({HUNDREDS}|\d(?:\.\d)?(?=\s?k\b))(\s?k\b)?"
    r"(?:\s?/-)?\sfor (?:both|all (?:two|three|four|five|six|seven|eight|ten|twelve"
    r"|\d{1,2})|the (?:whole |full |entire )?(?:series|course|batch|month|season|weekend|week|term|camp|programme))"
    r"(?: (?:days|dates|evenings|nights|weekends|weeks|shows|gigs|concerts|plays|films|talks|sessions|classes|workshops"
    r"|modules))?(?=\s*(?:$|[.,;!|/()&+–-]|and\b|only\b|per\b|incl|with\b))",
    re.MULTILINE,
)
"""2,800 all inclusive; 1500 for all four. No end of a telephone number, no distance "for both men and women"."""
_ROW_GOES_ON = bounded(r"^,\s(?!(?:19|20)\d\d)\d{3,4}\b")
"""Behind a round number that could be a year: donor passes 2000, 1000, 500."""
_GIVEN_BACK = bounded(
    r"^(?:\s?/[-=])?\s*(?:(?:(?:of (?:it|that|which)|is|comes|goes|gets|will be|can be)\s){0,2}(?:(?:back"
    r"|given back)\s)?(?:as\s)?(?:an?\s)?(?:full\s|fully\s)?"
    r"(?:cover|redeem(?:able|ed)|adjust(?:able|ed)|credited)|(?:comes|goes) back)\b"
)
"""A part of the price beside another amount; alone it is the price."""
_GOES_ON = bounded(r"\s*(?:/[-=])?\s*(?:-|–|—|to|and)\W{0,4}(?:rs\.?\s?)?")
"""Between the ends of a range."""
MIN_BESIDE_YEAR = 1_000
"""From here on "1000-2000" is a range of prices, whose round end is written like a year."""
_DONATION = bounded(
    r"\bpay[- ](?:what|as)[- ]you[- ](?:want|can|like|wish|feel)\b|\bdonations?\s+(?:welcome|based|entry|only"
    r"|at the door)\b"
    r"|\bby donation\b|\bdonation[- ]based\b|\bvoluntary contribution\b",
)
_BOLD_LABEL = re.compile(r"\*[^*\n]{1,24}:\*")
"""*Entry:*"""
LEAD_CHARS = 40
"""Characters before an amount that state what it is for."""
BEHIND_CHARS = 40
"""Characters behind it that do."""
_ENTRY = bounded(r"\b(?:tickets?|entry|fees?|priced?|cover|registration|passes|charges?)\b[^.\n]{0,25}$")


def read_price(text: str, money: LocalMoney, *, labelled: bool = False) -> Price:
    """The price that a text names; an empty `Price` when it names none.

    Amounts are in the area's own money where any is, else in the first currency that is named. A zero beside a real
    amount is a phantom and dropped; "free entry" beside an amount is `variable`. `labelled` takes only what is called a
    price of entry.
    """
    text = in_one_form(text, money)
    named = _amounts(text, money)
    found = [one for one in named if _is_price(one, money)]
    if labelled:
        found = [one for one in found if _ENTRY.search(_lead(one, text))]
    currencies = [one.currency for one in found if one.currency] or [money.currency]
    currency = money.currency if money.currency in currencies else currencies[0]
    amounts = sorted(one.amount for one in found if one.currency in (currency, None))
    free = says_free(text)
    if _DONATION.search(text) and (amounts or not any(free)):  # "free; donations welcome" is free
        return _price("donation", amounts, currency)
    if not amounts and not free:
        free = [True for one in named if not one.amount]
    if amounts:
        least = [Decimal(0)] if some_come_free(text) else []
        return _price("variable" if free or least else "paid", [*least, *amounts], currency)
    return Price(cost_type="free" if any(free) else "variable") if free else Price()


@lru_cache(maxsize=TEXTS_KEPT)
def in_one_form(text: str, money: LocalMoney) -> str:
    """`text` as the rules read it: in lower case and English, numbers in figures."""
    text = _BOLD_LABEL.sub(lambda bold: bold.group().replace("*", " "), text)
    return once(in_figures(lowered(with_decimal_points(in_english(text), money)), money.signs).text, money.signs)


def likely_price(text: str, money: LocalMoney) -> Price:
    """The price that a brief announcement probably names: the rules' amounts with what is like a price beside them.

    An empty `Price` of a longer text. What has a sign of money, or is called something else, was left on purpose.
    """
    text = in_one_form(text, money)
    if len(text) > MAX_BRIEF_CHARS:
        return Price()
    ruled = [one for one in _amounts(text, money) if _is_price(one, money)]
    likely = [one for one in likely_amounts(text, find_money(text, money), ruled) if _is_likely(one, text, money)]
    amounts = sorted(one.amount for one in (*likely, *ruled))
    return _price("paid", amounts, money.currency)


def _is_likely(one: Money, text: str, money: LocalMoney) -> bool:
    other = _is_something_else(one, text) or is_of_elsewhere(one, text) or IS_CALLED.search(_lead(one, text))
    return _is_price(one, money) and not other


def _is_price(one: Money, money: LocalMoney) -> bool:
    """Whether an amount is in the bounds of an area's prices, of which the lower one is for its own money."""
    lowest = money.lowest_price if one.currency in (money.currency, None) else Decimal(1)
    return lowest <= one.amount <= money.highest_price


@lru_cache(maxsize=TEXTS_KEPT)
def _amounts(text: str, money: LocalMoney) -> tuple[Money, ...]:
    """The amounts that may be asked at the door; rules read them, and then what chooses by signals."""
    found = find_money(text, money)
    taken = ReadText(text, "amounts of money")
    for one in found:
        taken.add(one.position, one.end)
    ranges: dict[int, list[Money]] = {}
    forms = (*((_BARE,) if "wards" in text else ()), _PER, _WHOLE, _LABELLED, _WHERE_LABELLED, _WHERE_AFTER)
    forms = (*forms, *((_AFTER_FREE,) if "then" in text or "after" in text or "post" in text else ()))
    phrases = asked(text, brief=len(text) <= MAX_BRIEF_CHARS, donation=_DONATION.search(text) is not None)
    for match in chain(chain.from_iterable(one.finditer(text) for one in forms), phrases):
        if not taken.overlaps(match.start(_number_of(match)), match.end()):
            first = _bare(match)
            between = "between" in match.group()
            labelled = match.re in (_LABELLED, _WHERE_LABELLED)
            ends = _range(first, text, _AND if between else _UNTIL) if labelled else []
            if between and not ends:
                continue
            found.append(first)
            ranges[first.position] = ends
            taken.add(first.position, max((one.end for one in ranges[first.position]), default=first.end))
    kept = _of_entry(found, text)
    kept += [end for one in kept for end in ranges.get(one.position, ())]
    for start, end in chain(tiers(text), rows_behind(kept, text)):
        if not taken.overlaps(start, end):
            taken.add(start, end)
            number, k, _ = text[start:end].partition("k")
            kept.append(Money(value(number.strip(), k or None), None, start, end))
    return tuple(one for one in kept if not is_of_elsewhere(one, text))


def _number_of(match: re.Match[str]) -> int:
    """Which group of a pattern has the number; that of its thousands is the next."""
    return next(number for number in range(1, len(match.groups()) + 1, 2) if match[number])


def _bare(match: re.Match[str]) -> Money:
    first = _number_of(match)
    return Money(value(match[first], (match[first + 1] or "").strip() or None), None, match.start(first), match.end())


def _range(first: Money, text: str, joined: re.Pattern[str]) -> list[Money]:
    """The larger amounts that follow an amount without a sign; what is written like a year only beside its like."""
    found = [first]
    while until := joined.match(text, found[-1].end):
        last = _bare(until)
        like_a_year = YEAR.match(until[1]) is not None and not (
            first.amount >= MIN_BESIDE_YEAR and until[1].endswith("00")
        )
        if last.amount <= found[-1].amount or (like_a_year and not until[2]) or _is_no_end(last, text):
            break
        found.append(last)
    return found[1:]


def _is_no_end(last: Money, text: str) -> bool:
    after = _behind(last, text)
    return any(form.match(after) for form in (_NO_END_AFTER, _GIVEN_BACK, NOT_ENTRY_AFTER))


def _of_entry(found: list[Money], text: str) -> list[Money]:
    """Those that are asked at the door; of a range that is something else, neither end."""
    kept: list[Money] = []
    meals: list[Money] = []
    dropped: Money | None = None
    sold = list(on_sale(text))
    for one in sorted(found, key=lambda money: money.position):
        goes_on = dropped is not None and _GOES_ON.fullmatch(text, dropped.end, one.position)
        is_sold = any(start <= one.position < end for start, end in sold)
        if goes_on or is_sold or _is_something_else(one, text):
            dropped = one
        else:
            (meals if MEAL.search(_lead(one, text)) else kept).append(one)
    kept = kept or meals
    return [one for one in kept if not _is_given_back(one, text)] or kept


def _is_given_back(one: Money, text: str) -> bool:
    return bool(_GIVEN_BACK.match(_behind(one, text)) or INSIDE_COVER.search(_lead(one, text)))


def _is_something_else(one: Money, text: str) -> bool:
    """Prizes, parking and discounts are no price of entry; "2025 onwards" is a year."""
    written = text[one.position : one.end]
    amount = str(one.amount)
    in_row = amount.endswith("00") and _ROW_GOES_ON.match(_behind(one, text)) is not None
    year = (
        not in_row
        and one.currency is None
        and "/" not in written
        and amount in written
        and YEAR.match(amount) is not None
    )
    year = year and "upwards" not in written and not UPWARDS.match(_behind(one, text))
    return bool(year or NOT_ENTRY.search(_lead(one, text)) or NOT_ENTRY_AFTER.match(_behind(one, text)))


def _lead(one: Money, text: str) -> str:
    return text[max(0, one.position - LEAD_CHARS) : one.position]


def _behind(one: Money, text: str) -> str:
    return text[one.end : one.end + BEHIND_CHARS]


def _price(cost_type: str, amounts: list[Decimal], currency: str) -> Price:
    if not amounts:
        return Price.model_validate({"cost_type": cost_type})
    return Price.model_validate(
        {"cost_type": cost_type, "minimum": amounts[0], "maximum": amounts[-1], "currency": currency}
    )
