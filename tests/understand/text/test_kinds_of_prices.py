"""Kinds of prices: several ways of writing each, and what is no price of entry."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.money.prices import read_price

MONEY = load_area("indiranagar").money


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        # per person, without a sign
        ("Dinner at 750 per person", 750, 750),
        ("600 a head, snacks included", 600, 600),
        ("Table at 1.2k per couple", 1200, 1200),
        ("Workshop, 2,800 all inclusive", 2800, 2800),
        ("Bar tab of Rs 3,000 for the winners. Entry Rs 200", 200, 200),
        # classes of tickets, without a sign
        ("GA 800, VIP 2000", 800, 2000),
        ("Members 250 | Non-members 400", 250, 400),
        ("Students 150, others 300", 150, 300),
        ("Day pass: 999, season pass: 2499", 999, 2499),
        ("10K - 1,099\n5K - 799", 799, 1099),
        ("21.1 km: 1499, 3 km run: 499", 499, 1499),
        ("Drop in 200, month pass 1500", 200, 1500),
        ("Drop in at 100 Feet Road", None, None),
        ("Drop-in 100 feet road, entry 250", 250, 250),
        ("Easy parking / 99 bucks", 99, 99),
        ("Parking / 99 bucks. Entry 500", 500, 500),
        ("Entry 500. 99 bucks parking", 500, 500),
        # of others, behind a price
        ("Adults 800, children (4-10) 450", 450, 800),
        ("4,800 for the week, siblings 4,200", 4200, 4800),
        ("Entry 600, U-12 400. Prize fund 1,00,000!", 400, 600),
        ("Adults 250, under-12s 150", 150, 250),
        ("650 a leaf, 325 for kids under 8", 325, 650),
        ("Entry 200 on weekdays, 300 on weekends", 200, 300),
        ("800 adults, 400 kids, dogs on leash ok", 400, 800),
        ("1200 with transport, 700 without", 700, 1200),
        ("450 (veg), 550 (non veg)", 450, 550),
        ("Humans 100, dogs free", 100, 100),
        ("Ladies free before 9, stags 1500 full cover", 1500, 1500),
        ("Fees 10K ₹900, 5K ₹700", 700, 900),
        ("Entry ₹500, table 1200 left", 500, 500),
        ("1,650 per head, 3,000 for two", 1650, 3000),
        ("Entry 200. Buckets 999", 200, 200),
        ("Tix 599/799/999", 599, 999),
        ("4 pm · 🎟 300 · a pop-up", 300, 300),
        ("High tea, 2,100 plus taxes", 2100, 2100),
        ("Adults 100, school kids 50", 50, 100),
        ("Workshop, 1,250 upwards", 1250, 1250),
        # and no prices, but people
        ("120 students, 150 adults came", None, None),
        ("Over 300 kids, 250 adults last year", None, None),
        ("A choir of 200 children, 150 adults", None, None),
        ("Poets 300, drummers 200 on one stage", None, None),
        # beside another country's money
        ("Two Dollar Tuesday! Everything at ₹199", 199, 199),
        ("€20 (₹1,800) at the door", 1800, 1800),
        ("$25 for visitors from abroad, Rs 500 for residents", 500, 500),
        # before and now
        ("Was ₹800, now ₹650", 650, 650),
        ("₹1,100 instead of ₹1,300", 1100, 1100),
        ("~~₹900~~ ₹750", 750, 750),
        # a part that is given back, beside the price and alone
        ("Entry ₹800 with ₹600 redeemable", 800, 800),
        ("Entry 500 (cover 300)", 500, 500),
        ("₹1000 (cover), ₹500 (entry only)", 500, 1000),
        ("₹700 fully redeemable at the bar", 700, 700),
        ("₹900 cover", 900, 900),
        # what the sentence before names is not what an amount is for
        ("Eight courses, lunch included. Rs 2200", 2200, 2200),
        ("Great prizes to be won! ₹300", 300, 300),
        # extras
        ("Class ₹1,400, kit ₹300 extra", 1400, 1400),
        ("Fee 2500 + GST", 2500, 2500),
        # words
        ("Rs. five hundred only", 500, 500),
        ("Rupees two thousand", 2000, 2000),
        ("Table for two ₹3,000, single ₹1,600", 1600, 3000),
        ("Pack of ten ₹4,500, drop-in ₹500", 500, 4500),
        ("Walk-in: 400, presale: 300", 300, 400),
        # where it is paid
        ("At the door - 500", 500, 500),
        ("In advance 300\nAt the venue 400", 300, 400),
        ("Tickets at the door 500 and food", 500, 500),
        ("Entry 500 and above", 500, 500),
    ],
)
def test_a_price_of_entry(text: str, lowest: int, highest: int) -> None:
    found = read_price(text, MONEY)
    assert (found.minimum, found.maximum) == (lowest, highest)


@pytest.mark.parametrize(
    "text",
    [
        "Old books, ₹200 per kilo",
        "Honey at ₹450 a bottle",
        "Minimum spend ₹1500", "Paintings from ₹800 to ₹40,000", "Plants starting at ₹49", "Mugs for ₹250",
        "Everything under ₹300", "Beers at ₹199", "Small plates from ₹150 to ₹400", "Was ₹500 last year",
        "Win vouchers worth ₹2000", "10K - 6:30 am", "5 km run - 2026", "Members 40, others 12",
        # time, people, ages, places and telephone numbers
        "Please be at the venue 15 min before the show", "Reach at the venue 30 mins prior", "In advance: 15 days",
        "At the venue 100 Feet Road", "At the venue: 12th Main", "On the spot 50 participants", "Spot - 10 winners",
        "Walk-ins 20 people", "At the venue 12 noon", "For tickets 98450 12345", "Tickets 080 41131444",
        "Tickets 98450-12345", "Entry 21 and above", "Entry 18 yrs",
    ],
)  # fmt: skip
def test_what_is_no_price_of_entry(text: str) -> None:
    assert read_price(text, MONEY).minimum is None


@pytest.mark.parametrize("text", ["Entry: ₹0", "Fee Rs. 0/-", "Tickets at INR 0"])
def test_an_amount_of_nothing_is_free(text: str) -> None:
    assert read_price(text, MONEY).cost_type == "free"
    assert read_price(f"{text}, table ₹500", MONEY).minimum == 500


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Python for painters – free hands-on bootcamp", True),
        ("Fourteen bands, and no ticket.", True),
        ("Two things this week, both free, both with cake", True),
        ("Five walks, all free!", True),
        ("There are no tickets left", False),
        ("All free spirits meet here", False),
    ],
)
def test_entry_that_costs_nothing(text: str, free: bool) -> None:
    assert (read_price(text, MONEY).cost_type == "free") is free
