"""Of all the times that a text names, those of its day."""

from __future__ import annotations

from datetime import date

import pytest

from include.understand.text.dates.grammar import find_dates
from include.understand.text.hours.of_dates import TIME_NEAR_DATE_CHARS, hours_of
from include.understand.text.joining import join
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention

TUESDAY = date(2026, 3, 3)


def hours(text: str) -> str:
    """The shows of the first day of a text, as "20:00" or "20:00-23:00"."""
    return written(hours_of(find_dates(text, TUESDAY)[0], find_times(text), text).slots)


def written(slots: tuple[TimeMention, ...]) -> str:
    return " ".join(f"{one.start:%H:%M}{f'-{one.end:%H:%M}' if one.end else ''}" for one in slots)


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        # behind the day, before it, or with a label
        ("14 March, 8 pm", "20:00"),
        ("8 pm, 14 March", "20:00"),
        ("8 pm 14 March 9 pm", "21:00"),
        ("9 pm, a line of words. 14 March, 8 pm", "20:00"),
        ("Dinner 7 pm. 14 March", "19:00"),
        ("14 March. Dinner 7 pm. Time: 8 pm", "20:00"),
        ("At 8 pm on 14 March, and after a while the dinner, 9 pm", "20:00"),
        ("A line of words, 14 March, and then many more words until it says 8 pm", "20:00"),
        # doors only where there is no show
        ("14 March, doors 7 pm", "19:00"),
        ("14 March, doors 7 pm, show 8 pm", "20:00"),
        ("Doors 7 pm, 14 March, show 8 pm", "20:00"),
        # several shows, as long as each is later than the one before
        ("14 March, 5 pm & 8 pm", "17:00 20:00"),
        ("14 March, 5 pm, 7 pm and 9 pm", "17:00 19:00 21:00"),
        ("5 pm & 8 pm, 14 March", "17:00 20:00"),
        ("14 March, 8 pm & 5 pm", "20:00"),
        ("14 March, 10-11 am, 4-5 pm", "10:00-11:00 16:00-17:00"),
        # the end further on in the paragraph, of the happening and of nothing else
        ("14 March, gates 4 pm, music till 10 pm", "16:00-22:00"),
        ("14 March, gates 4 pm, music till 10", "16:00-22:00"),
        ("14 March, 8 pm onwards, ends by 1 am", "20:00-01:00"),
        ("14 March, 8 pm. Ends at 11 pm", "20:00-23:00"),
        ("14 March, 8 pm.\n\nEnds at 11 pm", "20:00"),
        ("14 March, 4 pm, free entry till 9 pm", "16:00"),
        ("14 March till 9 pm", ""),
    ],
)
def test_the_hours_of_a_day(text: str, shows: str) -> None:
    assert hours(text) == shows


@pytest.mark.parametrize(("chars", "shows"), [(TIME_NEAR_DATE_CHARS, "20:00"), (TIME_NEAR_DATE_CHARS + 1, "19:00")])
def test_an_hour_near_the_day_counts_before_any_other(chars: int, shows: str) -> None:
    """Behind the day at most so many characters; beyond, the first hour that the text names."""
    assert hours(f"At 7 pm{' word' * 40} 14 March{'.' * (chars - 1)} 8 pm") == shows


@pytest.mark.parametrize(
    ("behind", "slots", "opening", "last"),
    [
        # one hour behind the last day ends it, and hours with an end are those of each day, as long as they are near
        (", 5 pm", "10:00", None, "17:00"),
        (f", {'.' * 12} 5 pm", "10:00", None, None),
        (", 9 am - 5 pm", "09:00-17:00", "10:00", None),
        (f", {'.' * (TIME_NEAR_DATE_CHARS - 3)} 9 am - 5 pm", "09:00-17:00", "10:00", None),
        (f", {'.' * (TIME_NEAR_DATE_CHARS - 2)} 9 am - 5 pm", "10:00", None, None),
    ],
)
def test_the_hours_of_a_run_that_opens_at_one(behind: str, slots: str, opening: str | None, last: str | None) -> None:
    text = f"6 March 10 am to 8 March{behind}"
    (run,) = join(find_dates(text, TUESDAY), text)
    found = hours_of(run, find_times(text), text)
    assert written(found.slots) == slots
    assert [one and f"{one:%H:%M}" for one in (found.opening, found.last)] == [opening, last]


def test_a_text_without_an_hour_has_none() -> None:
    found = hours_of(find_dates("14 March", TUESDAY)[0], [], "14 March")
    assert (found.slots, found.opening, found.last) == ((), None, None)
