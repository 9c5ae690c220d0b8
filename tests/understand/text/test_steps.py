"""A text with many days is read in steps that grow with their number, and not with its square."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.posts.dated_pieces import dated_pieces
from include.understand.text.posts.odd_lines import PostDates, odd_lines
from include.understand.text.posts.segments import Segment, spans_of_lines
from include.understand.text.program import program
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention

POSTED = date(2026, 3, 3)
WALKS = 3
"""Times that all mentions of a text may be walked through, however many pieces it has."""


class Counted(list):  # type: ignore[type-arg]
    """A list that counts how many of its items are walked through."""

    steps = 0

    def __iter__(self) -> Iterator[object]:
        """Its items, each counted."""
        for one in super().__iter__():
            self.steps += 1
            yield one


def read(lines: int) -> tuple[str, Counted, Counted]:
    """A program of so many lines with a day and an hour each."""
    months = ("March", "April", "May", "June", "July", "August")
    text = "\n".join(f"{1 + n % 28} {months[n // 28]}, 7 pm: Jazz {n}" for n in range(lines))
    return text, Counted(find_dates(text, POSTED)), Counted(find_times(text))


def of_program(text: str, dates: list[DateMention], times: list[TimeMention]) -> int:
    return len(program(dates, times, text, POSTED))


def of_prose(text: str, dates: list[DateMention], times: list[TimeMention]) -> int:
    return len(program(dates, times, text, POSTED, in_prose=True))


def of_lines(text: str, dates: list[DateMention], times: list[TimeMention]) -> int:
    return len(dated_pieces(spans_of_lines(text), dates, times, text, POSTED))


def of_odd_lines(text: str, dates: list[DateMention], times: list[TimeMention]) -> int:
    (first, *_, last) = spans_of_lines(text)
    ends = [Segment(start, end, "Jazz", ()) for start, end in (first, last)]
    return len(list(odd_lines(ends, PostDates(dates, times, text, POSTED)))) + 2


@pytest.mark.parametrize("reader", [of_program, of_prose, of_lines, of_odd_lines])
def test_dates_and_hours_are_walked_through_a_few_times(reader: object) -> None:
    text, dates, times = read(lines=120)
    assert len(dates) == len(times) == 120
    assert reader(text, dates, times) == 120  # type: ignore[operator]
    assert dates.steps <= WALKS * len(dates)
    assert times.steps <= WALKS * len(times)
