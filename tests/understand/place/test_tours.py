"""The stops of a tour: lines that name places alone, each with a day of its own."""

from __future__ import annotations

from datetime import date

import pytest

from include.areas.area import load_area
from include.understand.place.tours import tour_stops

AREA = load_area("indiranagar")
POSTED = date(2026, 9, 1)
TITLE = "Velvet Static, the Slow Trains tour"


def stops(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.venue, one.city) for one in tour_stops(TITLE, text, POSTED, AREA)]


@pytest.mark.parametrize(
    "lines",
    [
        ("11 Sept - Mumbai, Antidote Hall, 8 pm", "18 Sept - Bengaluru, Fandom Yard, 8:30 pm"),
        ("Mumbai | Fri 11 Sep | 8 pm | Antidote Hall", "Bengaluru | Fri 18 Sep | 8 pm | Fandom Yard"),
        ("Mumbai: 11 September, 8 pm, Antidote Hall, tickets 799", "Bengaluru: 18 September, 8 pm, Fandom Yard, free"),
        ("11 Sept: Antidote Hall (Mumbai)", "18 Sept: Fandom Yard (Bengaluru)"),
        ("11 Sept @ Antidote Hall, Mumbai", "18 Sept @ Fandom Yard, Bengaluru"),
    ],
)
def test_each_line_gives_its_city_and_venue(lines: tuple[str, str]) -> None:
    assert stops("\n".join(lines)) == [("Antidote Hall", "Mumbai"), ("Fandom Yard", "Bengaluru")]


def test_dates_at_one_place_are_one_stop() -> None:
    text = "11 Sept - Mumbai, Antidote Hall\n12 Sept - Mumbai, Antidote Hall\n18 Sept - Pune, High Yard"
    first, second = tour_stops(TITLE, text, POSTED, AREA)
    assert (first.title, first.key, second.key) == (TITLE, "mumbai-antidote-hall", "pune-high-yard")
    assert first.text.startswith("11 Sept - Mumbai, Antidote Hall\n12 Sept - Mumbai, Antidote Hall\n")
    assert "Pune" not in first.text


@pytest.mark.parametrize(
    "text",
    [
        "11 Sept - Mumbai, Antidote Hall, 8 pm",
        "11 Sept - Mumbai\n18 Sept - Mumbai",
        "11 Sept: Jazz trio, 8 pm\n12 Sept: Comedy night, 9 pm",
        "11 Sept, 8 pm: Jazz trio, Indiranagar Town Band\n12 Sept, 9 pm: a second evening of songs",
        "11 Sept, 8 pm\n12 Sept, 8 pm",
        "11-13 Sept - Mumbai\n18-20 Sept - Pune",
    ],
)
def test_what_is_none(text: str) -> None:
    assert stops(text) == []
