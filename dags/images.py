"""Images: the pictures that events show are downloaded for thumbnails, where that is on."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.defaults import task, task_defaults

ABOUT = """\
Downloads the first picture of each public event to come and keeps a thumbnail of it, where `JATRE_IMAGES` is on. Each
picture is asked for once, each host by its own limit, and what a host does not give now is tried again later. Pictures
are archived as they came. Thumbnails go `JATRE_IMAGE_DAYS` days after the last event that shows them. Without that
setting the DAG has no schedule.
"""


def download() -> Report:
    """Download what waits."""
    # only when it runs: Pillow is nobody else's
    from include.operations.images import make_thumbnails  # noqa: PLC0415

    return make_thumbnails()


EVERY_TEN_MINUTES = CronTriggerTimetable("5-59/10 * * * *", timezone=str(load_area(settings().area).zone))

with DAG(
    dag_id="images",
    schedule=EVERY_TEN_MINUTES if settings().images else None,
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=5), limit=timedelta(minutes=15)),
    doc_md=ABOUT,
):
    task(task_id="make_thumbnails")(download)()
