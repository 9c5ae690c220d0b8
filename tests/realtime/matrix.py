"""Every call of the service, and who is let in: a new route has its row here, or a test fails."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from realtime.pages.assets import ADDRESS

EVENT = "3f2b0a0e-0000-4000-8000-000000000000"
MODERATORS = frozenset({"admin", "moderator"})
OPERATORS = MODERATORS | {"source"}
ADMINS = frozenset({"admin"})

Access = Literal["anyone", "reader", "bearer", "signature", "holder", "page"]
"""Who is let in: anyone, whatever they bring; readers, whose token has to hold where they bring one; bearers of a token
that holds, without a cookie; who has signed the body; holders of one of the scopes; the same for a page, which leads
others to `/signin`."""


class Call(NamedTuple):
    """One call. What is `ours` may be asked for by no page of another site, whatever is brought."""

    method: str
    route: str
    access: Access = "anyone"
    scopes: frozenset[str] = frozenset()
    body: dict[str, Any] | None = None
    ours: bool = False
    headers: dict[str, str] = {}  # noqa: RUF012 - a default that nothing changes

    @property
    def path(self) -> str:
        """An address of the route."""
        found = self.route
        for part, value in PARTS.items():
            found = found.replace(part, value)
        return found


PARTS = {
    "requests/{id}": "requests/1", "{id}": EVENT, "{slug}": "hall", "{source}": "hall", "{code}": "indiranagar",
    "{area}": "indiranagar",
    "{token}": "none", "{action}": "confirm",
    "/static/{version}/{file:path}": f"{ADDRESS}/page.css", "{name}": "none.webp",
}  # fmt: skip


def _open(*routes: str) -> list[Call]:
    return [Call("GET", route) for route in routes]


def _pages(scopes: frozenset[str], *routes: str) -> list[Call]:
    return [Call("GET", route, "page", scopes) for route in routes]


def _admin(method: str, path: str, scopes: frozenset[str] = MODERATORS, body: dict[str, Any] | None = None) -> Call:
    return Call(method, f"/api/admin/{path}", "holder", scopes, body, method != "GET")


ADMIN_CALLS = [
    _admin("GET", "queue"),
    _admin("GET", "events/{id}"),
    _admin("POST", "events/{id}/decisions", MODERATORS, {"kind": "approve", "expected": 0}),
    _admin("GET", "decisions"),
    _admin("POST", "decisions", MODERATORS, {"kind": "approve", "events": [[EVENT, 0]]}),
    _admin("POST", "decisions/{id}/revoke", MODERATORS, {}),
    _admin("GET", "requests/{id}"),
    _admin("GET", "places/{id}/reports"),
    _admin("GET", "reports"),
    _admin("POST", "reports/{id}/restore", MODERATORS, {}),
    _admin("DELETE", "reports/{id}"),
    _admin("GET", "sources", OPERATORS),
    _admin("POST", "sources", ADMINS, {"preview": 1, "name": "Hall"}),
    _admin("POST", "sources/preview", MODERATORS, {"address": "https://hall.example/feed"}),
    _admin("POST", "sources/{slug}/pause", MODERATORS, {}),
    _admin("POST", "sources/{slug}/resume", MODERATORS, {}),
    _admin("POST", "sources/{slug}/gone", MODERATORS, {"count": 1}),
    _admin("POST", "sources/{slug}/fetch", OPERATORS, {}),
    _admin("POST", "trigger-fetch", OPERATORS, {"source": "hall"}),
    _admin("GET", "tokens", ADMINS),
    _admin("POST", "tokens", ADMINS, {"name": "ravi", "scope": "moderator"}),
    _admin("DELETE", "tokens/{id}", ADMINS),
    _admin("GET", "log", ADMINS),
    _admin("GET", "live"),
    _admin("POST", "presence", MODERATORS, {}),
]

DELIVERED = {"jatre-delivery": "one", "jatre-timestamp": "1700000000", "jatre-signature": f"sha256={'0' * 64}"}
CALLS = [
    *_open("/", "/e/{id}", "/images/{name}", "/favicon.ico", "/sw.js"),
    *_open("/static/live.js", "/static/{version}/{file:path}"),
    *_open("/manifest.webmanifest", "/api", "/api/docs", "/api/openapi.json", "/api/schemas/live-v1.json"),
    *_open("/health", "/health/live", "/metrics", "/submit", "/sources/{slug}", "/api/sources/{slug}"),
    *_open("/api/events", "/api/events/discovered", "/api/events/discovered.ics", "/api/events/discovered.rss"),
    *_open("/api/events/discovered.geojson", "/api/events/discovered.csv", "/api/events/trending"),
    *_open(
        "/api/facets",
        "/api/understand",
        "/api/calendar",
        "/api/map",
        "/api/areas/{code}",
        "/api/weather/{area}",
        "/api/submissions",
    ),
    *_open("/api/events/{id}", "/api/events/{id}.ics", "/api/events/{id}/history", "/api/events/{id}/similar"),
    *_open("/api/ogc", "/api/ogc/conformance", "/api/ogc/collections", "/api/ogc/collections/events"),
    *_open("/api/ogc/collections/events/items", "/api/ogc/collections/events/items/{id}"),
    *_open("/api/venues", "/api/venues/{id}", "/api/organizers", "/api/organizers/{id}"),
    *_open("/api/places", "/api/places/{id}", "/api/places/{id}/status", "/places/{id}"),
    Call("POST", "/mcp", ours=True, body={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
    Call("POST", "/api/events/{id}/views"),
    Call("POST", "/api/events/{id}/shares"),
    Call("POST", "/api/submissions", ours=True, body={"title": "Jazz"}),
    Call("POST", "/submit", ours=True),
    Call("POST", "/places/{id}/reports", ours=True),
    Call("GET", "/api/places/{id}/reports"),
    Call("POST", "/api/places/{id}/reports", "reader", ours=True, body={"said": "busy"}),
    Call("POST", "/api/webhooks/{source}", "signature", body={"@type": "Event"}, headers=DELIVERED),
    *_open("/api/alerts/channels", "/alerts/{token}", "/alerts/{token}/export"),
    Call("POST", "/alerts/{token}/{action}"),
    Call("POST", "/api/alerts", ours=True, body={"channel": "page", "filter": {}}),
    *[Call("GET", f"/api/alerts{path}", "signature") for path in ("", "/told", "/export")],
    *[Call("POST", f"/api/alerts/{path}", "signature") for path in ("confirm", "unsubscribe", "resubscribe")],
    Call("POST", "/api/alerts/more", "signature", body={"filter": {}}),
    Call("PATCH", "/api/alerts/settings", "signature", body={}),
    Call("PATCH", "/api/alerts/{id}", "signature", body={}),
    Call("DELETE", "/api/alerts", "signature"),
    Call("DELETE", "/api/alerts/{id}", "signature"),
    Call("GET", "/signin", "reader"),
    Call("POST", "/signin", "signature", ours=True),
    Call("POST", "/signout", ours=True),
    Call("GET", "/api/session", "reader"),
    Call("POST", "/api/session", "bearer", ours=True),
    Call("DELETE", "/api/session", ours=True),
    Call("GET", "/api/changes", "reader"),
    Call("GET", "/api/events/live", "reader"),
    Call("WEBSOCKET", "/ws", "reader"),
    *_pages(MODERATORS, "/admin", "/admin/items/{id}", "/admin/decisions", "/admin/reports"),
    *_pages(MODERATORS, "/admin/sources", "/admin/figures"),
    *_pages(ADMINS, "/admin/tokens"),
    *ADMIN_CALLS,
]
