"""The description of one call: its parameters, answers and errors."""

from __future__ import annotations

from typing import Any

from realtime.api.openapi.schemas import TEXT, ref

JSON = "application/json"
_REFUSALS = {
    400: "A parameter is wrong: which one, and what to send.",
    401: "The token or session does not hold: what to do.",
    403: "The room is private, or the page is another site's.",
    404: "There is no such thing here.",
    429: "Too much at once; see `Retry-After`.",
    503: "The database is away, or there is too much to do; see `Retry-After`.",
}
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "For programs."},
    "session": {
        "type": "apiKey", "in": "cookie", "name": "__Host-jatre-session",
        "description": "For browsers: `POST /api/session` sets it. Without TLS it is `jatre-session`.",
    },
}  # fmt: skip
ANYBODY: list[dict[str, list[str]]] = [{}, {"token": []}, {"session": []}]
"""A call that is open to all, and answers more to a signed-in reader."""


def answer(about: str, schema: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    """JSON of the schema with that name."""
    return {
        "description": about,
        "content": {JSON: {"schema": ref(schema)}},
        **({"headers": headers} if headers else {}),
    }


def text(about: str, media_type: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    """An answer that is not JSON."""
    return {
        "description": about,
        "content": {media_type: {"schema": TEXT}},
        **({"headers": headers} if headers else {}),
    }


def operation(
    name: str, about: str, answers: dict[int, Any], asks: list[dict[str, Any]], refusals: tuple[int, ...], **more: Any
) -> dict[str, Any]:
    """One call, with the descriptions that all errors share."""
    refused = {status: answer(_REFUSALS[status], "Error") for status in refusals}
    responses = {str(status): answer for status, answer in sorted({**refused, **answers}.items())}
    return {"operationId": name, "summary": about, "parameters": asks, "responses": responses, **more}
