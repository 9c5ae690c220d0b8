"""Days as they are written in haste, and words that only look like them."""

from __future__ import annotations

import pytest

from include.understand.text.folding import in_english
from tests.understand.text.captions import times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open jam tonite, 8 pm", ["03 20:00"]),
        ("Open jam 2mrw, 8 pm", ["04 20:00"]),
        ("Quiz on Satuday, 7 pm", ["07 19:00"]),
        ("Quiz on thrusday, 7 pm", ["05 19:00"]),
        ("WENSDAY quiz, 7 pm", ["04 19:00"]),
        ("Fair on Septmber 2, 6 pm", ["02 18:00"]),
        ("Garba Mar 13 14 15, 7pm onwards", ["13 19:00", "14 19:00", "15 19:00"]),
        ("The Thursday circle shifts to Friday, 7 pm", ["06 19:00"]),
    ],
)
def test_slips_are_read(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A sundae with Sundar, Frida and Augusta", "Fridays and @satuday", "the sundry shop",
        "Sunray at Sunway, a manday", "a 2day workshop and a 2night trek",
    ],
)  # fmt: skip
def test_other_words_are_left_as_they_are(text: str) -> None:
    assert in_english(text) == text
