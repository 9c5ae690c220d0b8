"""Weather: how it is in the area and what the next hours bring, every five minutes, where a source is set."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from include.areas.area import load_area
from include.pipeline.runs import Report
from include.settings import settings
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults

ABOUT = """\
Asks the source that `JATRE_WEATHER` names (Open-Meteo) for the weather of the area: now, and hour by hour for two days.
What has not changed writes nothing. A source that fails leaves what is known, which counts until it expires
(`JATRE_WEATHER_MINUTES`, `JATRE_WEATHER_HOURS`); one that wants to be left alone is. Without that setting the DAG has
no schedule.
"""


def ask() -> Report:
    """Ask once."""
    # only when it runs: it brings the HTTP client with it
    from include.weather.fetch import fetch_weather  # noqa: PLC0415

    return fetch_weather(connection_secret)


EVERY_FIVE_MINUTES = CronTriggerTimetable("*/5 * * * *", timezone=str(load_area(settings().area).zone))

with DAG(
    dag_id="weather",
    schedule=EVERY_FIVE_MINUTES if settings().weather else None,
    catchup=False,
    max_active_runs=1,
    tags=["maintenance"],
    default_args=task_defaults(retries=2, retry_delay=timedelta(seconds=30), limit=timedelta(minutes=3)),
    doc_md=ABOUT,
):
    task(task_id="fetch_weather")(ask)()
