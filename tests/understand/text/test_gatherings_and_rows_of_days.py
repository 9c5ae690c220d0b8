"""What people gather for, shows and slots that a text counts, days with hours of their own, and dates that moved."""

from __future__ import annotations

import pytest

from tests.understand.text.captions import times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat 7 March. Assemble 4.45am, Hebbal Esteem mall; roll out at 5 sharp", ["07 05:00"]),
        ("8 March (Sunday), gather 6 AM, ride 7 AM, flag hoisting 9 AM", ["08 07:00"]),
        ("Coffee cupping: Sat 7/3, arrive 9.45, we slurp from 10 to 11.30.", ["07 10:00-07 11:30"]),
        ("Thu 12 March, 6 pm check-in, 6:45 chat", ["12 18:45"]),
        ("8 March, flag-off 6 am. Please assemble by 5.30 am at gate 2", ["08 06:00"]),
        ("Sunday 8 March. 5:30 am assembly, 6 am flag off, 9 am breakfast", ["08 06:00"]),
        # what comes much later, a meal or an end is not what they gather for
        ("Sunday 8 March, meet at the metro at 7 am, breakfast at 8", ["08 07:00"]),
        ("Sunday 8 March, meet 6.30 am outside the garden, walk till 8.30", ["08 06:30-08 08:30"]),
        ("Meetup on 8 March at 6 pm, talks 6:30", ["08 18:00"]),
    ],
)
def test_a_happening_begins_at_what_people_gather_for(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Standup double bill tonight! Urooj 7pm, Kanan 9pm. Separate tickets", ["03 19:00", "03 21:00"]),
        ("Double bill\n7 PM – a trial show\n9 PM – a new hour\nBoth on Thursday 12th March.", ["12 19:00", "12 21:00"]),
        ("8 March, two slots: 4-6pm and 6.30-8.30pm", ["08 16:00-08 18:00", "08 18:30-08 20:30"]),
        ("8 March, slots: 10-12, 1-3 & 4-6.", ["08 10:00-08 12:00", "08 13:00-08 15:00", "08 16:00-08 18:00"]),
        ("Batches: 7-8, 8-9 pm on 7 March", ["07 19:00-07 20:00", "07 20:00-07 21:00"]),
        # hours that are not counted are those of one evening
        ("Dinner on 7 March: drinks 7 pm, dinner 8 pm", ["07 19:00"]),
        ("7 March. Doors 6 pm, gig 7 pm, two sets", ["07 19:00"]),
    ],
)
def test_shows_and_slots_that_a_text_counts(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 7, 8 at 7:30pm, March 9 at 3:30 & 7:30pm.", ["07 19:30", "08 19:30", "09 15:30", "09 19:30"]),
        ("16, 17 & 18 April\nThu 8 PM | Fri 3 PM & 8 PM | Sat 3 PM", ["16 20:00", "17 15:00", "17 20:00", "18 15:00"]),
        ("6, 7 March\nFri 7.30 | Sat 3.30 + 7.30", ["06 19:30", "07 15:30", "07 19:30"]),
        ("Fri 20/3 – Sun 22/3\ndaily 4 to 10 pm, Sunday from 11 am",
         ["20 16:00-20 22:00", "21 16:00-21 22:00", "22 11:00-22 22:00"]),
        ("Choose your date: 11, 12 or 19 March. 11 am", ["11 11:00", "12 11:00", "19 11:00"]),
        ("This 8th March & again 22nd March, noon", ["08 12:00", "22 12:00"]),
        ("Starts Thu 5 March, on till Fri 6 March. 10 a.m. to 8 p.m.", ["05 10:00-05 20:00", "06 10:00-06 20:00"]),
        ("March 21 rinda 22ra varege, pratidina sanje 6.30 ge", ["21 18:30", "22 18:30"]),
        ("Shanivaar 14 march, shaam saat baje, do ghante", ["14 19:00-14 21:00"]),
        ("Dinner on Women's Day, 8 pm", ["08 20:00"]),
    ],
)  # fmt: skip
def test_days_and_what_is_on_each_of_them(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1st & 3rd Fridays, 8–10p\nnext one: 20 March", "20 20:00-20 22:00"),
        ("2nd Thu of every month, 7pm. This month = 12 March.", "12 19:00"),
        ("Once every two weeks on Sunday, 5 pm", "08 17:00"),
        ("Sunday's flea (8 March) will now happen on Sunday 15 March. Same time, 11 to 8.", "15 11:00-15 20:00"),
        ("First Sat of March (7th) is a holiday so → Sunday 8th March, 10:30-13:30", "08 10:30-08 13:30"),
        ("Sat, 14 March 2026 – 11:00 hrs to 13:00 hrs", "14 11:00-14 13:00"),
        ("Trek: Fri 6 March 11.30 pm from Tin Factory, return Sat noon", "06 23:30-07 12:00"),
        ("A 3-hr breathwork. 7 March, 7 AM", "07 07:00-07 10:00"),
        ("7 March at 3 PM\n\nPlease reply. We should be done by 5:30.", "07 15:00-07 17:30"),
        ("Season finale of our quiz, 7 March at 9", "07 21:00"),
    ],
)
def test_the_first_date_of_what_repeats_moves_or_lasts(text: str, expected: str) -> None:
    assert times(text)[0] == expected


def test_every_second_week_is_skipped() -> None:
    assert times("Circle fortnightly on Thursdays 7 pm")[:2] == ["05 19:00", "19 19:00"]
