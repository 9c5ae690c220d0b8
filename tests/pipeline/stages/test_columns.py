"""The columns of the ledger that a record gives: the days it is looked for, when it is read again, how sure it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Listing, Occurrence, Recurrence
from include.pipeline.reading import columns
from include.pipeline.reading.columns import local_dates, understood_columns
from tests.pipeline.scene import IST, NOW

AREA = load_area("indiranagar")


def row(monkeypatch: pytest.MonkeyPatch, *sure: float, until: datetime | None = None, title: str = "Jazz") -> Any:
    """The columns of a listing whose fields are so sure."""
    listing = Listing(title=title, occurrences=[Occurrence(starts_at=NOW + timedelta(days=3))])
    listing.provenance.clear()
    for number, confidence in enumerate(sure):
        listing.note(("title", "price", "venue", "url")[number], "text", confidence)
    if until:
        listing.recurrence = Recurrence(rrule="FREQ=WEEKLY", expanded_until=until)
    monkeypatch.setattr(columns, "understand", lambda _: listing)
    record = type("Record", (), {"area": None, "now": NOW, "row_id": 7})()
    monkeypatch.setattr(columns, "area_in", lambda _: AREA)
    return understood_columns(record)


@pytest.mark.parametrize(
    ("sure", "score"), [((), None), ((0.7,), 0.7), ((0.7, 0.8), 0.75), ((0.7, 0.8, 0.8), 0.77), ((0.1, 0.2, 0.2), 0.17)]
)
def test_a_listing_is_as_sure_as_its_fields_are_on_average_in_hundredths(
    monkeypatch: pytest.MonkeyPatch, sure: tuple[float, ...], score: float | None
) -> None:
    found = row(monkeypatch, *sure)
    assert found["confidence_score"] == score
    assert set(found["extraction_metadata"]["extract"]["origins"].values()) <= {"text"}
    assert found["id"] == 7


@pytest.mark.parametrize(("days", "again"), [(59, False), (60, True), (61, True)])
def test_a_series_is_read_again_unless_it_has_ended(monkeypatch: pytest.MonkeyPatch, days: int, again: bool) -> None:
    until = NOW + timedelta(days=days)
    assert row(monkeypatch, until=until)["expanded_until"] == (until if again else None)
    assert row(monkeypatch)["expanded_until"] is None


def test_a_title_is_looked_for_by_what_an_index_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = row(monkeypatch, title="\ufdfa" * 60)
    assert 0 < len(found["title_key"]) <= columns.MAX_TITLE_CHARS


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("03-06T20:00", None, "6"),
        ("03-06T20:00", "03-07T04:59", "6"),
        ("03-06T20:00", "03-07T05:00", "6 7"),
        ("03-06T20:00", "03-06T19:00", "6"),
        ("03-06T02:00", "03-06T03:00", "6"),
        ("03-01T10:00", "03-31T18:00", " ".join(map(str, range(1, 32)))),
    ],
)
def test_a_run_of_days_is_looked_for_on_each_of_them(start: str, end: str | None, days: str) -> None:
    begins, ends = (datetime.fromisoformat(f"2026-{one}").replace(tzinfo=IST) if one else None for one in (start, end))
    one = Occurrence.model_construct(starts_at=begins, ends_at=ends, date_only=False, cancelled=False)
    found = local_dates(Listing.model_construct(occurrences=[one]), AREA)
    assert " ".join(str(day.day) for day in found) == days


def test_a_longer_run_is_looked_for_in_its_first_month() -> None:
    long = Occurrence(starts_at=datetime(2026, 3, 1, 10, tzinfo=IST), ends_at=datetime(2026, 8, 1, 10, tzinfo=IST))
    again = Occurrence(starts_at=datetime(2026, 3, 2, 10, tzinfo=IST))
    found = local_dates(Listing(title="x", occurrences=[again, long]), AREA)
    assert (found[0], found[-1], len(found)) == (date(2026, 3, 1), date(2026, 4, 1), 32)
