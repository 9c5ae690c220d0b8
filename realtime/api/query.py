"""The parameters of a list of events, checked one by one; every error names the parameter and what to send instead."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from realtime.api.paging import PageCursor, fingerprint
from realtime.api.windows import CHOICES, is_window
from realtime.errors import BadParameter
from realtime.feed.rooms import CATEGORIES

LIST_PARAMETERS = (
    "category",
    "startDate",
    "endDate",
    "lat",
    "lng",
    "radius",
    "limit",
    "offset",
    "page",
    "q",
    "area",
    "cost",
    "when",
)
TRENDING_PARAMETERS = ("area", "limit")
COSTS = ("free", "paid")
DEFAULT_RADIUS_KM, MAX_RADIUS_KM = 2.0, 100.0
DEFAULT_LIST_EVENTS, MAX_LIST_EVENTS, MAX_OFFSET_EVENTS = 20, 100, 10_000
MAX_PRICE = 10_000_000
MAX_SEARCH_CHARS = 200
MAX_SEARCH_WORDS = 16
_MAX_TIME_CHARS = 64
_MAX_UTC_OFFSET = timedelta(hours=14)


@dataclass(frozen=True)
class ListQuery:
    """What to list: the filter as `events_list_v2` takes it, and a window that still needs the clock."""

    filter: dict[str, Any] = field(default_factory=dict)
    limit: int = DEFAULT_LIST_EVENTS
    offset: int = 0
    when: str | None = None
    page: PageCursor | None = None

    @property
    def fingerprint(self) -> str:
        """What pages of this list have in common, and no others."""
        return fingerprint(self.filter, self.when)


def parse_query(params: QueryParams, zone: ZoneInfo) -> ListQuery:
    """Read the parameters of a list; times without an offset are read in `zone`. Raises BadParameter."""
    _refuse_unknown(params)
    asked = {**_categories(params), **_place(params), **_times(params, zone), **_words(params)}
    when = _window(params)
    if when and ("from" in asked or "until" in asked):
        raise BadParameter("when", "Send either when or startDate and endDate, not both.")
    query = ListQuery(
        filter=asked,
        limit=_integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS),
        offset=_integer(params, "offset", 0, 0, MAX_OFFSET_EVENTS),
        when=when,
        page=PageCursor.parse(params["page"]) if "page" in params else None,
    )
    if query.page and query.offset:
        raise BadParameter("offset", "Send either page or offset, not both.")
    if query.page and query.page.filters != query.fingerprint:
        raise BadParameter("page", "This page is of another list: send it with the same filters, or leave it out.")
    return query


def parse_trending(params: QueryParams) -> int:
    """Read the parameters of the trending list but the area: how many at most. Raises BadParameter."""
    _refuse_unknown(params, TRENDING_PARAMETERS)
    return _integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS)


def _refuse_unknown(params: QueryParams, known: tuple[str, ...] = LIST_PARAMETERS) -> None:
    for name in params:
        if name not in known:
            raise BadParameter(name[:80], f"There is no such parameter; there are {', '.join(known)}.")
        if name != "category" and len(params.getlist(name)) > 1:
            raise BadParameter(name, "Send this parameter once.")


def words_of(params: QueryParams, name: str) -> list[str]:
    """The values of a parameter that may be repeated or separated by commas; sorted, without duplicates."""
    return sorted({word.strip() for text in params.getlist(name) for word in text.split(",")} - {""})


def categories(params: QueryParams) -> list[str]:
    """The requested categories; raises BadParameter for an unknown one."""
    names = words_of(params, "category")
    for name in names:
        if name not in CATEGORIES:
            raise BadParameter("category", f"There is no category '{name[:80]}'; use {', '.join(CATEGORIES)}.")
    return names


def _categories(params: QueryParams) -> dict[str, Any]:
    names = categories(params)
    return {"category": names} if names else {}


def _place(params: QueryParams) -> dict[str, Any]:
    lat, lng = number(params, "lat", -90, 90), number(params, "lng", -180, 180)
    radius = number(params, "radius", 0.01, MAX_RADIUS_KM)
    if lat is None and lng is None:
        if radius is not None:
            raise BadParameter("radius", "A radius needs lat and lng, the point it is around.")
        return {}
    if lat is None or lng is None:
        missing = "lat" if lat is None else "lng"
        raise BadParameter(missing, "Send lat and lng together, in degrees.")
    return {"lat": lat, "lng": lng, "radiusKm": radius or DEFAULT_RADIUS_KM}


def times(params: QueryParams, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """The requested start and end, None where not given; raises BadParameter."""
    starts, ends = _time(params, "startDate", zone, days=0), _time(params, "endDate", zone, days=1)
    if starts and ends and ends <= starts:
        raise BadParameter("endDate", "endDate must be later than startDate.")
    return starts, ends


def _times(params: QueryParams, zone: ZoneInfo) -> dict[str, Any]:
    found = zip(("from", "until"), times(params, zone), strict=True)
    return {key: value.isoformat() for key, value in found if value}


def _words(params: QueryParams) -> dict[str, Any]:
    q = params.get("q", "").strip()
    if len(q) > MAX_SEARCH_CHARS or "\0" in q:
        raise BadParameter("q", f"Send at most {MAX_SEARCH_CHARS} characters of text.")
    if len(q.split()) > MAX_SEARCH_WORDS:
        raise BadParameter("q", f"Send at most {MAX_SEARCH_WORDS} words.")
    found = {"q": q, "area": params.get("area", ""), "cost": choice(params, "cost", COSTS)}
    return {key: value for key, value in found.items() if value}


def _window(params: QueryParams) -> str | None:
    """The window as named or described, or None."""
    text = params.get("when")
    if text is not None and not is_window(text):
        raise BadParameter("when", f"Send one of {', '.join(CHOICES)}, or days in words, such as 'next weekend'.")
    return text


def choice(params: QueryParams, name: str, choices: tuple[str, ...]) -> str | None:
    """The value of a parameter that must be one of `choices`, or None; raises BadParameter."""
    value = params.get(name)
    if value is not None and value not in choices:
        raise BadParameter(name, f"Send one of {', '.join(choices)}.")
    return value


def _integer(params: QueryParams, name: str, default: int, minimum: int, maximum: int) -> int:
    text = params.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not minimum <= int(text) <= maximum:
        raise BadParameter(name, f"Send a whole number from {minimum} to {maximum}.")
    return int(text)


def number(params: QueryParams, name: str, minimum: float, maximum: float) -> float | None:
    """The value of a parameter that must be a number within bounds, or None; raises BadParameter."""
    text = params.get(name)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not minimum <= value <= maximum:
        raise BadParameter(name, f"Send a number from {minimum:g} to {maximum:g}.")
    return value


def _time(params: QueryParams, name: str, zone: ZoneInfo, days: int) -> datetime | None:
    """A moment, or a date: its first moment, `days` later. A plus sign that the URL turned into a blank is put back."""
    text = params.get(name)
    if text is None:
        return None
    try:
        if len(text) > _MAX_TIME_CHARS:
            raise ValueError
        text = re.sub(r"(:[\d.]+) (\d\d:?\d\d)$", r"\1+\2", text.strip())
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            moment = datetime.combine(date.fromisoformat(text) + timedelta(days=days), time(0), zone)
        else:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        _check_offset(moment)
    except (ValueError, OverflowError):
        raise BadParameter(
            name, "Send a date or a time in ISO 8601, such as 2026-03-14 or 2026-03-14T18:30:00+01:00."
        ) from None
    return moment


def _check_offset(moment: datetime) -> None:
    """Raise ValueError or OverflowError for what PostgreSQL refuses; no zone is further than 14 hours from UTC."""
    offset = moment.utcoffset()
    if offset is None or abs(offset) > _MAX_UTC_OFFSET or offset.microseconds:
        raise ValueError
    moment.astimezone(UTC)
