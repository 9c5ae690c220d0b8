"""Days and hours beside numbers that count, on trips, with dashes, and in Kannada and Hindi in Latin letters."""

from __future__ import annotations

from datetime import date

import pytest

from include.understand.text.posts.announce import rejection_reason
from include.understand.text.posts.happenings import parts_of
from tests.understand.text.captions import AREA, times


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Quiz, teams of 6, Thursday 12 March, 8.30pm", ["12 20:30"]),
        ("Dumplings, max 10, Sunday 22 March, 11 am", ["22 11:00"]),
        ("Jam on Friday 5, Saturday 6 March, 8 pm", ["05 20:00", "06 20:00"]),
        ("Day 1 – Fri 22 March, 5 pm: songs", ["22 17:00"]),
        ("Open mic: season 2 – 14 March, 7 pm", ["14 19:00"]),
        ("Episode 5 - 9 March, 7 pm", ["09 19:00"]),
        ("Mar 13 – 7.30 pm\nMar 14 – 3.30 pm & 7.30 pm", ["13 19:30", "14 15:30", "14 19:30"]),
        ("Mar 9 – 7.30 pm", ["09 19:30"]),
        ("Film week 5-11 March, 7 pm", ["05 19:00-11 23:59"]),
        ("A comedy show 5 to 7 March, 8 pm", ["05 20:00", "06 20:00", "07 20:00"]),
        ("Two nights only 5th & 6th March, 8 pm", ["05 20:00", "06 20:00"]),
        ("Chapter 5th & 6th March, 8 pm", ["05 20:00", "06 20:00"]),
        ("14 March, 19:30 - 10 pm", ["14 19:30-14 22:00"]),
        ("14 March, 13.30 to 3 pm", ["14 13:30-14 15:00"]),
        ("Gates open on 14 March at 6 pm (30 mins before the show)", ["14 18:00"]),
        ("14 March, 7 am, 2 hours from the city", ["14 07:00"]),
        ("14 March, 2 pm - 15 min walk from the metro", ["14 14:00"]),
        ("Fest, 13-14 March, 6 pm. Ends 2 am", ["13 18:00-14 02:00"]),
        ("Fest, 6-8 March, 6 pm. Ends 2 am", ["06 18:00-07 02:00", "07 18:00-08 02:00", "08 18:00-09 02:00"]),
        ("Fest, 13-15 March, 5 pm. We are back by 9 pm with drums", ["13 17:00-15 23:59"]),
        ("Sunday, 8 March, 11 am (40 mins)", ["08 11:00-08 11:40"]),
        ("Sunday, 8 March, 7 am, 2.5 hours", ["08 07:00-08 09:30"]),
        ("The flea moves from 7 March to Sunday 15 March, 11 am", ["15 11:00"]),
        ("Trek, 14–15 March. Bus leaves Sat 11 PM, back Sunday by 11 AM", ["14 23:00-15 11:00"]),
        ("Trek, 13th–15th March. Pickup: Fri 9.30 PM, back by 10 PM Sunday", ["13 21:30-15 22:00"]),
        ("Kal shaam 7 baje", ["04 19:00"]),
        ("Pottery, naale, 7 pm", ["04 19:00"]),
        ("Folk, ee shanivara, 7 pm", ["07 19:00"]),
        ("Hackathon, 13-15 March, 9 am", ["13 09:00-15 23:59"]),
        ("A play, 13-15 March, 7 pm\nFree rides home", ["13 19:00", "14 19:00", "15 19:00"]),
        ("Kathak\n13-15 March, 7 pm\nCheck-in from 6.30 pm", ["13 19:00", "14 19:00", "15 19:00"]),
        ("Exhibition, 13-15 March. Opening 6 pm", ["13 18:00-15 23:59"]),
        ("A play, from 13 March to 15 March, 7 pm", ["13 19:00", "14 19:00", "15 19:00"]),
        ("Open mic #14, March the 21st, 7 pm", ["21 19:00"]),
        ("Open mic #14, 21 & 22 March, 7 pm", ["21 19:00", "22 19:00"]),
        ("Jazz, edition 12, 14th/15th March, 8 pm", ["14 20:00", "15 20:00"]),
        ("Quiz, 14 March\n7.30 pm\nWhatsApp us before 6 pm", ["14 19:30"]),
        ("Iss ravivar shaam 5 baje", ["08 17:00"]),
        ("Kal Penn live, ravivar shaam 5 baje", ["08 17:00"]),
        ("Gayana: Indu Nagaraj. Bhanuvara sanje 6 gantege", ["08 18:00"]),
        ("Bhanuvara (8 March) sanje 6 gantege", ["08 18:00"]),
    ],
)
def test_what_is_counted_is_no_day_and_a_trip_is_one_date(text: str, dates: list[str]) -> None:
    assert times(text) == dates


