"""Which listings of one source are dates of one series, and which are editions of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.pipeline.scene import IST, Scene

FIRST = datetime(2026, 3, 6, 19, tzinfo=IST)
CLASS = {"title": "Madhubani painting with Leela", "place": "Toit"}


@pytest.mark.parametrize(("weeks", "is_one"), [(1, True), (8, True), (9, False), (26, False), (52, False)])
def test_dates_that_lie_more_than_two_months_apart_are_no_series(scene: Scene, weeks: int, is_one: bool) -> None:
    for number in (0, 1):
        scene.lists("club", str(number), **CLASS, at=(FIRST + timedelta(weeks=weeks * number)).isoformat())
    scene.run()
    assert len(scene.groups()) == (1 if is_one else 2)


def test_a_series_may_last_longer_than_the_gap_between_its_dates(scene: Scene) -> None:
    for number in range(7):
        scene.lists("club", str(number), **CLASS, at=(FIRST + timedelta(weeks=6 * number)).isoformat())
    scene.run()
    assert len(scene.groups()) == 1
