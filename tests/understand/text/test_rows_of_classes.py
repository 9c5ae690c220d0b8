"""Prices of classes of tickets in a row, known and unknown ones, and what only looks like such a row."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.money.prices import read_price

MONEY = load_area("indiranagar").money


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("Gig 14 March 8 pm. GA 799, fan pit 1499, VIP lounge 2999", 799, 2999),
        ("Silver 1499 · Gold 2999 · Fan pit 4999", 1499, 4999),
        ("vip 5000, gold 3000, hilltop 1500", 1500, 5000),
        ("Gig. Gold 900, back row seats 350", 350, 900),
        ("early bird 399, regular 599, at the door 799", 399, 799),
        ("Salsa night, 8 pm. 1200 single / 2000 double", 1200, 2000),
        ("800 stag, 1200 couple", 800, 1200),
        ("300 student / 500 adult", 300, 500),
        ("Gig 14 March, 6 pm. 499 | 699 | 999", 499, 999),
        ("Block printing, 11am–2pm. 2,200 all materials. Venue tba", 2200, 2200),
        ("Candle making. 1500 incl materials", 1500, 1500),
        ("Pottery (2500 incl. clay)", 2500, 2500),
        ("Brunch, unlimited grills 1799++ per head, kids half price", 1799, 1799),
        ("Chess every Saturday. 2500 a month", 2500, 2500),
        ("The show seated 500, standing 300 people", None, None),
        ("Bus 335, platform 500, gate 999", None, None),
        ("Rooms 301 | 302 | 303", None, None),
        ("We had 500 performers / 2000 audience last year", None, None),
        ("Kids 8-12, adults 1500 m swim", None, None),
        ("Silver 500, gold 1000, doors 1900", 500, 1000),
        ("Students 200, others 400, seats 1200", 200, 400),
        ("Students 200, others 400, total seats 1200", 200, 400),
        ("Gig. GA 799, fan pit 1499, capacity 3000", 799, 1499),
        ("Stag 500, couple 1000, helpline 9845", 500, 1000),
        ("Solo 600, duo 1000, room 204", 600, 1000),
        ("Adults 300, kids 150, winner gets prizes 5000", 150, 300),
    ],
)
def test_a_row_of_classes_has_the_price_of_each(text: str, lowest: int | None, highest: int | None) -> None:
    found = read_price(text, MONEY)

    assert (found.minimum, found.maximum) == (lowest, highest)
