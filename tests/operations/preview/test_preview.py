"""A preview shows what a source would bring, as the page would have it, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from include.errors import ConfigurationError, JatreError
from include.operations.preview import rehearsal
from include.operations.preview.adding import add_source
from include.operations.preview.preview import preview_address, preview_source
from include.operations.preview.rehearsal import rehearse
from include.pipeline import ledger
from include.pipeline.fetching.limits import shared_client
from include.pipeline.runs import STAGES, run_fetch, run_stage
from include.pipeline.stages import dedup
from include.sources.instances import stored
from tests.operations.preview.conftest import TOIT, event
from tests.pipeline.scene import Scene, at
from tests.sources.conftest import Site

Listed = Callable[..., str]
CHANGING = ("id", "version", "publishedAt", "updatedAt", "source", "links")
"""Of an event's document: what a new row has of its own, and the name of the source."""

LAHE = {"@type": "Place", "name": "Lahe Lahe", "address": "2906, 80 Feet Road, Indiranagar, Bengaluru 560008"}
TABLES = (
    "event_sources", "events_staging", "discovered_events", "event_occurrences", "event_images", "event_duplicates",
    "venue_names", "venue_statements", "fetch_history", "match_locks", "source_limits",
)  # fmt: skip


def documents(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row["event"].items() if key not in CHANGING} for row in rows]


def shown(scene: Scene) -> list[dict[str, Any]]:
    """The events of the page, as lists and the feed have them."""
    found = scene.rows(
        "select jatre.event_document(e, s.name, e.occurrences, e.images) from jatre.discovered_events as e"
        " left join jatre.event_sources as s on e.source_id = s.id where e.is_public order by e.start_time, e.id"
    )
    return documents([{"event": row[0]} for row in found])


def contents(scene: Scene) -> dict[str, Any]:
    """The rows of the tables that a run writes, in short."""
    return {
        table: scene.rows(f"select md5(string_agg(t::text, '' order by t::text)), count(*) from jatre.{table} as t")
        for table in TABLES
    }


def test_a_preview_shows_what_the_page_shows_once_the_source_is_added(pipeline: Scene, listed: Listed) -> None:
    url = listed(
        event(5, "Pub quiz", description="Six rounds, bring a team.", offers={"price": 300, "priceCurrency": "INR"}),
        event(6, "Jazz <script>alert(1)</script> night", image="https://club.example/jazz.jpg"),
        event(7, "Sitar evening", startDate="2026-03-07"),
        event(8, "Pottery workshop for beginners", location=LAHE),
    )
    before = contents(pipeline)

    preview = preview_address(pipeline.engine, url)

    assert contents(pipeline) == before, "nothing is written"
    assert [row["hidden"] for row in preview.events] == [None] * 4
    added = add_source(pipeline.engine, preview.document()["source"], name="The club", official=False, by="meena")
    run_fetch(added.slug, None)
    for stage in STAGES:
        run_stage(stage)
    assert documents(preview.events) == shown(pipeline)
    assert "script" not in preview.events[1]["event"]["title"]


def test_what_would_be_skipped_has_its_reason_and_costs_the_others_nothing(pipeline: Scene, listed: Listed) -> None:
    url = listed(
        event(5, "Pub quiz"),
        event(6, ""),
        event(7, "Old hat", startDate="2025-03-05T20:00:00+05:30"),
        event(8, "Market", startDate="soon"),
        event(9, "Fair", location={"@type": "Place", "name": "Phoenix", "address": "Whitefield, Bengaluru 560066"}),
    )

    preview = preview_address(pipeline.engine, url)

    assert [row["event"]["title"] for row in preview.events if row["hidden"] is None] == ["Pub quiz"]
    reasons = " ".join(one["reason"] for one in preview.skipped)
    assert "already over" in reasons
    assert "it names no date" in reasons
    assert len(preview.skipped) == 3
    (elsewhere,) = [row["hidden"] for row in preview.events if row["hidden"]]
    assert "outside the area" in elsewhere


