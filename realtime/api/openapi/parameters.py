"""The parameters of requests. The limits are those that the code checks."""

from __future__ import annotations

from typing import Any

from include.filters.field import Field
from include.filters.fields import FACETS as FACET_NAMES
from include.filters.fields import FIELDS, LIVE_NAMES, MAX_SEARCH_CHARS
from realtime.api import counts, query, understanding
from realtime.api.openapi.json_schema import ID, TEXT, many
from realtime.api.paging import MAX_PAGE_CHARS

Parameter = dict[str, Any]


def path(name: str, about: str, schema: dict[str, Any]) -> Parameter:
    """A part of the address."""
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def asked(name: str, about: str, schema: dict[str, Any], **more: Any) -> Parameter:
    """A parameter of the query; all may be left out."""
    return {"name": name, "in": "query", "description": about, "schema": schema, **more}


def header(name: str, about: str, required: bool = False) -> Parameter:
    """A header of the request."""
    return {"name": name, "in": "header", "description": about, "required": required, "schema": TEXT}


def _limit(most: int = query.MAX_LIST_EVENTS) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": query.DEFAULT_LIST_EVENTS}
    return asked("limit", "How many at most.", schema)


def _of(field: Field) -> Parameter:
    """A field of the filter. A list is separated by commas, where no value has one within."""
    form = {"style": "form", "explode": not field.kind.commas} if field.kind.schema.get("type") == "array" else {}
    return asked(field.name, field.about, field.kind.schema, **form)


EVENT_ID = path("id", "The event's id.", ID)
AREA_CODE = path("code", "Such as `old-town`.", TEXT)
WEATHER_AREA = path("area", "Code of an area, such as `old-town`.", TEXT)
SOURCE = path("slug", "Such as `town_hall`; `links` of an event name it.", TEXT)
THUMBNAIL = path("name", "The end of a picture's `thumbnailUrl`.", TEXT)
AREA = asked("area", "Code of an area; without it, every area.", TEXT)
TAG = header("If-None-Match", "The `ETag` of an answer you have: 304 when it still is the same.")

FILTER: list[Parameter] = [_of(field) for field in FIELDS]
"""The grammar of filters, as all lists have it."""
LIST: list[Parameter] = [
    *FILTER,
    asked(
        "sort",
        "In which order, `time` without it. With `q`, `relevance` puts first what has more of the words, without slips "
        "and in its title: the best of some 400. The others are sorted of the first 5,000 dates. But for `time` they "
        "have `offset` only: an event whose place in the order changes between two pages could not be told.",
        {"enum": [*query.SORTS]},
    ),
    _limit(),
    asked(
        "page",
        "`nextPage` of the answer before, with the same filters. `Jatre-Cursor` stays that of the first page: what "
        "changes while you page is told from there on, so nothing is lost.",
        {**TEXT, "maxLength": MAX_PAGE_CHARS},
    ),
    asked(
        "offset",
        "How many to leave out. It counts in the list of that moment: what comes or goes meanwhile shifts the others, "
        "so that pages may repeat or skip some. `page` does not.",
        {"type": "integer", "minimum": 0, "maximum": query.MAX_OFFSET_EVENTS},
    ),
    asked(
        "fields",
        "What of an event to show, separated by commas; `id` and `version` are there in any case. Without it, all.",
        many({"enum": [*query.EVENT_FIELDS]}),
        style="form",
        explode=False,
    ),
    TAG,
]
UNDERSTAND: list[Parameter] = [
    asked(
        "q",
        "What somebody typed: words of time, price, place and kind, and any others.",
        {**TEXT, "minLength": 1, "maxLength": MAX_SEARCH_CHARS},
        required=True,
    ),
    AREA,
    asked(
        "asWords",
        "Filters that are not to be made: their words stay words. Separated by commas.",
        many({"enum": [*understanding.FILTERS]}),
        style="form",
        explode=False,
    ),
]
FILE: list[Parameter] = [
    {**one, "description": "How many at most; without it as many as a file holds.",
     "schema": {name: value for name, value in one["schema"].items() if name != "default"}}
    if one["name"] == "limit" else one
    for one in LIST if one["name"] != "fields"
]  # fmt: skip
"""A file has the filter of the list, and is one page unless `limit` and `offset` ask for another."""
FACETS: list[Parameter] = [
    *FILTER,
    asked(
        "facets",
        f"By what to count, separated by commas; {', '.join(counts.DEFAULT_FACETS)} without it.",
        many({"enum": [*FACET_NAMES]}),
        style="form",
        explode=False,
    ),
    TAG,
]
CALENDAR: list[Parameter] = [*FILTER, TAG]
MAP: list[Parameter] = [
    *FILTER,
    asked(
        "limit",
        "How many points at most: where there are more, they are grouped.",
        {"type": "integer", "minimum": 1, "maximum": counts.MAX_MAP_POINTS, "default": counts.MAX_MAP_POINTS},
    ),
    TAG,
]
TRENDING: list[Parameter] = [AREA, _limit(), TAG]
LIVE: list[Parameter] = [
    asked("rooms", "Separated by commas; `events:all` without it.", many(TEXT), style="form", explode=False),
    *(one for one in FILTER if one["name"] in LIVE_NAMES),
    asked("last_event_id", "A cursor to go on from. The header wins.", TEXT),
    header("Last-Event-ID", "The same; browsers send it by themselves when they reconnect."),
]
POLL: list[Parameter] = [
    asked("cursor", "That of the last answer, or `Jatre-Cursor` of a list. Without it: where the feed stands.", TEXT),
    *(one for one in LIVE if one["name"].lower().replace("-", "_") != "last_event_id"),
]
PUSHED: list[Parameter] = [
    path("source", "The source's slug.", TEXT),
    header("Jatre-Delivery", "Your id of the delivery, 1 to 200 visible ASCII characters.", required=True),
    header("Jatre-Timestamp", "Seconds since 1970.", required=True),
    header("Jatre-Signature", "`sha256=` and the hex HMAC-SHA256 of `<timestamp>.<delivery>.<body>`.", required=True),
]
