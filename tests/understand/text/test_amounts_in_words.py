"""Amounts in words, in announcements and in searches: "two hundred to five hundred rupees", "two fifty", "1.5k"."""

from __future__ import annotations

from datetime import datetime

import pytest

from include.areas.area import load_area
from include.understand.text.money.in_words import in_figures, once
from include.understand.text.money.prices import read_price
from include.understand.text.searches.read import understand
from include.understand.text.searches.vocabulary import SearchVocabulary

AREA = load_area("indiranagar")
VOCABULARY = SearchVocabulary.read(AREA.search)
NOW = datetime(2026, 3, 18, 11)  # noqa: DTZ001 (local wall time)


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("Tickets between two hundred and five hundred rupees.", 200, 500),
        ("Entry two fifty.", 250, 250),
        ("Five hundred bucks onwards.", 500, 500),
        ("Tickets 1.5k", 1500, 1500),
        ("Rs. five hundred only", 500, 500),
        ("Cover charge: one thousand two hundred rupees.", 1200, 1200),
        ("Rupees three hundred and fifty per head.", 350, 350),
        ("Tickets from two hundred to eight hundred rupees", 200, 800),
        ("Three fifty at the gate, two fifty online.", 250, 350),
        ("Fee: fifteen hundred.", 1500, 1500),
        ("Registration one lakh rupees for corporates.", 100000, 100000),
        ("Sponsorship tables Rs 1.5 lakh", 150000, 150000),
        ("Tickets 1.2k to 2.5k", 1200, 2500),
        ("₹1.5k - 3k", 1500, 3000),
        ("Entry: two hundred, students one hundred", 100, 200),
        ("Passes rs 499 to rs one thousand", 499, 1000),
        ("Entry a hundred rupees", 100, 100),
        ("Just ninety nine rupees!", 99, 99),
        ("Two thousand rupees per couple", 2000, 2000),
        ("Rs five hundred/-", 500, 500),
        ("Tickets: Five Hundred Only", 500, 500),
        ("500 (five hundred) rupees per person", 500, 500),
        ("Rs. 750 (Rupees Seven Hundred Fifty Only)", 750, 750),
        ("Five hundred people came last year. Entry ₹100", 100, 100),
        ("Ten thousand lamps will be lit. Two fifty runners so far.", None, None),
        ("Doors at two thirty, show at three fifteen.", None, None),
        ("Prizes worth two lakh rupees. Entry Rs 200", 200, 200),
        ("A hundred reasons to come. One fifty years of jazz.", None, None),
        ("Tickets from three hundred and fifty to nine hundred rupees.", 350, 900),
        ("Entry one fifty only", 150, 150),
        ("Eight hundred rupees onwards", 800, 800),
        ("Passes 2.5k each", 2500, 2500),
        ("Rupees one thousand only", 1000, 1000),
        ("Cover: twelve hundred", 1200, 1200),
        ("Contribution: two thousand five hundred", 2500, 2500),
        ("Gate: four hundred rupees. Online: three hundred rupees.", 300, 400),
        ("Rs 3/4 lakh worth of gear. Tickets seven fifty.", 750, 750),
        ("Show starts six fifty sharp", None, None),
        ("Over three hundred vendors", None, None),
        ("Cover charges two thousand, couples three thousand", 2000, 3000),
        ("Entry 3 hundred", 300, 300),
        ("Donor passes 2000, 1000, 500", 500, 2000),
        ("Passes 500, 1000 and 2000", 500, 2000),
        ("Three thousand for all four evenings", 3000, 3000),
        ("Stag 3k, couple 5k", 3000, 5000),
        ("Trial five hundred", 500, 500),
    ],
)
def test_prices_in_words(text: str, lowest: int | None, highest: int | None) -> None:
    found = read_price(f"Jam on 14 March, 7 pm at Toit. {text}", AREA.money)
    assert (found.minimum, found.maximum) == (lowest, highest)


@pytest.mark.parametrize(
    "text",
    [
        "Call 98450 12345 for the full series",
        "WhatsApp 98450 12345 for both",
        "Call 080 2222 1111 for all four",
        "Booking 1800-123-4567",
        "For booking 99 00 123456",
        "5k for both men and women",
        "3k for all four age groups",
        "Dial 112 for the month of December",
        "The hall can seat 250.",
        "Book your seat 250.",
        "Entry between 100 and 150 people",
        "Entry between 10 and 12",
        "Early birds 150 species seen",
        "Registration five hundred runners so far",
        "Tickets six hundred sold",
        "Tickets 200 only left",
        "Fees hundred percent refundable",
        "Two thousand seats, 100 online places",
        "Tickets 1970, 1980, 1990 hits",
        "Singles 5k, relay 10k",
    ],
)
def test_numbers_of_telephones_crowds_and_distances_are_no_prices(text: str) -> None:
    found = read_price(f"Jam on 14 March, 7 pm at Toit. {text}", AREA.money)
    assert (found.minimum, found.maximum) == (None, None)


