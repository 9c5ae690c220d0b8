"""One source lists a thing over and over, or nonsense: its neighbours are matched as if it had not."""

from __future__ import annotations

from typing import Any

import pytest

from include.pipeline.matching import candidates
from include.pipeline.stages import dedup, enrich, extract, geocode, nlp
from tests.pipeline.scene import Scene, at

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
TALK: dict[str, Any] = {"title": "Poets of the Deccan", "at": at(6, 18), "place": "Atta Galatta"}


def understand(scene: Scene) -> None:
    for stage in (extract, nlp, geocode):
        stage.run(scene.engine)


def test_copies_in_several_batches_and_reimports_are_one_event(scene: Scene) -> None:
    scene.lists("guide", "jazz", **JAZZ)
    for n in range(450):
        scene.lists("flood", str(n), **JAZZ, description=f"Ticket number {n}")
    scene.run()
    (event,) = scene.events()
    assert len(scene.rows("select from jatre.event_duplicates")) == 450
    assert {row.stage for row in scene.rows("select stage from jatre.events_staging")} == {"done"}
    for n in range(200, 460):
        scene.lists("flood", str(n), **JAZZ, description=f"Ticket number {n}, again")
    reports = {report.stage: report for report in scene.run()}
    assert (reports["dedup"].set_aside, reports["enrich"].set_aside) == (0, 0)
    assert [one.id for one in scene.events()] == [event.id]
    assert len(scene.rows("select from jatre.event_duplicates")) == 460


def test_what_one_event_takes_of_a_source_is_bounded_and_the_rest_is_set_aside_with_the_bound(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dedup, "MAX_SOURCE_LISTINGS", 3)
    scene.lists("guide", "jazz", **JAZZ)
    for n in range(3):
        scene.lists("flood", str(n), **JAZZ)
    scene.run()
    for n in range(6):
        scene.lists("flood", str(n), **JAZZ, description="again")
    scene.lists("venue", "jazz", **JAZZ)
    scene.run()
    together = {frozenset({"guide/jazz", "venue/jazz", "flood/0", "flood/1", "flood/2"})}
    assert scene.groups() == together
    assert {scene.listing("flood", str(n)).set_aside_reason for n in (3, 4, 5)} == {
        "broken: its source lists one event more than 3 times"
    }
    monkeypatch.setattr(dedup, "MAX_SOURCE_LISTINGS", 2)
    for n in range(3):
        scene.lists("flood", str(n), **JAZZ, description="once more")
    scene.run()
    assert scene.groups() == together
    assert {scene.listing("flood", str(n)).set_aside_reason for n in range(3)} == {None}, "who is in it stays in it"


def test_a_sources_crowded_day_bounds_the_candidates_of_others_and_the_log_reports_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(candidates, "MAX_LISTINGS_PER_SOURCE_DAY", 5)
    for n in range(20):
        scene.lists("flood", f"{n:02}", title=f"Talk number {n}", at=at(6, 9), place="Toit")
    scene.lists("venue", "jazz", **JAZZ)
    scene.run()
    scene.lists("guide", "jazz", **JAZZ)
    scene.run()
    assert frozenset({"guide/jazz", "venue/jazz"}) in scene.groups()
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
def test_a_broken_row_of_somebody_else_fails_nobody(scene: Scene, document: str) -> None:
    for slug in ("aa", "bb"):
        scene.lists(slug, "jazz", **JAZZ)
    scene.run()
    (event,) = scene.events()
    scene.do(
        "update jatre.events_staging set processed_data = cast(:document as jsonb) where source_id ="
        " (select id from jatre.event_sources where slug = 'aa')",
        document=document,
    )
    scene.lists("cc", "jazz", **JAZZ)
    scene.lists("cc", "talk", **TALK)
    reports = scene.run()
    assert [report.set_aside for report in reports] == [0] * 6
    assert scene.groups() == {frozenset({"aa/jazz", "bb/jazz", "cc/jazz"}), frozenset({"cc/talk"})}
    assert event.id in {one.id for one in scene.events()}


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_row_that_waits_is_set_aside_alone(scene: Scene, document: str) -> None:
    for slug in ("aa", "bb", "cc"):
        scene.lists(slug, "jazz", **JAZZ)
    understand(scene)
    scene.do(
        "update jatre.events_staging set processed_data = cast(:document as jsonb) where source_id ="
        " (select id from jatre.event_sources where slug = 'aa')",
        document=document,
    )
    matched = dedup.run(scene.engine)
    assert (matched.done, matched.set_aside) == (2, 1)
    assert scene.listing("aa", "jazz").set_aside_reason.startswith("broken: ")
    assert scene.groups() == {frozenset({"bb/jazz", "cc/jazz"})}


def test_dates_at_the_end_of_the_calendar_are_matched_like_others(scene: Scene) -> None:
    for slug in ("aa", "bb"):
        scene.lists(slug, "jazz", **JAZZ)
    understand(scene)
    scene.do(
        "update jatre.events_staging set processed_data = jsonb_set(processed_data, '{occurrences}',"
        """ '[{"starts_at": "9999-12-31T10:00:00+05:30"}, {"starts_at": "2026-03-06T20:00:00+05:30"}]')"""
    )
    assert dedup.run(scene.engine).done == 2
    assert scene.groups() == {frozenset({"aa/jazz", "bb/jazz"})}


def test_one_draft_serves_all_listings_of_an_event_that_wait(scene: Scene) -> None:
    for n in range(450):
        scene.lists("flood", str(n), **JAZZ)
    understand(scene)
    dedup.run(scene.engine)
    assert enrich.run(scene.engine, limit=1).done == 450


def test_what_a_person_merged_with_one_of_many_copies_stays_when_another_copy_comes(scene: Scene) -> None:
    for n in range(20):
        scene.lists("flood", f"{n:02}", **JAZZ)
    scene.lists("guide", "talk", title="Poets of the Deccan", at=at(19, 18), place="Atta Galatta")
    scene.run()
    scene.decide("merge", ("flood", "17"), ("guide", "talk"))
    scene.run()
    (event,) = scene.events()
    scene.lists("flood", "20", **JAZZ)
    scene.run()
    assert scene.groups() == {frozenset({"guide/talk", *(f"flood/{n:02}" for n in range(21))})}
    assert [one.id for one in scene.events()] == [event.id]
