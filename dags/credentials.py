"""Credentials: those that end soon are exchanged or reported, before a source fails for them."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults

ABOUT = """\
Looks every day when the keys and tokens of the active sources end: asks the platform where that states it, reads a
JSON Web Token's own end, and takes what the configuration states. A token that its platform exchanges is exchanged
three weeks before. From two weeks before the end this run fails, the notifier writes `credentials end` for each
source, and the source is degraded with the reason, until the secret is changed. Shown are names and dates, never a
value.
"""


def watch() -> Report:
    """The credentials of every active source."""
    # only when it runs: it brings every reader of pages with it
    from include.operations.credentials.watch import watch_credentials  # noqa: PLC0415

    return watch_credentials(connection_secret)


with DAG(
    dag_id="credentials",
    schedule=CronTriggerTimetable("40 5 * * *", timezone=str(load_area(settings().area).zone)),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=5), limit=timedelta(minutes=30)),
    doc_md=ABOUT,
):
    task(task_id="watch_credentials")(watch)()
