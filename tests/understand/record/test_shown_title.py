"""Titles as a person would write them: what goes, what stays, and the goals on titles that were written first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.titles.judging import judge, read_titles
from include.areas.area import load_area
from include.understand.record.shown_title import shown_title
from include.understand.record.title_case import without_shouting

AREA = load_area("indiranagar")
TITLES = Path(__file__).resolve().parents[3] / "benchmarks" / "titles" / "titles.jsonl"
DAY = date(2026, 9, 19)
"""A Saturday."""


def shown(title: str, venue: str | None = "Grove Theatre", *days: date) -> str:
    return shown_title(title, venue, days or (DAY,), AREA)


@pytest.mark.parametrize("half", ["tuned", "unseen"])
def test_they_are_as_good_as_those_of_a_person_and_none_loses_meaning(half: str) -> None:
    judged = judge([one for one in read_titles(TITLES) if one.half == half], AREA)
    assert judged.figures["n"] == 100
    assert judged.figures["good"] >= 0.95, judged.mistakes
    assert judged.figures["loses"] == 0, judged.mistakes


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Liverpool FC VS Crystal Palace | Live Screening | Grove Theatre Indiranagar, Bangalore.",
         "Liverpool FC vs Crystal Palace, live screening"),
        ("Ragas | Sat, 19 Sept | 7 PM onwards | Grove Theatre", "Ragas"),
        ("Evening Ragas at Grove Theatre on 19th September", "Evening Ragas"),
        ("Ragas (Saturday)", "Ragas"),
        ("Grove Theatre | Ragas", "Ragas"),
        ("Ragas | Rs. 500 | Book your tickets now | 20% off", "Ragas"),
        ("Ragas - Bengaluru, India", "Ragas"),
        ("Sitar Workshop in Grove Theatre", "Sitar Workshop"),
        # what is not the event's own, or what it is about, stays
        ("Ragas | 26 Sept", "Ragas, 26 Sept"),
        ("Ragas (Sunday)", "Ragas (Sunday)"),
        ("Ragas at Lamp Rooms", "Ragas at Lamp Rooms"),
        ("Ragas | Mumbai", "Ragas, Mumbai"),
        ("Ragas - Whitefield", "Ragas - Whitefield"),
        ("Quiz on India", "Quiz on India"),
        ("Dear Bengaluru", "Dear Bengaluru"),
        ("Good Morning, Bengaluru", "Good Morning, Bengaluru"),
        ("Midnight in Bengaluru", "Midnight in Bengaluru"),
        ("Workshop of Dreams in Grove Theatre", "Workshop of Dreams in Grove Theatre"),
        ("Workshop in Bengaluru", "Workshop in Bengaluru"),
        ("Postcards from Bengaluru", "Postcards from Bengaluru"),
        ("Evening talks on Bengaluru", "Evening talks on Bengaluru"),
        ("Folk songs, Bengaluru", "Folk songs"),
        ("Folk songs: Bengaluru", "Folk songs"),
        ("Folk: Bengaluru", "Folk: Bengaluru"),
        ("Folk songs - India", "Folk songs - India"),
        ("Sitar in Grove Theatre", "Sitar in Grove Theatre"),
        ("Live at Grove Theatre", "Live at Grove Theatre"),
        ("Murder at Grove Theatre", "Murder at Grove Theatre"),
        ("Whodunit: Murder at the Grove Theatre", "Whodunit: Murder at the Grove Theatre"),
        ("19 September", "19 September"),
        ("Grove Theatre", "Grove Theatre"),
        ("Tickets", "Tickets"),
        ("||", "||"),
    ],
)  # fmt: skip
def test_what_stands_beside_it_goes_and_nothing_else(title: str, right: str) -> None:
    assert shown(title) == right


def test_a_venue_and_a_day_that_are_not_known_stay() -> None:
    assert shown_title("Ragas at Grove Theatre | 19 Sept", None, (), AREA) == "Ragas at Grove Theatre, 19 Sept"


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("FC BARCELONA FAN MEET", "FC Barcelona Fan Meet"),
        ("THE SHOW MUST GO ON", "The Show Must Go On"),
        ("THE 90S: A PLAY BY R. D'SOUZA", "The 90s: A Play by R. D'Souza"),
        ("NEW YEAR'S EVE", "New Year's Eve"),
        ("DJ NIGHT FT. AI & THE 3D BAND", "DJ Night ft. AI & the 3D Band"),
        ("JEE WORKSHOP", "JEE Workshop"),
        ("UPSC AND NEET STRATEGY FOR ALL", "UPSC and NEET Strategy for All"),
        ("IIMB TEDX TALK", "IIMB TEDX Talk"),
        ("LGBTQIA+ MIXER", "LGBTQIA+ Mixer"),
        ("GAME+ NIGHT", "GAME+ Night"),
        ("DJ NYK AND ARR LIVE", "DJ NYK and ARR Live"),
        ("KSCA, BBMP & UEFA MEET", "KSCA, BBMP & UEFA Meet"),
        ("JP'S JAZZ: I'M IN", "JP's Jazz: I'm In"),
        ("WHY SHYAM AND JHUMPA SWING: STRICTLY GHAZALS", "Why Shyam and Jhumpa Swing: Strictly Ghazals"),
        ("KRISHNA DHWANI BY SHREYA & THE PSYCHS", "Krishna Dhwani by Shreya & the Psychs"),
        ("SCI-FI VLOGS: A CZECH XMAS", "Sci-Fi Vlogs: A Czech Xmas"),
        ("ADHD & HIIT FOR GEN Z", "ADHD & HIIT for Gen Z"),
        ("DR STRANGE MEETS MR BEAN", "Dr Strange Meets Mr Bean"),
        ("RINI", "RINI"),
        ("Techno with KESHAV RAO", "Techno with KESHAV RAO"),
        ("ONCE UPON A BRUNCH - stories by Vikram", "Once Upon a Brunch - stories by Vikram"),
        ("ಕನ್ನಡ ಸಂಜೆ", "ಕನ್ನಡ ಸಂಜೆ"),
    ],
)
def test_shouting_is_written_as_titles_are(title: str, right: str) -> None:
    assert without_shouting(title) == right
