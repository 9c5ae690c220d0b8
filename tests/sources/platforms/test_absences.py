"""Platforms and tables of events: what is the same is unchanged; what is listed no more is gone where a list holds all.

How they fail is in tests/sources/test_failure_matrix.py.
"""

from __future__ import annotations

import pytest

from tests.sources.every_kind import PLATFORMS, EveryKind
from tests.sources.platforms.support import TOKEN
from tests.sources.test_poisoned_fields import HEALTHY, record

READ = sorted([*PLATFORMS, "spreadsheet"])


@pytest.mark.parametrize("kind", READ)
def test_a_second_fetch_of_the_same_is_unchanged(source: EveryKind, kind: str) -> None:
    source.publish(kind, list(HEALTHY))
    source.store(kind)

    first, second = source.read(kind), source.read(kind)

    assert (first.new, second.new, second.changed, second.unchanged) == (2, 0, 0, 2)
    assert TOKEN not in str(source.ledger())


@pytest.mark.parametrize("kind", READ)
def test_only_lists_of_all_that_is_to_come_take_away_what_is_on_them_no_more(source: EveryKind, kind: str) -> None:
    """A listing is gone after two whole fetches without it; what is cut short or fails counts for none."""
    ahead = [record(number, start="2031-03-07T19:00:00+05:30", end="2031-03-07T21:00:00+05:30") for number in range(9)]
    dates = "7 March 2031, 7 pm"
    every = [one | {"title": f"Sitar evening {number}, {dates}"} for number, one in enumerate(ahead)]

    source.publish(kind, every)
    source.store(kind)
    first = source.read(kind, understand=True)
    source.publish(kind, every[1:])
    gone = [source.read(kind).gone for _ in range(3)]

    assert first.new == len(every)
    assert gone == ([0, 1, 0] if first.complete else [0, 0, 0])
    assert first.complete == (kind not in ("instagram", "google_places"))