def test_what_a_paragraph_counts_up_are_happenings_of_their_own() -> None:
    text = (
        "First: Sufi songs by the Rose Project on Saturday 14 March, 6.30 pm, at Rose House (free). "
        "Second: the Mango Mela on Sunday 15 March, 10 am onwards, at Old Park."
    )
    parts = parts_of("weekend letter", text, date(2026, 3, 3), AREA.words)
    assert [one.title for one in parts] == ["Sufi songs by the Rose Project", "The Mango Mela"]


@pytest.mark.parametrize(
    "text",
    [
        "2BHK for rent in HSR, deposit 1.5 lakh. Available from 1st April. Call after 7 pm.",
        "5 years ago today, on 3 March 2021, we opened our doors. Thank you all",
        "Happy Holi from all of us at the studio! 4 March 2026",
        "Visited Corner Cafe last Saturday at 8 pm, waited 50 minutes. 1 star. #review",
        "Anybody selling a second hand cycle? Can pick up Saturday evening",
        "Dear parents, school reopens on Monday 6 April at 8.30 am.",
    ],
)
def test_flats_anniversaries_greetings_and_reviews_announce_nothing(text: str) -> None:
    assert rejection_reason(text, text, AREA.words)


@pytest.mark.parametrize(
    "text",
    [
        "Power Cut plays live\nFri 13 March, 9 pm",
        "Happy Holi from all of us! Join the colour run on 4 March, 7 am",
        "Doors of our new gallery: open day, 8 March, 5 pm",
    ],
)
def test_a_band_with_a_notices_name_and_a_greeting_that_goes_on_announce_something(text: str) -> None:
    title = text.partition("\n")[0]
    assert rejection_reason(title, text, AREA.words) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2BHK: a comedy", "14 March, 7.30 pm, Kite Theatre"),
        ("Bazaar", "Plants for sale, barely used toys, live music. 15 March, 11 am"),
        ("Night trek with tents for rent", "14 March, 9 pm. Advance Rs 2k"),
        ("Tired of looking for a mechanic?", "Cycle repair workshop, 14 March, 4 pm"),
        ("Anyone has a guitar?", "Jam session on 15 March, 5 pm"),
        ("Ten years ago today we opened", "Concert on 13 March, 8 pm"),
        ("The Attic turns ten", "Gig on 13 March, 8 pm"),
        ("On this day in 1947", "A play. 14 March, 7 pm"),
        ("Pool evening: who is down for a game?", "13 March, 8 pm"),
        ("Our studio reopens", "Gig on 13 March, 8 pm"),
        ("5 star comedians", "Comedy on Sunday"),
        ("Lost: a play", "14 March, 7 pm"),
        ("Water cut: an exhibition of photographs", "14 March, 11 am"),
        ("Closed for repairs – a one-act play by Asha Rao", "14 March, 7 pm"),
        ("Seen in town", "Flat for rent: a short film\n14 March, 7 pm"),
    ],
)
def test_a_happening_may_be_about_what_announces_nothing(title: str, text: str) -> None:
    assert rejection_reason(title, text, AREA.words) is None


@pytest.mark.parametrize(
    "text",
    [
        "Lost: a ring at the show, 14 March, 7 pm",
        "Found: a film camera, 14 March, 7 pm",
        "Lost: a play-school bag, 14 March, 7 pm",
        "Water cut: a notice, 14 March, 7 pm",
        "We are hiring: a show manager, from 14 March, 7 pm",
    ],
)
def test_what_a_line_begins_with_is_a_name_only_where_it_says_of_what(text: str) -> None:
    assert rejection_reason(text, text, AREA.words)


@pytest.mark.parametrize(
    "text",
    [
        "2BHK, semi-furnished. A walk from the park. Visits on 15 March, 4 pm",
        "Scooter for sale, single owner. Sunday, 15 March, 10 am",
        "Office reopens on 16 March, 8 am",
        "The pool is down for annual maintenance from 14 March, 6 am",
    ],
)
def test_an_hour_makes_no_happening_of_a_flat_or_a_notice(text: str) -> None:
    assert rejection_reason(text, text, AREA.words)
