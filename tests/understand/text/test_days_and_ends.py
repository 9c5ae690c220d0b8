"""Which numbers are days, when something ends and how long it takes, as captions say it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.understand.text.when import read_when

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)  # a Tuesday


def _times(text: str) -> list[tuple[str, str | None]]:
    found = read_when(f"A post\n{text}", POSTED, AREA.zone, timedelta(days=27))
    dates = found.occurrences if found else []
    return [(_local(one.starts_at), _local(one.ends_at) if one.ends_at else None) for one in dates]


def _local(moment: datetime) -> str:
    return moment.astimezone(AREA.zone).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Gig on 14 March, doors 8 pm, curfew 11", "14 23:00"),
        ("Slow run, 14 March, 6:15 am, done by 7.30, filter coffee after", "14 07:30"),
        ("Jam on 14 March, 7 pm, wraps at 10", "14 22:00"),
        ("Jam on 14 March, 7 pm, winding up by 10.15 latest", "14 22:15"),
        ("Lake walk on 14 March, 6 am, home by 9", "14 09:00"),
        ("Lake walk on 14 March, 6 am, back by 9", "14 09:00"),
        ("Rally on 14 March, flag off 7 am at the fort, finish 9 at the club", "14 09:00"),
        ("14 March, music from 4 pm, last band off at 10", "14 22:00"),
        ("14 March, 8 pm. Music stops at 11.30", "14 23:30"),
        ("Camp on 14 March: leave the metro at 6 am, back by Sunday 15 March 5 pm", "15 17:00"),
        ("Vigil, Saturday 14 March evening 6 pm through Sunday 15 March 6 am", "15 06:00"),
        ("14 March, 430pm-7pm", "14 19:00"),
        ("Jam on 14 March, 7 pm till about 9", "14 21:00"),
        ("Jam on 14 March, 7 pm to 9ish", "14 21:00"),
        ("Gig on 14 March, 7 pm, we shut at 11", "14 23:00"),
        ("Run on 14 March, 6 am, out by 8", "14 08:00"),
        ("Picnic on 14 March, 11 am, pack up by 4", "14 16:00"),
        ("Talks on 14 March, 9.30 am, concludes at 6", "14 18:00"),
        ("Trip: leave 14 March 6 am, return 15 March 8 pm", "15 20:00"),
        ("14 March, 630 to 830 pm", "14 20:30"),
    ],
)
def test_an_hour_at_which_it_ends(text: str, ends: str) -> None:
    assert [end for _, end in _times(text)] == [ends]


@pytest.mark.parametrize(
    "text",
    [
        "14 March, 6 am. Registrations close at 9",
        "Quiz on 14 March, 7 pm. We are back at 8 after a break",
        "14 March, 7 pm. Free for ladies till 10",
        "Run on 14 March, 6 am, finish 10 km and get a medal",
        "We take over at 8 pm on 14 March",
    ],
)
def test_an_hour_at_which_something_else_ends(text: str) -> None:
    assert [end for _, end in _times(text)] == [None]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Tree walk, 14 March, 7 am, 2 hrs. Meet at the gate", "14 09:00"),
        ("14 March, 6:30 am at the metro, ~2 hours, coffee after", "14 08:30"),
        ("Carols on 14 March, 6.30 pm. About an hour & a half.", "14 20:00"),
        ("Drawing on 14 March, 11 am, two hours, paper is there", "14 13:00"),
        ("Baking on 14 March, 11 am. Duration: 2.5 hours", "14 13:30"),
        ("Improv on 14 March at 8 pm. 75 mins. Adults only", "14 21:15"),
        ("Trek on 14 March, 5 am. 2 hours' drive from town", None),
        ("Talk on 14 March, 6 pm, 2 hours parking free", None),
        ("'Salt Road' (62 min), shown on 14 March, 6 pm, then a talk", None),
        ("Hackathon on 14 March, 9 am, 24 hours", None),
        ("Talk on 14 March, 11 am, runs for 3 hours", "14 14:00"),
        ("Class on 14 March, 11 am, a 3-hour session", "14 14:00"),
        ("Two talks on 14 March, 6 pm at the hall: Anu, 1 hour, and Ravi, 2 hours", None),
    ],
)
def test_how_long_it_takes(text: str, ends: str | None) -> None:
    assert [end for _, end in _times(text)] == [ends]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Lego for ages 5-12, 14 March, 10 am", ["14 10:00"]),
        ("Lego for teams of 3 to 5, Saturday 14 March, 10 am", ["14 10:00"]),
        ("Jam at 7, 14 March", ["14 19:00"]),
        ("Talk in hall 3, 14 March, 11 am", ["14 11:00"]),
        ("A class of 6, Saturday 14 March, 10 am", ["14 10:00"]),
        ("Trek 11 to 6, 14 March", ["14 11:00"]),
        ("Market noon till 6, Sunday 15 March", ["15 12:00"]),
        ("Day 1: Sat Mar 7, 2–6. Day 2: Sun Mar 8, 11–3", ["07 14:00", "08 11:00"]),
        ("Mar 7, 9 and 11 at noon", ["07 12:00", "09 12:00", "11 12:00"]),
        (
            "Fri 6: Thermal, 9 pm. Sat 7: Swara, 9.30 pm. Sun 8: Sunday sundowner, 4 pm",
            ["06 21:00", "07 21:30", "08 16:00"],
        ),
        ("Classes on 13, 14 March, 10 am", ["13 10:00", "14 10:00"]),
        ("Classes on Fri 13, Sat 14 March, 10 am", ["13 10:00", "14 10:00"]),
        ("Last day of the textile exhibition: Sunday 15 March, 11 am", ["15 11:00"]),
        ("The exhibition's last day: 15 March, 11 am", ["15 11:00"]),
        ("The exhibition ends this Thursday, 11 am to 6 pm", ["03 11:00", "04 11:00", "05 11:00"]),
        ("The sale ends this Thursday", []),
        ("Last day of registration: Sunday 15 March", []),
        ("Paint night on 9/3, 7 pm", ["09 19:00"]),
        ("Paint night 9/3, that's Monday, 7 pm", ["09 19:00"]),
        ("Open 24/7 on Fridays", ["06 00:00", "13 00:00", "20 00:00", "27 00:00"]),
        ("Fair, Thu 19/3 – Sat 21/3, 4 to 10 pm", ["19 16:00", "20 16:00", "21 16:00"]),
        ("Stories every Sunday of March, 11 to 12", ["08 11:00", "15 11:00", "22 11:00", "29 11:00"]),
        ("SOLD OUT: Sat 14 March. Another show: Sun 15 March, 6.30 pm", ["15 18:30"]),
        ("14 March is house full! One more on 15 March, 6.30 pm", ["15 18:30"]),
        ("14 March is sold out, 8 pm", ["14 20:00"]),
        ("Sundays 4 pm, no game on 15th", ["08 16:00", "22 16:00", "29 16:00"]),
        ("Sundays 4 pm, we are off on 15 March", ["08 16:00", "22 16:00", "29 16:00"]),
        ("The festival kicks off on 14 March, 6 pm", ["14 18:00"]),
        ("Run, flag off on 15 March, 6 am", ["15 06:00"]),
        ("Kick-off on 14 March, 6 pm", ["14 18:00"]),
        ("Not this Friday, the next (13th), 7 pm", ["13 19:00"]),
        ("Early bird till 5th March; show on 20th at 8", ["20 20:00"]),
        ("RSVP by the 5th, we walk on 15 March at 7 am", ["15 07:00"]),
        ("RSVP by 5 March at the latest, or by 8 March", []),
        ("Now showing till 5 March, 11 am to 7 pm daily", ["03 11:00", "04 11:00", "05 11:00"]),
    ],
)
def test_which_numbers_are_days(text: str, starts: list[str]) -> None:
    assert [start for start, _ in _times(text)] == starts


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Comedy on 14 March. Show at 5, 8 pm", ["14 17:00", "14 20:00"]),
        ("Comedy on 14 March. Shows 5 / 8 pm", ["14 17:00", "14 20:00"]),
        ("Comedy on 14 March. Shows: 3 | 5 | 8 pm", ["14 15:00", "14 17:00", "14 20:00"]),
        ("Puppets on 14 March, performances at 4, 7.30 pm", ["14 16:00", "14 19:30"]),
        ("Stargazing 10 to 4, Saturday 14 March", ["14 22:00"]),
        ("Drum and bass, 14 March, 10 to 1", ["14 22:00"]),
        ("Ghost walk at 10, 14 March", ["14 22:00"]),
        ("Night ride at 11 this Saturday", ["07 23:00"]),
        ("Midnight trek 11 to 6, Saturday 14 March", ["14 23:00"]),
        ("Open mic, 9 onwards, Friday 13 March", ["13 21:00"]),
        ("Silent disco 9 to 1, Friday 13 March", ["13 21:00"]),
        ("Sip and paint, 14 March, 11 to 2, cocktail on us", ["14 11:00"]),
        ("Kids' open mic, 10 onwards, 14 March", ["14 10:00"]),
        ("Cricket on 14 March, reporting 7.30 am, first ball 8", ["14 08:00"]),
        ("Gig on 14 March, doors 7 pm, first set 8", ["14 20:00"]),
        ("Techno on 13 March. 9 till 1. The basement", ["13 21:00"]),
        ("Midnight movie at 11, 14 March", ["14 23:00"]),
        ("Talk at 11, 14 March. Our midnight menu is back", ["14 11:00"]),
        ("Fri 6 March, gates 6.30, film 7", ["06 19:00"]),
        ("14 March. Toss 8, the turf", ["14 20:00"]),
    ],
)
def test_hours_of_shows_and_nights(text: str, starts: list[str]) -> None:
    assert [start for start, _ in _times(text)] == starts


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Talk on 7/8 rhythms, 14 March, 6 pm", ["14 18:00"]),
        ("Built on 4/4 beats, 14 March, 6 pm", ["14 18:00"]),
        ("A duet on 6/8 swing, 14 March, 6 pm", ["14 18:00"]),
        ("A duet on 14/3 with friends, 6 pm", ["14 18:00"]),
        ("Last date to apply for the fair: 10 March. Fair on 14 March at 11 am", ["14 11:00"]),
        ("Book club: Midnight's novel, Sunday 15 March at 11", ["15 11:00"]),
        ("Std 5-8, Saturday 14 March, science camp 10 am", ["14 10:00"]),
        ("Team size 3-5, Saturday 14 March, 10 am", ["14 10:00"]),
    ],
)
def test_numbers_and_words_that_only_look_like_days_and_hours(text: str, starts: list[str]) -> None:
    assert [start for start, _ in _times(text)] == starts
