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


@pytest.mark.parametrize("ids", [("102", "103"), ("event-102", "event-103")])
@pytest.mark.parametrize("minutes", [30, 180])
def test_entries_of_a_calendar_with_ids_of_its_own_are_sessions(
    scene: Scene, ids: tuple[str, str], minutes: int
) -> None:
    """Though both point at the page of the workshop."""
    for number, one in enumerate(ids):
        start = FIRST + timedelta(minutes=minutes * number)
        until = (start + timedelta(hours=1)).isoformat()
        page = {"url": "https://club.example/madhubani", "has_own_id": True}
        scene.lists("club", one, **CLASS, **page, at=start.isoformat(), until=until)
    scene.run()
    assert len(scene.groups()) == 2


BOOKINGS = ("Lake Cup Tournament", "Lake Cup Tournament - Individual Booking", "Tickets for Lake Cup Tournament")


@pytest.mark.parametrize("titles", [BOOKINGS, BOOKINGS[::-1]])
@pytest.mark.parametrize("in_one_batch", [True, False])
def test_bookings_of_one_happening_meet_in_whatever_order_and_batch_they_come(
    scene: Scene, titles: tuple[str, ...], in_one_batch: bool
) -> None:
    for title in titles:
        scene.lists("club", title, title=title, place="Toit", at=FIRST.isoformat())
        if not in_one_batch:
            scene.run()
    scene.run()
    assert scene.groups() == {frozenset(f"club/{title}" for title in BOOKINGS)}
