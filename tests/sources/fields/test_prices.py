"""Prices, structured and written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Price
from include.sources.fields.prices import amount, read_offers, read_price_field

RUPEES = load_area("indiranagar").money


def amounts(price: Price) -> tuple[Any, ...]:
    low, high = (None if one is None else float(one) for one in (price.minimum, price.maximum))
    return price.cost_type, low, high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rs.499", ("paid", 499, 499)),
        ("Rs. 499", ("paid", 499, 499)),
        ("INR 499", ("paid", 499, 499)),
        ("₹499", ("paid", 499, 499)),
        ("₹1,499", ("paid", 1499, 1499)),
        ("₹1,49,900", ("paid", 149900, 149900)),
        ("499/-", ("paid", 499, 499)),
        ("500 rupees", ("paid", 500, 500)),
        ("499 onwards", ("paid", 499, None)),
        ("₹200 - ₹500", ("paid", 200, 500)),
        ("Rs 200/- to Rs 500/-", ("paid", 200, 500)),
        ("Entry 0, Rs.300", ("paid", 300, 300)),
        ("Free entry", ("free", 0, 0)),
        ("no cover charge, no fee", ("free", 0, 0)),
        ("Pay what you want", ("donation", None, None)),
        ("25 people, 3 rounds", (None, None, None)),
        ("at 7.30 pm on the 14th", (None, None, None)),
    ],
)
def test_written_prices(text: str, expected: tuple[Any, ...]) -> None:
    assert amounts(read_price_field(text, RUPEES)) == expected


def offer(price: Any = None, **more: Any) -> dict[str, Any]:
    return {"@type": "Offer", "price": price, "priceCurrency": "INR", **more}


@pytest.mark.parametrize(
    ("offers", "free", "expected"),
    [
        (offer("499.00"), None, ("paid", 499, 499)),
        ([offer(499), offer("899")], None, ("paid", 499, 899)),
        ([offer("499"), [offer("899"), offer(0)]], None, ("paid", 499, 899)),
        ({"@type": "AggregateOffer", "lowPrice": "600", "highPrice": 1200}, None, ("paid", 600, 1200)),
        ({"@type": "AggregateOffer", "lowPrice": "600"}, None, ("paid", 600, None)),
        ({"@type": "Offer", "priceSpecification": {"minPrice": 100, "maxPrice": 300}}, None, ("paid", 100, 300)),
        (offer("Free"), None, ("free", 0, 0)),
        (offer("₹350"), None, ("paid", 350, 350)),
        (offer("499 onwards"), None, ("paid", 499, None)),
        (offer(0), None, ("free", 0, 0)),
        (offer(0), False, ("paid", None, None)),
        (None, False, ("paid", None, None)),
        (offer(200), True, ("paid", 200, 200)),
        (None, True, ("free", 0, 0)),
        ([], None, (None, None, None)),
        ({}, None, (None, None, None)),
        (offer(availability="InStock"), None, (None, None, None)),
        ("450", None, ("paid", 450, 450)),
        (offer("499-999"), None, ("paid", 499, 999)),
        (offer("499 to 1,499"), None, ("paid", 499, 1499)),
        ("499 | 699 | 999", None, ("paid", 499, 999)),
        (offer("699/499"), None, ("paid", 499, 699)),
        (offer("250/-"), None, ("paid", 250, 250)),
        (offer("98450-12345"), None, (None, None, None)),
        (offer("10-12-2026"), None, (None, None, None)),
        (offer("-1"), None, (None, None, None)),
    ],
)
def test_offers_in_their_shapes(offers: Any, free: bool | None, expected: tuple[Any, ...]) -> None:
    assert amounts(read_offers(offers, free, RUPEES)) == expected


def test_the_offer_names_its_currency() -> None:
    assert read_offers({"price": 20, "priceCurrency": "eur"}, None, RUPEES).currency == "EUR"
    assert read_price_field("$20", RUPEES) == Price(
        cost_type="paid", minimum=Decimal(20), maximum=Decimal(20), currency="USD"
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12,50", "12.50"), ("12,5", "12.5"), ("1,499", "1499"), ("1.499,00", "1499"), ("1,499.00", "1499"),
        ("1,00,000", "100000"), ("1,00,000.50", "100000.50"), ("1.234.567", "1234567"), ("1'499.50", "1499.50"),
        ("1\u202f499,50", "1499.50"), ("0,00", "0"), ("12.50", "12.50"), ("850.0", "850"), ("12,50 €", "12.50"),
    ],
)  # fmt: skip
def test_which_mark_stands_before_the_fraction(written: str, number: str) -> None:
    assert amount(written, RUPEES) == Decimal(number)
    assert read_offers({"price": written, "priceCurrency": "EUR"}, None, RUPEES).minimum == Decimal(number)


@pytest.mark.parametrize("written", ["12,50 €", "€ 12,50", "EUR 12,50", "12,50 EUR", "€12.50"])
def test_a_price_with_its_sign(written: str) -> None:
    found = read_price_field(written, RUPEES)

    assert (found.minimum, found.currency) == (Decimal("12.50"), "EUR")
