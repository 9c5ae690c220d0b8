"""Analytics: what is kept ready for analysts is worked out anew."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.operations.upkeep import refresh_analytics
from include.settings import settings
from plugins.defaults import task, task_defaults

ABOUT = """\
Works out anew the materialised views of the schema `analytics` (`daily_facts`, `duplicates`), which
`docs/analyst-guide.md` explains. Analysts read the old answer meanwhile; `copies` states as of when it is.
The other views of the schema are always as of now.
"""

with DAG(
    dag_id="analytics",
    schedule=CronTriggerTimetable("50 * * * *", timezone=str(load_area(settings().area).zone)),
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(minutes=1), limit=timedelta(minutes=10)),
    doc_md=ABOUT,
):
    task(refresh_analytics)()
