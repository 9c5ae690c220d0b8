"""How a page shows the weather, and whether rain is likely while an event is on. `static/weather.js` does the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.document import is_online
from realtime.api.events import QueryResult
from realtime.api.files.dates import ends, moment
from realtime.errors import TooOften, Unavailable
from realtime.limits.positions import Position
from realtime.pages.language import count, text
from realtime.service import Service
from realtime.weather.answers import weather_of

_HOUR = timedelta(hours=1)
_HOUR_MINUTES = 60


async def weather_for(service: Service, area: str, listed: QueryResult) -> dict[str, Any] | None:
    """The weather that a page begins with, as of its list; None where it cannot be had: the page does without."""
    try:
        found, now = await weather_of(service, area, Position(listed.cursor, listed.now, waiting=False))
    except (Unavailable, TooOften):
        return None
    if not found.text:
        return None
    weather = found.read(now)
    # of the hours a page needs those with rain; 48 of them would be the larger part of what it is sent
    return weather | {"hours": [hour for hour in weather["hours"] if hour["rainLikely"]]}


def weather_line(weather: dict[str, Any] | None, now: datetime) -> dict[str, Any] | None:
    """The line of the present weather: `words`, `age`, `attribution`. None where nothing is known that counts."""
    present = (weather or {}).get("present")
    if weather is None or present is None or moment(present["validUntil"]) <= now:
        return None
    known = (degrees(present["temperature"]), condition(present["condition"]))
    words = ", ".join(filter(None, known))
    if not words:
        return None
    return {"words": words, "age": age(present["observedAt"], now), "attribution": weather["attribution"]}


def degrees(temperature: float | None) -> str:
    """Whole degrees: more would promise what no forecast holds."""
    return "" if temperature is None else text("degrees", count=_rounded(temperature))


def condition(name: str) -> str:
    """A condition in words; empty when it is not known."""
    return "" if name == "unknown" else text(f"weather_{name}")


def age(observed_at: str, now: datetime) -> str:
    """How old an observation is: "as of 10 min ago"."""
    minutes = max(int((now - moment(observed_at)).total_seconds() // 60), 0)
    if minutes < _HOUR_MINUTES:
        return text("weather_minutes", count=minutes)
    return count("weather_hours", minutes // _HOUR_MINUTES)


def weather_matters(event: dict[str, Any], now: datetime, zone: ZoneInfo) -> bool:
    """Whether the present weather says anything of an event: one that people go to, today or now."""
    if event["status"] == "cancelled" or is_online(event):
        return False
    today = now.astimezone(zone).date()
    coming = (each for each in event["occurrences"] if ends(each) > now and not each["cancelled"])
    return any(moment(each["startsAt"]).astimezone(zone).date() <= today for each in coming)


def rain_note(event: dict[str, Any], occurrence: dict[str, Any], weather: dict[str, Any] | None, zone: ZoneInfo) -> str:
    """ "Rain likely at 19:00", where an event is outdoors and an hour of this date has it; else empty."""
    if not event.get("outdoors") or weather is None or occurrence["cancelled"] or occurrence["dateOnly"]:
        return ""
    starts, over = moment(occurrence["startsAt"]), ends(occurrence)
    for hour in weather["hours"]:
        begins = moment(hour["startsAt"])
        if hour["rainLikely"] and begins < over and begins + _HOUR > starts:
            return text("rain_likely", time=f"{max(begins, starts).astimezone(zone):%H:%M}")
    return ""


def _rounded(value: float) -> int:
    """As browsers round: halves up."""
    return int((value + 0.5) // 1)
