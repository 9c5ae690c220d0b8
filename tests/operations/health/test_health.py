"""The health of a source: each state by a fault of a real local site, read by real fetches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.errors import ConfigurationError, JatreError
from include.operations.health import changes, overview
from include.operations.health.__main__ import main
from include.pipeline.fetching.health import PAUSE_HOURS, PAUSE_RUNS
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import NOW, Site, site

__all__ = ["site"]


class Operator:
    """A source that is read again and again, and what an operator sees of it."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site, self.runs = engine, site, 0
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        config = {"url": f"{site.base}/events"}
        with engine.begin() as connection:
            seed.store(connection, load_area("indiranagar"))
            about = SourceInstance(slug="club", name="Club", kind="schema_org", config=config, rate_limit=100_000)
            stored.store(connection, about)

    def publish(self, how_many: int, at: str = "19:00:00+05:30", tagged: bool = False, **more: Any) -> None:
        day = (NOW + timedelta(days=400)).date()
        events = [
            {
                "@type": "Event", "@id": f"e{n}", "name": f"Concert {n}", "description": "Jazz",
                "startDate": f"{day + timedelta(days=n)}T{at}", **more,
            }
            for n in range(how_many)
        ]  # fmt: skip
        self.site.put("/events", json.dumps(events), media_type="application/json", tagged=tagged)

    def fail(self, status: int = 404) -> None:
        self.site.put("/events", "no", status=status)

    def read(self, times: int = 1) -> None:
        for _ in range(times):
            self.runs += 1
            with suppress(JatreError):
                fetch.run(self.engine, "club", f"manual__{self.runs}", self.settings)

    def understand(self) -> None:
        import_module("include.pipeline.stages.extract").run(self.engine)

    @property
    def health(self) -> dict[str, Any]:
        return next(row for row in overview.health(self.engine) if row["slug"] == "club")

    @property
    def state(self) -> str:
        return str(self.health["state"])

    @property
    def reasons(self) -> str:
        return " | ".join(self.health["reasons"])

    def execute(self, sql: str, **values: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql), values)

    def let_pass(self, hours: int) -> None:
        """As if all that was done so long ago."""
        self.execute("update jatre.fetch_history set started_at = started_at - make_interval(hours => :h)", h=hours)


@pytest.fixture
def operator(database: Database, site: Site, tmp_path: Path) -> Iterator[Operator]:
    engine = db.engine(database.pipeline_url)
    yield Operator(engine, site, tmp_path)
    engine.dispose()


def test_a_source_that_is_read_is_healthy(operator: Operator) -> None:
    operator.publish(6)
    operator.read()

    found = operator.health

    assert (found["state"], found["reasons"]) == ("healthy", [])
    assert (found["found"], found["new"], found["unchanged"], found["success_rate"]) == (6, 6, 0, 1)
    assert found["last_success_at"] is not None
    assert found["latency_ms"] >= 0


def test_not_modified_is_not_nothing_found(operator: Operator) -> None:
    operator.publish(6, tagged=True)
    operator.read(2)

    found = operator.health

    assert (found["state"], found["not_modified"], found["found"]) == ("healthy", True, 6)


def test_a_source_that_failed_once_is_degraded(operator: Operator) -> None:
    operator.publish(6)
    operator.read()
    operator.fail()
    operator.read()

    assert operator.state == "degraded"
    assert "1 run failed in a row" in operator.reasons
    assert "404" in operator.reasons


def test_retries_are_one_run(operator: Operator) -> None:
    operator.publish(6)
    operator.read()
    operator.fail()
    for _ in range(4):
        with suppress(JatreError):
            fetch.run(operator.engine, "club", "manual__same", operator.settings)

    assert operator.health["failed_runs"] == 1


def test_three_runs_that_fail_are_failing(operator: Operator) -> None:
    operator.publish(6)
    operator.read()
    operator.fail()
    operator.read(3)

    assert operator.state == "failing"
    assert "3 runs failed in a row" in operator.reasons


def test_what_never_was_read_and_fails_is_failing(operator: Operator) -> None:
    operator.fail()
    operator.read()

    assert operator.state == "failing"


def test_an_empty_list_is_degraded(operator: Operator) -> None:
    operator.publish(6)
    operator.read(2)
    operator.publish(0)
    operator.read()

    assert operator.state == "degraded"
    assert "lists nothing" in operator.reasons


def test_pages_that_have_not_changed_are_no_shorter_list(operator: Operator) -> None:
    """A site of many pages sends only those that have changed: the others count as unchanged, not as found."""
    operator.publish(12)
    operator.read(4)
    operator.execute(
        "update fetch_history set records_found = 1, records_changed = 1, records_unchanged = 11"
        " where started_at = (select max(started_at) from fetch_history)"
    )

    assert (operator.state, operator.reasons) == ("healthy", "")


def test_half_of_the_usual_is_degraded(operator: Operator) -> None:
    operator.publish(12)
    operator.read(3)
    operator.publish(5)
    operator.read()

    assert "it lists 5, and usually 12" in operator.reasons


