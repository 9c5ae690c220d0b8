"""From a site into the ledger, on a real database."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.areas import seed
from include.areas.area import load_area
from include.errors import RateLimited, SourceRefused, UnreadablePayload
from include.pipeline.stages import dedup, enrich, extract, fetch, geocode, nlp, publish
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.sources.conftest import NOW, Site


class Scene:
    """A source of schema.org events whose page can be changed, and the ledger behind it."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site = engine, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        self.publish(10)
        config = {"url": f"{site.base}/events"}
        instance = SourceInstance(slug="a_source", name="A source", kind="schema_org", config=config, rate_limit=3600)
        with engine.begin() as connection:
            stored.store(connection, instance)

    def publish(self, how_many: int, title: str = "Concert", tagged: bool = False, skip: tuple[int, ...] = ()) -> None:
        start = NOW + timedelta(days=900)
        events = [
            {
                "@type": "Event",
                "@id": f"e{n}",
                "name": f"{title} {n}",
                "startDate": (start + timedelta(days=n)).isoformat(),
            }
            for n in range(how_many)
            if n not in skip
        ]
        self.site.put("/events", json.dumps(events), media_type="application/json", tagged=tagged)

    def run(self, run_id: str | None = None) -> fetch.FetchReport:
        report = fetch.run(self.engine, "a_source", run_id, self.settings)
        self.understand()
        return report

    def understand(self) -> None:
        """What the later stages leave behind, as far as absences care."""
        self.execute(
            """update jatre.events_staging set stage = 'done', status = 'approved', processed_data = jsonb_build_object(
            'occurrences', jsonb_build_array(jsonb_build_object('starts_at', raw_data ->> 'startDate')))
            where stage = 'extract'"""
        )

    def execute(self, sql: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(sql)).mappings()]

    def give_events(self) -> None:
        """An event for each listing, as matching gives it."""
        self.execute(
            """with made as (
              insert into jatre.discovered_events (staging_id, source_id, title, start_time)
              select id, source_id, external_id, now() from jatre.events_staging returning id, staging_id
            )
            update jatre.events_staging l set event_id = made.id from made where made.staging_id = l.id"""
        )

    def waiting(self, stage: str) -> list[str]:
        found = self.rows(f"select external_id from jatre.events_staging where stage = '{stage}' order by 1")
        return [row["external_id"] for row in found]

    def gone(self) -> list[str]:
        return [
            row["external_id"]
            for row in self.rows("select external_id from jatre.events_staging where gone_at is not null")
        ]

    def take_through_all_stages(self) -> None:
        with self.engine.begin() as connection:
            seed.store(connection, load_area("indiranagar"))
        for stage in (extract, nlp, geocode, dedup, enrich, publish):
            stage.run(self.engine)

    def outcomes(self) -> list[tuple[int, int]]:
        """Of each fetch in order, how many of its listings were processed, and how many are approved."""
        found = self.rows("select events_processed, events_approved from jatre.fetch_history order by started_at")
        return [(row["events_processed"], row["events_approved"]) for row in found]

    def history(self) -> dict[str, Any]:
        return self.rows("select * from jatre.fetch_history order by started_at desc limit 1")[0]


@pytest.fixture
def scene(engine: Engine, site: Site, tmp_path: Path) -> Scene:
    return Scene(engine, site, tmp_path)


def test_the_first_fetch_brings_every_listing_and_archives_what_it_read(scene: Scene) -> None:
    report = scene.run("run-1")

    assert (report.status, report.found, report.new, report.archived) == ("success", 10, 10, 1)
    rows = scene.rows("select raw_data, archive_uri, encode(content_hash, 'hex') as hash from jatre.events_staging")
    assert len(rows) == 10
    assert all(row["archive_uri"].startswith("file://") and len(row["hash"]) == 64 for row in rows)
    history = scene.history()
    assert (history["status"], history["records_new"], history["complete"]) == ("success", 10, True)
    assert history["execution_time_ms"] is not None


def test_the_history_of_a_fetch_ends_with_what_became_of_its_listings(scene: Scene) -> None:
    scene.publish(1)
    fetch.run(scene.engine, "a_source", "run-1", scene.settings)
    assert scene.outcomes() == [(0, 0)]

    scene.execute(
        """update jatre.events_staging set raw_data = raw_data || jsonb_build_object('location',
        '{"name": "Toit", "address": "Indiranagar"}'::jsonb, 'startDate', jatre.now_v1() + interval '3 days')"""
    )
    scene.take_through_all_stages()
    assert scene.outcomes() == [(1, 1)]

    scene.publish(2)
    fetch.run(scene.engine, "a_source", "run-2", scene.settings)
    scene.take_through_all_stages()
    assert scene.outcomes() == [(1, 1), (1, 0)], "the second brought a listing that names no place"


def test_a_listing_set_aside_is_processed_and_not_approved(scene: Scene) -> None:
    scene.publish(1, title="Closed on Wednesday")
    fetch.run(scene.engine, "a_source", "run-1", scene.settings)
    scene.execute("update jatre.events_staging set raw_data = raw_data - 'startDate'")

    scene.take_through_all_stages()

    assert scene.outcomes() == [(1, 0)]


