"""Lines with an hour are happenings of one day where the post counts them, or each is at a place of its own."""

from __future__ import annotations

from datetime import date

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.posts.one_day import on_one_day
from include.understand.text.times.grammar import find_times

TUESDAY = date(2026, 3, 3)
LINES = "4 pm: On bats\n6 pm: On bees"


def names(text: str) -> list[str]:
    return [one.name for one in on_one_day(find_dates(text, TUESDAY), find_times(text), text, TUESDAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Two talks on 7 March\n{LINES}", ["On bats", "On bees"]),
        (f"Two talks this Saturday (7 March)\n{LINES}", ["On bats", "On bees"]),
        (f"Two talks on Saturday\n{LINES}", ["On bats", "On bees"]),
        ("7 March\n4 pm: On bats, at Toit\n6 pm: On bees, at Windmills", ["On bats", "On bees"]),
        # several days, a run of them, none
        (f"Two talks on 7 March and 8 March\n{LINES}", []),
        (f"Two talks on 7-8 March\n{LINES}", []),
        (f"Two talks\n{LINES}", []),
        # one evening's program: nothing counts its lines, or it is one of several
        (f"Talks on 7 March\n{LINES}", []),
        (f"An evening of two talks on 7 March\n{LINES}", []),
        # one place for all, rooms of one place, one line alone, lines before the day
        ("7 March at Toit\n4 pm: On bats, at Toit\n6 pm: On bees, at Windmills", []),
        ("7 March\n4 pm: On bats, at Toit\n6 pm: On bees, at Toit", []),
        ("7 March\n4 pm: On bats, in Room 1\n6 pm: On bees, in Room 2", []),
        ("Two talks on 7 March\n4 pm: On bats", []),
        (f"{LINES}\nTwo talks on 7 March", []),
        # parts of one happening, or of an outing
        ("Two talks on 7 March\n4 pm: doors\n6 pm: On bees", []),
        ("Two walks on 7 March\n4 pm: Meet at the metro\n6 pm: Along the lake", []),
        # a line that does not begin with its hour
        ("Two talks on 7 March\nOn bats, 4 pm\nOn bees, 6 pm", []),
        ("Two talks on 7 March\n• 4 pm: On bats\n• 6 pm: On bees", ["On bats", "On bees"]),
    ],
)
def test_which_lines_are_happenings_of_their_own(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_each_is_on_the_day_as_the_post_writes_it_with_what_stands_beside_it() -> None:
    text = f"Two talks on 7 March, Toit\n{LINES}"
    found = on_one_day(find_dates(text, TUESDAY), find_times(text), text, TUESDAY)
    assert {one.day for one in found} == {"7 March, Toit\n"}
    assert {one.days for one in found} == {(date(2026, 3, 7),)}
    assert [text[one.start : one.stop] for one in found] == LINES.split("\n")
