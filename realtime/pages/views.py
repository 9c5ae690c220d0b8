"""The pages, rendered on the server so that they are complete without scripts; scripts then keep them live."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from include.filters.fields import CATEGORIES, MAX_SEARCH_CHARS
from include.filters.filter import Filter
from include.filters.windows import CHOICES, is_window
from include.untrusted.cleaning import clean_text
from realtime.answers.preferences import weights
from realtime.api.details.events import similar_to
from realtime.api.events import QueryResult, area_of, get_event, list_filled
from realtime.api.files.endpoints import origin_of
from realtime.api.query import ListQuery, parse_query
from realtime.api.refusals import problems
from realtime.api.rest import event_id
from realtime.api.understanding import FILTERS, meaning_of
from realtime.area import ServedArea
from realtime.errors import DatabaseAway, NotFound, TooOften, Unavailable
from realtime.limits.visits import client_of
from realtime.pages import assets, formatting, language, searching, view_model
from realtime.pages.alerts import telling
from realtime.pages.links import calendar_links, direction_links, subscriptions
from realtime.pages.structured_data import structured_data
from realtime.pages.templating import render
from realtime.pages.weather import weather_for, weather_line, weather_matters
from realtime.service import Service, service_of

_PAGE_EVENTS = 60
_SIMILAR_EVENTS = 4
_LEAST_LIKENESS = 0.4
"""Below it events have little more in common than their kind."""
_DAY = r"\d{4}-\d\d-\d\d"
_KNOWN_PARAMETERS = {
    "when": rf"{'|'.join(CHOICES)}|{_DAY}( to {_DAY})?",
    "category": "|".join(CATEGORIES),
    "q": r"(?s).*",
    "asWords": rf"({'|'.join(FILTERS)})(,({'|'.join(FILTERS)}))*",
    # for the scripts only: the map instead of the list, a box of it, where to measure from
    "view": "map",
    "lang": "|".join(language.LANGUAGES),
    "within": r"-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}",
    "from": "metro",
}
_TRACKING = ("utm_", "mtm_", "pk_", "mc_", "hsa_", "_hs", "_ga", "_gl", "igsh")
"""Beginnings of parameters that mails, messengers and search sites add to what is passed on: they ask for nothing."""
_TRACKING_ENDS = ("clid", "clkid", "braid")


async def index(request: Request) -> Response:
    """`/`: what is on, by day."""
    service = service_of(request)
    language.use(request)
    asked, unread = _asked(request.query_params)
    try:
        area = await area_of(service, QueryParams())
        if asked.get("q", "").strip():
            service.searches.admit(request)  # whatever it means: reading it takes its time
        meaning = await _meaning(service, asked, area, client_of(request))
        search = searching.search_of(asked, meaning)
        query = _query(search, area)
        found = searching.with_window(await list_filled(service, query, area, client_of(request)), search)
        fallback = await _fallback(service, query, area, found, client_of(request)) if asked.get("when") else None
    except (Unavailable, TooOften) as error:
        return _away(request, error, asked)
    shown, sky = fallback or found, await weather_for(service, area.code, found)
    context = {
        "area": area,
        "home": f"{origin_of(request)}/",
        "asked": asked,
        "weather": weather_line(sky, found.now),
        "listed": view_model.listed(shown, area.zone, search.is_ranked, sky),
        "search": search,
        "notice": view_model.notice(query.when or "all", fallback.window if fallback else None, unread)
        or searching.notice(asked, search),
        "data": _data(area, found, shown) | {"meaning": meaning, "weather": sky},
        "subscriptions": subscriptions(search.parameters, area.code, origin_of(request)),
        "telling": telling(request),
    }
    return _page(request, "index.html", context)


async def event(request: Request) -> Response:
    """`/e/{id}`: one event, for reading and sharing; a permanent redirect when it was merged into another."""
    service = service_of(request)
    language.use(request)
    try:
        area = await area_of(service, QueryParams())
        found = await get_event(service, event_id(request.path_params["id"]), client_of(request))
    except (Unavailable, TooOften) as error:
        return _away(request, error, {})
    except NotFound:
        return _page(request, "gone.html", {"what": "event_not_here"}, 404)
    if found.text is None:
        return _page(request, "gone.html", {"what": "event_not_here"}, 404)
    if moved := found.read().get("movedTo"):
        return RedirectResponse(f"/e/{moved}", 301)
    like = await _similar(request, found.read()["id"])
    return _event_page(request, area, found, await weather_for(service, area.code, found), like)


async def _similar(request: Request, event: str) -> list[dict[str, Any]]:
    """Events like one; none where there is too much to do: the page stands without them."""
    try:
        text = await similar_to(service_of(request), UUID(event), _SIMILAR_EVENTS, client_of(request))
    except (Unavailable, TooOften):
        return []
    found = json.loads(text or "{}").get("events", [])
    return [one for one in found if one["likeness"] >= _LEAST_LIKENESS and not one["next"]["cancelled"]]


def _event_page(
    request: Request,
    area: ServedArea,
    found: QueryResult,
    sky: dict[str, Any] | None,
    like: list[dict[str, Any]],
) -> Response:
    read, origin = found.read(), origin_of(request)
    detail = view_model.detail(read, area.zone, found.now, sky)
    ways = {"calendar": calendar_links(read, origin, found.now), "directions": direction_links(read["venue"])}
    address = f"{origin}/e/{read['id']}"
    small = detail["image"]["src"] if detail["image"] else None
    picture = f"{origin}{small}" if small and small.startswith("/") else small
    context = {
        "area": area,
        "event": detail | ways,
        "weather": weather_line(sky, found.now) if weather_matters(read, found.now, area.zone) else None,
        "similar": view_model.similar(like, area.zone, found.now),
        "data": _data(area, found, found) | {"event": read, "weather": sky},
        "address": address,
        "picture": picture,
        "structured": structured_data(read, address, picture, area, found.now),
        "telling": telling(request),
    }
    return _page(request, "event.html", context)


async def unknown(request: Request, error: Exception) -> Response:
    """The answer to an address that there is not: a page in a browser; to programs, and of the API, a problem."""
    is_read = weights(request.headers.get("accept", "")).get("text/html") and not request.url.path.startswith("/api/")
    if getattr(error, "status_code", 500) != 404 or not is_read:
        return await problems.unknown(request, error)
    language.use(request)
    headers = {"cache-control": "no-store", "vary": f"accept, {language.VARY}"}
    return _page(request, "gone.html", {"what": "page_not_here"}, 404, headers)


def _away(request: Request, error: Unavailable | TooOften, asked: dict[str, str]) -> Response:
    """The page that tries again: the database is away, or too much is asked of it."""
    status = 503 if isinstance(error, Unavailable) else error.status
    context = {"asked": asked, "is_away": isinstance(error, DatabaseAway)}
    return _page(request, "away.html", context, status, {"retry-after": str(error.retry_after)})


def _asked(params: QueryParams) -> tuple[dict[str, str], list[str]]:
    """The parameters of the address that are valid, and the names of the others: a page shows no error 400."""
    asked, unread = {}, []
    for name, value in params.items():
        if name.startswith(_TRACKING) or name.endswith(_TRACKING_ENDS):
            continue
        if value and not _is_known(name, value):
            unread.append(clean_text(name))
        elif value:
            asked[name] = clean_text(value)[:MAX_SEARCH_CHARS]
    return asked, unread


def _is_known(name: str, value: str) -> bool:
    if not re.fullmatch(_KNOWN_PARAMETERS.get(name, "(?!)"), value):
        return False
    try:
        days = [date.fromisoformat(day) for day in value.split(" to ")] if name == "when" and "-" in value else []
    except ValueError:
        return False
    return days == sorted(days) and (not days or is_window(value))


async def _meaning(service: Service, asked: dict[str, str], area: ServedArea, client: str) -> dict[str, Any] | None:
    text = asked.get("q", "").strip()
    kept = frozenset(asked.get("asWords", "").split(",")) - {""}
    return await meaning_of(service, text, area, kept, client) if text else None


def _query(search: searching.Search, area: ServedArea) -> ListQuery:
    wanted: searching.Parameters = [*search.parameters, ("area", area.code), ("limit", str(_PAGE_EVENTS))]
    if not {"when", "startDate", "endDate"} & {name for name, _ in wanted}:
        wanted.append(("when", "all"))
    if search.is_ranked:
        wanted.append(("sort", "relevance"))
    return parse_query(QueryParams(wanted), area.zone)


async def _fallback(
    service: Service, query: ListQuery, area: ServedArea, found: QueryResult, client: str
) -> QueryResult | None:
    """The list to show when the chosen one is empty: tomorrow after tonight, else everything."""
    if found.read()["events"] or found.next_page or query.when == "all":
        return None
    for choice in ("tomorrow", "all") if query.when == "tonight" else ("all",):
        following = replace(query, asked=Filter.of(dict(query.asked.values) | {"when": choice}))
        other = await list_filled(service, following, area, client)
        if other.read()["events"]:
            return other
    return None


def _data(area: ServedArea, found: QueryResult, shown: QueryResult) -> dict[str, Any]:
    window = found.window
    return {
        "area": {"code": area.code, "name": area.name, "timezone": area.zone.key} | _ground(area),
        "cursor": str(found.cursor),
        "now": found.now.isoformat(),
        "window": view_model.window_json(window) if window else None,
        "shownWindow": view_model.window_json(shown.window) if shown.window else None,
        "list": shown.read() | {"nextPage": str(shown.next_page or "")} if window else None,
        "labels": formatting.labels(),
    }


def _ground(area: ServedArea) -> dict[str, Any]:
    """What the map of an area is drawn from: its outline, and the addresses of its base maps."""
    outline = json.loads(area.text)["outline"] if area.text else None
    return {"outline": outline, "base": assets.base_maps(area.code)}


def _page(
    request: Request, name: str, context: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    told = {"cache-control": "no-cache", "vary": language.VARY} | (headers or {})
    kept = language.chosen(request)
    return render(request, name, context, status, told | ({"set-cookie": kept} if kept else {}))
