"""Lower case as patterns need it: as long as the text, and equal to what IGNORECASE compares."""

from __future__ import annotations

import re

import pytest

from include.areas.area import load_area
from include.understand.text.money.prices import read_price
from include.understand.text.patterns import lowered


@pytest.mark.parametrize("text", ["ENTRY RS. 499", "İSTANBUL 500", "ſtraße", "ΣΑΣ ı K Å", "ಮಾರ್ಚ್ 14", "ＦＲＥＥ"])
def test_it_is_as_long_as_the_text(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_a_letter_that_ignorecase_takes_for_an_ascii_one_becomes_it() -> None:
    letters = [chr(point) for point in range(0x80, 0x3000) if re.match("[a-z]", chr(point), re.IGNORECASE)]
    assert letters
    assert all(re.match("[a-z]", lowered(one)) for one in letters)


@pytest.mark.parametrize(
    "text",
    ["Entry: Rs. 499 onwards", "Tickets 500-1000", "Free entry for all", "No cover charge", "It costs nothing",
     "Pay what you want", "USD Five Hundred", "499/- per head"],
)  # fmt: skip
def test_a_price_is_the_same_in_any_case(text: str) -> None:
    money = load_area("indiranagar").money
    found = read_price(text, money)
    assert found.cost_type
    assert read_price(text.upper(), money) == read_price(text.lower(), money) == found
