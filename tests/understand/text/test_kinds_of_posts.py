"""Posts that announce something, posts that do not, and the ways in which a price is written."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.money.prices import read_price
from include.understand.text.posts.announce import rejection_reason

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We are closed on Wednesday for a deep clean.", "a closure"),
        ("Power cut till 4 pm, so the kitchen stays shut. Sorry!", "a closure"),
        ("The terrace is booked for a private party on 4 April.", "a closure"),
        ("20% off on all notebooks this Saturday", "an offer"),
        ("Buy one, get one on all shakes till Sunday", "an offer"),
        ("Holi hours: open 12 pm to 6 pm on 14 March.", "opening hours"),
        ("We're open Tuesday to Sunday, 11 am to 7 pm.", "opening hours"),
        ("Hours in festival week\nSaturday 7 March: 9 am to 1 pm\nSunday 8 March: closed", "opening hours"),
        ("Pool in Holi week\nTuesday - closed\nWednesday 4 March - 10 am to 2 pm", "opening hours"),
        ("Our gym now opens at 5 am from Monday.", "opening hours"),
        ("New menu from Monday: jackfruit tacos", "a menu"),
        ("Looking for a flatmate from 1 May", "a classified"),
        ("Lost: a grey cat, since Saturday 30 May", "a classified"),
        ("Our bakery turns five on 9 April! Thank you all.", "a milestone"),
        ("Reminder: rent is due on the 5th", "a notice"),
        ("We beat the Blues 3-1 on Saturday", "a milestone"),
        ("So proud: our founder gets the Rajyotsava award on 21 March", "a milestone"),
        ("Admissions for class 5 open on 5 March. Forms at the school office.", "admissions"),
        ("Closed till the 21st, bookings resume on Thursday", "a closure"),
        ("Monday 9 am standup moves to the small room", "a notice"),
        ("The school bus leaves at 7.30 am from 21 March", "a notice"),
        ("Class 10 boards begin on 14 March. All the best!", "a notice"),
        ("Saturday 9 am standup comedy, three comics", None),
        ("Admissions open day on 14 March at 10 am", None),
        ("How we beat burnout: a talk by Asha Rao, 14 March, 7 pm", None),
        ("We are very proud to host Asha Rao, who won the Booker, on 14 March, 6 pm", None),
        ("All hands on clay: pottery workshop, 14 March, 11 am", None),
        ("Add it with the calendar invite in bio! Jazz night, 14 March, 8 pm", None),
        ("Company bus leaves from MG Road: trek to Skandagiri, 14 March, 4 am", None),
        ("Attendance is compulsory for both days of the workshop, 14-15 March, 10 am", None),
        ("RCB match screening: last time we lost by 5 runs, 14 March, 7.30 pm", None),
        ("Saturday 11 am stand-up open mic, 14 March", None),
        ("10 am stand-up paddle session, 14 March, at the lake", None),
        ("Kathak on 14 March, 7 pm. Admission free, doors open at 6.30 pm: six dance forms", None),
        ("Walk in interviews on 14 March, 10 am", "a job offer"),
        ("Sunday was a blur. Swipe for pictures!", "a look back"),
        ("Thank you for coming last week! Next jam: 6 March", None),
        ("Happy birthday to us! Come by for cake on 9 April, 5 pm", None),
        ("Painted maps, 5 to 20 March. The gallery is closed on Mondays.", None),
        ("Garage sale on 31 May, 10 am to 5 pm", None),
        ("Early bird: 20% off till 10 March. Tickets in bio", None),
    ],
)
def test_what_announces_nothing_to_go_to(text: str, reason: str | None) -> None:
    assert rejection_reason("A post", text, AREA.words) == reason
    assert rejection_reason(text, text, AREA.words) == reason


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("No fee.", ("free", None, None)),
        ("No cover, just buy a coffee", ("free", None, None)),
        ("Free & open to all", ("free", None, None)),
        ("Free + open to everyone", ("free", None, None)),
        ("The session is free but registration is a must.", ("free", None, None)),
        ("Attendance is absolutely free", ("free", None, None)),
        ("the talk is free of jargon", (None, None, None)),
        ("Nothing to pay, pencils on us", ("free", None, None)),
        ("ಪ್ರವೇಶ ಉಚಿತ", ("free", None, None)),
        ("प्रवेश निःशुल्क", ("free", None, None)),
        ("₹1,499++ per head", ("paid", 1499, 1499)),
        ("₹650 plus taxes", ("paid", 650, 650)),
        ("🎫 499 | 699 | 999", ("paid", 499, 999)),
        ("Tickets: 300 / 500", ("paid", 300, 500)),
        ("Silver 500 | Gold 1000 | Platinum 2000", ("paid", 500, 2000)),
        ("Students: 150, Regular: 300", ("paid", 150, 300)),
        ("everything under ₹500", (None, None, None)),
        ("All plants below Rs 99!", (None, None, None)),
        ("Price: Rs. 600 (This includes a Rs. 300 voucher)", ("paid", 600, 600)),
        ("₹999, including a ₹200 coupon", ("paid", 999, 999)),
        ("Rs 500 off for the first 20! Price: Rs 2,800", ("paid", 2800, 2800)),
        ("11/12 | 24/7", (None, None, None)),
    ],
)
def test_ways_of_writing_a_price(text: str, price: tuple[str | None, int | None, int | None]) -> None:
    found = read_price(text, AREA.money)
    assert (found.cost_type, found.minimum, found.maximum) == price
