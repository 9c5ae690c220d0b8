"""Lines of a post that name no day of their own: what they say holds for all of its happenings."""

from __future__ import annotations

from datetime import date

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.posts.happenings import key_of, undated_lines
from include.understand.text.posts.part import MAX_KEY_CHARS

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize("before", ["", "An older post\n\n"])
def test_they_are_those_without_a_day_wherever_their_text_stands(before: str) -> None:
    text = "Two walks\nSat 7 March: Lake\n\nWear good shoes this weekend\nSun 8 March: Hill\nFree"
    found = undated_lines(text, len(before), find_dates(before + text, TUESDAY))
    assert list(found) == ["Two walks", "Wear good shoes this weekend", "Free"]


def test_a_day_at_either_end_of_a_line_is_of_that_line() -> None:
    text = "7 March\nLake\nWalk on 8 March\nHill"
    assert list(undated_lines(text, 0, find_dates(text, TUESDAY))) == ["Lake", "Hill"]


def test_a_key_is_made_of_words_and_of_a_long_name_it_keeps_the_beginning() -> None:
    assert key_of("Jazz: the  Quartet!") == "jazz-the-quartet"
    fits = "x" * MAX_KEY_CHARS
    assert key_of(fits) == fits
    long, other = key_of(f"{fits}y"), key_of(f"{fits}z")
    assert (len(long), long == other, long.startswith("xxxx")) == (MAX_KEY_CHARS, False, True)
