"""Time expressions as people search by them: what they cover, read at one moment."""

from __future__ import annotations

import pytest

from tests.understand.text.phrases import read


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("next week", "2026-03-09 to 2026-03-16"),
        ("this month", "2026-03-01 to 2026-04-01"),
        ("the week after next", "2026-03-16 to 2026-03-23"),
        ("next weekend", "2026-03-14 to 2026-03-16"),
        ("the rest of the week", "2026-03-04 to 2026-03-08"),
        ("end of the month", "2026-03-16 to 2026-04-01"),
        ("mid-July", "2026-07-10 to 2026-07-20"),
        ("the first week of May", "2026-05-04 to 2026-05-11"),
        ("the last two weeks of this year", "2026-12-21 to 2027-01-04"),
        ("from 4 to 22 this month", "2026-03-04 to 2026-03-22"),
        ("between 3rd May and 9th June", "2026-05-03 to 2026-06-09"),
        ("from August to October", "2026-08-01 to 2026-10-01"),
        ("the next three days", "2026-03-05 to 2026-03-08"),
        ("the last 2 quarters", "2025-07-01 to 2026-01-01"),
        ("after 2027", "2028-01-01 to"),
        ("before the end of this year", "to 2027-01-01"),
        ("from 2027 to the end of 2028", "2027-01-01 to 2029-01-01"),
        ("June next year", "2027-06-01 to 2027-07-01"),
        ("2019-Q1", "2019-01-01 to 2019-04-01"),
        ("the 80s", "1980-01-01 to 1990-01-01"),
        ("3 days starting next Monday", "2026-03-09 to 2026-03-12"),
        ("next week from Tue to Thu", "2026-03-10 to 2026-03-12"),
    ],
)
def test_runs_of_days(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("two days from now", "2026-03-06"),
        ("three weeks from tomorrow", "2026-03-26"),
        ("2 weeks before Christmas", "2026-12-11"),
        ("the last Friday of July", "2026-07-31"),
        ("the first Monday of next month", "2026-04-06"),
        ("Wednesday next week", "2026-03-11"),
        ("Tuesday of last week", "2026-02-24"),
        ("this Friday (6 March)", "2026-03-06"),
        ("the 20th of next month", "2026-04-20"),
        ("Friday the thirteenth", "2026-03-13"),
        ("March first 2027", "2027-03-01"),
        ("2027/02/29", "nothing"),
        ("lunch with friends of the house", "11:00 to 15:00"),
        ("quiz night", "19:00 to 23:59"),
        ("a walk in the park", "nothing"),
    ],
)
def test_days(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("from 2 to 5 pm", "14:00 to 17:00"),
        ("8am-3", "08:00 to 15:00"),
        ("11 to 3am", "23:00 to 03:00"),
        ("between 5 and 6 in the afternoon", "17:00 to 18:00"),
        ("half past 8pm", "20:30"),
        ("twenty past eight in the morning", "08:20"),
        ("noon", "12:00"),
        ("from 2 pm for two hours", "14:00 to 16:00"),
        ("in 3 hours", "2026-03-04 13:00"),
        ("tomorrow at half past seven", "2026-03-05 19:30"),
        ("tomorrow morning at 7", "2026-03-05 07:00"),
        ("today before 4 pm", "to 2026-03-04 16:00"),
        ("Friday evening next week", "2026-03-13 17:00 to 2026-03-13 23:59"),
        ("from 10:30 to 3 on 1/5/2026", "2026-05-01 10:30 to 2026-05-01 15:00"),
        ("from 7 to 9:30 last night", "2026-03-03 19:00 to 2026-03-03 21:30"),
    ],
)
def test_hours(text: str, extent: str) -> None:
    assert read(text) == extent


def test_the_day_comes_first_unless_the_caller_prefers_the_month() -> None:
    assert read("03/07/2026") == "2026-07-03"
    assert read("03/07/2026", month_first=True) == "2026-03-07"
    assert read("23.04.2026", month_first=True) == "2026-04-23"


def test_a_day_without_a_year_may_be_asked_for_as_one_to_come() -> None:
    assert read("1 March") == "2026-03-01"
    assert read("1 March", to_come=True) == "2027-03-01"
    assert read("1 March 2026", to_come=True) == "2026-03-01"


def test_the_last_day_of_a_run_may_be_asked_for_in_full() -> None:
    assert read("12 to 14 June", in_full=True) == "2026-06-12 to 2026-06-15"
    assert read("Tue to Thu", in_full=True) == "2026-03-10 to 2026-03-13"
    assert read("August to October", in_full=True) == "2026-08-01 to 2026-11-01"
    assert read("the rest of the week", in_full=True) == "2026-03-04 to 2026-03-09"
