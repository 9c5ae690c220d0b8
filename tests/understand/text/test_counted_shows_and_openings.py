"""Weeks that are counted, batches with their hours, shows without "pm", openings, and weekdays with a number."""

from __future__ import annotations

import pytest

from tests.understand.text.captions import times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Pottery every Saturday from 7 March for 6 weeks, 10 am", 6),
        ("Pottery Saturdays from 7 March, 6 weeks, 10 am", 6),
        ("Yoga every Mon & Wed from 9 March for 4 weeks, 7 am", 8),
        ("Kannada class: 6 Sundays starting 8 March, 10.30 to 1", 6),
        ("8-week course, Tuesdays from 10 March, 7 pm", 8),
        ("Wheel throwing, Saturdays 5 pm, starting 7 March (4 sessions)", 4),
        ("Choir every Thursday for the next 3 weeks, 7 pm", 3),
        ("Course for six weeks, every Sunday from 8 March at 10 am", 6),
        # when those began who are in their third week, the text does not say
        ("Choir every Thursday, 7 pm. 8 sessions", 9),
        ("Choir every Thursday for 3 weeks now, 7 pm", 9),
        ("Choir, Thursdays, 7 pm, 3 weeks", 9),
        ("8-week course, Tuesdays, 7 pm", 9),
        ("Choir every Thursday from 5 March, 7 pm. Led for 6 years by Anu", 9),
    ],
)
def test_what_repeats_ends_when_its_weeks_are_counted(text: str, days: int) -> None:
    assert len(times(text)) == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chess on 14 March. Batch 1: 10-12, Batch 2: 2-4", ["14 10:00-14 12:00", "14 14:00-14 16:00"]),
        ("Pottery 14 March. Session 1: 10am–12pm | Session 2: 2pm–4pm", ["14 10:00-14 12:00", "14 14:00-14 16:00"]),
        ("Pottery 15 March. Morning batch 10-12, afternoon batch 2-4", ["15 10:00-15 12:00", "15 14:00-15 16:00"]),
        ("Camp 14 March\nBatch A 9-11\nBatch B 11.30-1.30", ["14 09:00-14 11:00", "14 11:30-14 13:30"]),
        ("Play: 14 March 3.30pm/7.30pm", ["14 15:30", "14 19:30"]),
        ("Play: 14 March, 11am/3pm/7pm", ["14 11:00", "14 15:00", "14 19:00"]),
        ("Play, 14th March, 6 & 8:30", ["14 18:00", "14 20:30"]),
        ("Talks 14 March, 4 and 6", ["14 16:00", "14 18:00"]),
        ("Play: 13 March 8 pm & 14 March 5 & 8 pm", ["13 20:00", "14 17:00", "14 20:00"]),
        # the show behind the doors, whatever parts them
        ("Fri 20 March · doors 8 · show 9", ["20 21:00"]),
        ("Fri 20 March · gates 5 · show 7", ["20 19:00"]),
        ("Fri 20 March, doors at 8 show at 9.30", ["20 21:30"]),
        # where people come together before it
        ("Walk this Saturday morning. We meet 6.45 outside the market and walk till 9", ["07 06:45-07 09:00"]),
        ("Ride on 15 March. Assemble 5.30, roll 6 am", ["15 06:00"]),
        ("Club meeting 14 March. Reporting 9.30 sharp", ["14 09:30"]),
        ("We meet 5.30 km from here on 14 March, 6 pm", ["14 18:00"]),
        # days of the month, a distance, and a number that a colon makes no label
        ("Camp on March 14, 15 & 16", ["14 00:00", "15 00:00", "16 00:00"]),
        ("Run on 15 March, 5 & 10 km", ["15 00:00"]),
        ("Show 14 March. 7: 30 pm", ["14 19:30"]),
    ],
)
def test_shows_of_a_day_are_read_with_and_without_their_half_of_it(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jam Fri 27, 8 pm", ["27 20:00"]),
        ("Gig Sat 7, 9 pm, Blue Barn", ["07 21:00"]),
        ("Gig Fri 27 & Sat 28, 9 pm", ["27 21:00", "28 21:00"]),
        ("Gig Sun 8 at 5 pm", ["08 17:00"]),
        # no such weekday, and what only looks like one
        ("Sat 2 for 1 beers, gig 14 March 9 pm", ["14 21:00"]),
        ("Sunday 10 km run 15 March 6 am", ["15 06:00"]),
    ],
)
def test_a_weekday_beside_the_number_of_its_day_is_that_day(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Prints. Opening 6 March, 6 pm. On view 6 - 20 March, 11 am to 7 pm",
            "06 18:00-06 19:00",
            "20 11:00-20 19:00",
        ),
        (
            "Prints. Opening Sat 14 March, 5–8 pm. On view to 29 March, Tue–Sun 11–7",
            "14 17:00-14 20:00",
            "29 11:00-29 19:00",
        ),
        (
            "Prints. Opening: 6 March, 6 pm\nTimings: 11 am to 7 pm\nOn view until 20 March",
            "06 18:00-06 19:00",
            "20 11:00-20 19:00",
        ),
        # later than the gallery is open on other days, so that nobody says when it ends
        (
            "Prints. Opening 6 March, 8 pm. On view 6 - 20 March, 11 am to 7 pm",
            "06 20:00",
            "20 11:00-20 19:00",
        ),
        (
            "Prints. Opening 6 March, 8 pm to 10 pm. On view until 20 March, 11 am to 7 pm",
            "06 20:00-06 22:00",
            "20 11:00-20 19:00",
        ),
        (
            "Prints. Opening reception 6 March 6.30 pm, exhibition 7 to 20 March",
            "06 18:30-20 23:59",
            "06 18:30-20 23:59",
        ),
        # by invitation, so that others come on the days behind
        (
            "Prints. Preview 9 March, by invitation\nOn view 10 – 20 March, 11 am – 7 pm",
            "10 11:00-10 19:00",
            "20 11:00-20 19:00",
        ),
    ],
)
def test_an_opening_is_the_first_day_of_its_exhibition(text: str, first: str, last: str) -> None:
    found = times(text)

    assert (found[0], found[-1]) == (first, last)


def test_an_opening_has_its_own_hours_and_days_off_are_left_out() -> None:
    text = "Prints. Opening Sun 15 March, 5–8 pm. On view to 19 March, Tue–Sun 11–7"

    assert times(text) == ["15 17:00-15 20:00", "17 11:00-17 19:00", "18 11:00-18 19:00", "19 11:00-19 19:00"]
