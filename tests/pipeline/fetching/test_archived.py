"""Which fetch is read again: the last, or that of a day in the area's zone; behind one that failed those before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from include.errors import ConfigurationError
from include.pipeline.fetching import archived
from include.pipeline.fetching.archived import ArchivedFetch, find_archived

SOURCE = UUID(int=1)
NOON = datetime(2026, 3, 6, 6, 30, tzinfo=UTC)
"""In the area's zone; 18:30 of UTC is its midnight."""


def fetch(hours: float, *uris: str, failed: bool = False, backfill: bool = False) -> Any:
    """A row of the history that began so many hours from noon."""
    at = NOON + timedelta(hours=hours)
    return SimpleNamespace(
        started_at=at, completed_at=at + timedelta(minutes=1), business_time=at, archive_uris=list(uris),
        has_failed=failed, is_backfill=backfill,
    )  # fmt: skip


class History:
    """Answers with rows, newest first, and keeps until when it was asked for them."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self.until: datetime | None = None

    def execute(self, _: Any, parameters: dict[str, Any]) -> Any:
        assert parameters["source_id"] == SOURCE
        self.until = parameters["until"]
        return SimpleNamespace(all=lambda: list(self.rows))


def found(*rows: Any, day: Any = "last") -> list[ArchivedFetch]:
    history: Any = History(rows)
    return find_archived(history, SOURCE, day, "indiranagar")


def brief(fetches: list[ArchivedFetch]) -> list[tuple[list[str], int]]:
    """The addresses of each, and how many fetches of them are of its day."""
    return [([uri for each in one.uris for uri in each], one.of_day) for one in fetches]


def test_the_last_is_read_with_the_bodies_of_those_before_it() -> None:
    rows = [fetch(0, "c"), fetch(-1, "b"), fetch(-13, "a")]
    (one,) = found(*rows)
    assert brief([one]) == [(["c", "b", "a"], 2)]
    assert (one.began_at, one.ended_at, one.now) == (NOON, NOON + timedelta(minutes=1), NOON)


def test_behind_one_that_failed_are_those_before_it_up_to_one_that_succeeded() -> None:
    rows = [fetch(0, "d", failed=True), fetch(-1, "c", failed=True), fetch(-2, "b"), fetch(-3, "a")]
    assert brief(found(*rows)) == [(["d", "b", "a"], 3), (["c", "b", "a"], 3), (["b", "a"], 2)]


def test_so_many_that_failed_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archived, "MAX_FETCHES_TRIED", 2)
    assert len(found(*(fetch(-number, "a", failed=True) for number in range(4)))) == 2


def test_what_was_fetched_for_a_backfill_is_none() -> None:
    assert brief(found(fetch(0, "b", backfill=True), fetch(-1, "a"))) == [(["a"], 1)]
    with pytest.raises(ConfigurationError, match=r"no fetch has archived what came$"):
        found(fetch(0, "b", backfill=True))


@pytest.mark.parametrize(("hours", "is_that_day"), [(11.9, True), (12, False), (-12, True), (-12.1, False)])
def test_a_day_is_one_of_the_areas_zone(hours: float, is_that_day: bool) -> None:
    """The history is asked for what began before its end; what is left is looked at by its own day."""
    history: Any = History([fetch(hours, "a")])
    if is_that_day:
        assert brief(find_archived(history, SOURCE, date(2026, 3, 6), "indiranagar")) == [(["a"], 1)]
    else:
        with pytest.raises(ConfigurationError, match="no fetch of 2026-03-06 has archived"):
            find_archived(history, SOURCE, date(2026, 3, 6), "indiranagar")
    assert history.until == NOON + timedelta(hours=12)


def test_fetches_of_other_days_are_not_tried_for_a_day() -> None:
    rows = [fetch(0, "b", failed=True), fetch(-13, "a", failed=True), fetch(-14, "0")]
    assert brief(found(*rows, day=date(2026, 3, 6))) == [(["b", "0"], 1)]


def test_the_days_that_there_are_are_named_once_each() -> None:
    rows = [fetch(-24 * number - hour, "a") for number in range(1, 14) for hour in (0, 1)]
    with pytest.raises(ConfigurationError) as raised:
        found(*rows, day=date(2026, 3, 6))
    days = ", ".join(f"2026-0{'3' if day > 0 else '2'}-{day if day > 0 else 28 + day:02d}" for day in range(5, -5, -1))
    assert str(raised.value) == f"no fetch of 2026-03-06 has archived what came; there are some of {days}"
