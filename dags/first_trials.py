"""First trials: a source that waits for its first successful reading is tried again each day."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults

ABOUT = """\
Reads each source that waits for its first trial once, five pages at most. One that gives an event to come is active
from then on; one that fails waits for the next day, with its reason in the view *Sources*. Nothing else of a trial is
stored.
"""


def try_out() -> Report:
    """The sources on trial, one after the other."""
    # only when it runs: it brings every reader of pages with it
    from include.operations.first_trials import try_again  # noqa: PLC0415

    return try_again(connection_secret)


with DAG(
    dag_id="first_trials",
    schedule=CronTriggerTimetable("20 5 * * *", timezone=str(load_area(settings().area).zone)),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=5), limit=timedelta(hours=1)),
    doc_md=ABOUT,
):
    task(task_id="try_out", pool="crawl")(try_out)()
