"""Maintenance: the snapshot that the source DAGs are made from, retention, and what is trending."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.operations.retention.deletions import TASKS
from include.operations.upkeep import count_states, refresh_trending, renew_search_tiers, snapshot_sources
from include.settings import settings
from plugins.defaults import task, task_defaults
from plugins.notifier import HealthNotifier

ZONE = str(load_area(settings().area).zone)
COMMON: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "tags": ["maintenance"],
    "default_args": task_defaults(retries=2, retry_delay=timedelta(seconds=30), limit=timedelta(minutes=5)),
}

ABOUT_SNAPSHOT = """\
Copies the source instances from `event_sources` to the snapshot file, from which Airflow makes one DAG each. A
source that was added, changed or paused is there after at most five minutes, or at once when this is started by
hand. While the database is away the last good snapshot stays, so no DAG disappears. Beside it, each change of a
source's health is reported once.
"""
ABOUT_RETENTION = """\
Deletes what nobody will ask for any more: bodies of listings whose dates have passed (the ledger's rows stay, or old
listings would come back as new), old fetches, raw payloads, deliveries and requests, changes of the feed. For how many
days each is kept is a setting; `python -m include.operations.retention --dry-run` reports what would go. Each task
works in small transactions and may be run again at any time.
"""
ABOUT_TRENDING = """\
Works out anew which events of the next seven days are popular, from views, RSVPs and shares. Readers keep the old
answer meanwhile. Who was counted on earlier days is forgotten. Searches leave out what is over by now.
"""

with DAG(
    dag_id="snapshot_sources",
    schedule=CronTriggerTimetable("*/5 * * * *", timezone=ZONE),
    doc_md=ABOUT_SNAPSHOT,
    **COMMON,
):
    task(snapshot_sources)()
    task(on_success_callback=HealthNotifier())(count_states)()

with DAG(
    dag_id="retention",
    schedule=CronTriggerTimetable("30 4 * * *", timezone=ZONE),
    doc_md=ABOUT_RETENTION,
    **COMMON,
):
    for retain in TASKS:
        task(retain)()

with DAG(
    dag_id="trending",
    schedule=CronTriggerTimetable("*/15 * * * *", timezone=ZONE),
    doc_md=ABOUT_TRENDING,
    **COMMON,
):
    task(refresh_trending)()
    # the first time, for each event to come: at a million stored some ten minutes
    task(execution_timeout=timedelta(hours=1))(renew_search_tiers)()
