"""Matching: the matcher is trained anew with what moderators have decided."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.operations.upkeep import retrain_matcher
from include.settings import settings
from plugins.defaults import task, task_defaults

ABOUT_MATCHER = """\
Trains the matcher anew with what moderators have decided, where dedupe is installed, and puts it in use if it is better
than the present one on labelled pairs that it has not seen. It changes no event: probabilities and the order of what is
for review. `python -m include.operations.matching --rollback` takes the latest training out of use.
"""

with DAG(
    dag_id="retrain_matcher",
    schedule=CronTriggerTimetable("15 4 * * 1", timezone=str(load_area(settings().area).zone)),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(seconds=30), limit=timedelta(minutes=5)),
    doc_md=ABOUT_MATCHER,
):
    task(retrain_matcher)()
