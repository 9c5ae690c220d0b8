"""The pages of `/admin`: rendered here, made quick by one script. Without a session they lead to `/signin`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime import contract as shared
from realtime.admin import contract
from realtime.admin.holders import ADMINS, MODERATORS, holder
from realtime.admin.moderation import event_of
from realtime.admin.places import MAX_PLACES
from realtime.api.bodies import MAX_VERSION, integer
from realtime.api.events import area_of
from realtime.api.rest import event_id
from realtime.auth.access import Reader
from realtime.errors import BadParameter, NotFound, Unauthorized
from realtime.pages.console import charts, view_model
from realtime.pages.templating import render
from realtime.service import service_of

_HEADERS = {"cache-control": "no-store", "referrer-policy": "same-origin"}
MAX_ITEMS = 200
MAX_DECISIONS = 100
CHART_DAYS = 30
OUTBOX_SECONDS = 2.0
"""For the feed's figures at most."""

Page = Callable[[Request, Reader], Awaitable[Response]]


def guarded(scopes: tuple[str, ...]) -> Callable[[Page], Callable[[Request], Awaitable[Response]]]:
    """For holders of these scopes: others are led to `/signin`, or told that it is not for them."""

    def guard(page: Page) -> Callable[[Request], Awaitable[Response]]:
        @wraps(page)
        async def guarded_page(request: Request) -> Response:
            try:
                reader = await holder(request, scopes)
            except Unauthorized as error:
                kept = {name: value for name, value in error.headers.items() if name == "set-cookie"}
                return RedirectResponse("/signin", 303, _HEADERS | kept)
            except BadParameter as error:
                return await _render(request, Reader(), "refused", {"message": str(error)}, error.status)
            return await page(request, reader)

        return guarded_page

    return guard


@guarded(MODERATORS)
async def queue(request: Request, reader: Reader) -> Response:
    """`GET /admin`: what waits, and the first of it."""
    async with service_of(request).database.connection() as connection:
        found = json.loads(await contract.queue(connection, MAX_ITEMS))
    chosen = await _first(request, found)
    return await _render(request, reader, "queue", {"queue": found, **chosen})


@guarded(MODERATORS)
async def item(request: Request, reader: Reader) -> Response:
    """`GET /admin/items/{id}`: one event, or with `other` two side by side; `part` is the article alone."""
    context = await _item(request, request.path_params["id"], request.query_params.get("other"))
    return await _render(request, reader, "item" if "part" in request.query_params else "one", context)


@guarded(MODERATORS)
async def decisions(request: Request, reader: Reader) -> Response:
    """`GET /admin/decisions`: what was decided, the latest first; any of it can be undone."""
    before = integer(request.query_params, "before", MAX_VERSION, MAX_VERSION)
    async with service_of(request).database.connection() as connection:
        found = json.loads(await contract.recent(connection, before, MAX_DECISIONS))
    older = found[-1]["version"] if len(found) == MAX_DECISIONS else None
    return await _render(request, reader, "decisions", {"decisions": found, "older": older})


@guarded(MODERATORS)
async def reports(request: Request, reader: Reader) -> Response:
    """`GET /admin/reports`: what was said of places in the last day, and what comes of it."""
    async with service_of(request).database.connection() as connection:
        found = json.loads(await contract.places_reported(connection, MAX_PLACES))
    zone = (await area_of(service_of(request), QueryParams())).zone.key
    words = {
        "outcome": partial(view_model.outcome, zone=zone),
        "said": view_model.said,
        "counting": view_model.counting,
        "decided": partial(view_model.decided, zone=zone),
    }
    return await _render(request, reader, "reports", {"places": found, **words})


@guarded(MODERATORS)
async def sources(request: Request, reader: Reader) -> Response:
    """`GET /admin/sources`: the board."""
    async with service_of(request).database.connection() as connection:
        found = json.loads(await contract.sources(connection, None))
    airflow = service_of(request).settings.airflow_url.rstrip("/")
    shown = airflow if airflow.startswith(("https://", "http://")) else ""
    return await _render(request, reader, "sources", {"sources": found, "airflow": shown})


@guarded(MODERATORS)
async def figures(request: Request, reader: Reader) -> Response:
    """`GET /admin/figures`: what was found and how it was judged, day by day, and how fresh the sources are."""
    async with service_of(request).database.connection() as connection:
        found = json.loads(await contract.charts(connection, CHART_DAYS))
        waiting, seconds = await shared.feed_outbox(connection, OUTBOX_SECONDS)
    about = {"days": CHART_DAYS, "asOf": found["asOf"], "freshness": found["freshness"]}
    drawn = {"charts": charts.charts_of(found, CHART_DAYS), "feed": {"waiting": int(waiting), "seconds": seconds}}
    return await _render(request, reader, "charts", about | drawn)


@guarded(ADMINS)
async def tokens(request: Request, reader: Reader) -> Response:
    """`GET /admin/tokens`: who may moderate and administer, and what was done with it."""
    async with service_of(request).database.connection() as connection:
        found, log = json.loads(await contract.tokens(connection)), json.loads(await contract.log(connection, 50))
    return await _render(request, reader, "tokens", {"tokens": found, "log": log})


async def _first(request: Request, queue: dict[str, Any]) -> dict[str, Any]:
    """The first item; those before it that went, or became one event, since the queue was read leave it."""
    while queue["items"]:
        first = queue["items"][0]
        try:
            return await _item(request, first["event"], first.get("other"))
        except NotFound:
            del queue["items"][0]
            queue["total"] -= 1
    return {}


async def _item(request: Request, wanted: str, beside: str | None) -> dict[str, Any]:
    one = await event_of(request, event_id(wanted))
    other = await event_of(request, event_id(beside)) if beside else None
    pair = next((pair for pair in one["pairs"] if other and pair["other"] == other["id"]), None)
    if other and other["id"] == one["id"]:
        raise NotFound("other", "The two are one event by now.")
    return {
        "one": one,
        "other": other,
        "rows": view_model.rows(one, other),
        "waterfall": view_model.waterfall(pair) if pair else None,
    }


async def _render(request: Request, reader: Reader, page: str, context: dict[str, Any], status: int = 200) -> Response:
    area = await area_of(service_of(request), QueryParams())
    given = {
        "reader": reader,
        "page": page,
        "when": partial(view_model.when, zone=area.zone.key),
        "reasons": view_model.REASONS,
        "days_off": view_model.DAYS_OFF,
    }
    return render(request, f"console/{page}.html", given | context, status, _HEADERS)
