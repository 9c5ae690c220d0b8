"""How often an entry was revised, by its own count, and which of several with one UID stands."""

from __future__ import annotations

import pytest

from include.sources.calendar.groups import sequence
from tests.sources.calendar.test_parsing import parsed


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([], 0), (["SEQUENCE:3"], 3), (["SEQUENCE:0012"], 12), (["SEQUENCE:-1"], 0), (["SEQUENCE:many"], 0),
        (["SEQUENCE:"], 0), (["SEQUENCE:99999999999"], 99_999_999_999), (["SEQUENCE:100000000000"], 0),
        (["SEQUENCE:1000000000000"], 0),
    ],
    ids=str,
)  # fmt: skip
def test_how_often_an_entry_was_revised(lines: list[str], count: int) -> None:
    """A count that no revision can reach is none."""
    (entry,) = parsed("SUMMARY:Quiz", *lines).entries
    assert sequence(entry) == count
