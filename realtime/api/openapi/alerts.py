"""What the document says of `/api/alerts`: being told of events."""

from __future__ import annotations

from typing import Any

from realtime.api.openapi import parameters
from realtime.api.openapi.json_schema import COUNT, ID, OBJECT, TEXT, Schema
from realtime.api.openapi.operation import JSON, operation, refusal

_BEARER: list[dict[str, list[str]]] = [{"alerts": []}]
SECURITY = {
    "alerts": {"type": "http", "scheme": "bearer", "description": "The word in the links of one's messages."},
}
_WRITE = {415: "Send JSON.", 422: "A member of the body is wrong: which one, and how."}
_CLOCK: Schema = {"type": ["string", "null"], "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
_SETTINGS: dict[str, Schema] = {
    "language": {"enum": ["en", "kn"]},
    "zone": {**TEXT, "description": "Of quiet hours and digests; that of the area unless sent."},
    "quietFrom": {**_CLOCK, "description": "Nothing is sent from here until `quietUntil`; `null` ends it."},
    "quietUntil": _CLOCK,
    "digestHour": {
        "type": ["integer", "null"], "minimum": 0, "maximum": 23,
        "description": "One message a day at this hour, in place of one at once.",
    },
    "maxPerDay": {"type": "integer", "minimum": 1, "maximum": 100},
}  # fmt: skip
_CHANGES: dict[str, Schema] = {
    "name": {"type": "string", "minLength": 1, "maxLength": 200},
    "filter": {
        "type": ["string", "object"],
        "description": "The parameters of a list, as in its address (`category=music&q=jazz`) or as an object.",
    },
    "kinds": {
        "type": "array", "minItems": 1,
        "items": {"enum": ["new", "moved", "cancelled", "postponed", "price", "sold_out", "soon"]},
    },
}  # fmt: skip
_ALERT: dict[str, Schema] = {**_CHANGES, "event": {**ID, "description": "In place of a filter: the event to follow."}}
_NEW: dict[str, Schema] = {
    "channel": {"enum": ["page", "push", "email", "webhook"]},
    "email": {"type": "string", "maxLength": 255},
    "subscription": {**OBJECT, "description": "What the browser's `PushSubscription` gives as JSON."},
    "webhook": {
        "type": "object", "required": ["url", "secret"],
        "properties": {"url": TEXT, "secret": {"type": "string", "minLength": 16, "maxLength": 200}},
    },
    **_ALERT, **_SETTINGS,
}  # fmt: skip


def paths() -> dict[str, Any]:
    """The addresses with their calls."""
    one = [parameters.path("id", "An alert's id.", ID)]
    window = [
        parameters.asked("after", "Only what came after this id.", COUNT),
        parameters.asked("limit", "How many at most.", {"type": "integer", "minimum": 1, "maximum": 200}),
    ]
    created = {
        201: _json("It is kept, with the `token` of who may change it; of a program `confirmed` once it has answered."),
        202: _json("Its holder is asked by e-mail, whatever is known of the address."),
    }
    added = {201: _json("It is kept.")}
    gone = {204: {"description": "It is gone."}}
    channels = {200: _json("The channels, and the key that push wants.")}
    return {
        "/api/alerts/channels": {"get": operation("listAlertChannels", "How one can be told", channels, [], ())},
        "/api/alerts": {
            "get": _call("listAlerts", "What one is told of"),
            "post": _call("beginAlerts", "Be told", created, body=_NEW, security=[{}], refusals=(403, 404)),
            "delete": _call("eraseAlerts", "Erase all that is kept of oneself", gone),
        },
        "/api/alerts/more": {"post": _call("addAlert", "Be told of more", added, body=_ALERT)},
        "/api/alerts/{id}": {
            "patch": _call("changeAlert", "Change an alert", asks=one, body=_CHANGES, refusals=(404,)),
            "delete": _call("removeAlert", "Take an alert away", gone, one, refusals=(404,)),
        },
        "/api/alerts/settings": {"patch": _call("changeAlertSettings", "How one is told", body=_SETTINGS)},
        "/api/alerts/told": {"get": _call("listTold", "What one was told", asks=window)},
        "/api/alerts/export": {"get": _call("exportAlerts", "All that is kept of oneself")},
        "/api/alerts/confirm": {"post": _call("confirmAlerts", "Say yes")},
        "/api/alerts/unsubscribe": {"post": _call("unsubscribe", "Be told nothing more")},
        "/api/alerts/resubscribe": {"post": _call("resubscribe", "Be told again")},
    }


def _call(
    name: str,
    about: str,
    answers: dict[int, Any] | None = None,
    asks: list[dict[str, Any]] | None = None,
    *,
    body: dict[str, Schema] | None = None,
    security: list[dict[str, list[str]]] = _BEARER,
    refusals: tuple[int, ...] = (),
) -> dict[str, Any]:
    found = dict(answers or {200: _json("As it is now.")})
    if body is None:
        return operation(name, about, found, asks or [], (401, 503, *refusals), security=security)
    found |= {status: refusal(why, status) for status, why in _WRITE.items()}
    sent = {"type": "object", "properties": body, "additionalProperties": False}
    return operation(
        name, about, found, asks or [], (401, 503, *refusals), security=security,
        requestBody={"required": True, "content": {JSON: {"schema": sent}}},
    )  # fmt: skip


def _json(about: str) -> dict[str, Any]:
    return {"description": about, "content": {JSON: {"schema": OBJECT}}}
