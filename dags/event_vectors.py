"""Vectors: what the sentence model makes of each event to come, from which events of a like meaning are found."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.defaults import task, task_defaults

ABOUT = """\
Gives each public event to come a vector of its title, tags and first sentences, and a new one where these have changed.
The service compares them for "more like this". Without a model (`JATRE_USE_MODELS=false`) it does nothing, and likeness
is that of titles, kinds, places and hours.
"""


def embed() -> Report:
    """Make what is missing."""
    # only when it runs: it loads the model
    from include.operations.event_vectors import make_event_vectors  # noqa: PLC0415

    return make_event_vectors()


with DAG(
    dag_id="event_vectors",
    schedule=CronTriggerTimetable("3-59/10 * * * *", timezone=str(load_area(settings().area).zone)),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=1), limit=timedelta(minutes=10)),
    doc_md=ABOUT,
):
    task(task_id="make_event_vectors")(embed)()
