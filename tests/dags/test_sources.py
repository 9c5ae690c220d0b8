"""One DAG per source instance, made from the snapshot alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from croniter import croniter

from deploy.local.orchestration import POOLS
from tests.dags.support import InAirflow

pytestmark = pytest.mark.airflow

SnapshotOf = Callable[[Sequence[dict[str, Any]]], dict[str, str]]

STEPS = ["fetch", "extract", "nlp", "geocode", "dedup", "enrich", "publish"]
FEED = {"slug": "toit_feed", "name": "Toit's feed", "kind": "rss", "schedule": "15 */2 * * *", "official": True}
BY_HAND = {"slug": "old_calendar", "name": "Old calendar", "kind": "icalendar", "schedule": None}
PAUSED = {"slug": "tired_site", "name": "Tired site", "kind": "schema_org", "is_active": False}
KEYED = {
    "slug": "api",
    "name": "An API",
    "kind": "json_api",
    "config": {"url": "http://a.test/x", "params": {"key": {"$secret": "API_KEY"}}},
}
PLAIN = KEYED | {"slug": "plain", "config": {"url": "http://a.test/x", "params": {"key": "s3cret-value"}}}


@pytest.fixture(scope="module")
def seen(in_airflow: InAirflow, snapshot_of: SnapshotOf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow makes of different snapshots; in one process, since starting one takes longer than all of them."""
    cut_short = tmp_path_factory.mktemp("snapshot") / "snapshot.json"
    cut_short.write_text('[{"slug": "toit_fe', encoding="utf-8")
    five = snapshot_of([FEED, BY_HAND, PAUSED, KEYED, PLAIN])
    wanted = {
        "five": five,
        "broken": snapshot_of([*BROKEN, "no object", FEED]),
        "cut short": {"JATRE_SNAPSHOT_FILE": str(cut_short)},
        "of a task": five | {"_AIRFLOW_PARSING_CONTEXT_DAG_ID": "source_old_calendar"},
    }
    found = in_airflow("structure", [json.dumps(variables) for variables in wanted.values()])
    return dict(zip(wanted, found, strict=True))


@pytest.fixture(scope="module")
def shipped(shipped_dags: Any) -> Any:
    """What a fresh checkout has."""
    return shipped_dags


@pytest.fixture(scope="module")
def made(seen: dict[str, Any]) -> Any:
    """The DAGs of a snapshot of five sources."""
    return seen["five"]["dags"]


def test_a_fresh_checkout_has_its_dags(shipped: Any) -> None:
    assert shipped["errors"] == []
    assert {"snapshot_sources", "retention"} < set(shipped["dags"])
    assert any(dag_id.startswith("source_") for dag_id in shipped["dags"])


def test_every_dag_describes_itself_and_never_catches_up(shipped: Any) -> None:
    for dag_id, dag in shipped["dags"].items():
        assert len(dag["doc"]) > 80, dag_id
        assert not dag["doc"].startswith(" "), f"{dag_id}: an indented text is shown as code"
        assert dag["tags"], dag_id
        assert dag["catchup"] is False
        assert dag["max_active_runs"] == 1
        assert dag["cron"] is None or croniter.is_valid(dag["cron"]), dag_id
        assert dag["cron"] is None or dag["zone"] == "Asia/Kolkata", dag_id


def test_every_task_ends_is_retried_by_error_type_and_reports_its_failure(shipped: Any) -> None:
    work = [
        (f"{dag_id}.{task_id}", task)
        for dag_id, dag in shipped["dags"].items()
        for task_id, task in dag["tasks"].items()
        if task_id != "verdict"
    ]
    for name, task in work:
        assert task["retry_policy"] == "RetryByErrorType", name
        assert task["retries"] >= 2, name
        assert 0 < task["timeout"] <= 3600, name
        assert task["on_failure"] == ["FailureNotifier"], name


def test_what_a_task_returns_is_kept_once(shipped: Any) -> None:
    """Figures of a report each on its own would be a request of the task for each of them."""
    several = [
        f"{dag_id}.{task_id}"
        for dag_id, dag in shipped["dags"].items()
        for task_id, task in dag["tasks"].items()
        if task["outputs"]
    ]
    assert several == []


def test_every_pool_is_one_that_the_setup_creates(shipped: Any) -> None:
    used = {task["pool"] for dag in shipped["dags"].values() for task in dag["tasks"].values()}

    assert used <= {"default_pool", *POOLS}


def test_crawls_and_other_fetches_have_pools_of_their_own(shipped: Any, made: Any) -> None:
    assert shipped["dags"]["source_bookmyshow_bangalore"]["tasks"]["fetch"]["pool"] == "crawl"
    assert made["source_toit_feed"]["tasks"]["fetch"]["pool"] == "fetch"
    assert POOLS["fetch"]["slots"] == 5


def test_a_source_dag_takes_listings_through_the_stages_in_order(made: Any) -> None:
    tasks = made["source_toit_feed"]["tasks"]

    assert list(tasks) == [*STEPS, "verdict"]
    for before, after in pairwise(STEPS):
        assert tasks[after]["after"] == [before]
    assert {step for step in STEPS if tasks[step]["pool"] == "models"} == {"nlp"}
    assert POOLS["models"]["slots"] == 1


