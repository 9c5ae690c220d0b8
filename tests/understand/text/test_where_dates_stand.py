"""Where in a text its dates and hours stand, so that a reader can be shown what they were read from."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.understand.text.when import NEAR_CHARS, read_when

ZONE = load_area("indiranagar").zone
POSTED = datetime(2026, 3, 3, 10, tzinfo=ZONE)


def stretch(text: str) -> str:
    found = read_when(text, POSTED, ZONE, timedelta(days=60))
    assert found is not None
    assert found.characters is not None
    return text[slice(*found.characters)].strip(" .")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Songs. 14 March, 8 pm. Free", "14 March, 8 pm"),
        ("8 pm on 14 March", "8 pm on 14 March"),
        ("Jazz on 14 March at the hall, 5 pm & 8 pm, free", "14 March at the hall, 5 pm & 8 pm"),
        (f"{'Songs ' * 40} 14 March, 8 pm", "14 March, 8 pm"),
        ("Free entry", None),
    ],
)
def test_from_the_first_to_the_last_of_them(text: str, expected: str | None) -> None:
    if expected is None:
        assert read_when(text, POSTED, ZONE, timedelta(days=60)) is None
    else:
        assert stretch(text) == expected


@pytest.mark.parametrize("lead", ["", "Songs of the river and of the sea, sung by three. "])
@pytest.mark.parametrize(("chars", "is_near"), [(NEAR_CHARS, True), (NEAR_CHARS + 1, False)])
def test_an_hour_further_off_is_left_out(lead: str, chars: int, is_near: bool) -> None:
    behind = f"{lead}14 March{'.' * (chars - 1)} 8 pm"
    assert stretch(behind).startswith("14 March")
    assert stretch(behind).endswith("8 pm") is is_near
