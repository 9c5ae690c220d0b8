"""One DAG per source instance, made from the snapshot alone."""

from __future__ import annotations

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
BY_HAND = {"slug": "old_calendar", "name": "Old calendar", "kind": "ical", "schedule": None}
PAUSED = {"slug": "tired_site", "name": "Tired site", "kind": "schema_org", "is_active": False}
SECRETIVE = {"slug": "api", "name": "An API", "kind": "rss", "config": {"api_key": "s3cret", "url": "http://a.test/x"}}


@pytest.fixture(scope="module")
def shipped(in_airflow: InAirflow) -> Any:
    """What a fresh checkout has: no snapshot yet, so the seed file."""
    return in_airflow("structure", environment={"JATRE_SNAPSHOT_FILE": "/nonexistent/snapshot.json"})


@pytest.fixture(scope="module")
def made(in_airflow: InAirflow, snapshot_of: SnapshotOf) -> Any:
    """The DAGs of a snapshot of four sources."""
    return in_airflow("structure", environment=snapshot_of([FEED, BY_HAND, PAUSED, SECRETIVE]))["dags"]


def test_a_fresh_checkout_has_its_dags(shipped: Any) -> None:
    assert shipped["errors"] == []
    assert {"snapshot_sources", "retention"} < set(shipped["dags"])
    assert any(dag_id.startswith("source_") for dag_id in shipped["dags"])


def test_every_dag_says_what_it_is_and_never_catches_up(shipped: Any) -> None:
    for dag_id, dag in shipped["dags"].items():
        assert len(dag["doc"]) > 80, dag_id
        assert not dag["doc"].startswith(" "), f"{dag_id}: an indented text is shown as code"
        assert dag["tags"], dag_id
        assert dag["catchup"] is False
        assert dag["max_active_runs"] == 1
        assert dag["cron"] is None or croniter.is_valid(dag["cron"]), dag_id
        assert dag["cron"] is None or dag["zone"] == "Asia/Kolkata", dag_id


def test_every_task_ends_is_retried_by_error_type_and_tells_of_its_failure(shipped: Any) -> None:
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
        assert task["tells_of_failure"] == ["FailureNotifier"], name


def test_every_pool_is_one_that_the_setup_creates(shipped: Any) -> None:
    used = {task["pool"] for dag in shipped["dags"].values() for task in dag["tasks"].values()}

    assert used <= {"default_pool", *POOLS}


def test_a_source_dag_takes_listings_through_the_stages_in_order(made: Any) -> None:
    tasks = made["source_toit_feed"]["tasks"]

    assert list(tasks) == [*STEPS, "verdict"]
    for before, after in pairwise(STEPS):
        assert tasks[after]["after"] == [before]
    assert {step for step in STEPS if tasks[step]["pool"] == "models"} == {"nlp"}
    assert POOLS["models"][0] == 1


def test_the_stages_are_folded_and_keep_their_plain_names(made: Any) -> None:
    groups = {name: task["group"] for name, task in made["source_toit_feed"]["tasks"].items()}

    assert [name for name in groups if groups[name] == "understand"] == ["extract", "nlp", "geocode"]
    assert [name for name in groups if groups[name] == "decide"] == ["dedup", "enrich"]


def test_who_starts_a_run_may_have_all_of_it_read_anew(made: Any) -> None:
    assert made["source_toit_feed"]["params"]["force"]["type"] == "boolean"


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
    assert "s3cret" not in made["source_api"]["doc"]


def test_broken_instances_take_no_other_dag_with_them(in_airflow: InAirflow, snapshot_of: SnapshotOf) -> None:
    schedule = {"slug": "wrong_schedule", "name": "Wrong", "kind": "rss", "schedule": "every tuesday"}
    area = {"slug": "wrong_area", "name": "Wrong", "kind": "rss", "area": "atlantis"}
    kind = {"slug": "wrong_kind", "name": "Wrong", "kind": "from_the_future"}

    seen = in_airflow("structure", environment=snapshot_of([schedule, area, kind, FEED]))

    assert "source_toit_feed" in seen["dags"]
    assert "source_wrong_schedule" in seen["dags"] or seen["errors"], "neither there nor reported"


def test_a_broken_snapshot_leaves_the_dags_of_the_seed(in_airflow: InAirflow, shipped: Any, tmp_path: Any) -> None:
    cut_short = tmp_path / "snapshot.json"
    cut_short.write_text('[{"slug": "toit_fe', encoding="utf-8")

    seen = in_airflow("structure", environment={"JATRE_SNAPSHOT_FILE": str(cut_short)})

    assert set(seen["dags"]) == set(shipped["dags"])
