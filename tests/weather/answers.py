"""Answers of Open-Meteo, written by hand in the shape of its documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
"""Nine in the morning in Bengaluru, and the business time of `tests/pipeline/scene.py`."""
POINT = (12.9719, 77.6412)
UNITS = {
    "temperature_2m": "°C", "apparent_temperature": "°C", "relative_humidity_2m": "%", "precipitation": "mm",
    "precipitation_probability": "%", "wind_speed_10m": "km/h", "weather_code": "wmo code",
}  # fmt: skip


def answer(
    *,
    at: datetime = NOW - timedelta(minutes=5),
    current: Mapping[str, Any] | None = None,
    hourly: Mapping[str, Any] | None = None,
    hours: int = 49,
    **other: Any,
) -> dict[str, Any]:
    """An answer of unix times; `current` and `hourly` replace single values, `other` whole fields."""
    first = at.replace(minute=0, second=0, microsecond=0)
    stamps = [int((first + timedelta(hours=each)).timestamp()) for each in range(hours)]
    return {
        "latitude": 13.0,
        "longitude": 77.625,
        "generationtime_ms": 0.07,
        "utc_offset_seconds": 0,
        "timezone": "GMT",
        "timezone_abbreviation": "GMT",
        "elevation": 908.0,
        "current_units": {"time": "unixtime", "interval": "seconds", **UNITS},
        "current": {
            "time": int(at.timestamp()),
            "interval": 900,
            "temperature_2m": 27.4,
            "apparent_temperature": 28.9,
            "relative_humidity_2m": 58,
            "precipitation": 0.0,
            "wind_speed_10m": 11.2,
            "weather_code": 2,
            **(current or {}),
        },
        "hourly_units": {"time": "unixtime", **UNITS},
        "hourly": {
            "time": stamps,
            "temperature_2m": [24.0] * hours,
            "precipitation_probability": [10] * hours,
            "precipitation": [0.0] * hours,
            "wind_speed_10m": [9.0] * hours,
            "weather_code": [1] * hours,
            **(hourly or {}),
        },
        **other,
    }


def body(document: Any) -> bytes:
    return json.dumps(document).encode()