@pytest.mark.parametrize(
    ("search", "filters", "words"),
    [
        ("jazz under five hundred", {"maxPrice": 500}, "jazz"),
        ("workshops below two thousand", {"category": ["workshop"], "maxPrice": 2000}, ""),
        ("plays between two hundred and five hundred rupees", {"minPrice": 200, "maxPrice": 500}, "plays"),
        ("standup two fifty max", {"maxPrice": 250}, "standup"),
        ("dinner 1.5k", {"maxPrice": 1500}, "dinner"),
        ("brunch under 1.5k", {"maxPrice": 1500}, "brunch"),
        ("pottery above one thousand", {"minPrice": 1000}, "pottery"),
        ("five hundred bucks comedy", {"maxPrice": 500}, "comedy"),
        ("comedy rs five hundred", {"maxPrice": 500}, "comedy"),
        ("retreat under one lakh", {"maxPrice": 100000}, "retreat"),
        ("retreat under 1 lakh", {"maxPrice": 100000}, "retreat"),
        ("concert 1k to 2k", {"category": ["music"], "minPrice": 1000, "maxPrice": 2000}, ""),
        ("gigs upto three fifty", {"category": ["music"], "maxPrice": 350}, ""),
        ("one hundred years of solitude reading", {}, "one hundred years of solitude reading"),
        ("two fifty club", {}, "two fifty club"),
        ("10k run", {}, "10k run"),
        ("under the hundred acre wood", {}, "under the hundred acre wood"),
        ("five hundred days of summer screening", {}, "five hundred days of summer screening"),
        ("yoga less than three hundred rupees", {"maxPrice": 300}, "yoga"),
        ("art jam from five hundred to nine hundred rs", {"minPrice": 500, "maxPrice": 900}, "art jam"),
        ("camp below half a lakh", {}, "camp below half a lakh"),
        ("karaoke max one fifty", {"maxPrice": 150}, "karaoke"),
        ("supper club 2.5k", {"maxPrice": 2500}, "supper club"),
        ("tasting over two thousand rupees", {"minPrice": 2000}, "tasting"),
        ("seven hundred rupees and below theatre", {"maxPrice": 700}, "theatre"),
        ("fifty shades of jazz", {}, "fifty shades of jazz"),
        ("5k run under 500", {"maxPrice": 500}, "5k run"),
        ("comedy under 3 hundred", {"maxPrice": 300}, "comedy"),
        ("yoga tues and thurs", {"weekday": ["tue", "thu"]}, "yoga"),
        ("yoga tuesdays and thursdays", {"weekday": ["tue", "thu"]}, "yoga"),
        ("21.1k", {}, "21.1k"),
    ],
)
def test_searches_with_prices_in_words(search: str, filters: dict[str, object], words: str) -> None:
    found = understand(search, NOW, VOCABULARY)
    left = [word for word in found.words.split() if word not in ("of", "the", "a")]
    assert (found.parameters, left) == (filters, [word for word in words.split() if word not in ("of", "the", "a")])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("two hundred and fifty", "250"),
        ("two hundred and five hundred", "200 and 500"),
        ("two thousand and five hundred", "2,500"),
        ("one lakh twenty thousand", "120,000"),
        ("fifteen hundred", "1,500"),
        ("3 hundred", "300"),
        ("98450 12 hundred", "98450 12 hundred"),
        ("a hundred rupees", "100 rupees"),
        ("ninety nine rupees", "ninety nine rupees"),
        ("2 thousand", "2 thousand"),
        ("one two three four hundred", "one two three four hundred"),
        ("entry two fifty", "entry 250"),
        ("entry at two fifty", "entry at 250"),
        ("doors at two fifty", "doors at two fifty"),
        ("entry two thirty", "entry two thirty"),
        ("two thirty rupees", "230 rupees"),
        ("rs 750 (rupees seven hundred fifty only)", "rs 750"),
        ("750 (seven hundred)", "750 (700)"),
        ("", ""),
    ],
)
def test_words_become_figures(text: str, figures: str) -> None:
    assert once(in_figures(text, AREA.money.signs).text, AREA.money.signs) == figures


def test_places_in_figures_are_those_of_the_words() -> None:
    text = "jazz from two hundred to five hundred rupees here"
    found = in_figures(text, AREA.money.signs)
    amounts = [found.text.index(one) for one in ("200", "500")]
    stands = [text[slice(*found.before(at, at + 3))] for at in amounts]
    assert stands == ["two hundred", "five hundred"]
    assert text[slice(*found.before(found.text.index("rupees"), len(found.text)))] == "rupees here"


def test_an_area_has_its_own_words_for_money() -> None:
    assert in_figures("two thirty zlotys", ("zlotys",)).text == "230 zlotys"
    assert in_figures("two thirty zlotys", AREA.money.signs).text == "two thirty zlotys"
