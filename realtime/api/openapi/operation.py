"""The description of one call: its parameters, answers and errors."""

from __future__ import annotations

from typing import Any

from realtime.answers.problems import MEDIA_TYPE
from realtime.api.openapi.json_schema import COUNT, TEXT, Schema, ref

JSON = "application/json"
_LATER = {"Retry-After": {"description": "Seconds to wait.", "schema": COUNT}}
_SIGN_IN = {"WWW-Authenticate": {"description": "`Bearer`: what to sign in with.", "schema": TEXT}}
_TOLD = {401: _SIGN_IN, 429: _LATER, 503: _LATER}
MERGED: dict[str, Any] = {
    "description": "It was merged into another one, at `Location`.",
    "headers": {"Location": {"description": "Its address.", "schema": TEXT}},
}
_REFUSALS = {
    400: "A parameter is wrong: which one, and what to send.",
    401: "The token or session does not hold: what to do.",
    403: "The room is private, or the page is another site's.",
    404: "There is no such thing here.",
    414: "The address is too long.",
    429: "Too much at once; see `Retry-After`.",
    503: "The database is away, or there is too much to do; see `Retry-After`.",
}
_ANYWHERE = (400, 414, 429)
"""A malformed request is refused wherever it goes, and so is an address that asks too often."""
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


def tagged(found: dict[str, Any]) -> dict[int, Any]:
    """An answer with an `ETag`, and that a reader has it already, whose headers are the same."""
    return {200: found, 304: {"description": "As you have it.", "headers": found["headers"]}}


def refusal(about: str, status: int) -> dict[str, Any]:
    """A problem."""
    told: dict[str, Any] = {"description": about, "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
    return told | ({"headers": _TOLD[status]} if status in _TOLD else {})


def text(
    about: str, media_type: str, headers: dict[str, Any] | None = None, schema: Schema = TEXT
) -> dict[str, Any]:  # fmt: skip
    """An answer of another type than plain JSON; `schema` is that of what it is read as."""
    return {
        "description": about,
        "content": {media_type: {"schema": schema}},
        **({"headers": headers} if headers else {}),
    }


def operation(
    name: str, about: str, answers: dict[int, Any], asks: list[dict[str, Any]], refusals: tuple[int, ...], **more: Any
) -> dict[str, Any]:
    """One call, with the descriptions that all errors share."""
    refused = {status: refusal(_REFUSALS[status], status) for status in {*refusals, *_ANYWHERE}}
    responses = {str(status): answer for status, answer in sorted({**refused, **answers}.items())}
    return {"operationId": name, "summary": about, "parameters": asks, "responses": responses, **more}
