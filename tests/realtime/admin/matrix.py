"""Every call of `/api/admin`, by whom it may be made, and a body that it takes."""

from __future__ import annotations

from typing import Any, NamedTuple

EVENT = "3f2b0a0e-0000-4000-8000-000000000000"
MODERATORS = frozenset({"admin", "moderator"})
ADMINS = frozenset({"admin"})


class Call(NamedTuple):
    method: str
    path: str
    scopes: frozenset[str]
    body: dict[str, Any] | None = None


CALLS = [
    Call("GET", "/api/admin/queue", MODERATORS),
    Call("GET", f"/api/admin/events/{EVENT}", MODERATORS),
    Call("POST", f"/api/admin/events/{EVENT}/decisions", MODERATORS, {"kind": "approve", "expected": 0}),
    Call("GET", "/api/admin/decisions", MODERATORS),
    Call("POST", "/api/admin/decisions", MODERATORS, {"kind": "approve", "events": [[EVENT, 0]]}),
    Call("POST", f"/api/admin/decisions/{EVENT}/revoke", MODERATORS, {}),
    Call("GET", "/api/admin/requests/1", MODERATORS),
    Call("GET", "/api/admin/sources", MODERATORS | {"source"}),
    Call("POST", "/api/admin/sources", ADMINS, {"preview": 1, "name": "Hall"}),
    Call("POST", "/api/admin/sources/preview", MODERATORS, {"address": "https://hall.example/feed"}),
    Call("POST", "/api/admin/sources/hall/pause", MODERATORS, {}),
    Call("POST", "/api/admin/sources/hall/resume", MODERATORS, {}),
    Call("POST", "/api/admin/sources/hall/gone", MODERATORS, {"count": 1}),
    Call("POST", "/api/admin/sources/hall/fetch", MODERATORS | {"source"}, {}),
    Call("POST", "/api/admin/trigger-fetch", MODERATORS | {"source"}, {"source": "hall"}),
    Call("GET", "/api/admin/tokens", ADMINS),
    Call("POST", "/api/admin/tokens", ADMINS, {"name": "ravi", "scope": "moderator"}),
    Call("DELETE", f"/api/admin/tokens/{EVENT}", ADMINS),
    Call("GET", "/api/admin/log", ADMINS),
    Call("GET", "/api/admin/live", MODERATORS),
    Call("POST", "/api/admin/presence", MODERATORS, {}),
]