def test_the_events_that_stand_are_met_and_stay_as_they_are(pipeline: Scene, listed: Listed) -> None:
    pipeline.lists("blr", "1", title="Pub quiz at Toit", at=at(5, 20), place="Toit")
    pipeline.run()
    (standing,) = pipeline.events()
    before = contents(pipeline)

    preview = preview_address(pipeline.engine, listed(event(5, "Pub quiz"), event(6, "Jazz night")))

    quiz, jazz = preview.events
    assert quiz["event"]["id"] == str(standing.id)
    (met,) = quiz["meets"]
    assert (met["source"], met["listing"], met["title"]) == ("blr", "1", "Pub quiz at Toit")
    assert "the same happening as" in (quiz["why"] or "") + (met["why"] or "")
    assert jazz["meets"] == []
    assert contents(pipeline) == before


def test_what_others_left_waiting_still_waits(pipeline: Scene, listed: Listed) -> None:
    pipeline.lists("blr", "1", title="Jazz night", at=at(6, 20), place="Toit")

    preview_address(pipeline.engine, listed(event(5, "Pub quiz")))

    assert pipeline.listing("blr", "1").stage == "extract"
    assert pipeline.events() == []


def test_a_listing_at_which_a_batch_fails_is_skipped_alone(
    pipeline: Scene, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = dedup.work

    def fails_at_jazz(connection: Any, rows: Any, batch: Any) -> None:
        if any("Jazz" in row.processed_data["title"] for row in rows):
            raise ValueError("jazz")
        work(connection, rows, batch)

    monkeypatch.setattr(dedup, "work", fails_at_jazz)

    preview = preview_address(
        pipeline.engine, listed(*(event(n, f"Quiz of day {n}") for n in (5, 6, 7)), event(8, "Jazz"))
    )

    assert len(preview.events) == 3
    assert preview.skipped == [{"listing": "Jazz", "reason": "failed: ValueError"}]


def test_what_cannot_be_read_gives_the_ways_that_were_tried(pipeline: Scene, site: Site) -> None:
    site.put("/feed.xml", "<rss><channel></channel></rss>", media_type="application/rss+xml")
    page = site.put("/", '<link rel="alternate" type="application/rss+xml" href="/feed.xml">')

    preview = preview_address(pipeline.engine, page)

    assert preview.source is None
    assert [one.kind for one in preview.attempts] == ["rss"]
    with pytest.raises(ConfigurationError, match="nothing that could be added"):
        add_source(pipeline.engine, preview.document()["source"], name="Feed", official=False, by="meena")


def test_a_source_that_is_read_already_is_named_and_not_added_twice(pipeline: Scene, listed: Listed) -> None:
    url = listed(event(5, "Pub quiz"))
    first = preview_address(pipeline.engine, url)
    add_source(pipeline.engine, first.document()["source"], name="Club", official=True, by="meena")

    again = preview_address(pipeline.engine, url)

    assert (first.read_by, again.read_by) == (None, "club")
    with pytest.raises(ConfigurationError, match="'club' reads this address already"):
        add_source(pipeline.engine, again.document()["source"], name="Club", official=True, by="meena")


def test_a_stored_source_is_previewed_as_it_would_be_read_now(pipeline: Scene, listed: Listed) -> None:
    source = preview_address(pipeline.engine, listed(event(5, "Pub quiz"))).document()["source"]
    slug = add_source(pipeline.engine, source, name="Club", official=False, by="meena").slug
    run_fetch(slug, None)
    for stage in STAGES:
        run_stage(stage)
    listed(event(5, "Pub quiz, upstairs"), event(6, "Jazz night"))
    with pipeline.engine.connect() as connection:
        found = stored.one(connection, slug)

    preview = preview_source(pipeline.engine, found, shared_client(pipeline.engine, found), None)

    assert [row["event"]["title"] for row in preview.events] == ["Pub quiz, upstairs", "Jazz night"]
    assert [row.title for row in pipeline.events()] == ["Pub quiz"]


def test_what_a_publisher_could_improve_is_counted_by_field(pipeline: Scene, listed: Listed) -> None:
    point = {"geo": {"latitude": 12.9793, "longitude": 77.6406}}
    whole = event(
        5, "Pub quiz", endDate=at(5, 23), description="Six rounds.", url="https://toit.example/quiz",
        image="https://toit.example/q.jpg", offers={"price": 300, "priceCurrency": "INR"},
        organizer={"@type": "Organization", "name": "Toit"}, location=TOIT | point,
    )  # fmt: skip
    bare = event(6, "Jazz night", description="Tickets: Rs 500", location=None)

    fields = {one.name: one for one in preview_address(pipeline.engine, listed(whole, bare)).fields}

    assert {name for name, one in fields.items() if one.missing} == {
        "end", "venue", "address", "point", "page", "picture", "organizer",
    }  # fmt: skip
    assert (fields["price"].stated, fields["price"].in_text, fields["price"].property) == (1, 1, "offers")
    assert (fields["end"].stated, fields["end"].missing) == (1, 1)


def test_a_rehearsal_that_nobody_can_have_now_is_worth_another_try(pipeline: Scene, listed: Listed) -> None:
    preview = preview_address(pipeline.engine, listed(event(5, "Pub quiz")))
    assert preview.source
    with pipeline.engine.begin() as holder:
        holder.exec_driver_sql("lock table jatre.event_sources in access exclusive mode")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("include.operations.preview.rehearsal.LOCK_SECONDS", 0.05)
            with pytest.raises(JatreError, match="other runs"):
                rehearse(pipeline.engine, preview.source, [])


def daily(number: int, name: str) -> dict[str, Any]:
    days = {"startDate": "2026-03-02", "endDate": "2027-02-20", "startTime": "20:00:00", "repeatFrequency": "P1D"}
    return event(number, name, eventSchedule={"@type": "Schedule", **days})


def test_of_a_listing_with_many_dates_the_first_to_come_are_looked_at(pipeline: Scene, listed: Listed) -> None:
    preview = preview_address(pipeline.engine, listed(daily(5, "Yoga at dawn"), event(6, "Jazz night")))

    dates = {row["event"]["title"]: len(row["event"]["occurrences"]) for row in preview.events}
    assert dates == {"Yoga at dawn": rehearsal.MAX_DATES, "Jazz night": 1}
    assert any(f"1 listings have more than {rehearsal.MAX_DATES} dates" in one for one in preview.warnings)


@pytest.mark.parametrize(("bound", "stage"), [("MEETING_SECONDS", "geocode"), ("REHEARSAL_SECONDS", "extract")])
def test_a_rehearsal_out_of_time_answers_with_what_it_has_and_is_not_tried_again(
    pipeline: Scene, listed: Listed, monkeypatch: pytest.MonkeyPatch, bound: str, stage: str
) -> None:
    tried: list[str] = []
    take = rehearsal.take_through

    def noted(connection: Any, stage: str, *about: Any) -> None:
        tried.append(stage)
        take(connection, stage, *about)

    monkeypatch.setattr(rehearsal, "take_through", noted)
    monkeypatch.setattr(rehearsal, bound, -1.0)

    preview = preview_address(pipeline.engine, listed(event(5, "Pub quiz"), event(6, "Jazz night")))

    assert preview.events == []
    assert [one["reason"] for one in preview.skipped] == [f"there was no time for it ({stage})"] * 2
    assert tried.count(stage) == 1


def test_runs_do_not_wait_for_a_rehearsal(pipeline: Scene, listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the same venue, on the same evening, under the same title, while it is between matching and its end."""
    monkeypatch.setattr(ledger, "LOCK_SECONDS", 0.2)
    monkeypatch.setattr(ledger, "MAX_BATCH_ATTEMPTS", 1)
    take, venue = rehearsal.take_through, {"name": "The Blue Room", "address": "12th Main, Indiranagar"}

    def meanwhile(connection: Any, stage: str, *about: Any) -> None:
        take(connection, stage, *about)
        if stage == "dedup":
            pipeline.lists("guide", "1", title="Pub quiz", at=at(5, 20), venue=venue)
            pipeline.run()

    monkeypatch.setattr(rehearsal, "take_through", meanwhile)
    place = {"@type": "Place", "name": "The Blue Room", "address": "100 Feet Road, Indiranagar"}
    preview = preview_address(pipeline.engine, listed(event(5, "Pub quiz", location=place)))

    assert [row["event"]["title"] for row in preview.events] == ["Pub quiz"]
    assert [row.title for row in pipeline.events()] == ["Pub quiz"]
    assert pipeline.listing("guide", "1").tries == 0
