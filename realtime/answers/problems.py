"""Refusals as problem details (RFC 9457): what is wrong, in one form for every address and transport.

The member `error` with `field` and `message` is what clients were promised before, and stays.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from include.untrusted.cleaning import clean_text
from realtime.answers.request_ids import HEADER
from realtime.logs import request_id

MEDIA_TYPE = "application/problem+json"
DOCUMENTATION = "/api/docs"

PROBLEMS = {
    "bad-parameter": "A parameter is wrong",
    "unauthorized": "The token or session does not hold",
    "forbidden": "This is not for you",
    "private-room": "The room is private",
    "not-found": "There is no such thing",
    "method-not-allowed": "The address knows no such method",
    "late": "The request took too long to come",
    "conflict": "It contradicts what stands",
    "too-large": "The body is too long",
    "address-too-long": "The address is too long",
    "unsupported-type": "The body is of another type",
    "unreadable-body": "The body cannot be taken",
    "too-often": "Too many requests",
    "too-many-connections": "Too many live connections",
    "head-too-large": "The headers are too long",
    "internal-error": "Something went wrong here",
    "busy": "More is asked for than can be done in time",
    "database-away": "The database is away",
    "full": "There is no room for one more connection",
}
"""The kinds of problems with their titles; `type` of a problem leads to its kind on the page of the API."""
_OF_STATUS = {
    400: "bad-parameter", 401: "unauthorized", 403: "forbidden", 404: "not-found", 405: "method-not-allowed",
    408: "late", 409: "conflict", 413: "too-large", 414: "address-too-long", 415: "unsupported-type",
    422: "unreadable-body", 429: "too-often", 431: "head-too-large", 500: "internal-error", 503: "busy",
}  # fmt: skip


def problem(status: int, field: str | None, detail: str, kind: str | None = None, **more: Any) -> dict[str, Any]:
    """The members of a problem; `field` is the parameter, header or member that is wrong, `more` what is told of it.

    Both `field` and `detail` may repeat what was sent, without what would turn or hide what stands beside it.
    """
    field, detail = clean_text(field) if field else field, clean_text(detail)
    kind = kind or _OF_STATUS.get(status)
    told: dict[str, Any] = {
        "type": f"{DOCUMENTATION}#problem-{kind}" if kind else "about:blank",
        "title": PROBLEMS[kind] if kind else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if field is not None:
        told["parameter"] = field
    if request := request_id.get():
        told["requestId"] = request
    return told | more | {"error": {"field": field, "message": detail}}


def problem_response(members: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer for a problem; no cache keeps it."""
    # the answer to an error that nobody expected passes no middleware
    named = {HEADER: members["requestId"]} if "requestId" in members else {}
    all_headers = {"cache-control": "no-store", **named, **(headers or {})}
    return JSONResponse(members, members["status"], all_headers, MEDIA_TYPE)