def test_the_stages_are_folded_and_keep_their_plain_names(made: Any) -> None:
    groups = {name: task["group"] for name, task in made["source_toit_feed"]["tasks"].items()}

    assert [name for name in groups if groups[name] == "understand"] == ["extract", "nlp", "geocode"]
    assert [name for name in groups if groups[name] == "decide"] == ["dedup", "enrich"]


def test_who_starts_a_run_may_have_all_of_it_read_anew_or_a_range_of_dates(made: Any) -> None:
    form = made["source_toit_feed"]["params"]

    assert form["force"]["type"] == "boolean"
    assert [(form[one]["type"], form[one]["format"]) for one in ("from", "to")] == [(["null", "string"], "date")] * 2


def test_a_run_asks_for_what_its_form_names_or_for_the_day_of_its_backfill(
    in_airflow: InAirflow, snapshot_of: SnapshotOf
) -> None:
    assert in_airflow("asked", environment=snapshot_of([FEED])) == [
        [False, None, None],
        [False, None, None],
        [True, None, None],
        [False, ["2026-03-01", "2026-03-07"], None],
        [False, ["2026-03-01", "2026-03-01"], None],
        [False, ["2026-03-07", "2026-03-07"], None],  # 01:30 in Bengaluru
        [False, None, "last"],
        [False, None, "2026-03-07"],
    ]


def test_a_failed_fetch_holds_nobody_up_and_still_fails_the_run(made: Any) -> None:
    tasks = made["source_toit_feed"]["tasks"]

    assert {tasks[step]["trigger_rule"] for step in STEPS[1:]} == {"all_done"}
    assert tasks["verdict"]["trigger_rule"] == "all_success"
    assert tasks["verdict"]["after"] == sorted(STEPS)


def test_the_instance_decides_schedule_tags_and_text(made: Any) -> None:
    feed = made["source_toit_feed"]
    assert (feed["cron"], feed["zone"], feed["title"]) == ("15 */2 * * *", "Asia/Kolkata", "Toit's feed")
    assert feed["tags"] == ["indiranagar", "official", "rss", "source"]
    assert "15 */2 * * *" in feed["doc"]
    assert made["source_old_calendar"]["cron"] is None
    assert made["source_tired_site"]["cron"] is None
    assert "inactive" in made["source_tired_site"]["tags"]
    assert "paused by an administrator" in made["source_tired_site"]["doc"]
    assert "http://a.test/x" in made["source_api"]["doc"]
    assert "API_KEY" in made["source_api"]["doc"], "a secret's name is no secret"


def test_a_secret_in_the_configuration_is_refused_and_not_shown(made: Any) -> None:
    plain = made["source_plain"]
    assert (plain["cron"], list(plain["tasks"]), "refused" in plain["tags"]) == (None, ["refused"], True)
    assert "config.params.key holds a secret" in plain["doc"]
    assert "s3cret" not in json.dumps(made)


WRONG = {
    "schedule": ({"schedule": "every hour"}, "'every hour' is no cron expression: write five cron fields"),
    "never": ({"schedule": "0 0 31 2 *"}, "a date that never comes"),
    "often": ({"schedule": "* * * * *"}, "runs too often"),
    "address": ({"schedule": "http://meena:s3cret-value@a.test/"}, "no cron expression"),
    "seconds": ({"schedule": "* * * * * *"}, "no cron expression"),
    "area": ({"area": "atlantis"}, "area: "),
    "no_area": ({"area": "../indiranagar"}, "area: "),
    "kind": ({"kind": "from_the_future"}, "no connector of kind 'from_the_future'"),
    "rate": ({"rate_limit": 0}, "rate_limit: "),
    "name": ({"name": "x" * 300}, "name: "),
    "field": ({"colour": "red"}, "colour: "),
    "config": ({"config": "http://a.test"}, "config: "),
    "missing": ({"name": None}, "name: "),
}


BROKEN = [FEED | {"slug": f"wrong_{what}"} | about for what, (about, _) in WRONG.items()]


def test_each_broken_instance_gives_its_reason_and_takes_no_other_dag_with_it(seen: dict[str, Any]) -> None:
    found = seen["broken"]

    assert found["errors"] == []
    assert list(found["dags"]["source_toit_feed"]["tasks"]) == [*STEPS, "verdict"]
    for what, (_, reason) in WRONG.items():
        dag = found["dags"][f"source_wrong_{what}"]
        assert (dag["cron"], "refused" in dag["tags"]) == (None, True), what
        assert reason in dag["doc"], what
    assert "s3cret" not in json.dumps(found)


def test_a_broken_snapshot_leaves_the_dags_of_the_seed(seen: dict[str, Any], shipped: Any) -> None:
    assert set(seen["cut short"]["dags"]) == set(shipped["dags"])


def test_a_tasks_process_makes_no_source_dag_but_its_own(seen: dict[str, Any], made: Any) -> None:
    dags = seen["of a task"]["dags"]

    # what was refused has no tasks to run
    assert {name for name in dags if name.startswith("source_")} == {"source_plain", "source_old_calendar"}
    assert dags["source_old_calendar"] == made["source_old_calendar"]
