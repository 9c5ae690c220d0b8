"""Geocoder: addresses that nothing else places are looked up, once a second, where a geocoder is set."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.defaults import task, task_defaults

ABOUT = """\
Asks the geocoder that `JATRE_GEOCODER` names (Nominatim or Photon) about venues that neither the gazetteer nor a source
places. One request a second, shared by all workers; answers are kept for `JATRE_GEOCODER_DAYS` days. Listings that
waited for an answer are located again by the next run of any source. Without that setting the DAG has no schedule.
"""


def ask() -> Report:
    """Ask what waits to be asked."""
    # only when it runs: geopy is nobody else's
    from include.operations.geocoder import ask_geocoder  # noqa: PLC0415

    return ask_geocoder()


EVERY_TEN_MINUTES = CronTriggerTimetable("*/10 * * * *", timezone=str(load_area(settings().area).zone))

with DAG(
    dag_id="geocoder",
    schedule=EVERY_TEN_MINUTES if settings().geocoder else None,
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=5), limit=timedelta(minutes=15)),
    doc_md=ABOUT,
):
    task(task_id="ask_geocoder")(ask)()
