"""What stands beside an announcement makes it no notice, and gives it no hours."""

from __future__ import annotations

from datetime import date

import pytest

from include.areas.area import load_area
from include.understand.text.posts.remarks import without_remarks

POSTED = date(2026, 3, 3)
LOCAL = load_area("indiranagar").words


@pytest.mark.parametrize(
    "remark",
    [
        "Our last edition in 2024 had 300 people.",
        "The cafe is open 8 am to 11 pm on all days.",
        "Thanks for the love last time!",
    ],
)
def test_a_remark_beside_a_day_and_its_hour_is_left_out_and_moves_nothing(remark: str) -> None:
    announced = "Quiz\n7 pm\nSaturday"
    assert without_remarks(f"{announced}\n{remark}\nCome!", POSTED, LOCAL) == (
        f"{announced}\n{' ' * len(remark)}\nCome!"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Quiz\nOur last edition had 300 people.\nSaturday",
        "Quiz, 28 February, 7 pm\nOur last edition had 300 people.",
        "Thank you\nfor the love. The cafe is open daily, 8 am to 11 pm.",
        "Quiz, Saturday 7 pm: what a night!",
    ],
)
def test_without_a_day_ahead_and_its_hour_all_words_count(text: str) -> None:
    assert without_remarks(text, POSTED, LOCAL) == text