def test_a_field_that_stops_appearing_is_named(operator: Operator) -> None:
    operator.publish(6, offers={"price": "400"})
    operator.read()
    operator.publish(6)
    operator.read()

    assert operator.state == "degraded"
    assert operator.health["lost_fields"] == ["offers"]
    assert "offers" in operator.reasons


def test_what_is_set_aside_is_counted_by_its_reason(operator: Operator) -> None:
    operator.publish(6, name="")
    operator.read()
    operator.understand()

    found = operator.health

    assert found["state"] == "degraded"
    assert "6 of 6 listings are set aside" in found["reasons"]
    assert sum(found["set_aside_reasons"].values()) == 6


def test_a_feed_whose_local_hours_are_marked_as_utc_is_noticed(operator: Operator) -> None:
    operator.publish(6, at="20:00:00Z")
    operator.read()
    operator.understand()

    assert operator.state == "degraded"
    assert "6 of 6 events begin between 23:30 and 06:00" in operator.reasons
    assert "05:30 hours earlier" in operator.reasons


@pytest.mark.parametrize("hour", ["20:00:00+05:30", "22:30:00+05:30", "14:30:00Z"])
def test_evenings_are_no_wrong_zone(operator: Operator, hour: str) -> None:
    operator.publish(6, at=hour)
    operator.read()
    operator.understand()

    assert operator.state == "healthy"


def test_a_source_that_keeps_failing_is_paused_and_resumed(operator: Operator) -> None:
    operator.publish(6)
    operator.read()
    operator.fail()
    operator.read(PAUSE_RUNS - 1)
    operator.let_pass(PAUSE_HOURS)
    assert operator.state == "failing"

    with pytest.raises(JatreError) as caught:
        fetch.run(operator.engine, "club", "manual__last", operator.settings)

    assert operator.state == "paused"
    assert f"paused after {PAUSE_RUNS} runs that failed in a row" in operator.reasons
    assert "404" in operator.reasons
    assert caught.value.__notes__ == operator.health["reasons"]

    changes.resume(operator.engine, "club")
    operator.read()

    assert (operator.state, operator.health["failed_runs"]) == ("degraded", 1)


def test_an_evenings_failures_pause_nothing(operator: Operator) -> None:
    operator.publish(6)
    operator.read()
    operator.fail()
    operator.read(PAUSE_RUNS + 1)

    assert operator.state == "failing"


def test_while_nothing_can_be_read_nothing_is_paused(operator: Operator) -> None:
    with operator.engine.begin() as connection:
        stored.store(
            connection, SourceInstance(slug="pub", name="Pub", kind="rss", config={"url": operator.site.base + "/feed"})
        )
    operator.fail()
    operator.read(PAUSE_RUNS)
    operator.let_pass(PAUSE_HOURS)
    operator.read()

    assert operator.state == "failing"


def test_a_delivery_is_no_sign_that_others_can_be_read(operator: Operator) -> None:
    """What is pushed comes in while nothing can be fetched."""
    with operator.engine.begin() as connection:
        stored.store(connection, SourceInstance(slug="box", name="Box", kind="webhook", config={}))
        stored.store(
            connection, SourceInstance(slug="pub", name="Pub", kind="rss", config={"url": operator.site.base + "/feed"})
        )
    operator.fail()
    operator.read(PAUSE_RUNS)
    operator.let_pass(PAUSE_HOURS)
    operator.execute(
        "insert into jatre.fetch_history (source_id, status, started_at)"
        " select id, 'success', clock_timestamp() from jatre.event_sources where slug = 'box'"
    )
    operator.read()

    assert operator.state == "failing"


def test_what_was_paused_by_itself_is_not_brought_back_by_a_trial(operator: Operator) -> None:
    operator.publish(6)
    operator.execute("update jatre.event_sources set on_trial = true")
    operator.read()
    operator.fail()
    operator.read(PAUSE_RUNS - 1)
    operator.let_pass(PAUSE_HOURS)
    operator.read()

    assert operator.state == "paused"
    assert "paused after" in operator.reasons
    with operator.engine.begin() as connection:
        assert connection.execute(db.query("source_passed"), {"slug": "club"}).all() == []


def test_what_an_administrator_paused_says_so(operator: Operator) -> None:
    operator.execute("update jatre.event_sources set is_active = false")

    assert (operator.state, operator.reasons) == ("paused", "an administrator has paused it")


def test_only_what_is_paused_is_resumed(operator: Operator) -> None:
    with pytest.raises(ConfigurationError, match="no paused source 'club'"):
        changes.resume(operator.engine, "club")


