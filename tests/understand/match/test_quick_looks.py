"""Quick looks before a comparison: what they decide is what the comparison would have decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations, product

import pytest

from include.understand.match.match_record import MatchRecord
from include.understand.match.similarity import compare, is_ruled_out
from include.understand.match.timetable import Start, Timetable
from include.understand.match.weighing import SHIPPED, Weighing
from tests.pipeline.scene import IST

EVENING = datetime(2026, 3, 6, 20, tzinfo=IST)
LATER = (0, 20, 45, 90, 180, 330, 345, 600, 1080, 1440, 2880)
TITLES = ("Monsoon Jazz Quartet", "Monsoon Jazz Quartet live", "Jazz Night", "Pub Quiz", "Sourdough Baking")
VENUES = (None, "Craft Lab", "Craft Lab, Residency Road", "The Old Mill Theatre")


def starts_at(minutes: int, hours: float | None = 2, *, date_only: bool = False) -> Start:
    at = EVENING + timedelta(minutes=minutes)
    return Start(at, at.date(), date_only, timedelta(hours=hours) if hours else None)


def records() -> list[MatchRecord]:
    made = product(TITLES, VENUES, LATER, ("a", "b"))
    return [
        MatchRecord((1, source, str(n)), source, title, (starts_at(minutes),), venue=venue)
        for n, (title, venue, minutes, source) in enumerate(made)
    ][::3]


@pytest.mark.parametrize("weighing", [SHIPPED, Weighing(merge=0.4, review=0.1), Weighing(title=1, time=0, location=0)])
def test_what_is_ruled_out_is_neither_the_same_nor_for_review(weighing: Weighing) -> None:
    ruled_out = 0
    for a, b in combinations(records(), 2):
        if is_ruled_out(a, b):
            ruled_out += 1
            score = compare(a, b, weighing)
            assert not score.same, (a, b)
            assert not score.for_review, (a, b)
    assert ruled_out > 1000


def test_a_lone_date_agrees_as_one_beside_a_date_far_off() -> None:
    far = Start(EVENING + timedelta(days=400), (EVENING + timedelta(days=400)).date())
    others = [starts_at(sign * minutes, hours) for sign in (1, -1) for minutes in LATER for hours in (None, 2, 30)]
    midnight = starts_at(4 * 60)
    for one, other in product([*others, midnight, starts_at(0, date_only=True)], repeat=2):
        alone = Timetable([one]).agreement(Timetable([other]))
        assert alone == Timetable([one]).agreement(Timetable([other, far])), (one, other)
