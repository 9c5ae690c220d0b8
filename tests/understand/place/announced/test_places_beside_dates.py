"""Places before the day in their line, behind a bracket, of hosts, where a walk sets out, and lines that name none."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text

AREA = load_area("indiranagar")


def _found(text: str) -> str | None:
    found = venue_in_text(text.partition("\n")[0], text, AREA)
    return found[0].name if found else None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        (
            "Bonsai\nHorticulture Society conference hall, Mar 14 Saturday, 10am–1pm",
            "Horticulture Society conference hall",
        ),
        ("Recital\nSuchitra Auditorium, 8 March, 5.30 pm\nAll are welcome", "Suchitra Auditorium"),
        ("Flea moved\nnow Sunday 15 March, same place (Jala Palace lawns). Entry still free", "Jala Palace lawns"),
        ("Python meetup\n14 March, 10 AM - 1 PM\nHost: Quantrail Labs, Manyata Tech Park", "Quantrail Labs"),
        ("Hack evening\nThu 19 March, 6 pm\nHosted at: Lumen Analytics, Embassy Golf Links", "Lumen Analytics"),
        (
            "Sunday ride\nFrom Rose Park (east gate) to Devanahalli Fort and back. 15 March, we roll at 5:30 am",
            "Rose Park",
        ),
        ("Walk from Trinity Metro to Ulsoor Lake\n14 March, 6 am", "Trinity Metro"),
        ("Jazz parade\nFrom Coltrane to Kamasi. 14 March, 8 pm\nBlue Fig, Indiranagar", "Blue Fig"),
        ("Tasting\n14 March, Saturday, 6–8pm\nVinarium, Kudlu\n₹1,299", "Vinarium"),
        ("Run\nSunday 15 March, 5.30 am, Hennur bamboo forest. Bring water", "Hennur bamboo forest"),
        ("Walk\n14 March, 7am – 10am, Turahalli forest (meet at the gate)", "Turahalli forest"),
        ("Tai chi\nSaturday 7 March, 6.30 am, Lodhi Garden gate 3. Free.", "Lodhi Garden gate 3"),
        ("Slam\nsat 14 march // 7pm // Loft Nine, Koramangala 80ft rd // 250/-", "Loft Nine"),
        ("Holi\nWednesday 4th March, from 10 am at the Amphitheatre Lawn. Colours and dhol", "Amphitheatre Lawn"),
        ("Quiz\nSat 14 March, 6 PM. Same old café? No. Meeple House, Banashankari 2nd Stage", "Meeple House"),
        (
            "Gig\nFriday 13 March, 9 pm moves from Mixtape to The Comedy Attic, Koramangala 6th Block",
            "The Comedy Attic",
        ),
        ("Camp @ Toit Learning Centre, Yelahanka\n14 March, 10 am", "Toit Learning Centre"),
        ("Play\nMar 14 – 3.30 pm\nAt: Kala Soudha, Hanumanthanagar", "Kala Soudha"),
    ],
)
def test_a_place_is_found_wherever_it_stands_beside_its_day(text: str, venue: str) -> None:
    assert _found(text) == venue


@pytest.mark.parametrize(
    "text",
    [
        "Ride\n24 May, wheels roll at 5:45 am. Free.\n– Pedal Pushers Blr",
        "Yoga\nSunday 8 March, 6 am\nCarry your mat\n- Sports Committee",
        "Baking\nSunday 15 March, 10 am. Blue Tokai? Closed for paint.",
        "Reading Room: a play\nSat 14 March, 7 pm\n₹200",
        "Talk\nFrom Friday to Sunday, 7 pm",
        "Gig\nAt: Sunset, 14 March, 6 pm",
        "Songs\nFrom Bach to Bollywood: 14 March, 7 pm",
        "Songs\nMarch 14, 7 pm, from Kabir to Bulleh Shah",
        "Talk\n14 March, 4 pm\nHosted by: Rohit Sharma, Bangalore",
        "Talk\n14 March, 4 pm\nHosted by: Asha Rao, author, Indiranagar",
        "Parade of hits\nFrom ABBA to Zappa. 14 March, 8 pm",
        "Sunday stroll through music from Bach to Bollywood, 14 March, 7 pm",
        "Story hour\nSaturday 14 March, 4 pm\nAges 6–10",
        "Yakshagana\nSaturday 14 March, 4 pm\n*ಉಚಿತ ಪ್ರವೇಶ*",
    ],
)
def test_neither_a_signature_nor_a_question_nor_a_host_names_the_place(text: str) -> None:
    assert _found(text) is None
