"""What operators see inside Airflow: the sources, what a run brought, where an event comes from; after logging in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.errors import SourceRefused
from include.operations.health import overview
from include.pipeline.runs import STAGES
from include.pipeline.stages import fetch
from include.settings import Settings, settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.dags.support import InAirflow
from tests.sources.conftest import Site, site

__all__ = ["site"]

EVENING = datetime.now(UTC).replace(hour=13, minute=30, second=0, microsecond=0)
SCRIPTS = ["/static/pieces.js", "/static/paste.js", "/static/views.js", "/static/why.js"]
FIRST, SECOND = "manual__2026-03-02T06:30:00+00:00_a1b2c3d4", "scheduled__2026-03-02T08:30:00+00:00"


@pytest.fixture
def engine(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("JATRE_USE_MODELS", "false")
    settings.cache_clear()
    made = db.engine(database.pipeline_url)
    with made.begin() as connection:
        seed.store(connection, load_area("indiranagar"))
        stored.store(
            connection,
            SourceInstance(slug="never", name="Never read", kind="rss", config={"url": "http://never.test/"}),
        )
    yield made
    made.dispose()
    settings.cache_clear()


@pytest.fixture
def read(engine: Engine, site: Site, tmp_path: Path) -> Callable[..., None]:
    """Put these events on the site, and take them all the way as the run called `run`."""
    config = {"url": f"{site.base}/events"}
    with engine.begin() as connection:
        stored.store(
            connection, SourceInstance(slug="club", name="Club", kind="schema_org", config=config, rate_limit=3600)
        )

    def read(run: str, events: dict[str, str], **options: Any) -> None:
        listed = [_event(number, *event) for number, event in enumerate(events.items())]
        site.put("/events", json.dumps(listed), media_type="application/json", tagged=True)
        archive = Settings(archive_uri=f"file://{tmp_path}/archive")
        fetch.run(engine, "club", run, archive, **options)
        for stage in STAGES:
            import_module(f"include.pipeline.stages.{stage}").run(engine)

    return read


def _event(number: int, external_id: str, title: str) -> dict[str, Any]:
    toit = {"@type": "Place", "name": "Toit", "address": "100 Feet Road, Indiranagar"}
    starts = (EVENING + timedelta(days=3 + number)).isoformat()
    return {"@type": "Event", "@id": external_id, "name": title, "startDate": starts, "location": toit}


def test_each_source_is_there_with_its_last_fetch_and_what_became_of_its_listings(
    engine: Engine, read: Callable[..., None]
) -> None:
    read(FIRST, {"a": "Jazz night", "b": "Pub quiz", "c": ""})

    club, never = overview.sources(engine)

    assert (club["name"], club["status"], club["records_found"], club["records_new"]) == ("Club", "success", 3, 3)
    assert (club["shown"], club["set_aside"], club["waiting"]) == (2, 1, 0)
    assert (club["source_dag"], club["dag_id"], club["run_id"]) == ("source_club", "source_club", FIRST)
    assert (never["status"], never["listings"], never["dag_id"]) == (None, 0, None)


def test_a_source_that_fails_shows_how_often_and_why(engine: Engine, read: Callable[..., None], site: Site) -> None:
    read(FIRST, {"a": "Jazz night"})
    site.put("/events", "gone", status=410)
    for run in ("manual__1", "manual__2"):
        with suppress(SourceRefused):
            fetch.run(engine, "club", run, Settings())

    club = overview.sources(engine)[0]

    assert (club["status"], club["failed_since"], club["shown"]) == ("failed", 2, 1)
    assert club["error_details"]["error"] == "SourceRefused"
    assert [row["status"] for row in overview.fetches(engine, "source_club")] == ["failed", "failed", "success"]


def test_a_run_leads_to_what_it_brought_and_an_event_back_to_its_run(engine: Engine, read: Callable[..., None]) -> None:
    read(FIRST, {"a": "Jazz night", "b": "Pub quiz", "c": ""})
    read(SECOND, {"a": "Jazz night, moved upstairs", "b": "Pub quiz", "c": ""})

    first, second = (overview.listings(engine, "source_club", run) for run in (FIRST, SECOND))

    assert [(row["title"], row["status"], row["shown"]) for row in first] == [
        ("Pub quiz", "approved", True),
        (None, "set_aside", False),
    ]
    assert "no name" in first[1]["set_aside_reason"]
    assert [row["title"] for row in second] == ["Jazz night, moved upstairs"]
    (back,) = overview.origin(engine, second[0]["event_id"])
    assert (back["slug"], back["dag_id"], back["run_id"]) == ("club", "source_club", SECOND)
    assert overview.origin(engine, uuid4()) == []


@pytest.mark.parametrize(
    ("run", "dag"),
    [("asset_triggered__2026-03-02", "webhooks"), ("manual__x", "source_club"), ("cli__2026-03-02", None)],
)
def test_what_was_done_without_airflow_links_to_no_run(
    engine: Engine, read: Callable[..., None], run: str, dag: str | None
) -> None:
    read(run, {"a": "Jazz night"})

    assert [row["dag_id"] for row in overview.fetches(engine, "source_club")] == [dag]
    assert [row["title"] for row in overview.listings(engine, dag or "source_club", run)] == ["Jazz night"]


def test_a_forced_fetch_asks_for_all_of_it_although_nothing_has_changed(
    engine: Engine, read: Callable[..., None], site: Site
) -> None:
    read(FIRST, {"a": "Jazz night"})
    read("manual__2", {"a": "Jazz night"})
    read("manual__3", {"a": "Jazz night"}, force=True)

    forced, usual, _ = overview.fetches(engine, "source_club")

    assert (usual["records_found"], forced["records_found"]) == (0, 1)
    assert (forced["records_new"], forced["records_changed"], forced["records_unchanged"]) == (0, 0, 1)
    assert "if-none-match" not in site.requests[-1][1]


@pytest.mark.airflow
def test_only_who_is_logged_in_and_may_see_runs_gets_an_answer(
    in_airflow: InAirflow, airflow: dict[str, str], engine: Engine, database: Database, read: Callable[..., None]
) -> None:
    read(FIRST, {"a": "Jazz night"})
    event: UUID = overview.listings(engine, "source_club", FIRST)[0]["event_id"]
    paths = [
        "/api/sources",
        "/api/reviews",
        "/api/why?asked=jazz",
        "/api/dags/source_club/fetches",
        f"/api/events/{event}",
    ]
    paths.append("/api/dags/source_club/listings?run_id=" + FIRST.replace("+", "%2B"))

    environment = airflow | {"JATRE_PIPELINE_URL": database.pipeline_url, "JATRE_PAGE_URL": "http://page.test"}
    answers = in_airflow("asks", [*paths, *SCRIPTS, "/api/events/no-id"], environment)

    for path in paths:
        assert answers[path]["nobody"] == [401, {"detail": "Not authenticated"}]
        assert answers[path]["a liar"][0] in (401, 403)
        for who in ("admin", "viewer"):
            status, answer = answers[path][who]
            assert status == 200
            assert answer["page"] == "http://page.test"
            assert bool(answer["rows"]) == (path != "/api/reviews"), "one listing is like no other"
        assert answers[path]["stranger"][0] == 403, "logged in, with no role"
    assert answers[paths[-1]]["viewer"][1]["rows"][0]["title"] == "Jazz night"
    assert answers["/api/events/no-id"]["admin"][0] == 422
    scripts = [answers[one]["nobody"][1] for one in SCRIPTS]
    assert "ChakraUI" in scripts[0]
    assert not any("innerHTML" in one for one in scripts), "texts of strangers are text"


@pytest.mark.airflow
def test_only_who_may_change_dags_resumes_a_source(
    in_airflow: InAirflow, airflow: dict[str, str], engine: Engine, database: Database
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("update jatre.event_sources set is_active = false")
    resume = "POST /api/sources/never/resume"

    answers = in_airflow("asks", [resume], airflow | {"JATRE_PIPELINE_URL": database.pipeline_url})[resume]

    assert answers["admin"] == [200, {"resumed": "never"}]
    assert [answers[who][0] for who in ("viewer", "stranger", "nobody")] == [403, 403, 401]
    assert answers["a liar"][0] in (401, 403)
    assert [row["health"]["state"] for row in overview.sources(engine)] == ["healthy"]


@pytest.mark.airflow
def test_only_who_may_change_dags_asks_about_an_address_and_nothing_is_fetched_meanwhile(
    in_airflow: InAirflow, airflow: dict[str, str], engine: Engine, database: Database, site: Site
) -> None:
    preview = "POST /api/previews " + json.dumps({"address": f"{site.base}/events"})
    secret = 'POST /api/previews {"address":"https://example.com/?api_key=sk_live_abcdef123456"}'
    script = 'POST /api/previews {"address":"javascript:alert(1)"}'
    early = 'POST /api/sources {"preview":1,"name":"Club"}'
    paths = [preview, secret, script, early, "/api/requests/1", "/api/sources/never/removals"]

    answers = in_airflow("asks", paths, airflow | {"JATRE_PIPELINE_URL": database.pipeline_url})

    assert answers[preview]["admin"] == [200, {"request": 1}]
    assert answers["/api/requests/1"]["admin"][1]["state"] == "waiting"
    for refused in (secret, script, early):
        assert answers[refused]["admin"][0] == 422
    assert "sk_live" not in json.dumps(answers[secret])
    for path in paths[:5]:
        assert [answers[path][who][0] for who in ("viewer", "stranger", "nobody")] == [403, 403, 401]
    assert answers["/api/sources/never/removals"]["viewer"] == [200, {"rows": []}]
    assert site.requests == []
    with engine.connect() as connection:
        asked = connection.exec_driver_sql("select kind, target, asked_by from jatre.pipeline_requests").all()
    assert [tuple(row) for row in asked] == [("preview_address", f"{site.base}/events", "admin")]


@pytest.mark.airflow
def test_what_the_database_cannot_take_is_refused_by_its_parameter(
    in_airflow: InAirflow, airflow: dict[str, str], engine: Engine, database: Database
) -> None:
    paths = [
        "/api/requests/99999999999999999999",
        'POST /api/sources {"preview":99999999999999999999,"name":"Club"}',
        'POST /api/sources {"preview":1,"name":"Cl\\u0000ub"}',
        "/api/sources/a%00b/removals",
        "POST /api/sources/a%00b/resume",
        "POST /api/sources/a/removals?count=99999999999999999999",
        "POST /api/sources/a%00b/removals?count=1",
        "/api/dags/source_never/listings?run_id=%00",
    ]

    answers = in_airflow("asks", paths, airflow | {"JATRE_PIPELINE_URL": database.pipeline_url})

    assert {path: answers[path]["admin"][0] for path in paths} == dict.fromkeys(paths, 422)


@pytest.mark.airflow
def test_the_notifier_reports_a_source_that_became_unwell_once(
    in_airflow: InAirflow, engine: Engine, database: Database
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into jatre.fetch_history (source_id, status, started_at) select id, 'failed', clock_timestamp()"
            " from jatre.event_sources"
        )

    first, second = in_airflow("health_reported", environment={"JATRE_PIPELINE_URL": database.pipeline_url})

    assert (first, second) == (["never failing"], [])
