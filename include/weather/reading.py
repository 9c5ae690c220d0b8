"""Open-Meteo's answer as a report. It is foreign: what is out of bounds is unknown, what is of elsewhere is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from include.errors import UnreadablePayload
from include.weather.conditions import condition_of
from include.weather.report import ForecastHour, PresentWeather, WeatherReport

MAX_ANSWER_BYTES = 200_000
MAX_STAMPS = 400
FORECAST_HOURS = 48
HOUR = timedelta(hours=1)
MAX_AHEAD = timedelta(minutes=30)
"""An observation that lies further ahead is none, or one of the clocks is wrong."""
MAX_DEGREES_AWAY = 0.5
"""Between the point that was asked for and the middle of the model's cell that answers."""
MAX_OFFSET_SECONDS = 14 * 3600

UNITS = {
    "temperature_2m": "°C", "apparent_temperature": "°C", "relative_humidity_2m": "%", "precipitation": "mm",
    "precipitation_probability": "%", "wind_speed_10m": "km/h",
}  # fmt: skip
BOUNDS = {
    "temperature_2m": (-90.0, 65.0), "apparent_temperature": (-100.0, 90.0), "relative_humidity_2m": (0.0, 100.0),
    "precipitation": (0.0, 500.0), "precipitation_probability": (0.0, 100.0), "wind_speed_10m": (0.0, 500.0),
}  # fmt: skip
PRESENT = ("temperature_2m", "apparent_temperature", "relative_humidity_2m", "precipitation", "wind_speed_10m")
HOURLY = ("temperature_2m", "precipitation_probability", "precipitation", "wind_speed_10m")


def read_report(body: bytes, point: tuple[float, float], now: datetime) -> WeatherReport:
    """The report in an answer about `point` (latitude, longitude in degrees), as of `now`.

    A single value that is absent, no number or out of its bounds is unknown. Raises: UnreadablePayload for an answer
    that is none, is about another place, or comes in other units than were asked for.
    """
    answer = _decoded(body)
    _check_place(answer, point)
    offset = _offset(answer)
    return WeatherReport(_present(answer, offset, now), _hours(answer, offset, now))


def _decoded(body: bytes) -> Mapping[str, Any]:
    if len(body) > MAX_ANSWER_BYTES:
        raise UnreadablePayload(f"the weather comes in more than {MAX_ANSWER_BYTES:,} bytes")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadablePayload(f"the weather is no JSON: {error}") from error
    return _object(answer, "the weather")


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnreadablePayload(f"{name} is no object")
    return value


def _check_place(answer: Mapping[str, Any], point: tuple[float, float]) -> None:
    for name, wanted in zip(("latitude", "longitude"), point, strict=True):
        found = _number(answer.get(name), -360, 360)
        if found is None or abs(found - wanted) > MAX_DEGREES_AWAY:
            raise UnreadablePayload(f"the weather is of another place: {name} {str(answer.get(name))[:40]}")


def _offset(answer: Mapping[str, Any]) -> timedelta:
    seconds = _number(answer.get("utc_offset_seconds", 0), -MAX_OFFSET_SECONDS, MAX_OFFSET_SECONDS)
    if seconds is None:
        raise UnreadablePayload("utc_offset_seconds is no offset from UTC")
    return timedelta(seconds=seconds)


def _present(answer: Mapping[str, Any], offset: timedelta, now: datetime) -> PresentWeather:
    block, units = _block(answer, "current", PRESENT)
    observed_at = _instant(block.get("time"), units.get("time"), offset)
    if observed_at is None:
        raise UnreadablePayload("current.time is no time")
    if observed_at > now + MAX_AHEAD:
        raise UnreadablePayload(f"the observation is of {observed_at.isoformat()}, which lies ahead")
    values = {name: _bounded(block.get(name), name) for name in PRESENT}
    return PresentWeather(
        observed_at=observed_at,
        condition=condition_of(block.get("weather_code")),
        temperature=values["temperature_2m"],
        feels_like=values["apparent_temperature"],
        humidity=values["relative_humidity_2m"],
        rain=_hourly_rain(values["precipitation"], block.get("interval")),
        wind=values["wind_speed_10m"],
    )


def _hourly_rain(millimetres: float | None, interval: Any) -> float | None:
    """What fell within the interval before (seconds), as an hour's rain."""
    seconds = _number(interval, 60, 3600)
    return None if millimetres is None or seconds is None else round(millimetres * 3600 / seconds, 1)


def _hours(answer: Mapping[str, Any], offset: timedelta, now: datetime) -> tuple[ForecastHour, ...]:
    block, units = _block(answer, "hourly", HOURLY)
    stamps = block.get("time")
    if not isinstance(stamps, list) or len(stamps) > MAX_STAMPS:
        raise UnreadablePayload("hourly.time is no list of hours")
    columns = {name: block[name] if isinstance(block.get(name), list) else [] for name in (*HOURLY, "weather_code")}
    by_time: dict[datetime, dict[str, Any]] = {}
    for position, stamp in enumerate(stamps):
        at = _instant(stamp, units.get("time"), offset)
        if at is not None:
            by_time[at] = {name: values[position] for name, values in columns.items() if position < len(values)}
    known = sorted(at for at in by_time if now - HOUR < at < now + FORECAST_HOURS * HOUR)
    return tuple(_hour(at, by_time[at], by_time.get(at + HOUR, {})) for at in known if at + HOUR in by_time)


def _hour(at: datetime, values: Mapping[str, Any], following: Mapping[str, Any]) -> ForecastHour:
    """An hour: how it is at its beginning, and what falls until its end, which stands at the end's stamp."""
    return ForecastHour(
        starts_at=at,
        condition=condition_of(values.get("weather_code")),
        temperature=_bounded(values.get("temperature_2m"), "temperature_2m"),
        rain_probability=_bounded(following.get("precipitation_probability"), "precipitation_probability"),
        rain=_bounded(following.get("precipitation"), "precipitation"),
        wind=_bounded(values.get("wind_speed_10m"), "wind_speed_10m"),
    )


def _block(
    answer: Mapping[str, Any], name: str, columns: tuple[str, ...]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A part of the answer and its units. Raises: UnreadablePayload for a unit that was not asked for."""
    block = _object(answer.get(name), name)
    units = _object(answer.get(f"{name}_units"), f"{name}_units")
    for column in columns:
        if column in block and units.get(column) != UNITS[column]:
            raise UnreadablePayload(f"{name}.{column} comes in {str(units.get(column))[:40]!r}, not {UNITS[column]}")
    return block, units


def _instant(stamp: Any, unit: Any, offset: timedelta) -> datetime | None:
    """A time of the answer in UTC: seconds since 1970, or the local time of its offset."""
    try:
        if unit == "unixtime":
            seconds = _number(stamp, 0, 2**33)
            return None if seconds is None else datetime.fromtimestamp(int(seconds), UTC)
        if unit == "iso8601" and isinstance(stamp, str):
            local = datetime.fromisoformat(stamp)
            return local.astimezone(UTC) if local.tzinfo else (local - offset).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return None


def _bounded(value: Any, name: str) -> float | None:
    found = _number(value, *BOUNDS[name])
    return None if found is None else round(found, 1)


def _number(value: Any, lowest: float, highest: float) -> float | None:
    """A number within its bounds; None for what is none: a text, a truth value, NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if lowest <= value <= highest else None
