"""What a source states of an area's weather: how it is, and what the next hours bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from include.weather.conditions import Condition

LIKELY_PERCENT = 60.0
LIKELY_MILLIMETRES = 0.5
"""Rain is likely in an hour from either of these on."""


@dataclass(frozen=True)
class PresentWeather:
    """How it is at `observed_at`. Degrees Celsius, percent, millimetres an hour, kilometres an hour; None: unknown."""

    observed_at: datetime
    condition: Condition
    temperature: float | None = None
    feels_like: float | None = None
    humidity: float | None = None
    rain: float | None = None
    wind: float | None = None


@dataclass(frozen=True)
class ForecastHour:
    """The hour from `starts_at` on: its first moment's condition, temperature (°C) and wind (km/h), and the rain in it:
    its probability in percent, and millimetres. None: unknown."""

    starts_at: datetime
    condition: Condition = "unknown"
    temperature: float | None = None
    rain_probability: float | None = None
    rain: float | None = None
    wind: float | None = None

    @property
    def is_rain_likely(self) -> bool:
        """Whether to count on rain in this hour."""
        return (self.rain_probability or 0) >= LIKELY_PERCENT or (self.rain or 0) >= LIKELY_MILLIMETRES

    def document(self) -> dict[str, Any]:
        """As it is stored and shown."""
        return {
            "startsAt": f"{self.starts_at:%Y-%m-%dT%H:%M:%SZ}",
            "condition": self.condition,
            "temperature": self.temperature,
            "rainProbability": self.rain_probability,
            "rain": self.rain,
            "wind": self.wind,
            "rainLikely": self.is_rain_likely,
        }


@dataclass(frozen=True)
class WeatherReport:
    """One answer of a source; its hours in order, those to come and the one under way. Times are in UTC."""

    present: PresentWeather
    hours: tuple[ForecastHour, ...] = field(default=())
