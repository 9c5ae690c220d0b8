"""What sources state of tickets, in the words of schema.org and in their own."""

from __future__ import annotations

from typing import Any

import pytest

from include.sources.fields.availability import availability_of, of_offers
from include.understand.text.availability import stated_in, title_and_availability

IN, LIMITED, OUT = "https://schema.org/InStock", "LimitedAvailability", "http://schema.org/SoldOut"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (IN, "available"), ("schema:PreOrder", None), ("PreOrder", "available"), (LIMITED, "limited"),
        (OUT, "sold_out"),
        ("OutOfStock", "sold_out"), ("Sold out", "sold_out"), ("is_sold_out", "sold_out"), ("HOUSEFULL", "sold_out"),
        ("Discontinued", None), ("BackOrder", None), (None, None), (True, None), ({"@id": "x"}, None), ("", None),
    ],
)  # fmt: skip
def test_a_word(value: object, expected: str | None) -> None:
    assert availability_of(value) == expected


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ({"availability": OUT}, "sold_out"),
        ([{"availability": OUT}, {"availability": OUT}], "sold_out"),
        ([{"availability": OUT}, {"availability": IN}], "available"),
        ([{"availability": OUT}, {"availability": LIMITED}], "limited"),
        ([{"availability": OUT}, {"price": 500}], None),
        ({"@type": "AggregateOffer", "availability": OUT, "offers": [{"price": 300}, {"price": 500}]}, "sold_out"),
        ({"@type": "AggregateOffer", "availability": OUT, "offers": [{"price": 300, "availability": IN}]}, "available"),
        ({"price": 500}, None), ([], None), (None, None), ("499", None),
    ],
)  # fmt: skip
def test_an_event_is_sold_out_where_each_of_its_offers_says_so(offers: Any, expected: str | None) -> None:
    assert of_offers(offers) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("[SOLD OUT] Open mic", ("Open mic", "sold_out")),
        ("Open mic (housefull)", ("Open mic", "sold_out")),
        ("Open mic - Sold Out!", ("Open mic", "sold_out")),
        ("SOLD OUT: Open mic", ("Open mic", "sold_out")),
        ("Sold Out: the musical", ("Sold Out: the musical", None)),
        ("SOLD OUT: THE MUSICAL", ("SOLD OUT: THE MUSICAL", None)),
        ("Sold out", ("Sold out", None)),
        ("Housefull 5, a screening", ("Housefull 5, a screening", None)),
        ("Film night - Housefull", ("Film night - Housefull", None)),
        ("Film night - HOUSEFULL!", ("Film night", "sold_out")),
        ("FILM NIGHT - HOUSEFULL", ("FILM NIGHT - HOUSEFULL", None)),
        ("SOLD OUT - 2nd show added: Open mic", ("SOLD OUT - 2nd show added: Open mic", None)),
        ("Gold rush night [SOLD OUT]", ("Gold rush night", "sold_out")),
        ("Early bird (sold out)", ("Early bird (sold out)", None)),
    ],
)
def test_a_title_is_told_from_its_mark(title: str, expected: tuple[str, str | None]) -> None:
    assert title_and_availability(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open mic\n*** SOLD OUT ***\nDoors at 7", "sold_out"),
        ("Open mic\nThis show is sold out!", "sold_out"),
        ("Open mic\nAll tickets are sold out.", "sold_out"),
        ("Open mic\nSOLD OUT", "sold_out"),
        ("Open mic\nWe are fully booked.", "sold_out"),
        ("VIP\nSOLD OUT\nGeneral\nRs 500", None),
        ("Saturday\nSold out\nSunday\nRs 500", None),
        ("Day 1\nSOLD OUT\nDay 2\nRs 500", None),
        ("7 pm show\nSOLD OUT\n9 pm show\nRs 500", None),
        ("Our previous nights\nSOLD OUT", None),
        ("Last year's edition sold out", None),
        ("Open mic\nSOLD OUT?", None),
        ("On the screen:\nHousefull\nby Sajid Khan", None),
        ("Open mic\nSOLD OUT\nSecond batch opens tonight", None),
        ("Open mic\nEarly bird: gone\nSOLD OUT", None),
        ("Open mic\nOur last one was sold out, so book soon", None),
        ("Open mic\nIt will be sold out in an hour", None),
    ],
)
def test_a_text_says_so_on_a_line_of_its_own(text: str, expected: str | None) -> None:
    assert stated_in(text) == expected
