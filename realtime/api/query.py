"""The parameters of a list: its filter, by the grammar of `include.filters`, and which part of it to show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from include.filters import fields, reading
from include.filters.filter import Filter
from include.filters.refusal import BadFilter, unknown
from include.filters.windows import ListWindow
from include.filters.windows import window_of as named_window
from realtime.api.paging import PageCursor, fingerprint
from realtime.errors import BadParameter

FILE_PARAMETERS = (*fields.NAMES, "sort", "limit", "offset", "page")
SORTS = ("time", *fields.SORTS, "relevance")
LIST_PARAMETERS = (*FILE_PARAMETERS, "fields")
TRENDING_PARAMETERS = ("area", "limit")
_LISTS = ("rooms", "facets", "fields", "asWords")
"""Parameters beside the filter that may be repeated."""
_COLUMNS = json.loads(Path(__file__).with_name("openapi").joinpath("columns.json").read_text(encoding="utf-8"))
EVENT_FIELDS = tuple(dict.fromkeys((
    "id", "version", "title", "description", "descriptionHtml", "category", "subcategory", "tags", "startTime",
    "endTime", "timezone", "dateOnly", "recurring", "recurrenceRule", "status", "movedAt", "occurrences", "venue",
    "area", "areas", "organizer", "pricing", "source", "links", "ticketUrl", "images", "capacity",
    "qualityScore", "verificationStatus", "publishedAt", "updatedAt", "next", "moreDates", "distanceKm",
    "matched", "outdoors", *_COLUMNS,
)))  # fmt: skip
"""What an event in a list has, columns as they are among it; `id` and `version` are there in any case."""
DEFAULT_LIST_EVENTS, MAX_LIST_EVENTS, MAX_OFFSET_EVENTS = 20, 100, 10_000


@dataclass(frozen=True)
class ListQuery:
    """What to list: a filter, whose named window still needs the clock, and how much of the list."""

    asked: Filter = field(default_factory=Filter)
    limit: int = DEFAULT_LIST_EVENTS
    offset: int = 0
    page: PageCursor | None = None
    fields: tuple[str, ...] = ()
    """What of an event to show; without any, all."""
    sort: str = "time"

    @property
    def shown(self) -> dict[str, Any]:
        """In which order and how much of each event, as `events_list_v3` takes it."""
        order = {} if self.sort == "time" else {"sort": self.sort}
        return order | ({"fields": [*self.fields]} if self.fields else {})

    @property
    def when(self) -> str | None:
        """The window that is asked for by name."""
        found: str | None = self.asked.get("when")
        return found

    @property
    def filter(self) -> dict[str, Any]:
        """The filter as `events_list_v3` takes it."""
        return self.asked.as_stored()

    @property
    def fingerprint(self) -> str:
        """What pages of this list have in common, and no others."""
        return fingerprint(self.filter, self.when)


def parse_query(params: QueryParams, zone: ZoneInfo, known: tuple[str, ...] = LIST_PARAMETERS) -> ListQuery:
    """Read the parameters of a list; times without an offset are read in `zone`. Raises BadParameter."""
    refuse_unknown(params, known)
    query = ListQuery(
        asked=read_filter(params, zone),
        limit=integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS),
        offset=integer(params, "offset", 0, 0, MAX_OFFSET_EVENTS),
        page=PageCursor.parse(params["page"]) if "page" in params else None,
        fields=_fields(params),
        sort=_sort(params),
    )
    if query.sort == "distance" and "lat" not in query.asked:
        raise BadParameter("sort", "Send lat and lng, the point from which distances are measured.")
    if query.sort == "relevance" and "q" not in query.asked:
        raise BadParameter("sort", "Send q: only words are more or less relevant.")
    if query.page and query.sort != "time":
        raise BadParameter("page", "Only lists in the order of time have pages that lose nothing; send offset.")
    if query.page and query.offset:
        raise BadParameter("offset", "Send either page or offset, not both.")
    if query.page and query.page.filters != query.fingerprint:
        raise BadParameter("page", "This page is of another list: send it with the same filters, or leave it out.")
    return query


def parse_trending(params: QueryParams) -> int:
    """Read the parameters of the trending list but the area: how many at most. Raises BadParameter."""
    refuse_unknown(params, TRENDING_PARAMETERS)
    if len(read_area(params)) > 1:
        raise BadParameter("area", "Send one area, or none.")
    return integer(params, "limit", DEFAULT_LIST_EVENTS, 1, MAX_LIST_EVENTS)


def read_filter(params: QueryParams, zone: ZoneInfo, names: Iterable[str] = fields.NAMES) -> Filter:
    """The filter in the parameters, of the fields in `names`; raises BadParameter."""
    with refused_by_name():
        return reading.read(params.getlist, zone, names)


def read_area(params: QueryParams) -> tuple[str, ...]:
    """The codes of areas that a request names; raises BadParameter for what is none."""
    with refused_by_name():
        found: tuple[str, ...] | None = reading.read_field("area", params.getlist("area"), ZoneInfo("UTC"))
        return found or ()


def window_of(choice: str, now: datetime, zone: ZoneInfo) -> ListWindow:
    """The window of a choice at a moment; raises BadParameter for days that do not come."""
    with refused_by_name():
        return named_window(choice, now, zone)


def refuse_unknown(params: QueryParams, known: tuple[str, ...]) -> None:
    """Raise BadParameter for a parameter that is not among the `known` ones, or that is there too often."""
    for name in params:
        if name not in known:
            with refused_by_name():
                raise unknown(name, known)
        repeats = name in fields.BY_NAME and fields.BY_NAME[name].kind.repeats
        if not repeats and name not in _LISTS and len(params.getlist(name)) > 1:
            raise BadParameter(name, "Send this parameter once.")


def _sort(params: QueryParams) -> str:
    sort = params.get("sort", "time")
    if sort not in SORTS:
        raise BadParameter("sort", f"Send one of {', '.join(SORTS)}.")
    return sort


def _fields(params: QueryParams) -> tuple[str, ...]:
    names = {name.strip() for text in params.getlist("fields") for name in text.split(",")} - {""}
    for name in sorted(names):
        if name not in EVENT_FIELDS:
            raise BadParameter("fields", f"Events have no field '{name[:80]}'; they have {', '.join(EVENT_FIELDS)}.")
    return tuple(sorted(names))


@contextmanager
def refused_by_name() -> Iterator[None]:
    """What is wrong with a filter as the answer to a request."""
    try:
        yield
    except BadFilter as error:
        raise BadParameter(error.field, str(error)) from None


def integer(params: QueryParams, name: str, default: int, minimum: int, maximum: int) -> int:
    """The value of a parameter that must be a whole number within bounds; raises BadParameter."""
    text = params.get(name)
    if text is None:
        return default
    digits = max(9, len(str(maximum)))
    if not re.fullmatch(f"[0-9]{{1,{digits}}}", text) or not minimum <= int(text) <= maximum:
        raise BadParameter(name, f"Send a whole number from {minimum} to {maximum}.")
    return int(text)