def test_a_second_fetch_writes_no_listing(scene: Scene) -> None:
    scene.run("run-1")
    before = scene.rows("select xmin::text, * from jatre.events_staging order by id")

    report = scene.run("run-2")

    assert (report.unchanged, report.new, report.changed) == (10, 0, 0)
    assert scene.rows("select xmin::text, * from jatre.events_staging order by id") == before


def test_a_changed_listing_waits_to_be_understood_again(scene: Scene) -> None:
    scene.run()
    scene.publish(10, title="Recital")

    report = fetch.run(scene.engine, "a_source", None, scene.settings)

    assert (report.changed, report.new) == (10, 0)
    assert scene.rows("select distinct stage, status from jatre.events_staging") == [
        {"stage": "extract", "status": "pending"}
    ]


def test_a_listing_is_gone_after_two_complete_runs_without_it(scene: Scene) -> None:
    scene.run("run-1")
    scene.publish(10, skip=(3,))

    first, gone_after_first, second = scene.run("run-2"), scene.gone(), scene.run("run-3")

    assert (first.absent, first.gone, gone_after_first) == (1, 0, [])
    assert (second.gone, scene.gone()) == (1, ["e3"])


def test_a_repeated_attempt_of_one_run_counts_an_absence_once(scene: Scene) -> None:
    scene.run("run-1")
    scene.publish(10, skip=(3,))

    for _ in range(3):
        scene.run("run-2")

    assert scene.gone() == []


def test_a_page_that_is_not_modified_confirms_an_absence(scene: Scene) -> None:
    scene.run("run-1")
    scene.publish(10, skip=(3,), tagged=True)
    scene.run("run-2")

    report = scene.run("run-3")

    assert (report.found, report.gone, scene.gone()) == (0, 1, ["e3"])
    assert report.unchanged == 9


def test_a_listing_that_comes_back_is_not_gone(scene: Scene) -> None:
    scene.run()
    scene.publish(10, skip=(3,))
    scene.run()
    scene.run()
    scene.publish(10)

    report = scene.run()

    assert (report.returned, scene.gone()) == (1, [])


@pytest.mark.parametrize("left", [7, 1])
def test_a_source_that_breaks_takes_nothing_with_it(scene: Scene, left: int) -> None:
    scene.run()
    scene.publish(left)

    scene.run()
    report = scene.run()

    assert (report.status, report.gone, scene.gone()) == ("partial", 0, [])
    assert report.alert is not None
    assert f"{10 - left} of 10" in scene.history()["error_details"]["alert"]


def test_the_guard_looks_at_a_whole_day_not_at_one_run(scene: Scene) -> None:
    """Two now and two a little later are four of ten within 24 hours."""
    scene.run()
    for left in (8, 6):
        scene.publish(left)
        scene.run()
        scene.run()

    assert sorted(scene.gone()) == ["e8", "e9"]


def test_what_went_a_day_ago_counts_no_more(scene: Scene) -> None:
    scene.run()
    scene.publish(8)
    scene.run()
    scene.run()
    scene.execute("update jatre.events_staging set gone_at = gone_at - interval '25 hours' where gone_at is not null")
    scene.publish(7)
    scene.run()
    scene.run()

    assert sorted(scene.gone()) == ["e7", "e8", "e9"]


def test_a_few_of_few_may_go(scene: Scene) -> None:
    """Two of ten are a fifth, and fewer than three."""
    scene.run()
    scene.publish(8)
    scene.run()

    assert scene.run().gone == 2


@pytest.mark.parametrize("listed", [1, 2])
def test_not_all_of_few_may_go(scene: Scene, listed: int) -> None:
    """Fewer than three may go at any share, but never all: a page that shows only what is over is broken."""
    scene.publish(listed)
    scene.run()
    over = [{"@type": "Event", "@id": "over", "name": "Last year's concert", "startDate": "2020-01-01T10:00:00Z"}]
    scene.site.put("/events", json.dumps(over), media_type="application/json")
    scene.run()

    report = scene.run()

    assert (report.found, report.gone, scene.gone()) == (1, 0, [])
    assert report.alert == f"{listed} of {listed} upcoming listings would be gone within 24 hours: none is marked"


def test_the_event_of_a_listing_that_is_gone_or_returned_is_built_again(scene: Scene) -> None:
    scene.run()
    scene.give_events()
    scene.publish(10, skip=(3,))
    scene.run()
    assert scene.waiting("enrich") == []

    scene.run()
    assert (scene.gone(), scene.waiting("enrich")) == (["e3"], ["e3"])

    scene.execute("update jatre.events_staging set stage = 'done'")
    scene.publish(10)
    scene.run()
    assert (scene.gone(), scene.waiting("enrich")) == ([], ["e3"])


