"""Open-Meteo's forecast, as its documentation has it, for a town where it rains each evening from seven to nine.

`/weather/v1/forecast` answers whatever point is asked for. What is asked of it counts as far as the shape goes: the
number of hours and the form of times; units and zone are those of its defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from samples.calendar import ZONE

INTERVAL_SECONDS = 900
MAX_HOURS = 384
RAIN_HOURS = (19, 20)
"""Local hours in which it rains."""
CURRENT_UNITS = {
    "interval": "seconds", "temperature_2m": "°C", "apparent_temperature": "°C", "relative_humidity_2m": "%",
    "precipitation": "mm", "wind_speed_10m": "km/h", "weather_code": "wmo code",
}  # fmt: skip
HOURLY_UNITS = {
    "temperature_2m": "°C", "precipitation_probability": "%", "precipitation": "mm", "wind_speed_10m": "km/h",
    "weather_code": "wmo code",
}  # fmt: skip


def forecast(request: Request, now: datetime) -> Response:
    """The answer at an instant."""
    asked = request.query_params
    try:
        latitude, longitude = float(asked["latitude"]), float(asked["longitude"])
        hours = min(int(asked.get("forecast_hours", "168")), MAX_HOURS)
    except (KeyError, ValueError):
        return JSONResponse({"error": True, "reason": "Parameter 'latitude' and 'longitude' must be numbers"}, 400)
    is_unix = asked.get("timeformat") == "unixtime"
    return JSONResponse({
        "latitude": round(latitude * 8) / 8, "longitude": round(longitude * 8) / 8, "generationtime_ms": 0.08,
        "utc_offset_seconds": 0, "timezone": "GMT", "timezone_abbreviation": "GMT", "elevation": 908.0,
        **_current(now.astimezone(UTC), is_unix), **_hourly(now.astimezone(UTC), hours, is_unix),
    })  # fmt: skip


def _current(now: datetime, is_unix: bool) -> dict[str, Any]:
    seconds = int(now.timestamp()) // INTERVAL_SECONDS * INTERVAL_SECONDS
    at = datetime.fromtimestamp(seconds, UTC)
    temperature = _temperature(at)
    return {
        "current_units": {"time": "unixtime" if is_unix else "iso8601", **CURRENT_UNITS},
        "current": {
            "time": _stamp(at, is_unix), "interval": INTERVAL_SECONDS, "temperature_2m": temperature,
            "apparent_temperature": round(temperature + 1.4, 1), "relative_humidity_2m": 64,
            "precipitation": 0.6 if _is_wet(at) else 0.0, "wind_speed_10m": 9.4,
            "weather_code": 61 if _is_wet(at) else 2,
        },
    }  # fmt: skip


def _hourly(now: datetime, hours: int, is_unix: bool) -> dict[str, Any]:
    first = now.replace(minute=0, second=0, microsecond=0)
    stamps = [first + timedelta(hours=each) for each in range(hours)]
    fell = [_is_wet(at - timedelta(minutes=30)) for at in stamps]  # of the hour before
    columns: dict[str, Sequence[Any]] = {
        "time": [_stamp(at, is_unix) for at in stamps],
        "temperature_2m": [_temperature(at) for at in stamps],
        "precipitation_probability": [80 if wet else 5 for wet in fell],
        "precipitation": [2.4 if wet else 0.0 for wet in fell],
        "wind_speed_10m": [9.4 for _ in stamps],
        "weather_code": [61 if _is_wet(at) else 2 for at in stamps],
    }
    return {"hourly_units": {"time": "unixtime" if is_unix else "iso8601", **HOURLY_UNITS}, "hourly": columns}


def _stamp(at: datetime, is_unix: bool) -> int | str:
    return int(at.timestamp()) if is_unix else f"{at:%Y-%m-%dT%H:%M}"


def _temperature(at: datetime) -> float:
    """Warmest at two in the afternoon."""
    away = abs(at.astimezone(ZONE).hour - 14)
    return 29.0 - 0.7 * min(away, 24 - away)


def _is_wet(at: datetime) -> bool:
    return at.astimezone(ZONE).hour in RAIN_HOURS
