"""Kinds of captions that the second set of made-up ones brought to light, each in another dress than there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.text.money.prices import read_price
from include.understand.text.posts.announce import rejection_reason
from include.understand.text.posts.happenings import parts_of
from include.understand.text.when import read_when

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)  # a Tuesday


def _times(text: str) -> list[tuple[str, str | None]]:
    found = read_when(text, POSTED, AREA.zone, timedelta(days=60))
    dates = found.occurrences if found else []
    return [(_local(one.starts_at), _local(one.ends_at) if one.ends_at else None) for one in dates]


def _local(moment: datetime) -> str:
    return moment.astimezone(AREA.zone).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Date - 14 March\nTime - 10 to 1", [("14 10:00", "14 13:00")]),
        ("14 March, 5 to 6.30 in the evening", [("14 17:00", "14 18:30")]),
        ("Open jam tomorrow around 9ish", [("04 09:00", None)]),
        ("Jam on 14/3 @ 8p", [("14 20:00", None)]),
        ("14 March, doors 5pm, bands till 11", [("14 17:00", "14 23:00")]),
        ("14 March, 8 pm. Free entry for ladies till 10", [("14 20:00", None)]),
        ("14 March. Run begins 5:30 am, road closed till 10 am", [("14 05:30", None)]),
        ("14 March. Walk begins 6:30 am, ends by 9", [("14 06:30", "14 09:00")]),
        ("Doors 7 | Show 8 | 14 March\nAlpha live", [("14 20:00", None)]),
        ("14 March, doors 7, show 8 pm", [("14 20:00", None)]),
        ("Book fair on 14 March, 10 to 5, bring bags", [("14 10:00", "14 17:00")]),
        ("Film club, 14 March 5.30 - my terrace", [("14 17:30", None)]),
        ("14 March, 4.5 stars", [("14 00:00", None)]),
        ("Starts: 14 March, 9:30\nEnds: 14 March, 16:00", [("14 09:30", "14 16:00")]),
        ("Starts: 14 March, 9:30\nEnds: 15 March, 16:00", [("14 09:30", "15 16:00")]),
        ("14 → 15 March, 2pm ➡️ 9pm", [("14 14:00", "14 21:00"), ("15 14:00", "15 21:00")]),
        ("Sat & Sun, 7-8 am, 14 to 22 March", [("14 07:00", "14 08:00"), ("15 07:00", "15 08:00"),
                                               ("21 07:00", "21 08:00"), ("22 07:00", "22 08:00")]),
        ("'Mirrors' opens Sat 14 March 7 pm; also Sun 15 March 4 pm and 8 pm.",
         [("14 19:00", None), ("15 16:00", None), ("15 20:00", None)]),
        ("Come over at 7 pm on 14 March for board games", [("14 19:00", None)]),
        ("We are taking over at 8 pm on 14 March", [("14 20:00", None)]),
        ("14 March, 5 pm. All is over by 9 pm", [("14 17:00", "14 21:00")]),
        ("Jam on 14 March at 7 a band of ten plays", [("14 00:00", None)]),
        ("Kites: March 14-15, evening shows at 7 pm", [("14 19:00", None), ("15 19:00", None)]),
        ("Line-up updated!\n14 March, 7 pm", [("14 19:00", None)]),
        ("UPDATED - 14 March, 7 pm", [("14 19:00", None)]),
        ("Last updated: 2 March\nJam on 14 March, 7 pm", [("14 19:00", None)]),
        ("Album release: 14 March, 8 pm, Blue Door", [("14 20:00", None)]),
        ("PostedBy: asha on 2-Mar-26 at 10:12\nWhen: 14 March, 4 pm", [("14 16:00", None)]),
        ("Our single drops on 6 March. Launch gig 14 March, 8 pm", [("14 20:00", None)]),
        ("Registrations for the residency are open till 20 March", []),
        ("Paintings on view till 5 March, 11 am - 7 pm",
         [("03 11:00", "03 19:00"), ("04 11:00", "04 19:00"), ("05 11:00", "05 19:00")]),
    ],
)  # fmt: skip
def test_dates_and_hours(text: str, dates: list[tuple[str, str | None]]) -> None:
    assert _times(f"A post\n{text}") == dates


def test_a_day_in_the_title_is_one_of_the_days_below_it() -> None:
    assert _times("March 14 weekend special\n13-15 March, 6 pm to 9 pm")[0] == ("13 18:00", "13 21:00")


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Rs 400 / 250 (students)", (250, 400)),
        ("Tickets Rs. 300, 500 and 1000.", (300, 1000)),
        ("1k at the door, 800 online", (800, 1000)),
        ("need two more, 250 each", (250, 250)),
        ("Turf 250/head", (250, 250)),
        ("Season pass 1500, single day 600.", (600, 1500)),
        ("₹250 & 8 March", (250, 250)),
        ("All programmes free.", (None, None)),
        ("₹399 | 100 Feet Road", (399, 399)),
        ("Rs 299 | 100 seats only", (299, 299)),
        ("₹300 / 500 at the door", (300, 500)),
    ],
)
def test_prices(text: str, price: tuple[int | None, int | None]) -> None:
    found = read_price(text, AREA.money)
    assert (found.minimum, found.maximum) == price
    assert (found.cost_type == "free") == (price == (None, None))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What an evening! Thank you to everybody who filled the terrace on Friday.", "a look back"),
        ("Our kitchen closes early today, at 9 pm.", "a closure"),
        ("Wanted: part-time pottery teacher, Saturdays 10-1", "a job offer"),
        ("Friday tip: rest your dough overnight.", "a tip"),
        ("Sold out! We'll open more dates soon.", "a full house"),
        ("Order by Friday. Deliveries on 6 and 7 March.", "goods for sale"),
        ("Our new episode drops on Friday at 6 pm on YouTube.", "a release"),
        ("What an evening it's going to be! Sat 7 March, 8 pm", None),
        ("Tuesday trivia at The Copper Tap, 8 pm", None),
        ("Sold out on Friday! Few seats left for Saturday, 8 pm", None),
        ("What a night! ABBA tribute. Sat 7 March, 8 pm, Blue Door", None),
        ("Did you know that owls live here? Bird walk on Sunday, 8 March, 7 am", None),
        ("First batch sold out! More soon, stay tuned. Second batch: 8 March, 11 am", None),
        ("The podcast goes live with an audience, 7 March, 7 pm at Kaavu", None),
        ("Thank you all for the love! One more show at 6 pm on 8 March", None),
        ("Our episode drops on 7 March, 6 pm, wherever you listen", "a release"),
        ("Order online before 7 March, 8 pm. Delivery to your door.", "goods for sale"),
        ("New single out on all platforms on 7 March at 12 am", "a release"),
        ("Thank you all for joining in on 7 March, 8 pm", "a look back"),
    ],
)
def test_what_announces_nothing(text: str, reason: str | None) -> None:
    assert rejection_reason("A post", text, AREA.words) == reason


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("14 March, 8 pm\nCouples 1200 | Stag 800\nThe Attic, Brunton Road", "The Attic"),
        ("14 MARCH • 2 SHOWS • 6:30PM & 9PM\nTHE PUNCHLINE, HSR SECTOR 1", "THE PUNCHLINE"),
        ("14 March ~ 6 pm ~ Saptaka Hall ~ passes 150", "Saptaka Hall"),
        ("14 March, 10 AM @ Hexagon office, Koramangala", "Hexagon office"),
        ("14 March, 8 pm. The bazaar returns to Courtyard 9.", "Courtyard 9"),
        ("14 March, 7:30 PM\nAmphitheatre, Banyan House", "Banyan House"),
        ("Moved to 14 March, 4 pm, same place (Sankey Tank, gate 3)", "Sankey Tank"),
        ("14 March, 6 pm\n180/head", None),
        ("14 March, 5 pm\nModule 4 Cafe, HSR", "Module 4 Cafe"),
        ("14 March, 5 pm\nModule 4", None),
        ("14 March, 5 pm\nUnder 25: 300", None),
        ("Date - 14 March\nWhere - The Courtyard, Lavelle Road", "The Courtyard"),
        ("Back to Black, 14 March, 8 pm. Blue Door Theatre", "Blue Door Theatre"),
        ("When? 14 March, 6 pm\nWhere? Lumen Offices, Embassy Lane", "Lumen Offices"),
        ("14 March, 7:30 pm – Ranga Kuteera, Mysore Road", "Ranga Kuteera"),
        ("14 March, 7:30 pm – Ranga Kuteera", None),
        ("The talk starts at 4 pm on 14 March in the Safeda lecture hall.", "Safeda lecture hall"),
    ],
)
def test_venues(text: str, venue: str | None) -> None:
    found = venue_in_text("A post", text, AREA)
    assert (found[0].name if found else None) == venue


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("WED 4 | Vinyl night | 8pm | Free\nFRI 6 | Karan live | 9pm | ₹500", ["Vinyl night", "Karan live"]),
        ("• 14th (Sat) 6pm: Veena recital\n• 21st (Sat) 6pm: Yakshagana", ["Veena recital", "Yakshagana"]),
        ("Day 1 · Fri 13 March · 10am: talks\nDay 2 · Sat 14 March · 10am: visits", []),
        ("Two things to do on Sat 14 March:\n10 am - Sketch walk\n7 pm - Song circle", ["Sketch walk", "Song circle"]),
        ("Two talks this Saturday (7 March)\n4 pm: On bats\n6 pm: On bees", ["On bats", "On bees"]),
        ("Sat 14 March\n4 pm: Puppets at Kite House\n7 pm: Jazz at Nightjar", ["Puppets", "Jazz"]),
        (
            "5 March, 8 pm: Jazz night\n6 March: Comedy night\n7-9 March, 7 pm: Quiz fest\nevery Tuesday, 8 pm: Jam",
            ["Jazz night", "Comedy night", "Quiz fest", "Jam"],
        ),
        (
            "This weekend\n🎤 Friday, 6th March – 8 PM\nOpen mic\n\n🎷 Saturday, 7th March – 9 PM\nJazz",
            ["Open mic", "Jazz"],
        ),
        ("1) Jazz - 5th March, 8 pm, Rs 300\n2) Comedy - 6th March, 9 pm, Rs 400", ["Jazz", "Comedy"]),
        ("THU 5 / JAZZ / 8PM / 300\nFRI 6 / COMEDY / 9PM / 400", ["JAZZ", "COMEDY"]),
        ("Jazz on 5 March at 8 pm. Comedy on 6 March at 9 pm. All at Blue Door.", ["Jazz", "Comedy"]),
        ("Hamlet opens on 5 March at 8 pm. The last show is on 7 March at 7 pm.", []),
        ("Opening: Fri 6 March, 6 pm\nOn view: 6-22 March, 11 am to 7 pm", []),
        ("Fest at Banyan House, Sat 14 March\n4 pm: Puppets\n7 pm: Jazz", []),
        ("Sat 14 March\n7 am: meet at Cubbon Park\n8 am: dosas at Vidyarthi\n9 am: coffee at Koshys", []),
        ("An evening of two talks, Sat 14 March\n6 pm: On bats\n7 pm: On bees", []),
        ("Trek. Pick-up 9 pm on Friday 13 March. Back by 12 noon on Saturday 14 March.", []),
        ("Auditions on 13 March at 4 pm. Finale on 14 March at 6 pm.", []),
    ],
)
def test_several_happenings(text: str, names: list[str]) -> None:
    assert [one.title for one in parts_of("A post", text, date(2026, 3, 3), AREA.words)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Sat 14 March\n4 pm: Puppets at Kite House\n6 pm: Jazz at Nightjar",
        "Sat 14 March\n\n4 pm: Puppets at Kite House\n6 pm: Jazz at Nightjar",
        "Two talks on Sat 14 March at Banyan House\n4 pm: On bats\n6 pm: On bees",
    ],
)
def test_each_of_several_on_one_day_has_its_own_hour_and_the_place_of_all(text: str) -> None:
    parts = parts_of("A post", text, date(2026, 3, 3), AREA.words)
    assert [_times(f"{one.title}\n{one.text}") for one in parts] == [[("14 16:00", None)], [("14 18:00", None)]]
    assert all(("Banyan House" in one.text) is ("Banyan House" in text) for one in parts)
