"""Language model: it is asked which words of a doubtful announcement state when and where, where one is set."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults

ABOUT = """\
Asks the language model that `JATRE_LANGUAGE_MODEL` names about announcements that our own reading leaves in doubt. It
points at words, which our own reading then reads; listings that waited for an answer are read again by the next run of
any source. What it costs in a day is bounded for all workers together. Without that setting the DAG has no schedule.
"""


def ask() -> Report:
    """Ask what waits to be asked."""
    # only when it runs
    from include.operations.language_model import ask_language_model  # noqa: PLC0415

    return ask_language_model(connection_secret)


EVERY_TEN_MINUTES = CronTriggerTimetable("*/10 * * * *", timezone=str(load_area(settings().area).zone))

with DAG(
    dag_id="language_model",
    schedule=EVERY_TEN_MINUTES if settings().language_model else None,
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=5), limit=timedelta(minutes=15)),
    doc_md=ABOUT,
):
    task(task_id="ask_language_model")(ask)()
