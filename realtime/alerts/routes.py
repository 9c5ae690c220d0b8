"""The addresses under `/api/alerts`."""

from __future__ import annotations

from starlette.routing import Route

from realtime.alerts import endpoints

ROUTES = [
    Route("/api/alerts", endpoints.listed),
    Route("/api/alerts", endpoints.create, methods=["POST"]),
    Route("/api/alerts", endpoints.erase, methods=["DELETE"]),
    Route("/api/alerts/more", endpoints.add, methods=["POST"]),
    Route("/api/alerts/channels", endpoints.channels),
    Route("/api/alerts/told", endpoints.told),
    Route("/api/alerts/export", endpoints.export),
    Route("/api/alerts/settings", endpoints.settings, methods=["PATCH"]),
    Route("/api/alerts/confirm", endpoints.confirm, methods=["POST"]),
    Route("/api/alerts/unsubscribe", endpoints.unsubscribe, methods=["POST"]),
    Route("/api/alerts/resubscribe", endpoints.resubscribe, methods=["POST"]),
    Route("/api/alerts/{id}", endpoints.change, methods=["PATCH"]),
    Route("/api/alerts/{id}", endpoints.remove, methods=["DELETE"]),
]
