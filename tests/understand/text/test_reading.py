"""Dates, times and prices in announcements. All examples are read on Wednesday 24 September 2025."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from include.areas.area import load_area
from include.understand.text.dates.grammar import find_dates
from include.understand.text.money.prices import read_price
from include.understand.text.times.grammar import find_times
from include.understand.text.when import read_when

IST = ZoneInfo("Asia/Kolkata")
TODAY = date(2025, 9, 24)
POSTED = datetime(2025, 9, 24, 10, tzinfo=IST)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("26th Sept", ["2025-09-26"]),
        ("26-28 Sept", ["2025-09-26", "2025-09-28"]),
        ("Sat, 5th & 6th July '25", ["2025-07-05", "2025-07-06"]),
        ("Dec 30 - Jan 2", ["2025-12-30", "2026-01-02"]),
        ("on 26/09", ["2025-09-26"]),
        ("26.09.2025", ["2025-09-26"]),
        ("2025-10-04T19:00", ["2025-10-04"]),
        ("this Saturday", ["2025-09-27"]),
        ("next Friday", ["2025-10-03"]),
        ("tomorrow at 6", ["2025-09-25"]),
        ("this weekend", ["2025-09-27", "2025-09-28"]),
        ("10 December 2025, 10 am", ["2025-12-10"]),
        ("December 12 10 am", ["2025-12-12"]),
        ("Culinary Experience14th & 15th JuneTime", ["2026-06-14", "2026-06-15"]),
        ("5 Jan", ["2026-01-05"]),
        ("open 24/7, may be closed", []),
        ("31 June", []),
        ("178, 5th Main, 3rd Cross", []),
    ],
)
def test_dates(text: str, days: list[str]) -> None:
    found = find_dates(text, TODAY)
    assert [d.isoformat() for d in (found[0].days if found else ())] == days


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("7.30 pm onwards", ("19:30", None)),
        ("7-9 pm", ("19:00", "21:00")),
        ("11 - 1pm", ("11:00", "13:00")),
        ("10 AM to 6 PM", ("10:00", "18:00")),
        ("19:30 hrs", ("19:30", None)),
        ("from 7pm till midnight", ("19:00", "00:00")),
        ("at 7", ("19:00", None)),
        ("₹7.30", None),
    ],
)
def test_times(text: str, span: tuple[str, str | None] | None) -> None:
    found = find_times(text)
    assert bool(found) == (span is not None)
    if span:
        assert (f"{found[0].start:%H:%M}", found[0].end and f"{found[0].end:%H:%M}") == span


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Poetry slam\nSat 27 Sept, doors 7pm, show at 8pm", ["2025-09-27T20:00:00+05:30"]),
        ("Jam | 3rd Oct\nRegister by 1st October. 7pm.", ["2025-10-03T19:00:00+05:30"]),
        ("Run\nRegistration closes on 28 Sept. Date: 5 October 2025, 6 am", ["2025-10-05T06:00:00+05:30"]),
        ("Clay days\n1st Oct, 2nd Oct & 3rd October at 11 am", [f"2025-10-0{n}T11:00:00+05:30" for n in (1, 2, 3)]),
        ("Show\n4-5 Oct, 10 am to 6 pm", ["2025-10-04T10:00:00+05:30", "2025-10-05T10:00:00+05:30"]),
        ("Exhibition\n4-8 October", ["2025-10-04T00:00:00+05:30"]),
    ],
)
def test_what_an_announcement_announces(text: str, starts: list[str]) -> None:
    when = read_when(text, POSTED, IST, timedelta(days=120))
    assert when is not None
    assert [o.starts_at.isoformat() for o in when.occurrences] == starts


def test_every_tuesday_is_a_rule_with_its_dates() -> None:
    when = read_when("Chess club\nEvery Tuesday, 6.30 pm", POSTED, IST, timedelta(days=21))
    assert when is not None
    assert when.recurrence is not None
    assert when.recurrence.rrule == "FREQ=WEEKLY;BYDAY=TU"
    assert [o.starts_at.date().isoformat() for o in when.occurrences] == ["2025-09-30", "2025-10-07", "2025-10-14"]


def test_a_night_ends_the_next_day() -> None:
    when = read_when("Club night\n26 Sept, 9pm to 1 am", POSTED, IST, timedelta(days=21))
    assert when is not None
    assert when.occurrences[0].ends_at == datetime(2025, 9, 27, 1, tzinfo=IST)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Entry 0, ₹499 onwards", ("paid", 499, 499)),
        ("Rs 300 - Rs 500", ("paid", 300, 500)),
        ("1,499/-", ("paid", 1499, 1499)),
        ("499 onwards", ("paid", 499, 499)),
        ("7 pm onwards", (None, None, None)),
        ("Free entry", ("free", None, None)),
        ("Pay what you want", ("donation", None, None)),
        ("Free entry for students, others ₹200", ("variable", 200, 200)),
        ("win prizes worth Rs. 50,000! Tickets 300", ("paid", 300, 300)),
        ("Tickets: 18+ only. Call 98765 43210", (None, None, None)),
        ("Price₹1,200 all in", ("paid", 1200, 1200)),
        ("five hundred rupees a head", ("paid", 500, 500)),
        ("Passes from Rs 1.5k to 2.5k", ("paid", 1500, 2500)),
        ("Earlybird starts at 1599", ("paid", 1599, 1599)),
        ("Free to join, but spots are limited", ("free", None, None)),
        ("a screen-free session", (None, None, None)),
        ("Entry free for ladies till ten", ("variable", None, None)),
        ("Kids Storytelling Session, free entry", ("free", None, None)),
        ("Ladies Night\nFree entry for everybody", ("free", None, None)),
        ("Free entry for all. Prize pool ₹50,000", ("free", None, None)),
        ("Ticket: ₹299 (₹100 redeemable for food)", ("paid", 299, 299)),
        ("Fee: ₹700. Extra T-shirt: ₹250. Additional breakfast coupon: ₹100", ("paid", 700, 700)),
        ("Entry ₹400, and an additional cover charge of 300/- at the bar", ("paid", 400, 400)),
        ("Modern Assam, 1942-2000; in 2019 it won a prize", (None, None, None)),
    ],
)
def test_prices(text: str, price: tuple[str | None, int | None, int | None]) -> None:
    found = read_price(text, load_area("indiranagar").money)
    assert (found.cost_type, found.minimum, found.maximum) == price


@pytest.mark.parametrize(
    ("text", "currency", "amounts"),
    [
        ("Tickets are $60 each", "USD", (60, 60)),
        ("€20-30 at the door", "EUR", (20, 30)),
        ("S$ 45", "SGD", (45, 45)),
        ("£12.50, students £8", "GBP", (8, 12.5)),
        ("₹800, or $12 from abroad", "INR", (800, 800)),
    ],
)
def test_prices_in_other_currencies(text: str, currency: str, amounts: tuple[float, float]) -> None:
    found = read_price(text, load_area("indiranagar").money)
    assert (found.currency, found.minimum, found.maximum) == (currency, *amounts)


@pytest.mark.parametrize(
    ("text", "start", "guessed"),
    [
        ("Friday7:30 - 9:00 PMVenue: Toit", time(19, 30), False),
        ("doors 12:30 AMVenue", time(0, 30), False),
        ("at 7:30", time(19, 30), True),
        ("07:30 hrs", time(7, 30), False),
        ("a history, 1942-2000", None, False),
        ("Midnight Diner: Tokyo", None, False),
        ("10 amazing acts", None, False),
    ],
)
def test_clocks_as_people_write_them(text: str, start: time | None, guessed: bool) -> None:
    found = find_times(text)
    assert [(one.start, one.guessed) for one in found] == ([(start, guessed)] if start else [])


@pytest.mark.parametrize("text", ["25/13", "13.25.2026", "Mon 31/31/26", "32-99-2026", "0/13", "13/0"])
def test_numbers_that_are_no_day_and_month_are_no_date(text: str) -> None:
    assert find_dates(f"Hall {text}, ask at the door", TODAY) == []