def test_no_rows_mark_nothing_and_are_a_warning(scene: Scene) -> None:
    scene.run()
    scene.publish(0)

    scene.run()
    report = scene.run()

    assert (report.status, report.absent, scene.gone()) == ("partial", 0, [])
    assert report.warnings == ["the source lists nothing: nothing is taken to be gone"]


def test_what_is_over_is_not_missed(scene: Scene) -> None:
    scene.run()
    scene.execute(
        """update jatre.events_staging
        set processed_data = '{"occurrences": [{"starts_at": "2020-01-01T10:00:00Z"}]}'"""
    )
    scene.publish(9)

    scene.run()

    assert scene.run().absent == 0
    assert scene.gone() == []


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ({"status": 404}, SourceRefused),
        ({"status": 429, "headers": {"Retry-After": "120"}}, RateLimited),
        ({"status": 200, "media_type": "application/json"}, UnreadablePayload),
    ],
)
def test_a_failure_leaves_a_row_in_the_history_and_nothing_in_the_ledger(
    scene: Scene, page: dict[str, Any], error: type[Exception]
) -> None:
    scene.site.put("/events", '{"cut short": ', **page)

    with pytest.raises(error):
        scene.run("run-1")

    history = scene.history()
    assert (history["status"], history["error_details"]["error"]) == ("failed", error.__name__)
    assert "unexpected" not in history["error_details"]
    assert scene.rows("select from jatre.events_staging") == []


def test_what_nobody_has_foreseen_is_marked_in_the_history(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(fetch, "write_fetched", broken)
    with pytest.raises(ZeroDivisionError):
        scene.run("run-1")

    details = scene.history()["error_details"]
    assert (details["error"], details["unexpected"]) == ("ZeroDivisionError", True)


def test_a_listing_names_the_body_that_it_came_in_where_the_fetch_brought_one(scene: Scene) -> None:
    scene.run("run-1")
    scene.execute("update jatre.event_sources set config = jsonb_build_object('urls', jsonb_build_array("
                  f"'{scene.site.base}/events', '{scene.site.base}/more'))")  # fmt: skip
    more = [{"@type": "Event", "@id": "more", "name": "More", "startDate": (NOW + timedelta(days=901)).isoformat()}]
    scene.site.put("/more", json.dumps(more), media_type="application/json")

    assert scene.run("run-2").archived == 2
    found = scene.rows("select external_id, archive_uri is null as none from jatre.events_staging where stage = 'done'")
    assert {row["external_id"].rpartition("/")[2]: row["none"] for row in found}["more"] is True
    assert sum(row["none"] for row in found) == 1


def test_a_run_that_died_is_closed_by_the_next_attempt(scene: Scene) -> None:
    scene.execute(
        "insert into jatre.fetch_history (source_id, run_id, started_at, status)"
        " select id, 'run-1', clock_timestamp(), 'running' from jatre.event_sources"
    )

    scene.run("run-1")

    statuses = scene.rows("select status from jatre.fetch_history order by started_at")
    assert [row["status"] for row in statuses] == ["failed", "success"]


def test_an_archive_that_cannot_be_written_fails_the_fetch(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where a folder should be")

    with pytest.raises(Exception, match="cannot archive"):
        scene.run()

    assert scene.rows("select from jatre.events_staging") == []


def test_a_state_that_makes_a_fetch_fail_is_forgotten(scene: Scene) -> None:
    scene.execute("""update jatre.event_sources set state = '{"pages": 5, "shared": {"x": [1]}}'""")

    report = scene.run("run-1")
    again = scene.run("run-2")

    assert (report.found, report.status) == (10, "partial")
    assert "is forgotten" in report.warnings[0]
    assert (again.found, again.status) == (10, "success")


def test_an_absence_that_ended_counts_no_more(scene: Scene) -> None:
    for skip in ((), (3,), (), (3,)):
        scene.publish(10, skip=skip)
        scene.run()
    assert scene.gone() == []


def test_what_a_part_of_a_page_that_cannot_be_read_listed_before_is_not_absent(scene: Scene) -> None:
    start = NOW + timedelta(days=900)

    def publish(*, cut: bool = False) -> None:
        scripts = [
            json.dumps({"@type": "Event", "@id": f"p{n}", "name": f"Play {n}", "startDate": start.isoformat()})
            for n in range(6)
        ]
        scripts[3] = scripts[3][:30] if cut else scripts[3]
        marked = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
        scene.site.put("/events", f"<!doctype html><html><head>{marked}</head></html>")

    publish()
    scene.run()
    publish(cut=True)
    reports = [scene.run() for _ in range(3)]

    assert [(report.found, report.unreadable, report.complete, report.absent) for report in reports] == [
        (5, 1, True, 0)
    ] * 3
    assert scene.gone() == []


def test_a_forced_fetch_asks_as_if_it_had_never_been_there(scene: Scene) -> None:
    scene.publish(10, tagged=True)
    scene.run()
    assert (scene.run().found, fetch.run(scene.engine, "a_source", None, scene.settings, force=True).found) == (0, 10)