def test_the_command_shows_states_and_reasons(
    operator: Operator, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("include.pipeline.runs.settings", lambda: Settings(pipeline_url=database.pipeline_url))
    operator.fail()
    operator.read(3)

    code = main([])

    shown = capsys.readouterr().out
    assert code == 1
    assert "failing" in shown
    assert "3 runs failed in a row" in shown

    operator.execute("update jatre.event_sources set is_active = false")
    assert main(["--resume", "club"]) == 0
    assert main(["--resume", "clubb"]) == 1
    assert "no paused source 'clubb'" in capsys.readouterr().err


def test_analysts_may_look(operator: Operator, database: Database) -> None:
    operator.publish(6)
    operator.read()

    with psycopg.connect(database.analyst_url) as analyst:
        seen = analyst.execute("select source, state, found from analytics.source_health").fetchall()

    assert seen == [("club", "healthy", 6)]


def test_each_change_of_state_is_reported_once(operator: Operator) -> None:
    reported: list[tuple[str, str, str]] = []

    def alert(change: Any) -> None:
        reported.append((change["slug"], change["before"], change["state"]))

    def look() -> list[tuple[str, str, str]]:
        reported.clear()
        changes.report_changes(operator.engine, alert)
        return list(reported)

    operator.publish(6)
    operator.read()
    assert look() == []
    operator.fail()
    operator.read()
    assert (look(), look()) == ([("club", "healthy", "degraded")], [])
    operator.read()
    assert look() == [], "still degraded"
    operator.read()
    assert look() == [("club", "degraded", "failing")]
    operator.execute("update jatre.event_sources set is_active = false")
    assert look() == [], "an administrator knows"
    operator.execute("update jatre.event_sources set paused_at = clock_timestamp(), paused_reason = 'paused after 5'")
    assert look() == [("club", "failing", "paused")]
    changes.resume(operator.engine, "club")
    operator.publish(6)
    operator.read()
    operator.execute("delete from jatre.fetch_history where status = 'failed'")
    assert look() == [("club", "paused", "healthy")]


def test_an_alert_that_fails_is_given_again(operator: Operator) -> None:
    operator.fail()
    operator.read()

    with pytest.raises(RuntimeError):
        changes.report_changes(operator.engine, lambda change: (_ for _ in ()).throw(RuntimeError("no way out")))

    assert changes.report_changes(operator.engine, lambda change: None) == 1


def test_the_hours_of_a_source_are_read_from_its_newest_listings_alone(operator: Operator, database: Database) -> None:
    """The bodies of thousands are not taken apart for it."""
    operator.execute(
        "insert into jatre.events_staging (source_id, external_id, content_hash, processed_data, stage, local_dates,"
        " changed_at) select s.id, 'e' || n, '', jsonb_build_object('occurrences', jsonb_build_array("
        "jsonb_build_object('starts_at', '2030-03-10T20:00:00+05:30'))), 'done', array[date '2030-03-10'],"
        " clock_timestamp() - make_interval(secs => n) from jatre.event_sources as s, generate_series(1, 5000) as n"
    )
    scans = scans_of("jatre.source_hours", database)
    assert [one["Index Name"] for one in scans] == ["events_staging_changed_idx"]
    assert [one["Actual Rows"] for one in scans] == [200]


def test_what_is_past_is_not_read(operator: Operator, database: Database) -> None:
    """Neither old listings nor old fetches, of which there are more every day."""
    operator.publish(6)
    operator.read()
    operator.understand()
    before = operator.health
    operator.execute(
        "insert into jatre.event_sources (slug, name, kind, type)"
        " select 's' || n, 'S' || n, 'rss', 'rss' from generate_series(1, 20) as n"
    )
    operator.execute(
        "insert into jatre.events_staging (source_id, external_id, content_hash, stage, local_dates, changed_at)"
        " select s.id, 'old' || n, '', 'done', array[date '2020-03-10'],"
        " clock_timestamp() - make_interval(days => 40 + n)"
        " from jatre.event_sources as s, generate_series(1, 500) as n"
    )
    operator.execute(
        "insert into jatre.fetch_history (source_id, status, started_at)"
        " select s.id, 'success', clock_timestamp() - make_interval(days => 1 + n)"
        " from jatre.event_sources as s, generate_series(1, 500) as n"
    )

    scans = scans_of("jatre.source_health_v1", database)

    assert {one["Relation Name"] for one in scans} == {"events_staging", "fetch_history"}
    assert max(one["Actual Rows"] + one.get("Rows Removed by Filter", 0) for one in scans) <= 20
    kept = ("state", "reasons", "listings", "found", "set_aside")
    assert {name: operator.health[name] for name in kept} == {name: before[name] for name in kept}


def scans_of(view: str, database: Database) -> list[dict[str, Any]]:
    """The scans of the ledger and of the fetch history that took place to read a view."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("analyze jatre.events_staging, jatre.fetch_history")
        row = owner.execute(f"explain (analyze, format json) select * from {view}").fetchone()
    assert row
    (plan,) = row[0]

    def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for part in node.get("Plans", ()):
            yield from nodes(part)

    tables = ("events_staging", "fetch_history")
    return [one for one in nodes(plan["Plan"]) if one.get("Relation Name") in tables and one["Actual Loops"]]
