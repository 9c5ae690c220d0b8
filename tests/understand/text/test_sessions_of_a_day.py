"""Several sessions of one day, hours of all days, shows beside them, openings named last, and what is no date of it."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.posts.announce import rejection_reason
from tests.understand.text.captions import times

AREA = load_area("indiranagar")
FRIDAYS = (6, 13, 20, 27, 3, 10, 17, 24, 1)
"""Of March, April and May, as far as we look ahead."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # meals and parts of the day
        ("Feast 14 March: lunch (12.30-3) and dinner (7.30-10.30)", ["14 12:30-14 15:00", "14 19:30-14 22:30"]),
        ("Feast 14 March, lunch 12 to 3.30 & dinner 7 to 10", ["14 12:00-14 15:30", "14 19:00-14 22:00"]),
        ("Feast 14 March. Brunch: 10-12; supper: 6-9", ["14 10:00-14 12:00", "14 18:00-14 21:00"]),
        ("Clay 14 March. Morning session (10-12), evening session (5-7)", ["14 10:00-14 12:00", "14 17:00-14 19:00"]),
        ("Hack day 14 March: 9 am to 9 pm. Breakfast (8-9) and lunch (1-2) provided", ["14 09:00-14 21:00"]),
        ("Wine 14 March: 7:30 pm seating & 9 pm seating", ["14 19:30", "14 21:00"]),
        # the first of those before the day
        ("Films at 3 pm and then at 5.30 pm, Saturday 14 March", ["14 15:00"]),
        ("We are open till 5 pm. Talk at 6 pm on 14 March", ["14 18:00"]),
        ("Open studio, 14 March, any time 11-5", ["14 11:00-14 17:00"]),
        ("Fest 14 March, noon till 10, 80 brands", ["14 12:00-14 22:00"]),
        # of all days
        ("Dye class, March 14–15, 10–5 both days", ["14 10:00-14 17:00", "15 10:00-15 17:00"]),
        ("Flea 14 & 15 March, 11 to 8 daily", ["14 11:00-14 20:00", "15 11:00-15 20:00"]),
        ("Flea 14 & 15 March, 9-5 on both days", ["14 09:00-14 17:00", "15 09:00-15 17:00"]),
        ("Plays, 14 & 15 March, 7 pm every day", ["14 19:00", "15 19:00"]),
        ("Plays, 12-14 March, nightly at 8 pm", ["12 20:00", "13 20:00", "14 20:00"]),
        # a day by its number alone
        ("Car-free Sunday on Baker Street – 15th, 7am-9am", ["15 07:00-15 09:00"]),
        # beside the usual show
        ("Play, 14, 15 March | 7.30 pm (Sun also 3.30 pm)", ["14 19:30", "15 15:30", "15 19:30"]),
        ("Play, 14 & 15 March, 8 pm, matinee on Sunday 4 pm", ["14 20:00", "15 16:00", "15 20:00"]),
        ("Play, 13 to 15 March, 8 pm, extra show Sat 4 pm", ["13 20:00", "14 16:00", "14 20:00", "15 20:00"]),
        ("Play, 14 & 15 March, 8 pm, matinee on Friday 4 pm", ["14 20:00", "15 20:00"]),
        # what begins behind the doors
        ("Gig 14 March. Doors 7, music 8", ["14 20:00"]),
        ("14 March: doors open 6, curtain 7", ["14 19:00"]),
        ("14 March: Doors @ 7, first act 8, headliner 9.30", ["14 20:00"]),
        # the opening behind the last day
        ("On view till 28 March. Opening Sat 14 March, 6 pm", ["14 18:00-28 23:59"]),
        ("Show runs until 20 March. Preview: Friday 6 March, 6.30 pm onwards", ["06 18:30-20 23:59"]),
        ("On view till 8 March, 11-7. Opening Sat 7 March, 5 pm", ["07 17:00-07 19:00", "08 11:00-08 19:00"]),
        ("Opening 6 March, 6 pm. On view 11 am to 7 pm till 7 March", ["06 18:00-06 19:00", "07 11:00-07 19:00"]),
        ("Opening 6 March, 6 pm. On view, daily, 11-7, until 7 March", ["06 18:00-06 19:00", "07 11:00-07 19:00"]),
        # the hour of another day
        ("On view until 20 March. Curator walk 6 March, 4 pm", ["03 00:00-20 23:59"]),
        ("Passes go on sale Friday 6 March 12 pm. Fest: 27–29 March", ["27 00:00-29 23:59"]),
        ("Sign up by 5 March, 6 pm. Hack day: 14 March", ["14 00:00"]),
        # and that of its own day, whose weekday stands behind it or before the hour
        ("Gardening, Mar 21 Saturday, 10am", ["21 10:00"]),
        ("Potluck Sunday half past five, 22 March", ["22 17:30"]),
        # days that are counted
        ("Dolls, 3 days from 30 March, 6 pm daily", ["30 18:00", "31 18:00", "01 18:00"]),
        ("Walk 14 March, 7 am. It takes 1 day from 6 March to book", ["14 07:00"]),
        # days of something else
        ("Race 15 March, 6 am. Bib pick up 14 March 10-6", ["15 06:00"]),
        ("Kits can be collected on 13 March from 10 am. Marathon: 15 March, 5 am", ["15 05:00"]),
        ("Tickets for the spring season go live on 6 March at 5 pm", []),
        ("Registrations for the art camp open on 6 March at 10 am", []),
        # until the end of a month
        ("Yoga Sundays, 9 am, through March", ["08 09:00", "15 09:00", "22 09:00", "29 09:00"]),
        ("Yoga every Sunday 9 am, all April", ["05 09:00", "12 09:00", "19 09:00", "26 09:00"]),
        # weeks that count something else
        ("Jam every Friday from 6 March, 8 pm, free entry for 2 weeks", [f"{n:02} 20:00" for n in FRIDAYS]),
        ("Jam every Friday from 6 March, 8 pm, for 2 weeks", ["06 20:00", "13 20:00"]),
    ],
)  # fmt: skip
def test_the_hours_of_a_day(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("And that's a wrap on our Sunday jams. 240 kids came!", "a look back"),
        ("Grateful to everyone who made Sunday's run a success", "a look back"),
        ("Thanks to our 25 volunteers for making Saturday's clean-up a success", "a look back"),
        ("Only takeaway from Monday, 10 am to 8 pm, the kitchen is being painted", "a closure"),
        ("Our new winter menu launches on 1 March", "a menu"),
        ("Brown dog, last seen on Sunday at 7 pm near the park", "a classified"),
        ("Our bakery has moved two lanes down. Fresh bread 8 am onwards from Monday", "a notice"),
        ("We have shifted our salon to 4th Block. Open from 24 Feb, 10 am onwards", "a notice"),
        ("Our bookshop has a new home from 1 March, open 10 am to 9 pm", "a notice"),
        ("Our Church Street outlet closes at 6 pm on Sunday", "a closure"),
        ("Congratulations to the riders for finishing the brevet on Sunday at 5 am!", "a look back"),
        ("PSA: no live music tonight, the band is down with flu", "a closure"),
        ("Poster reveal! The artists are out on Friday 6 pm", "a teaser"),
        ("Comment below 👇 Friday night dancer or Sunday brunch legend?", "a tip"),
        ("No cover, live music tonight, 8 pm", None),
        ("No ordinary comedy night this Saturday, 8 pm", None),
        ("Kitchen closes at 10.30. Live music Friday 6 March, 8 pm", None),
        ("Standup by Asha, Sat 7 March, 8 pm. As last seen on screen", None),
        ("Grey parrot, last seen near the lake on Tuesday", "a classified"),
        ("“I tell myself every Friday that I will dance less.” – our bartender", "a quotation"),
        # what is on with its day and hour outweighs most of these
        ("It's a wrap on the Sunday jam. Next jam: 6 March, 7 pm", None),
        ("Our studio has moved! Housewarming jam, Sat 7 March, 7 pm", None),
        ("The Tap turns 15! Birthday bash, Sat 7 March, 7 pm", None),
        ("“I tell myself every day that I will dance less.” – a play, Sat 7 March, 7 pm", None),
    ],
)
def test_what_announces_nothing(text: str, reason: str | None) -> None:
    assert rejection_reason(text, text, AREA.words) == reason
