"""Requests of the service and of Airflow's pages: taken a second or two after they were written."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, Asset, AssetWatcher

from include.operations.incoming.requests import take_requests
from include.pipeline.runs import Report
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults
from plugins.triggers import RequestTrigger

ABOUT = """\
Takes the rows of `pipeline_requests`: fetch this source now, preview it, preview an address, or add what a preview
found. The service has no password of Airflow, and Airflow's pages fetch nothing; they write a row and PostgreSQL
notifies. Each row has its state, with the id of the run that took it, and keeps its answer. A request that fails holds
up no other, and does not fail this run. Previews come after all others and have ten minutes of one run; what is left
starts the next one.
"""


def take(run_id: str | None = None) -> Report:
    """The requests that wait; Airflow fills in the run."""
    return take_requests(run_id or "", connection_secret)


with DAG(
    dag_id="requests",
    schedule=[Asset(name="requests", watchers=[AssetWatcher(name="requests", trigger=RequestTrigger())])],
    catchup=False,
    max_active_runs=1,
    tags=["requests"],
    doc_md=ABOUT,
    default_args=task_defaults(retries=3, retry_delay=timedelta(seconds=10), limit=timedelta(minutes=30)),
):
    task(take)()
