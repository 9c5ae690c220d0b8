"""What captions announce, by the kinds of words in which they do: dates, places, what is off, and what is no event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from include.understand.place.announced.venue_text import venue_in_text
from include.understand.text.dates.closed_days import closed_weekdays
from include.understand.text.posts.announce import is_weak, rejection_reason
from include.understand.text.posts.happenings import parts_of
from include.understand.text.posts.states import off_in_prose
from include.understand.text.when import read_when
from tests.understand.text.captions import AREA, POSTED, times


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("14 March, three sittings - 12, 1:30 & 3", ["14 12:00", "14 13:30", "14 15:00"]),
        ("14 March, 6 & 8.30 pm", ["14 18:00", "14 20:30"]),
        ("14 March, 11 and 2 pm", ["14 11:00", "14 14:00"]),
        ("March 14, 7 pm", ["14 19:00"]),
        ("14 March: show 1 at half past five, show 2 at 8 pm", ["14 17:30", "14 20:00"]),
        ("14 March, between 5 & 7 in the evening", ["14 17:00-14 19:00"]),
        ("14 March ⏰ 11 to 6\nBring bags", ["14 11:00-14 18:00"]),
        ("14 March, nine to one\nBring bags", ["14 09:00-14 13:00"]),
        ("ದಿನಾಂಕ: 14-03-2026\nಸಮಯ: ಬೆಳಿಗ್ಗೆ 10.30\nಸ್ಥಳ: ಭವನ", ["14 10:30"]),
        ("14 March 2026 (Saturday) evening 7 to 15 March morning 5", ["14 19:00-15 05:00"]),
        ("on saturday fourteenth march, 7 pm", ["14 19:00"]),
        ("March 14 ➔ 12th Main, 4 pm", ["14 16:00"]),
        ("14 March, 4 pm, 5th T Block", ["14 16:00"]),
        ("The dress rehearsal is on 13 March, 6 pm. The concert on 14 March, 7 pm", ["14 19:00"]),
        ("Open rehearsal on 13 March, 6 pm", ["13 18:00"]),
        ("Preview: 5 March, by invitation\nOn view 6 - 7 March, 11 am - 5 pm",
         ["06 11:00-06 17:00", "07 11:00-07 17:00"]),
        ("Friday's jam is moved to Saturday, 8 pm", ["07 20:00"]),
        ("Day 1: Sat 14 March\nDay 2: Sun 15 March\n5 pm both days", ["14 17:00", "15 17:00"]),
        ("13-15 March, Fri 8 pm, Sat & Sun 4 pm & 8 pm",
         ["13 20:00", "14 16:00", "14 20:00", "15 16:00", "15 20:00"]),
        ("12-14 March, weekdays 6-8 pm, weekends 11 am - 8 pm",
         ["12 18:00-12 20:00", "13 18:00-13 20:00", "14 11:00-14 20:00"]),
        ("Lake run, 14 March at 6", ["14 06:00"]),
        ("Moonlight run, 14 March at 6. A night to remember", ["14 18:00"]),
        ("Stand-up comedy, 14 March at 9", ["14 21:00"]),
        ("Pottery workshop, 14 March at 9", ["14 09:00"]),
        ("Screening of a film about runners, 14 March at 7", ["14 19:00"]),
        ("Learn to run a company: a talk, 14 March at 6", ["14 18:00"]),
        ("Tour of the concert hall, 14 March at 10", ["14 10:00"]),
        ("Birthday party, 14 March, 10 to 12", ["14 10:00-14 12:00"]),
        ("A talk on the history of jazz, 14 March at 11", ["14 11:00"]),
        ("Last date to register: 5 March. Show on 14 March, 7 pm", ["14 19:00"]),
        ("Last day for entries is 5 March\n14 March, 7 pm, Blue Door", ["14 19:00"]),
        ("Stall bookings open! 14 March, 11 am", ["14 11:00"]),
        ("Come by on 14 March, 11 am", ["14 11:00"]),
        ("The mela opens on 14 March and goes on till Sunday, 15 March, 9 am to 7 pm daily",
         ["14 09:00-14 19:00", "15 09:00-15 19:00"]),
        ("9 points each, and we start. On 14 March, 7 pm", ["14 19:00"]),
        ("our score: 9/10. Well earned", []),
        ("Happy Thursday, all!", []),
        ("Our mela closed on Sunday", []),
    ],
)  # fmt: skip
def test_dates_and_hours(text: str, starts: list[str]) -> None:
    assert times(text) == starts


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("14 March, 4 pm\nMilk & Honey studio, Jayanagar 4th T Block", "Milk & Honey studio"),
        ("14 March, 4 pm\nWhite Cube, Hebbal Makers Collective", "White Cube"),
        ("14 March, 4 pm\nMeet: Kaveri Park, north gate", "Kaveri Park"),
        ("14 March, 4 pm\n📍 Starts at the Clock Tower steps, ends with chai", "Clock Tower steps"),
        ("14 March, 4 pm\nVenue: Rose House (the old mill), Tasker Town", "Rose House"),
        ("14 March, 4 pm\nDJ Rinku • fireworks\nHotel Shanti, Tumkur Rd", "Hotel Shanti"),
        ("14 March. This month we are at Puttenahalli Lake, main gate", "Puttenahalli Lake"),
        ("14 March. At the hazrat's door. Noor Shah dargah, Cottonpet.", "Noor Shah dargah"),
    ],
)
def test_venues(text: str, venue: str) -> None:
    found = venue_in_text("A post", text, AREA)
    assert found is not None
    assert found[0].name == venue


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Fri 13 March – Owl Trio\nSat 14 March – Drag brunch\n9 pm both nights, Blue Door",
            ["Owl Trio", "Drag brunch"],
        ),
        ("13 Fri – Owl Trio\n14 Sat – Drag brunch\nall nights 9 pm onwards", ["Owl Trio", "Drag brunch"]),
        ("Fri 13 March – Owl Trio\nSat 14 March – Drag brunch\nBlue Door", []),
        ("Day 1: Fri 13 March\nDay 2: Sat 14 March\n9 pm daily", []),
    ],
)
def test_happenings_with_one_hour_for_all(text: str, names: list[str]) -> None:
    parts = parts_of("Blue Door", text, POSTED.date(), AREA.words)
    assert [one.title for one in parts] == names
    assert all("9 pm" in one.text for one in parts)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("CANCELLED ❌ Saturday's gig", "cancelled"),
        ("Sadly, Saturday's gig is off, the singer is ill.", "cancelled"),
        ("The talk on 14 March is POSTPONED as the train is stuck. New date will be informed.", "postponed"),
        ("The talk is postponed to 20 March, 6 pm", ""),
        ("If the match is cancelled, tickets are refunded", ""),
        ("Monday is off, so come on Tuesday", ""),
        ("Cancelled plans? Come to our jam", ""),
        ("POSTPONED PLANS: a comedy, 14 March", ""),
        ("Her wedding is called off, and the fun begins: a play", ""),
        ("Our last mela was cancelled due to rain. This one is on 14 March", ""),
        ("A talk on how elections are postponed, 14 March", ""),
        ("POSTPONED Saturday's gig", "postponed"),
    ],
)
def test_what_is_off(text: str, off: str) -> None:
    assert off_in_prose(text) == off


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kitchen closed this Wednesday for pest control", "a closure"),
        ("Restocked! Ships pan India, till Sunday midnight", "goods for sale"),
        ("Interns wanted (2), 3 months, apply by the 20th", "a job offer"),
        ("Season 3. Dates dropping soon, on a Sunday", "a teaser"),
        ("Our space is open for proposals: a talk, a gig. We read them on Mondays", "a call for proposals"),
        ("Thank you Bengaluru!! See you next Sunday, maybe. Next one when we are awake", "a look back"),
        ("Thank you for clapping so loud, on a Sunday", "a look back"),
        ("Thank you all for walking in the rain with us", "a look back"),
        ("Thanks for having us on Sunday", "a look back"),
        ("Thank you for registering! The walk is on Sunday", None),
        ("Thanks for everything. A walk on Sunday", None),
        ("What a night that was! Next one on 14 March, 7 pm", None),
        ("Our song is out now! Stream it everywhere from 6 March", "a release"),
        ("Our album is out now. Launch gig 14 March, 8 pm", None),
        ("Stay tuned! Our open mic is this Friday, 8 pm", None),
        ("Stay tuned! We tell you more on Friday, 8 pm", "a teaser"),
        ("Coming soon: a workshop. Orders are open till Friday, 8 pm", "a teaser"),
        ("Negotiate your salary: a workshop, Saturday 11 am", None),
        ("Bring your portfolios to the review on Saturday, 6 pm", None),
        ("Barista. Salary 20k, shifts from 7 am", "a job offer"),
        ("Cook, experience: 2-3 years. Saturdays are working", "a job offer"),
        ("Immersive experience\n25 suspects, one murder, on Saturday", None),
        ("The mela opens on 6 March and goes on till 29 March. Stalls are open daily from 9 am to 7 pm", None),
        ("Our shop is open daily from 9 am to 7 pm", "opening hours"),
        ("The exhibition, 6 to 29 March, is open on all days", None),
        ("Exhibition hours: 10 to 6, 6-29 March", None),
        ("The exhibition is open daily, March 6 to 29. Appointments only", None),
        ("Exhibition hours: March, 6 to 9 pm", "opening hours"),
        ("Pool timings change from 6 to 29 March", "opening hours"),
        ("Our shop will be open on all days, 6-29 March", "opening hours"),
        ("We sell quilts. We are open daily from 6 March to 29 March, 9 am to 7 pm", "opening hours"),
        ("Monsoon menu is here! From today, noon to 11 pm", "a menu"),
        ("ADMISSIONS OPEN 2027-28\nSchool office: Mon to Sat, 9 am to 4 pm\nPlay area", "admissions"),
        ("Admissions open day, 14 March, 10 am", None),
        ("Temporarily shut from 5 to 9 March as the road is dug up. See you on the other side", "a closure"),
        ("Closed for the week from 5 March", "a closure"),
        ("🚧 Temporarily closed till 9 March", "a closure"),
        ("The road is shut; we are not. Jam on 5 March, 7 pm", None),
        ("The street closes to cars on 8 March, 11 am, and opens to bakers", None),
        ("📆 13 March (Fri)\n🕣 8:30pm onwards\nHappy hours till 7:30", None),
        ("Happy hours till 7:30, every day", "an offer"),
    ],
)
def test_what_announces_nothing(text: str, reason: str | None) -> None:
    assert rejection_reason("A post", text, AREA.words) == reason


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("The best Sunday of my year – Asha", True),
        ("Mon to Fri, 10 am to 8 pm, handloom and toys", True),
        ("Pottery workshop on Sunday", False),
        ("Rallies on Sunday", False),
        ("Birding on Sunday", False),
        ("Poetry on Sunday", False),
        ("On Sunday at 5 pm: kites", False),
        ("Kites, 14 March", False),
        ("Mon to Fri, 6 am: yoga by the lake", False),
    ],
)
def test_a_weekday_alone_needs_something_that_is_on(text: str, weak: bool) -> None:
    found = read_when(f"A post\n{text}", POSTED, AREA.zone, timedelta(days=60))
    assert found is not None
    assert is_weak(found, text, AREA.words) is weak


def test_a_line_about_something_else_takes_no_happening_away() -> None:
    happenings = "This week:\nFri 13 March, 8 pm: Owl Trio\nSat 14 March, 1 pm: Drag brunch"
    text = f"We are hiring, send your CV!\n{happenings}\nThe kitchen is closed tomorrow"
    parts = parts_of("Blue Door", text, POSTED.date(), AREA.words)
    assert [one.title for one in parts] == ["Owl Trio", "Drag brunch"]
    assert not any("hiring" in one.text or "closed" in one.text for one in parts)


@pytest.mark.parametrize(
    "title",
    [
        "There will be a power shutdown on Thursday 12 March, 10 am to 4 pm, for feeder maintenance",
        "No power tomorrow from 10 to 4 in Block 3",
        "Water supply will be off on Friday 13 March, 9 am to noon",
        "New timings at the museum: from 11 March we are open 10 am to 6 pm. Tickets ₹100",
        "Pls note library timings from March 8: Mon to Sat 8.30 am to 7.30 pm",
        "Revised timings of the pool from 11 March: 6 am to 9 am. Entry ₹50",
    ],
)
def test_cuts_and_new_hours_are_no_events_though_tickets_are_named(title: str) -> None:
    assert rejection_reason(title, "", AREA.words) is not None


@pytest.mark.parametrize(
    "title",
    [
        "New timings! The show now starts at 8 pm on Sat 14 March. Tickets ₹300",
        "A talk on electricity supply chains, Sat 14 March, 6 pm. Register now",
        "Poetry by candles, no power needed, Sat 14 March, 7 pm",
    ],
)
def test_an_event_may_have_such_words(title: str) -> None:
    assert rejection_reason(title, "", AREA.words) is None


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Forms are at the front desk from 10 am to 5 pm except on Mondays", []),
        ("On view 6 - 20 March. Café closed Mondays", []),
        ("On view 6 - 20 March, 11 am to 7 pm, Mondays closed", [0]),
        ("Tickets at the door. The gallery is closed on Mondays", [0]),
    ],
)
def test_the_days_off_of_a_desk_are_not_those_of_the_event(text: str, closed: list[int]) -> None:
    assert sorted(closed_weekdays(text)) == closed
