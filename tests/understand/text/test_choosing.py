"""Which of several dates of a text are those of what it announces."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from include.understand.text.choosing import choose, is_announced
from include.understand.text.dates.grammar import find_dates

TUESDAY = date(2026, 3, 3)


def chosen(text: str) -> list[str]:
    found = choose(find_dates(text, TUESDAY), text, TUESDAY)
    return [(" to " if one.span else " ").join(f"{day:%d.%m.}" for day in one.days) for one in found]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # a day of a weekend says it better, and a run better than the day of the title that it holds
        ("This weekend", ["07.03. 08.03."]),
        ("This weekend, Saturday 7 March", ["07.03."]),
        ("When: this weekend, Sunday", ["08.03."]),
        ("Jazz, 7 March\nThe run: 5-8 March", ["05.03. to 08.03."]),
        ("Jazz, 7 March, 7 pm\nThe run: 5-8 March", ["07.03."]),
        ("Jazz, 14 March\nThe run: 5-8 March", ["14.03."]),
        # the title's first, then what is called the date, then other days, then those that depend on today
        ("Jazz on 14 March\nDate: 15 March", ["14.03."]),
        ("Posters from 5 March. Date: 14 March", ["14.03."]),
        ("Songs\n5 March is a holiday. Date: 14 March", ["14.03."]),
        ("Jazz tomorrow. The show is on 14 March", ["14.03."]),
        ("Jazz tomorrow", ["04.03."]),
        # what is something else's
        ("Register by 5 March. Jazz on 7 March", ["07.03."]),
        ("Held since 14 March 2025", []),
        # dates in a row are one announcement's
        ("Jazz on 1 April, 2 April & 3 April", ["01.04.", "02.04.", "03.04."]),
        ("Jazz on 1 April. A sentence that stands between. Then 9 April", ["01.04."]),
        ("Then 9 April, and a sentence between. Date: 1 April, 8 April", ["01.04.", "08.04."]),
        ("Date: 9 April. Not a row with what is here: 10 April", ["09.04."]),
        # what is on view until a day is on from today
        ("On view till 22 March", ["03.03. to 22.03."]),
        ("Exhibition open until 22 March", ["03.03. to 22.03."]),
        ("The mela goes on till 22 March", ["03.03. to 22.03."]),
        ("Photographs. The show lasts until 22 March", ["03.03. to 22.03."]),
        ("Registration goes on till 22 March", []),
        ("On view till 3 March", []),
        ("Offer on view till 22 March", []),
        ("On view until 22 March 2027", []),
    ],
)
def test_the_dates_of_what_is_announced(text: str, days: list[str]) -> None:
    assert chosen(text) == days


@pytest.mark.parametrize(("days", "announced"), [(-61, False), (-60, True), (0, True), (500, True), (501, False)])
def test_how_far_from_the_day_of_posting_something_is_announced(days: int, announced: bool) -> None:
    text = f"{TUESDAY + timedelta(days=days):%d %B %Y}"
    (found,) = find_dates(text, TUESDAY)
    assert is_announced(found, text, TUESDAY) is announced


@pytest.mark.parametrize(("last", "announced"), [("1 January", False), ("2 January", True), ("30 March", True)])
def test_a_run_of_days_is_announced_by_its_last_one(last: str, announced: bool) -> None:
    text = f"20 December 2025 - {last} 2026"
    (found,) = find_dates(text, TUESDAY)
    assert found.span
    assert is_announced(found, text, TUESDAY) is announced
