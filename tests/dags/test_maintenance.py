"""What is done at night and between the fetches: all of it, each as a task of its own."""

from __future__ import annotations

from typing import Any

import pytest

from include.operations.retention.deletions import TASKS

pytestmark = pytest.mark.airflow


def test_every_kind_of_old_rows_has_its_task(shipped_dags: Any) -> None:
    dags = shipped_dags["dags"]

    assert {name for name, dag in dags.items() if dag["catchup"]} == set(), (
        "what was missed is not run once for each time"
    )
    assert list(dags["retention"]["tasks"]) == [retain.__name__ for retain in TASKS]
    assert {name: task["after"] for name, task in dags["retention"]["tasks"].items() if task["after"]} == {}
    alone = (
        "snapshot_sources",
        "trending",
        "retrain_matcher",
        "credentials",
        "first_trials",
        "geocoder",
        "language_model",
        "images",
        "analytics",
        "weather",
        "place_status",
        "event_vectors",
    )
    assert [list(dags[one]["tasks"]) for one in alone] == [
        ["snapshot_sources", "count_states"], ["refresh_trending", "renew_search_tiers"], ["retrain_matcher"],
        ["watch_credentials"], ["try_out"], ["ask_geocoder"], ["ask_language_model"], ["make_thumbnails"],
        ["refresh_analytics"], ["fetch_weather"], ["refresh_places"],
        ["make_event_vectors"],
    ]  # fmt: skip
