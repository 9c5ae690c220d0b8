"""Hours that no rule knows, chosen among the numbers of a brief text, and the half of the day by its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.hours.likely.choice import ranked_hours
from include.understand.text.hours.likely.possible import MAX_POSSIBLE, possible_hours
from include.understand.text.signal_weights import MAX_BRIEF_CHARS
from include.understand.text.times.halves import in_their_halves
from include.understand.text.times.likely_halves import signals_of_half
from include.understand.text.times.mention import TimeMention
from tests.understand.text.captions import times

SLOTS = "Pottery trial class. Slots: 10–11.30 / 12–1.30 / 3–4.30, Sat 14 March. 1200 a head"
UNRULED = "Clay morning, Saturday 14 March, slots from 11 or 3"
"""No rule knows two bare numbers as hours."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UNRULED, ["14 11:00", "14 15:00"]),
        (SLOTS, ["14 10:00-14 11:30", "14 12:00-14 13:30", "14 15:00-14 16:30"]),
        ("Lino printing, slots 9–10.30 / 11–12.30, Sun 15 March", ["15 09:00-15 10:30", "15 11:00-15 12:30"]),
        ("Sip and paint, 14th | 11 to 2", ["14 11:00-14 14:00"]),
        ("Heritage walk in the pete, Sunday 15 March, 7 to 9.30, meet at the temple", ["15 07:00-15 09:30"]),
        ("Jazz trio and dinner, Friday 13 March, 7 to 9.30, book a table at the club", ["13 19:00-13 21:30"]),
        # what is counted is no hour
        ("Lunch on 14 March, 7 courses", ["14 00:00"]),
        ("14 March. It is never too late for 8 songs", ["14 00:00"]),
        ("14 March 10 to 12 year olds paint", ["14 00:00"]),
        ("Ghazal on 14 March at Hall 2, seats 120", ["14 00:00"]),
        ("Night of maps, 14 March. Vol 7", ["14 00:00"]),
        ("14 March, ages 6 to 12", ["14 00:00"]),
        ("14 March, 2 hours of standup", ["14 00:00"]),
        ("7 on 7 football, 14 March", ["14 00:00"]),
        ("14 March, 3x3 basketball", ["14 00:00"]),
        ("14 March, 3/4 crew", ["14 00:00"]),
        # nor what rules know as that of something else
        ("Sign up by 5 March, 6 pm. Hack day: 14 March", ["14 00:00"]),
        ("Happening now till 9 pm: night market", ["03 00:00"]),
    ],
)
def test_hours_are_chosen_where_no_rule_finds_them(text: str, expected: list[str]) -> None:
    assert times(text) == expected


def test_a_long_text_is_left_to_the_rules() -> None:
    assert times(f"{UNRULED}\n{'Clay comes from a river. ' * (MAX_BRIEF_CHARS // 20)}") == ["14 00:00"]


def test_the_hours_of_a_text_and_none_share_one_probability() -> None:
    found = ranked_hours(SLOTS, find_dates(SLOTS, date(2026, 3, 3)))

    assert sum(one.probability for one in found) < 1
    assert SLOTS[max(found, key=lambda one: one.probability).hour.position :].startswith("10–11.30")


def test_numbers_of_days_and_of_money_are_no_hours_and_a_text_has_so_many() -> None:
    text = "6 March, ₹8, six thirty, 1,200, 9.00 hrs"

    found = possible_hours(text, find_dates(text, date(2026, 3, 3)))

    assert [(text[one.position : one.stop], str(one.clock)[:5]) for one in found] == [
        ("six thirty", "18:30"),
        ("9.00 hrs", "09:00"),
    ]
    assert len(possible_hours("at 7 " * 100, ())) == MAX_POSSIBLE


def test_words_move_no_hour_that_says_its_half_and_no_end_past_midnight() -> None:
    walk = "Heritage walk in the pete, Sunday 15 March, 7 to 9.30, meet at the temple"
    evening = TimeMention(time(19), None, 0, 4)
    brunch = TimeMention(time(11), time(14), 0, 4, guessed=True)

    assert in_their_halves([evening], walk) == [evening]
    assert in_their_halves([replace(evening, guessed=True)], walk)[0].start == time(7)
    assert in_their_halves([brunch], "Songs of the night") == [brunch]
    assert {"hour 7", "early walk", "word walk"} <= signals_of_half(time(19), walk)
