"""The stops of a tour: lines that name places alone, each with a day of its own."""

from __future__ import annotations

from datetime import date

import pytest

from include.areas.area import load_area
from include.understand.place.tours.lines import MAX_STOP_CHARS
from include.understand.place.tours.stops import tour_stops

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


@pytest.mark.parametrize(
    "text",
    [
        "Mumbai\n11 Sept | Antidote Hall | 8 pm\nBengaluru\n18 Sept | Fandom Yard | 8:30 pm",
        "📍 Mumbai\n🗓 Fri 11 Sept, 8 pm\n🏛 Antidote Hall\n\n📍 Bengaluru\n🗓 Fri 18 Sept, 7 pm\n🏛 Fandom Yard",
        "Fri 11 Sept: Mumbai\nVenue: Antidote Hall\n8 pm\n\nFri 18 Sept: Bengaluru\nVenue: Fandom Yard\n7 pm",
        "9-11 Sept, 11 am - 7 pm: Antidote Hall, Mumbai\n18-20 Sept, 10 am - 6 pm: Fandom Yard, Bengaluru",
    ],
)
def test_stops_on_several_lines_or_days(text: str) -> None:
    assert stops(text) == [("Antidote Hall", "Mumbai"), ("Fandom Yard", "Bengaluru")]


def test_a_town_that_nobody_has_listed_is_a_stop_of_a_tour_too() -> None:
    text = "Mumbai 11 Sept 8 pm\nBengaluru 18 Sept 8 pm\nXYZ 20 Sept 7 pm"
    assert [one[1] for one in stops(text)] == ["Mumbai", "Bengaluru", "XYZ"]


def test_dates_at_one_place_are_one_stop() -> None:
    text = "11 Sept - Mumbai, Antidote Hall\n12 Sept - Mumbai, Antidote Hall\n18 Sept - Pune, High Yard"
    first, second = tour_stops(TITLE, text, POSTED, AREA)
    assert (first.title, first.key, second.key) == (TITLE, "mumbai-antidote-hall", "pune-high-yard")
    assert first.text.startswith("11 Sept, 12 Sept\n11 Sept - Mumbai, Antidote Hall\n12 Sept - Mumbai, Antidote Hall\n")
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


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Town Music Festival", "11 Sept 7 pm - Asha Rao (Delhi)\n12 Sept 7 pm - Ravi Das (Chennai)"),
        ("Ramanavami concerts", "11 Sept 7 pm: Vidwan Asha Rao, Chennai\n12 Sept 7 pm: Vid. Ravi Das, Mysuru"),
        ("This week", "11 Sept 8pm: Pub Quiz\n12 Sept 9pm: Club Night"),
        ("This week", "11 Sept 8pm: Comedy Club\n12 Sept 9pm: Kitchen Garden Workshop"),
        ("This week", "11 Sept 8pm: Library Story Hour\n12 Sept 9pm: Heritage Park Walk"),
        ("Workshops", "11 Sept 10am - Pottery, Indiranagar\n12 Sept 10am - Linocut, Koramangala"),
        ("Workshops", "11 Sept 10am - Indiranagar: Pottery\n12 Sept 10am - Koramangala: Linocut"),
        ("Gig guide", "11 Sept - Owl Trio - Windmills, Whitefield\n12 Sept - Marigold - BFlat, Indiranagar"),
        ("Books", "11 Sept 7pm @ Atta Galatta - Poetry slam\n12 Sept 5pm @ Champaca - Reading"),
        ("Design festival", "11 Sept, Hall A: Inauguration\n12 Sept, Hall B: Panels"),
        ("Lectures", "11 Sept 6 pm: Delhi\n12 Sept 6 pm: Calcutta"),
        ("Lectures on cities", "11 Sept 6 pm: Delhi\n12 Sept 6 pm: Bengaluru\nVenue: Marigold Hall"),
        ("Tours of the palace and talks", "11 Sept 6 pm: Heritage Park Walk\n12 Sept 6 pm: Palace Library Hour"),
        ("A tour", "11 Sept 9 pm - Toit\n12 Sept 9 pm: Jazz night\n13 Sept 9 pm - Windmills"),
    ],
)
def test_a_program_is_no_tour(title: str, text: str) -> None:
    assert tour_stops(title, text, POSTED, AREA) == []


ROW = "11 Sept - Mumbai, Antidote Hall\n12 Sept - Pune, High Yard\n18 Sept - Bengaluru, Fandom Yard"


@pytest.mark.parametrize(
    "edited",
    [
        f"{ROW} SOLD OUT",
        f"{ROW}, few seats left",
        f"{ROW} (CANCELLED)",
        f"{ROW}, TBA",
        f"{ROW}, venue to be announced",
        ROW.replace("Mumbai", "Bombay"),
        ROW.replace("Bengaluru", "Bangalore"),
        ROW.replace("18 Sept", "CANCELLED: 18 Sept"),
        ROW.replace("18 Sept", "18 Sept (Fri)"),
        ROW.replace("18 Sept", "18 Sept, Fri"),
        f"{ROW}\nNew album out on 20 September!",
        f"20 September: the new album\n{ROW}",
    ],
)
def test_an_edit_leaves_the_keys(edited: str) -> None:
    def keys(text: str) -> list[str]:
        return [one.key for one in tour_stops(TITLE, text, POSTED, AREA)]

    assert keys(edited) == keys(ROW) == ["mumbai-antidote-hall", "pune-high-yard", "bengaluru-fandom-yard"]


def test_a_stop_that_is_off_says_so() -> None:
    off = ROW.replace("Yard", "Yard - CANCELLED") + "\n19 Sept - Bengaluru, Fandom Yard"
    assert [one.status for one in tour_stops(TITLE, off, POSTED, AREA)] == ["", "cancelled", ""]


def test_a_venue_in_doubt_beside_the_stops_of_a_tour_is_not_the_place_of_all() -> None:
    assert len(stops(f"{ROW}\nThe band met at Grove Theatre.")) == 3
    assert stops(f"{ROW}\nVenue: Grove Theatre") == []


@pytest.mark.parametrize(("chars", "count"), [(MAX_STOP_CHARS, 4), (MAX_STOP_CHARS + 1, 3)])
def test_a_line_longer_than_a_stop_is_none(chars: int, count: int) -> None:
    line = "25 Sept - Chennai, Grove Yard, "
    assert len(stops(f"{ROW}\n{line}{'x' * (chars - len(line))}")) == count
