"""One source lists a thing over and over, or nonsense: its neighbours are matched as if it had not."""

from __future__ import annotations

from typing import Any

import pytest

from include.pipeline.matching import candidates
from include.pipeline.stages import dedup, enrich, extract, geocode, nlp
from tests.pipeline.conftest import House, at

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
TALK: dict[str, Any] = {"title": "Poets of the Deccan", "at": at(6, 18), "place": "Atta Galatta"}


def understand(house: House) -> None:
    for stage in (extract, nlp, geocode):
        stage.run(house.engine)


def test_copies_in_several_batches_and_reimports_are_one_event(house: House) -> None:
    house.says("guide", "jazz", **JAZZ)
    for n in range(450):
        house.says("flood", str(n), **JAZZ, description=f"Ticket number {n}")
    house.run()
    (event,) = house.events()
    assert len(house.rows("select from jatre.event_duplicates")) == 450
    assert {row.stage for row in house.rows("select stage from jatre.events_staging")} == {"done"}
    for n in range(200, 460):
        house.says("flood", str(n), **JAZZ, description=f"Ticket number {n}, again")
    reports = {report.stage: report for report in house.run()}
    assert (reports["dedup"].set_aside, reports["enrich"].set_aside) == (0, 0)
    assert [one.id for one in house.events()] == [event.id]
    assert len(house.rows("select from jatre.event_duplicates")) == 460


def test_what_one_event_takes_of_a_source_is_bounded_and_the_rest_is_set_aside_with_the_bound(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dedup, "MAX_SOURCE_LISTINGS", 3)
    house.says("guide", "jazz", **JAZZ)
    for n in range(3):
        house.says("flood", str(n), **JAZZ)
    house.run()
    for n in range(6):
        house.says("flood", str(n), **JAZZ, description="again")
    house.says("venue", "jazz", **JAZZ)
    house.run()
    assert house.groups() == {frozenset({"guide/jazz", "venue/jazz", "flood/0", "flood/1", "flood/2"})}
    assert {house.listing("flood", str(n)).set_aside_reason for n in (3, 4, 5)} == {
        "broken: its source lists one event more than 3 times"
    }


def test_a_sources_crowded_day_bounds_the_candidates_of_others_and_the_log_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(candidates, "MAX_LISTINGS_PER_SOURCE_DAY", 5)
    for n in range(20):
        house.says("flood", f"{n:02}", title=f"Talk number {n}", at=at(6, 9), place="Toit")
    house.says("venue", "jazz", **JAZZ)
    house.run()
    house.says("guide", "jazz", **JAZZ)
    house.run()
    assert frozenset({"guide/jazz", "venue/jazz"}) in house.groups()
    assert "flood lists 5 happenings or more on 2026-03-06" in caplog.text


BROKEN = [
    pytest.param("{}", id="empty"),
    pytest.param('{"title": "x", "occurrences": "every day"}', id="dates that are no list"),
    pytest.param('{"title": "x", "occurrences": null}', id="no dates"),
    pytest.param('{"title": "x", "occurrences": [{"starts_at": "soon"}]}', id="a date that is none"),
    pytest.param('{"title": "x", "occurrences": [{"starts_at": "9999-12-31T23:00:00Z"}]}', id="the calendar's end"),
    pytest.param('{"title": 7, "occurrences": [{"starts_at": "2026-03-06T20:00:00+05:30"}]}', id="a number as title"),
    pytest.param('"a listing"', id="text"),
    pytest.param("[1, 2]", id="a list"),
]  # fmt: skip


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_row_of_somebody_else_fails_nobody(house: House, document: str) -> None:
    for slug in ("aa", "bb"):
        house.says(slug, "jazz", **JAZZ)
    house.run()
    (event,) = house.events()
    house.do(
        "update jatre.events_staging set processed_data = cast(:document as jsonb) where source_id ="
        " (select id from jatre.event_sources where slug = 'aa')",
        document=document,
    )
    house.says("cc", "jazz", **JAZZ)
    house.says("cc", "talk", **TALK)
    reports = house.run()
    assert [report.set_aside for report in reports] == [0] * 6
    assert house.groups() == {frozenset({"aa/jazz", "bb/jazz", "cc/jazz"}), frozenset({"cc/talk"})}
    assert event.id in {one.id for one in house.events()}


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_row_that_waits_is_set_aside_alone(house: House, document: str) -> None:
    for slug in ("aa", "bb", "cc"):
        house.says(slug, "jazz", **JAZZ)
    understand(house)
    house.do(
        "update jatre.events_staging set processed_data = cast(:document as jsonb) where source_id ="
        " (select id from jatre.event_sources where slug = 'aa')",
        document=document,
    )
    matched = dedup.run(house.engine)
    assert (matched.done, matched.set_aside) == (2, 1)
    assert house.listing("aa", "jazz").set_aside_reason.startswith("broken: ")
    assert house.groups() == {frozenset({"bb/jazz", "cc/jazz"})}


def test_dates_at_the_end_of_the_calendar_are_matched_like_others(house: House) -> None:
    for slug in ("aa", "bb"):
        house.says(slug, "jazz", **JAZZ)
    understand(house)
    house.do(
        "update jatre.events_staging set processed_data = jsonb_set(processed_data, '{occurrences}',"
        """ '[{"starts_at": "9999-12-31T10:00:00+05:30"}, {"starts_at": "2026-03-06T20:00:00+05:30"}]')"""
    )
    assert dedup.run(house.engine).done == 2
    assert house.groups() == {frozenset({"aa/jazz", "bb/jazz"})}


def test_one_draft_serves_all_listings_of_an_event_that_wait(house: House) -> None:
    for n in range(450):
        house.says("flood", str(n), **JAZZ)
    understand(house)
    dedup.run(house.engine)
    assert enrich.run(house.engine, limit=1).done == 450


def test_what_a_person_merged_with_one_of_many_copies_stays_when_another_copy_comes(house: House) -> None:
    for n in range(20):
        house.says("flood", f"{n:02}", **JAZZ)
    house.says("guide", "talk", title="Poets of the Deccan", at=at(19, 18), place="Atta Galatta")
    house.run()
    house.decide("merge", ("flood", "17"), ("guide", "talk"))
    house.run()
    (event,) = house.events()
    house.says("flood", "20", **JAZZ)
    house.run()
    assert house.groups() == {frozenset({"guide/talk", *(f"flood/{n:02}" for n in range(21))})}
    assert [one.id for one in house.events()] == [event.id]
