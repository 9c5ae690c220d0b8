"""What the page of a place shows: whether it is open, its week, what is on there and what is to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from realtime.api.files.dates import moment
from realtime.pages.formatting import short_day
from realtime.pages.language import text, words
from realtime.pages.places.estimates import reason_words

_DAY = timedelta(days=1)
_NIGHT_ENDS_HOUR = 6
_SAID = {"user": "reported_at", "business": "stated_at"}
_WORDS = {True: ("open", "hours_open", "hours_open_until"), False: ("closed", "hours_closed", "hours_closed_until")}


def open_words(status: dict[str, Any] | None, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Whether it is open, in words, and what the mark beside them shows: `open`, `closed`, or `unknown`."""
    if status is None or status["source"] is None or _is_over(status["validUntil"], now):
        return {"mark": "unknown", "words": text("hours_unknown")}
    if status["isOpen"] is None:
        is_asked = status["changesAt"] is not None
        return {"mark": "unknown", "words": text("hours_ask" if is_asked else "hours_unknown")}
    mark, now_words, until_words = _WORDS[status["isOpen"]]
    changes = status["changesAt"] and moment(status["changesAt"])
    if not changes or changes <= now:
        return {"mark": mark, "words": text(now_words)}
    return {"mark": mark, "words": text(until_words, time=_when(changes, now, zone))}


def fullness_words(status: dict[str, Any] | None, now: datetime, zone: ZoneInfo) -> str:
    """How full it is, how long one waits, and when people said so, or why it is estimated; empty where unknown."""
    if status is None or _is_over(status["capacityUntil"], now):
        return ""
    wait, capacity = status["waitTime"], status["capacity"]
    parts = [text(f"full_{capacity}") if capacity else "", text("full_wait", count=wait) if wait is not None else ""]
    if status["capacitySource"] == "prediction":
        shown = " · ".join(filter(None, parts)).lower()
        return text("full_estimate", level=shown, reason=reason_words(status["capacityReason"]))
    said = _SAID.get(status["capacitySource"])
    if said is None:
        return ""
    said_at = moment(status["capacityAt"]).astimezone(zone)
    return " · ".join([*filter(None, parts), text(said, time=f"{said_at:%H:%M}")])


def next_end(status: dict[str, Any] | None) -> str | None:
    """When the first part of what is known ends."""
    ends = [status[name] for name in ("validUntil", "capacityUntil") if status[name]] if status else []
    return min(ends, default=None)


def week(days: list[dict[str, Any]], now: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The next days, each with its hours in words, whether it is today, and what is special about it."""
    today = now.astimezone(zone).date()
    return [_day(one, today, zone) for one in days]


def by_time(events: list[dict[str, Any]], now: datetime) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is on now, and what is to come. Of what only the day is known it cannot be said that it has begun."""
    on = [one for one in events if not one["next"]["dateOnly"] and moment(one["next"]["startsAt"]) <= now]
    return on, [one for one in events if one not in on]


def _day(one: dict[str, Any], today: date, zone: ZoneInfo) -> dict[str, Any]:
    day = date.fromisoformat(one["date"])
    return {
        "date": one["date"],
        "name": words("weekdays")[day.weekday()],
        "day": short_day(day).partition(" ")[2],
        "is_today": day == today,
        "hours": _hours(one["spans"], day, zone),
        "why": one["special"] or one["holiday"] or "",
    }


def _hours(spans: list[dict[str, Any]], day: date, zone: ZoneInfo) -> list[str]:
    return [_span(span, day, zone) for span in spans] or [text("hours_day_closed")]


def _span(span: dict[str, Any], day: date, zone: ZoneInfo) -> str:
    starts, ends = (moment(span[name]).astimezone(zone) for name in ("from", "to"))
    is_whole = starts.date() == day and (starts.hour, starts.minute) == (0, 0) and ends - starts >= _DAY
    shown = text("hours_all_day") if is_whole else f"{starts:%H:%M}–{ends:%H:%M}"
    return shown if span["certain"] else text("hours_maybe", hours=shown)


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The hour, with its day where that is another one: of tonight's hours after midnight it is not."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    is_tonight = local.date() == today + _DAY and local.hour < _NIGHT_ENDS_HOUR
    return f"{local:%H:%M}" if local.date() == today or is_tonight else f"{short_day(local.date())} {local:%H:%M}"


def _is_over(until: str | None, now: datetime) -> bool:
    return until is not None and moment(until) <= now
