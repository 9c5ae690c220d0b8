"""Kinds of captions that clubs, breweries and temples showed, each in another dress than there."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.text.money.prices import read_price
from include.understand.text.posts.announce import rejection_reason
from include.understand.text.posts.states import off_in_prose
from tests.understand.text.captions import times

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # Kannada in Latin letters, the part of the day before its hour
        ("14 March sanje 6.30 ginda, all are welcome", ["14 18:30"]),
        ("14 March belagge 7 rinda madhyahna 1 varegu", ["14 07:00-14 13:00"]),
        ("14 March raatri 9 ginda beligge 4 varege", ["14 21:00-15 04:00"]),
        # weekdays of one month, beside the same ones that go on
        ("Fridays are for jazz! 8 pm, every Friday of March", ["06 20:00", "13 20:00", "20 20:00", "27 20:00"]),
        ("Open mic, Mondays throughout March, 7 pm", ["09 19:00", "16 19:00", "23 19:00", "30 19:00"]),
        # nothing begins before the doors open
        ("14 March. Gates 7, band at 9.30", ["14 21:30"]),
        ("14 March, 6 am reporting, 6.45 am start", ["14 06:45"]),
        # a price in thousands is no run of so many kilometres
        ("14 March, gates 5:30, music 6:45. Tickets 1k", ["14 18:45"]),
        ("14 March, 10k at 6:15. Rs 700", ["14 06:15"]),
        # hours without a sign behind a weekday
        ("Board games this Sunday 4 to 7.", ["08 16:00-08 19:00"]),
    ],
)
def test_when(text: str, dates: list[str]) -> None:
    assert times(text) == dates


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("Table booking 3k", 3000, 3000),
        ("Entry 2,000", 2000, 2000),
        ("800 for all three", 800, 800),
        ("4k for both, materials included", 4000, 4000),
        ("Passes Rs 1500, 900, 600", 600, 1500),
        ("Seat 150, VIP 500", 150, 500),
        ("Fee between 600 and 900", 600, 900),
        ("Early birds 450, regular 700", 450, 700),
        ("Kids eat free. Tickets in 2026", None, None),
    ],
)
def test_prices(text: str, lowest: int | None, highest: int | None) -> None:
    found = read_price(f"Jam on 14 March, 7 pm. {text}", AREA.money)
    assert (found.minimum, found.maximum) == (lowest, highest)


@pytest.mark.parametrize("text", ["Zero entry fee", "Free but RSVP", "Yella free, banni", "ಉಚಿತ ಚಿತ್ರಕಲಾ ಶಿಬಿರ"])
def test_free(text: str) -> None:
    assert read_price(text, AREA.money).cost_type == "free"


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Quiz returns 📢 14 March, 8 PM, Maltings Taproom (JP Nagar, 9th Cross). Teams of 4.", "Maltings Taproom"),
        ("Night Half 🌙 Kittur Stadium, 14 Mar 2026 (Saturday), flag-off 7.30 pm.", "Kittur Stadium"),
        ("Moonlight walk, Savandurga forest - Sat 14 March, assemble 6 pm sharp.", "Savandurga forest"),
        ("ನಾಟಕ\n14 ಮಾರ್ಚ್, ಸಂಜೆ 7 ಗಂಟೆಗೆ\nಕೆಂಗಲ್ ಭವನ\nಟಿಕೆಟ್ ₹150", "ಕೆಂಗಲ್ ಭವನ"),
        ("Loop run tomorrow 6 am from the lake, breakfast after at Veena Stores", None),
    ],
)
def test_where(text: str, venue: str | None) -> None:
    found = venue_in_text(text.split("\n", maxsplit=1)[0], text.partition("\n")[2], AREA)
    assert (found[0].name if found else None) == venue


def test_an_offer_at_the_bar_is_no_event() -> None:
    text = "Happy hours are back: buy one get one on taps from 12 to 6. See you at the bar!"
    assert rejection_reason("An offer", text, AREA.words) == "an offer"


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("POSTPONED: our mela moves from 4 July to 11 July, same place.", ""),
        ("RESCHEDULED! The play shifts to Sunday, 8 March.", ""),
        ("POSTPONED: our mela is off for now, new dates soon.", "postponed"),
    ],
)
def test_what_moves_is_not_off(text: str, off: str) -> None:
    assert off_in_prose(text) == off
