"""What a venue's name is looked up by."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.venues import folded, spellings

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("name", "spelled", "short"),
    [
        ("Cedar Lab", ["cedar lab"], "cedar lab"),
        ("The Cedar Lab, Bengaluru", ["cedar lab"], "cedar lab"),
        ("Cedar Lab Indiranagar", ["cedar lab indiranagar", "cedar lab"], "cedar lab"),
        ("Indiranagar Club", ["indiranagar club"], "club"),
        ("The", [], ""),
        ("Bengaluru", [], ""),
    ],
)
def test_the_fuller_name_comes_first_and_a_common_one_not_at_all(name: str, spelled: list[str], short: str) -> None:
    assert spellings(name, AREA) == spelled
    assert folded(name, AREA) == short
