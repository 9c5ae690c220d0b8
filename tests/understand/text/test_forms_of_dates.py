"""Days in each form in which announcements write them, read on a Wednesday: single ones, runs, and days that repeat."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from include.understand.text.dates.grammar import find_dates

WEDNESDAY = date(2026, 3, 4)
FAR = WEDNESDAY + timedelta(days=149)


def read(text: str) -> str:
    """Days one by one, "A to B" for a run of them, and "each" with the first four for days that repeat."""
    (found,) = find_dates(text, WEDNESDAY)
    if found.rule:
        return "each " + " ".join(f"{day:%d.%m}" for day in found.rule.days(FAR)[:4])
    return (" to " if found.span else " ").join(map(str, found.days))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-03-14", "2026-03-14"),
        ("2026/03/14", "2026-03-14"),
        ("2026-03-07/2026-03-09", "2026-03-07 to 2026-03-09"),
        ("2026-03-07/09", "2026-03-07 to 2026-03-09"),
        ("2026-03-07T19:00/2026-03-08T02:00", "2026-03-07"),
        ("2026-03-07T19:00/2026-03-09T02:00", "2026-03-07 to 2026-03-09"),
        ("12-Dec-27", "2027-12-12"),
        ("12/Dec/2027", "2027-12-12"),
        ("26-28 Sept", "2026-09-26 to 2026-09-28"),
        ("26 to 28 September 2027", "2027-09-26 to 2027-09-28"),
        ("Sept 26-28", "2026-09-26 to 2026-09-28"),
        ("September 26 - 28, 2027", "2027-09-26 to 2027-09-28"),
        ("30 Dec - 2 Jan", "2026-12-30 to 2027-01-02"),
        ("30 Dec 2026 - 2 Jan", "2026-12-30 to 2027-01-02"),
        ("30 Dec - 2 Jan 2028", "2027-12-30 to 2028-01-02"),
        ("Dec 30 - Jan 2", "2026-12-30 to 2027-01-02"),
        ("5 March - 7 April", "2026-03-05 to 2026-04-07"),
        ("Thursdays 5 March - 26 March", "each 05.03 12.03 19.03 26.03"),
        ("every Thu 5 March - 26 March", "each 05.03 12.03 19.03 26.03"),
        ("Thu 5 March - 26 March", "2026-03-05 to 2026-03-26"),
        ("5th, 6th & 8th July", "2026-07-05 2026-07-06 2026-07-08"),
        ("July 5, 6 & 8", "2026-07-05 2026-07-06 2026-07-08"),
        ("Sat 14 March 2026", "2026-03-14"),
        ("14 March", "2026-03-14"),
        ("March 14", "2026-03-14"),
        ("1 March", "2026-03-01"),
        ("1 January", "2027-01-01"),
        ("28 January", "2026-01-28"),
        ("14th of March '27", "2027-03-14"),
        ("the fourteenth of July", "2026-07-14"),
        ("July the fourteenth", "2026-07-14"),
        ("26/09", "2026-09-26"),
        ("26/09/2025", "2025-09-26"),
        ("26.09.2026", "2026-09-26"),
        ("03/14/2026", "2026-03-14"),
        ("Sat 03/07", "2026-03-07"),
        ("Fri 3/7", "2026-07-03"),
        ("26.09 |", "2026-09-26"),
        ("two days from now", "2026-03-06"),
        ("a week from tomorrow", "2026-03-12"),
        ("three weeks from today", "2026-03-25"),
        ("the day after tomorrow", "2026-03-06"),
        ("tomorrow", "2026-03-05"),
        ("tonight", "2026-03-04"),
        ("in 3 days", "2026-03-07"),
        ("in two weeks", "2026-03-18"),
        ("in a week", "2026-03-11"),
        ("this weekend", "2026-03-07 2026-03-08"),
        ("next weekend", "2026-03-14 2026-03-15"),
        ("the last Friday of July", "2026-07-31"),
        ("the first Monday of next month", "2026-04-06"),
        ("second Sunday of this month", "2026-03-08"),
        ("last Friday of June 2027", "2027-06-25"),
        ("every first Sunday", "each 05.04 03.05 07.06 05.07"),
        ("second and fourth Saturdays of every month", "each 14.03 28.03 11.04 25.04"),
        ("every last Friday of the month", "each 27.03 24.04 29.05 26.06"),
        ("every Tuesday in June", "each 02.06 09.06 16.06 23.06"),
        ("Wednesdays in June", "each 03.06 10.06 17.06 24.06"),
        ("Friday evenings in April", "each 03.04 10.04 17.04 24.04"),
        ("every Monday and Thursday", "each 05.03 09.03 12.03 16.03"),
        ("each Wed", "each 04.03 11.03 18.03 25.03"),
        ("Sundays", "each 08.03 15.03 22.03 29.03"),
        ("Mondays & Tuesdays", "each 09.03 10.03 16.03 17.03"),
        ("this Friday", "2026-03-06"),
        ("next Friday", "2026-03-13"),
        ("past Friday", "2026-02-27"),
        ("Friday next week", "2026-03-13"),
        ("Sat 14th", "2026-03-14"),
        ("Saturday the 14th", "2026-03-14"),
        ("Fri 13 |", "2026-03-13"),
        ("WED 11 | jazz", "2026-03-11"),
        ("14th (Sat)", "2026-03-14"),
        ("21st Saturday", "2026-03-21"),
        ("FRI 6: jazz", "2026-03-06"),
        ("Fri 6 pm", "2026-03-06"),
        ("Fri & Sat", "2026-03-06 2026-03-07"),
        ("Mon, Wed and Fri", "each 04.03 06.03 09.03 11.03"),
        ("Thu to Sun", "each 05.03 06.03 07.03 08.03"),
        ("Fri - Sun", "each 06.03 07.03 08.03 13.03"),
        ("Sat to Tue", "each 07.03 08.03 09.03 10.03"),
        ("Wednesday", "2026-03-04"),
        ("on Wed", "2026-03-04"),
        ("Thu evening", "2026-03-05"),
        ("Thu 7 pm", "2026-03-05"),
        ("on the 14th", "2026-03-14"),
        ("the 2nd", "2026-04-02"),
    ],
)
def test_each_form(text: str, days: str) -> None:
    assert read(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "29 February", "31 June", "13/14/2026", "24/7", "50/50", "7/8 pm", "Sat 30", "the 14th main",
        "the 14th edition",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "stated"), [("14 March", True), ("Sat 14th", True), ("this Friday", False), ("the 14th", False)]
)
def test_a_day_that_depends_on_when_it_is_read_is_marked(text: str, stated: bool) -> None:
    (found,) = find_dates(text, WEDNESDAY)
    assert found.vague is not stated
