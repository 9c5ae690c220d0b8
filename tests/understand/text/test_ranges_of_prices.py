"""A range of prices behind a label: where it ends, and which second number is no end."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.money.prices import read_price

MONEY = load_area("indiranagar").money


@pytest.mark.parametrize(
    ("text", "maximum"),
    [
        ("Tickets 500-1000", 1000),
        ("Tickets: 500 to 1000 per person", 1000),
        ("Entry: 499 - 799 - 999", 999),
        ("Tickets 500 - 900 at the door", 900),
        ("Tickets 1000 - 2000", 2000),
        ("Tickets 1000 - 2026", 1000),
        ("Tickets: 1200 - 2026 season", 1200),
        ("Tickets 500 - 2500 worth of prizes", 500),
        ("Entry 500 - 1000 off for couples", 500),
        ("Entry 500 - 1000 discount for couples", 500),
        ("Contribution 500 - 800m from the metro", 500),
        ("Tickets 500 - 900 MG Road", 500),
        ("Tickets 500 to 1000 students attend", 500),
    ],
)
def test_the_end_of_a_range_is_a_price_of_entry_itself(text: str, maximum: int) -> None:
    assert read_price(text, MONEY).maximum == maximum
