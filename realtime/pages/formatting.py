"""Days, hours, prices and distances in words. `pages/static/format.js` formats the same in the browser."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.fields import CATEGORIES
from include.filters.windows import CHOICES
from realtime.api.files.dates import moment
from realtime.pages.language import count, text, words

_SYMBOLS = {"INR": "₹", "USD": "$", "EUR": "€", "GBP": "£"}


def when_text(when: str) -> str:
    """A named window, or the days of an address ("2026-12-05 to 2026-12-07"), in words."""
    if when in CHOICES:
        return text(f"when_{when}")
    first, _, last = when.partition(" to ")
    days = [short_day(date.fromisoformat(day)) for day in (first, last or first)]
    return days[0] if days[0] == days[1] else text("from_to_days", first=days[0], last=days[1])


def labels() -> dict[str, str]:
    """What the categories are called."""
    return {category: text(f"kind_{category}") for category in CATEGORIES}


def heading(day: date, today: date) -> str:
    """A day in words: "Today, Monday 23 November"."""
    named = f"{words('weekdays')[day.weekday()]} {day.day} {words('months')[day.month - 1]}"
    named += f" {day.year}" if day.year != today.year else ""
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    return text(near, day=named) if near else named


def short_day(day: date) -> str:
    """A day in a row: "Mon 23 Nov"."""
    return f"{words('weekdays_short')[day.weekday()]} {_of_month(day)}"


def _of_month(day: date) -> str:
    return f"{day.day} {words('months_short')[day.month - 1]}"


def hours(occurrence: dict[str, Any], zone: ZoneInfo, day: date) -> tuple[str, str]:
    """The hour it starts on a day and a quieter second line; never an hour that no source gave."""
    starts = moment(occurrence["startsAt"]).astimezone(zone)
    end = moment(occurrence["endsAt"]).astimezone(zone) if occurrence["endsAt"] else None
    last = (end - timedelta(microseconds=1)).date() if end else starts.date()
    if occurrence["dateOnly"]:
        return (text("all_day"), _until(last) if last > day else "") if end else (text("no_time"), "")
    if starts.date() < day:
        since = text("since_time", time=f"{starts:%H:%M}")
        return text("on_now"), (_until(last) if last > day else _to(end) if end else since)
    if end is None or end == starts:
        return f"{starts:%H:%M}", ""
    return f"{starts:%H:%M}", (_to(end) if end - starts < timedelta(hours=18) else _until(last))


def is_on(occurrence: dict[str, Any], now: datetime) -> bool:
    """Whether a date takes place now, as far as a source gave its hour and its end."""
    if occurrence["cancelled"] or occurrence["dateOnly"] or not occurrence["endsAt"]:
        return False
    return moment(occurrence["startsAt"]) <= now < moment(occurrence["endsAt"])


def hours_text(occurrence: dict[str, Any], zone: ZoneInfo) -> str:
    """The hours of a whole date in a sentence: "20:00 to 22:00". Languages differ in what joins the two."""
    day = moment(occurrence["startsAt"]).astimezone(zone).date()
    first, second = hours(occurrence, zone, day)
    if second and not occurrence["dateOnly"]:
        return text("hour_to_end", hour=first, end=second)
    return " ".join(filter(None, (first, second)))


def _until(day: date) -> str:
    return text("until_day", day=_of_month(day))


def _to(end: datetime) -> str:
    return text("to_time", time=f"{end:%H:%M}")


def price(pricing: dict[str, Any]) -> str:
    """A price in words; empty when no source gave one."""
    low, high = pricing["minimum"], pricing["maximum"]
    if pricing["type"] in ("free", "donation"):
        return text(pricing["type"])
    symbol = _SYMBOLS.get(pricing["currency"], f"{pricing['currency']} ") if pricing["currency"] else ""
    if low is None and high is None:
        return text(pricing["type"]) if pricing["type"] in ("paid", "variable") else ""
    if low is not None and high is not None and high != low:
        return text("price_from_to", low=f"{symbol}{_amount(low)}", high=f"{symbol}{_amount(high)}")
    if low is None:
        return text("price_up_to", high=f"{symbol}{_amount(high)}")
    is_least = pricing["type"] == "variable" or high is None
    shown = f"{symbol}{_amount(low)}"
    return text("price_from", low=shown) if is_least else shown


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def distance(kilometres: float | None) -> str:
    """A distance in words, empty when there is none."""
    if kilometres is None:
        return ""
    if kilometres < 0.975:
        return text("metres", count=round(kilometres * 20) * 50)
    return text("kilometres", count=f"{kilometres:.1f}")


def more_dates(number: int) -> str:
    """How many further dates there are."""
    return count("more_dates", number) if number else ""


def why(matched: dict[str, list[str]] | None) -> str:
    """Why an event is found whose title has none of the words, where nobody sees it; else empty."""
    if not matched or "title" in matched:
        return ""
    reasons = (("synonym", "found_as"), ("description", "found_in_text"))
    return ", ".join(text(key, words=" ".join(matched[kind])) for kind, key in reasons if kind in matched)
