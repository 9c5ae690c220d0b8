"""`python -m include.weather.fetch`: ask for the weather of the installation's area, and store what is new.

The DAG `weather` does it every five minutes where `JATRE_WEATHER` names a source. What has not changed writes nothing.
A source that fails leaves what is stored, which counts until it expires. Prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from include import metrics
from include.areas.area import load_area
from include.db import query
from include.errors import JatreError, RateLimited
from include.pipeline.command import write_report
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import redact_text
from include.settings import settings
from include.sources.configuration.secrets import Resolver, opened
from include.untrusted.cleaning import clean_text
from include.weather.open_meteo import ATTRIBUTION, SOURCE, OpenMeteo
from include.weather.reading import read_report
from include.weather.report import WeatherReport

MAX_WAIT = timedelta(days=1)
"""However long a source asks us to stay away."""
MAX_REASON_CHARS = 300


def fetch_weather(resolve: Resolver | None = None) -> Report:
    """Ask once, unless the source wants to be left alone, and store the answer. Nobody is asked where none is set.

    `resolve` knows secrets that the environment does not. Raises: as `HttpClient.get`; UnreadablePayload for an answer
    that is none; ConfigurationError.
    """
    if not settings().weather:
        return {"asked": 0, "changed": 0, "left": "no source of weather is set"}
    named = settings().weather_secret
    key = opened({"key": {"$secret": named}}, resolve)[0]["key"] if named else None
    area = load_area(settings().area)
    with pipeline_engine() as engine:
        try:
            if left := _left_alone(engine, area.code):
                return {"asked": 0, "changed": 0, "left": left}
            changed = _ask(engine, OpenMeteo(key), area.code, area.centre)
        finally:
            _measure(engine, area.code)
    return {"asked": 1, "changed": int(changed)}


def _ask(engine: Engine, source: OpenMeteo, area: str, point: tuple[float, float]) -> bool:
    """Whether the answer brought anything that was not known. Raises: as `fetch_weather`."""
    try:
        body = source.forecast(point)
        with engine.begin() as connection:
            now: datetime = connection.execute(query("business_now")).scalar_one()
            report = read_report(body, point, now)
            changed = connection.execute(query("weather_write"), _columns(area, report, now)).one_or_none()
            connection.execute(query("weather_answered"), {"area": area})
    except JatreError as error:
        wait = getattr(error, "retry_after", None) if isinstance(error, RateLimited) else None
        _note_failure(engine, area, error, min(timedelta(seconds=wait or 0), MAX_WAIT))
        raise
    return changed is not None


def _columns(area: str, report: WeatherReport, now: datetime) -> dict[str, Any]:
    present = report.present
    return {
        "area": area,
        "observed_at": present.observed_at,
        "condition": present.condition,
        "temperature_c": present.temperature,
        "feels_like_c": present.feels_like,
        "humidity_percent": None if present.humidity is None else round(present.humidity),
        "rain_mm_per_hour": present.rain,
        "wind_kmh": present.wind,
        "hours": json.dumps([hour.document() for hour in report.hours]),
        "valid_until": present.observed_at + timedelta(minutes=settings().weather_minutes),
        "hours_until": now + timedelta(hours=settings().weather_hours),
        "fetched_at": now,
        "source": SOURCE,
        "attribution": json.dumps(ATTRIBUTION),
    }


def _left_alone(engine: Engine, area: str) -> str | None:
    with engine.begin() as connection:
        found: str | None = connection.execute(query("weather_postponed"), {"area": area}).scalar_one_or_none()
    return found


def _note_failure(engine: Engine, area: str, error: Exception, wait: timedelta) -> None:
    # a reason may repeat what the source has sent, of which not all can be stored
    reason = clean_text(redact_text(str(error)))[:MAX_REASON_CHARS]
    failure = {"area": area, "reason": reason, "wait": wait}
    with engine.begin() as connection:
        connection.execute(query("weather_failed"), failure)


def _measure(engine: Engine, area: str) -> None:
    """How old what is stored is, whether or not it still counts."""
    with engine.begin() as connection:
        age: float | None = connection.execute(query("weather_age"), {"area": area}).scalar_one_or_none()
    if age is not None:
        metrics.gauge("weather.age_seconds", max(age, 0))


def main() -> int:
    """Ask once; returns the exit code."""
    return write_report("weather", fetch_weather)


if __name__ == "__main__":
    sys.exit(main())
