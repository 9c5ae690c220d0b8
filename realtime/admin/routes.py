"""The addresses of `/api/admin`."""

from __future__ import annotations

from starlette.routing import Route

from realtime.admin import consoles, moderation, places, sources, tokens

PREFIX = "/api/admin"

ROUTES = [
    Route(f"{PREFIX}/queue", moderation.queue),
    Route(f"{PREFIX}/events/{{id}}", moderation.event),
    Route(f"{PREFIX}/events/{{id}}/decisions", moderation.decide, methods=["POST"]),
    Route(f"{PREFIX}/decisions", moderation.recent),
    Route(f"{PREFIX}/decisions", moderation.decide_many, methods=["POST"]),
    Route(f"{PREFIX}/decisions/{{id}}/revoke", moderation.revoke, methods=["POST"]),
    Route(f"{PREFIX}/requests/{{id}}", moderation.request_state),
    Route(f"{PREFIX}/sources", sources.board),
    Route(f"{PREFIX}/sources", sources.add, methods=["POST"]),
    Route(f"{PREFIX}/sources/preview", sources.preview, methods=["POST"]),
    Route(f"{PREFIX}/sources/{{slug}}/pause", sources.pause, methods=["POST"]),
    Route(f"{PREFIX}/sources/{{slug}}/resume", sources.resume, methods=["POST"]),
    Route(f"{PREFIX}/sources/{{slug}}/gone", sources.confirm_removals, methods=["POST"]),
    Route(f"{PREFIX}/sources/{{slug}}/fetch", sources.fetch, methods=["POST"]),
    Route(f"{PREFIX}/trigger-fetch", sources.trigger, methods=["POST"]),
    Route(f"{PREFIX}/tokens", tokens.tokens),
    Route(f"{PREFIX}/tokens", tokens.issue, methods=["POST"]),
    Route(f"{PREFIX}/tokens/{{id}}", tokens.revoke, methods=["DELETE"]),
    Route(f"{PREFIX}/places/{{id}}/reports", places.reports),
    Route(f"{PREFIX}/reports", places.reported),
    Route(f"{PREFIX}/reports/{{id}}/restore", places.restore, methods=["POST"]),
    Route(f"{PREFIX}/reports/{{id}}", places.remove, methods=["DELETE"]),
    Route(f"{PREFIX}/log", tokens.log),
    Route(f"{PREFIX}/live", consoles.live),
    Route(f"{PREFIX}/presence", consoles.see, methods=["POST"]),
]
