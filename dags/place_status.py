"""What places are like by their hours and events: every quarter of an hour, and when one opens or closes."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, AssetWatcher, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.defaults import task, task_defaults
from plugins.triggers import PlaceTrigger

ABOUT = """\
Whether each place of the area is open, when that changes, and what is on there. A place has one row, which is written
when something of it has changed: who follows its room hears of each change of state once. What is stored counts until
its next change is due, so when this DAG stands still, places become unknown and not wrong.
"""


def refresh() -> Report:
    """Bring all places up to date."""
    # only when it runs: it brings the calendars of all countries with it
    from include.operations.place_status import refresh_places  # noqa: PLC0415

    return refresh_places()


with DAG(
    dag_id="place_status",
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("*/15 * * * *", timezone=str(load_area(settings().area).zone)),
        assets=[Asset(name="places_due", watchers=[AssetWatcher(name="places_due", trigger=PlaceTrigger())])],
    ),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(seconds=30), limit=timedelta(minutes=3)),
    doc_md=ABOUT,
):
    task(task_id="refresh_places")(refresh)()
