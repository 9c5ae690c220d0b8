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


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("from ₹300 to ₹900", 300, 900),
        ("Rs 300 upto 900", 300, 900),
        ("Rs. 250/- up to 1,200/-", 250, 1200),
        ("₹300 until ₹900", 300, 900),
        ("Tickets: 300 till 900", 300, 900),
        ("Passes between 300 and 900 rupees", 300, 900),
        ("Tickets are from 300 to 900 Rs.", 300, 900),
        ("Seats between 1k & 2,500 rs", 1000, 2500),
        ("499-899 rs per head", 499, 899),
        # the second number is a day, an hour, a year or a crowd
        ("₹300 till 28 March", 300, 300),
        ("₹20 till 28th", 20, 20),
        ("₹300 until 9 pm", 300, 300),
        ("₹300 till 2026", 300, 300),
        ("₹50 up to 100 people", 50, 50),
        ("Fee 50 upto 100 registrations", 50, 50),
        # the first one is a day, an hour or a house
        ("14 March 2026 - 500 rs", 500, 500),
        ("Saturday 14 - 500 rs", 500, 500),
        ("7:30 - 500 rs", 500, 500),
        ("Door 14 to 21, 500 rs", 500, 500),
        ("Call 98450 12300 - 500 rs", 500, 500),
        ("between 7 pm and 900 rupees", 900, 900),
    ],
)
def test_a_range_has_both_ends_whatever_joins_them(text: str, minimum: int, maximum: int) -> None:
    found = read_price(text, MONEY)

    assert (found.minimum, found.maximum) == (minimum, maximum)
