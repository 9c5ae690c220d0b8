"""What is a mark that a happening is off, and what is a part of its name."""

from __future__ import annotations

import pytest

from include.understand.text.posts.states import marked_off, without_marks


@pytest.mark.parametrize(
    "line",
    ["Cancelled May 68: a play", "Cancelled Sun 2024 Tour", "Postponed 99 March Lane", "Cancelled: 7 Decades of Jazz"],
)
def test_a_number_that_is_no_day_belongs_to_the_name(line: str) -> None:
    assert marked_off(line) == ""
    assert without_marks(line) == line


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CANCELLED: SAT 7 MARCH Jazz", "SAT 7 MARCH Jazz"),
        ("Cancelled 7th of March: Jazz", "7th of March: Jazz"),
        ("Cancelled Sept. 31st Jazz", "Sept. 31st Jazz"),
        ("Cancelled Sat 7.30 pm Jazz", "Sat 7.30 pm Jazz"),
        ("Cancelled March 22-24 Jazz", "March 22-24 Jazz"),
    ],
)
def test_before_a_day_it_is_a_mark(line: str, name: str) -> None:
    assert marked_off(line) == "cancelled"
    assert without_marks(line).strip() == name
