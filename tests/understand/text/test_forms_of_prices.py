"""Prices in each form in which announcements write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from include.areas.area import load_area
from include.understand.text.money.amounts import with_decimal_points
from include.understand.text.money.prices import read_price

MONEY = load_area("indiranagar").money


def read(text: str) -> str:
    """The kind unless it is an amount alone, the lowest and the highest amount, and whose money unless it is ours."""
    price = read_price(text, MONEY)
    kind = "" if price.cost_type == "paid" else price.cost_type or "nothing"
    amounts = dict.fromkeys(f"{one:f}".removesuffix(".0") for one in (price.minimum, price.maximum) if one is not None)
    return " ".join(filter(None, (kind, " to ".join(amounts), price.currency if price.currency != "INR" else "")))


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("₹499", "499"),
        ("₹300/750/1200", "300 to 1200"),
        ("Investment: 950", "950"),
        ("How much? 799", "799"),
        ("*Entry:* Free", "free"),
        ("Rs.199/- + Rs.1200/- refundable deposit", "199"),
        ("Rs.400/- with Rs.150/- redeemable at the bar", "400"),
        ("Rs.400/-. Use code EARLY for Rs.150/- off", "400"),
        ("Guys 799, girls 350", "350 to 799"),
        ("Rs. 499", "499"),
        ("Rs 1,499/-", "1499"),
        ("INR 500 onwards", "500"),
        ("499/-", "499"),
        ("500 rupees", "500"),
        ("five hundred rupees", "500"),
        ("two thousand five hundred rupees", "2500"),
        ("₹1.5k", "1500"),
        ("₹2 lakh", "200000"),
        ("₹1.5 lakhs", "150000"),
        ("₹2 thousand", "2000"),
        ("one thousand and two hundred rupees", "1200"),
        ("a hundred rupees", "100"),
        ("Rs. forty five", "45"),
        ("US$ 20", "20 USD"),
        ("30 dollars", "30 USD"),
        ("¥2000", "2000 JPY"),
        ("AED 50", "50 AED"),
        ("20 quid", "20 GBP"),
        ("₹500, or $20", "500"),
        ("₹1k - 2k", "1000 to 2000"),
        ("₹500-1000", "500 to 1000"),
        ("Rs 500 to Rs 800", "500 to 800"),
        ("$20-30", "20 to 30 USD"),
        ("€15", "15 EUR"),
        ("£10 to £12", "10 to 12 GBP"),
        ("20 USD", "20 USD"),
        ("15 euros", "15 EUR"),
        ("499 onwards", "499"),
        ("1k onwards", "1000"),
        ("Tickets: 500", "500"),
        ("Ticket price is 500-1000", "500 to 1000"),
        ("Entry fee 300 per head", "300"),
        ("Entry: 300-2019", "300"),
        ("Entry 1000-2000", "1000 to 2000"),
        ("fee: 500 only", "500"),
        ("at the door: 500", "500"),
        ("500 at the door, 300 online", "300 to 500"),
        ("1k at the door", "1000"),
        ("walk-ins 600", "600"),
        ("600 per couple", "600"),
        ("600/person", "600"),
        ("200 pp", "200"),
        ("499 | 699 | 999", "499 to 999"),
        ("Silver 500 | Gold 1000", "500 to 1000"),
        ("₹300, 500 and 1000", "300 to 1000"),
        ("Rs 300 / 200 (students)", "200 to 300"),
        ("₹399 | 100 Feet Road", "399"),
        ("₹299 | 100 seats", "299"),
        ("10K - 1,199", "1199"),
        ("₹800 (₹500 cover)", "800"),
        ("₹0", "free"),
        ("free entry", "free"),
        ("Free entry, drinks from ₹300", "free"),
        ("Free for members, ₹200 for others", "variable 0 to 200"),
        ("free for all", "free"),
        ("open to all, free", "free"),
        ("no cover", "free"),
        ("costs nothing", "free"),
        ("all sessions are free", "free"),
        ("pay what you want", "donation"),
        ("by donation", "donation"),
        ("Donation based, ₹200 suggested", "donation 200"),
        ("🎫 Free, RSVP mandatory", "free"),
        ("🎟 Free", "free"),
        ("Free but only 25 mats", "free"),
        ("Free (bring a mat)", "free"),
        ("Free - just come", "free"),
        ("cover nil", "free"),
        ("Cost: zilch", "free"),
        ("Cost: nothing", "free"),
        ("Nothing to enter, plenty to eat", "free"),
        ("Bird walk (free, no signup)", "free"),
        ("Free; donations welcome", "free"),
        ("Entry: nil", "free"),
        ("Fees zero", "free"),
        ("The opening day is on us", "free"),
        ("Entry is on us", "free"),
        ("Contribution: Rs 200 (members 100)", "100 to 200"),
        ("Entry ₹500 (students 250)", "250 to 500"),
        ("Fee 800 (couples 1400)", "800 to 1400"),
        ("Registration 250 (jersey extra 700)", "250"),
        ("Registration fee 300", "300"),
        ("Boat ride ₹300", "300"),
        ("Registration: 10K ₹999, 5K ₹799", "799 to 999"),
        ("Unlimited thali ₹499, with fish ₹699", "499 to 699"),
        ("Entry ₹300. Unlimited beer ₹999", "300"),
        ("Couple 4999 Kids 999", "999 to 4999"),
        ("350 with class / 150 only practice", "150 to 350"),
        ("Day pass 599. Dandiya sticks 100/- pair", "599"),
        ("499 online 599 door", "499 to 599"),
        ("No registration fee", "free"),
        ("A free chair yoga trial class", "free"),
        ("Free community yoga in the park", "free"),
        ("No textbooks please! It's free, and lemonade is there", "free"),
        ("A free reading", "free"),
        ("No contribution needed, the committee pays", "free"),
        ("No payment is required", "free"),
        ("Pick-up at 6. Free passes at the box office", "free"),
        ("Bring lights. Free ride", "free"),
        ("Free heritage trek.", "free"),
        ("Free with RSVP", "free"),
        ("Free, by invitation", "free"),
        ("The reading circle is free, and open to parents", "free"),
        ("Our jam is always free", "free"),
        ("Entry: free. Who owes this year's subscription (₹200) may pay it", "free"),
        ("Fee ₹900. We have saplings on sale: basil ₹40, neem ₹90, fig ₹120", "900"),
        ("Fee ₹900\nCandles are for sale too, ₹50 each", "900"),
        ("Tickets on sale now: ₹900", "900"),
        ("Early bird on sale at ₹900", "900"),
    ],
)
def test_each_form(text: str, price: str) -> None:
    assert read(text) == price


@pytest.mark.parametrize(
    "text",
    [
        "₹5",
        "2025 onwards",
        "Entry: 2000-2025",
        "Cover charge 700 km",
        "free for kids",
        "sugar-free snacks",
        "Free parking",
        "Prizes worth ₹50,000",
        "Win ₹5000",
        "₹200 off",
        "save ₹100",
        "valet parking ₹100",
        "parking: ₹50",
        "₹300 for parking",
        "beers at ₹200",
        "minimum spend ₹1000",
        "₹500/hour",
        "VIP 2020",
        "Price 080 2345 6789",
        "Tickets 10 am",
        "Fees: 20 years and above",
        "Entry 18+",
        "Entry: 7 pm",
        "The first drink is on us",
        "Free chai",
        "🎁 Free stickers",
        "Free kittens",
        "Sugar free, rich",
        "Registration: 98450 12345",
        "Registration 9 am",
        "Registrations 2026",
        "Registration 9-10 am",
        "Registration 200 people only",
        "Annual membership ₹2400",
        "Pony rides (₹200)",
        "None of the tickets are left, 300 came",
        "Gluten free baking workshop",
        "Worry free parenting workshop",
        "Hands-on, oil free cooking class",
        "Interest free loans session",
        "Lunch is free",
        "Drinks are free",
        "Win free tickets",
        "Free tickets for the winners",
        "Free seating",
        "The meeting is free of politics",
        "The bands are free from Friday",
        "No payment at the venue",
    ],
)
def test_what_is_no_price(text: str) -> None:
    assert read(text) == "nothing"


def test_between_the_lowest_and_the_highest_price_of_an_area() -> None:
    lowest, highest = int(MONEY.lowest_price), int(MONEY.highest_price)
    assert [read(f"₹{amount}") for amount in (lowest - 1, lowest, highest, highest + 1)] == [
        "nothing", str(lowest), str(highest), "nothing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("1.499,50", "1.499,50", "1,499.50"),
        ("12,50", "12,50", "12.50"),
        ("1.500", "1.500", "1,500"),
        ("1.50", "1.50", "1.50"),
        ("14.03.2026", "14.03.2026", "14.03.2026"),
    ],
)
def test_the_decimal_mark_is_that_of_the_area(text: str, ours: str, theirs: str) -> None:
    assert with_decimal_points(text, MONEY) == ours
    assert with_decimal_points(text, replace(MONEY, decimal_mark=",")) == theirs
