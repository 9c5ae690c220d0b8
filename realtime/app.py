"""The application: its routes, and the tasks in the background."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.routing import Route, WebSocketRoute

from realtime.admin import routes as admin
from realtime.alerts import routes as alerts
from realtime.answers.compression import Compression
from realtime.answers.request_ids import HEADER as REQUEST_ID
from realtime.answers.request_ids import RequestIds
from realtime.api import counts, health, images, popularity, rest, sources, understanding
from realtime.api.details import directory
from realtime.api.details import events as event_details
from realtime.api.files import endpoints as files
from realtime.api.files.formats import FORMATS
from realtime.api.incoming import submissions, webhooks
from realtime.api.mcp import endpoint as mcp
from realtime.api.ogc import routes as ogc
from realtime.api.openapi import endpoints as openapi
from realtime.api.refusals import problems
from realtime.api.refusals.wellformed import WellFormedRequests
from realtime.auth import session
from realtime.errors import BadParameter, Unavailable
from realtime.limits import memory
from realtime.limits.request_rate import RequestRate
from realtime.live import poll, sse, ws
from realtime.live.shutdown import on_shutdown_signal
from realtime.pages import alerts as alert_pages
from realtime.pages import api, assets, signin, submit, views
from realtime.pages import sources as source_pages
from realtime.pages.console import pages as console
from realtime.pages.places import page as place_pages
from realtime.pages.places import reports as place_reports
from realtime.places import endpoints as places
from realtime.places import reports
from realtime.security import CrossOriginHeaders, SecurityHeaders
from realtime.service import Service, build
from realtime.settings import ServiceSettings, service_settings
from realtime.weather import endpoints as weather

ROUTES = [
    Route("/", views.index),
    Route("/e/{id}", views.event),
    Route("/images/{name}", images.image),
    Route("/static/live.js", assets.live_client),
    Route("/static/{version}/{file:path}", assets.versioned),
    Route("/favicon.ico", assets.icon),
    Route("/api/events", rest.discovered),
    Route("/sw.js", assets.service_worker),
    Route("/manifest.webmanifest", assets.manifest),
    Route("/api/events/discovered", rest.discovered),
    *(Route(f"/api/events/discovered.{suffix}", files.list_file(suffix)) for suffix in FORMATS),
    *ogc.ROUTES,
    Route(mcp.PATH, mcp.mcp, methods=["POST"]),
    Route("/api/facets", counts.facets),
    Route("/api/understand", understanding.understood),
    Route("/api/calendar", counts.calendar),
    Route("/api/map", counts.points),
    Route("/api/events/live", sse.live),
    Route("/api/events/trending", popularity.trending),
    Route("/api/events/{id}.ics", files.event_file),
    Route("/api/events/{id}", rest.event),
    Route("/api/events/{id}/history", event_details.history),
    Route("/api/events/{id}/similar", event_details.similar),
    Route("/api/venues", directory.venues),
    Route("/api/venues/{id}", directory.venue),
    Route("/api/places", places.places),
    Route("/api/places/{id}", places.place),
    Route("/api/places/{id}/status", places.status),
    Route("/api/places/{id}/reports", reports.token),
    Route("/api/places/{id}/reports", reports.send, methods=["POST"]),
    Route("/api/organizers", directory.organizers),
    Route("/api/organizers/{id}", directory.organizer),
    Route("/api/events/{id}/views", popularity.view, methods=["POST"]),
    Route("/api/events/{id}/shares", popularity.share, methods=["POST"]),
    Route("/api/changes", poll.changes),
    Route("/api/areas/{code}", rest.area),
    Route("/api/weather/{area}", weather.weather),
    Route("/api/webhooks/{source}", webhooks.receive, methods=["POST"]),
    Route("/api/submissions", submissions.token),
    Route("/api/submissions", submissions.send, methods=["POST"]),
    Route("/api/sources/{slug}", sources.report),
    Route("/sources/{slug}", source_pages.page),
    Route("/places/{id}", place_pages.page),
    Route("/places/{id}/reports", place_reports.send, methods=["POST"]),
    *alerts.ROUTES,
    *admin.ROUTES,
    Route("/admin", console.queue),
    Route("/admin/items/{id}", console.item),
    Route("/admin/decisions", console.decisions),
    Route("/admin/reports", console.reports),
    Route("/admin/sources", console.sources),
    Route("/admin/figures", console.figures),
    Route("/admin/tokens", console.tokens),
    Route("/alerts/{token}", alert_pages.page),
    Route("/alerts/{token}/export", alert_pages.export),
    Route("/alerts/{token}/{action}", alert_pages.change, methods=["POST"]),
    Route("/submit", submit.page),
    Route("/submit", submit.send, methods=["POST"]),
    Route("/signin", signin.page),
    Route("/signin", signin.enter, methods=["POST"]),
    Route("/signout", signin.leave, methods=["POST"]),
    Route("/api/session", session.who),
    Route("/api/session", session.begin, methods=["POST"]),
    Route("/api/session", session.end, methods=["DELETE"]),
    Route("/api", api.page),
    Route("/api/docs", api.page),
    Route("/api/openapi.json", openapi.openapi),
    Route("/api/schemas/live-v1.json", openapi.live_schemas),
    WebSocketRoute("/ws", ws.live),
    Route("/health", health.health),
    Route("/health/live", health.alive),
    Route("/metrics", health.metrics),
]


def create_app(settings: ServiceSettings | None = None) -> Starlette:
    """The application for some settings, those of the environment by default; it connects when it starts."""
    chosen = settings or service_settings()

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        service = app.state.service = build(chosen)
        async with _running(service):
            yield {"sockets": service.sockets}

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=[
            Middleware(RequestIds),
            Middleware(SecurityHeaders, airflow_url=chosen.airflow_url),
            Middleware(WellFormedRequests),
            Middleware(
                CrossOriginHeaders,
                allow_origins=chosen.allowed_origins,
                # sessions are only for origins that are named
                allow_credentials="*" not in chosen.allowed_origins,
                allow_methods=["GET", "HEAD"],
                allow_headers=["Authorization", "Cache-Control", "If-None-Match", "Last-Event-ID", REQUEST_ID],
                expose_headers=[
                    rest.CURSOR,
                    files.TOTAL,
                    files.TRUNCATED,
                    "ETag",
                    "Link",
                    "Retry-After",
                    "RateLimit",
                    "RateLimit-Policy",
                    REQUEST_ID,
                ],
            ),
            Middleware(RequestRate, per_minute=chosen.requests_per_minute),
            Middleware(Compression),
        ],
        exception_handlers={
            BadParameter: problems.refused,
            Unavailable: problems.unavailable,
            ClientDisconnect: problems.gone,
            HTTPException: views.unknown,
            Exception: problems.unknown,
        },
    )
    # the redirect to an address without its last slash would repeat whatever `Host` was sent
    app.router.redirect_slashes = False
    return app


@contextlib.asynccontextmanager
async def _running(service: Service) -> AsyncIterator[None]:
    await service.database.open()
    memory.configure()
    background = (
        service.follower.run(), service.hub.watch(), memory.watch(), service.control.run(), service.revocations.run(),
    )  # fmt: skip
    tasks = [asyncio.create_task(one) for one in background]

    async def leave() -> None:
        service.presence.end()
        await service.hub.drain()

    try:
        with on_shutdown_signal(leave):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await service.database.close()


app = create_app()
