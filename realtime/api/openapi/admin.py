"""What the document says of `/api/admin`: deciding on events, the sources' board, tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from realtime.api.bodies import (
    Body,
    DecisionBody,
    DecisionsBody,
    PresenceBody,
    PreviewBody,
    RemovalsBody,
    RevocationBody,
    SourceBody,
    TokenBody,
    TriggerBody,
)
from realtime.api.openapi.json_schema import COUNT, ID, TEXT, record
from realtime.api.openapi.operation import JSON, operation, refusal, text

Call = tuple[str, str, dict[str, Any]]
"""Below `/api/admin/`: the address, the method, the call."""

MODERATORS, ADMINS, ALL_SCOPES = "moderators", "administrators", "moderators, and the source's own token"
_HOLDER: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
_READ = (401, 403, 503)
_WRITE = {413: "The body is too long.", 415: "Send JSON.", 422: "A member of the body is wrong: which one, and how."}
_CONFLICT = {409: "Somebody else has decided since: `conflict` has what, or how many removals are held by now."}


def paths() -> dict[str, Any]:
    """The addresses with their calls; each states whose tokens it takes."""
    found: dict[str, Any] = {}
    for address, method, call in (*_moderation(), *_sources(), *_tokens()):
        found.setdefault(f"/api/admin/{address}", {})[method] = call
    return found


def _moderation() -> Iterator[Call]:
    event, decision = _in_path("id", "An event's id.", ID), _in_path("id", "A decision's id.", ID)
    number, limit = _in_path("id", "A request's id.", COUNT), _in_query("limit", "How many at most.")
    before = _in_query("before", "A version: only earlier ones.")
    asked = {202: _json("What it would change is asked of the pipeline; `request` is where the answer will be.")}
    told = {204: {"description": "Others are told."}}
    stream = {200: text("Server-sent events `present`, `decided`, `missed`.", "text/event-stream")}
    yield "queue", "get", _reading("getQueue", "What waits for a person", MODERATORS, [limit])
    yield "events/{id}", "get", _reading("getModeratedEvent", "An event as moderators see it", MODERATORS, [event], 404)
    decide = _writing("decide", "Decide on an event", MODERATORS, [event], DecisionBody, asked | _conflicts(), 404)
    yield "events/{id}/decisions", "post", decide
    yield "decisions", "get", _reading("listDecisions", "What was decided lately", MODERATORS, [limit, before])
    about = "Decide on many events at once"
    yield "decisions", "post", _writing("decideOnMany", about, MODERATORS, [], DecisionsBody, {})
    about = "Take a decision back"
    revoke = _writing("revokeDecision", about, MODERATORS, [decision], RevocationBody, asked | _conflicts(), 404)
    yield "decisions/{id}/revoke", "post", revoke
    yield "requests/{id}", "get", _reading("getRequest", "How a request stands", MODERATORS, [number], 404)
    place, report = _in_path("id", "A place's id.", ID), _in_path("id", "A report's id.", ID)
    about = "What people report of a place"
    yield "places/{id}/reports", "get", _reading("listPlaceReports", about, MODERATORS, [place], 404)
    removed = {204: {"description": "It is out, and the others say anew how the place is."}}
    about, why = "Take a report out", _in_query("reason", "Why, if anybody is to know.", TEXT)
    yield "reports/{id}", "delete", _holding("removeReport", about, MODERATORS, removed, [report, why], (*_READ, 404))
    about = "The places of which somebody has reported"
    yield "reports", "get", _reading("listReportedPlaces", about, MODERATORS, [limit])
    again = {204: {"description": "It counts again."}}
    about = "Count a report again"
    yield "reports/{id}/restore", "post", _writing("restoreReport", about, MODERATORS, [report], Body, again, 404)
    about = "What others decide and look at"
    yield "live", "get", _holding("followConsole", about, MODERATORS, stream, [], (*_READ, 429))
    yield "presence", "post", _writing("see", "Say what one looks at", MODERATORS, [], PresenceBody, told)


def _sources() -> Iterator[Call]:
    slug = _in_path("slug", "A source.", TEXT)
    asked = {202: _json("It is asked of the pipeline; `request` is where the answer will be.")}
    yield "sources", "get", _reading("listSources", "How the sources stand", ALL_SCOPES, [])
    yield "sources", "post", _writing("addSource", "Add what a preview found", ADMINS, [], SourceBody, asked)
    about = "What an address would bring"
    yield "sources/preview", "post", _writing("previewAddress", about, MODERATORS, [], PreviewBody, asked)
    for what, name, about in (("pause", "pauseSource", "Read a source no more"), ("resume", "resumeSource", "Again")):
        yield f"sources/{{slug}}/{what}", "post", _writing(name, about, MODERATORS, [slug], Body, {}, 404)
    about = "What it no longer lists is gone"
    gone = _writing("confirmRemovals", about, MODERATORS, [slug], RemovalsBody, _conflicts(), 404)
    yield "sources/{slug}/gone", "post", gone
    fetch = _writing("fetchSource", "Read it now", ALL_SCOPES, [slug], Body, {}, 404)
    yield "sources/{slug}/fetch", "post", fetch
    trigger = _writing("triggerFetch", "Read a source now", ALL_SCOPES, [], TriggerBody, {}, 404)
    yield "trigger-fetch", "post", trigger


def _tokens() -> Iterator[Call]:
    token, limit = _in_path("id", "A token's id.", ID), _in_query("limit", "How many at most.")
    created = {201: _json("The token, which is shown this once.", record("A token.", token=TEXT, id=ID))}
    over = {204: {"description": "It is taken back, with its sessions."}}
    yield "tokens", "get", _reading("listTokens", "All tokens", ADMINS, [])
    yield "tokens", "post", _writing("issueToken", "Make a token", ADMINS, [], TokenBody, created)
    yield "tokens/{id}", "delete", _holding("revokeToken", "Take it back", ADMINS, over, [token], (*_READ, 404))
    yield "log", "get", _reading("getLog", "What was done to tokens and sources", ADMINS, [limit])


def _reading(name: str, about: str, whose: str, asks: list[dict[str, Any]], *refusals: int) -> dict[str, Any]:
    return _holding(name, about, whose, {200: _json("It.")}, asks, (*_READ, *refusals))


def _writing(
    name: str, about: str, whose: str, asks: list[dict[str, Any]], body: type[BaseModel], answers: dict[int, Any],
    *refusals: int,
) -> dict[str, Any]:  # fmt: skip
    wrong = {status: refusal(words, status) for status, words in _WRITE.items()}
    done = {} if set(answers) & {201, 204} else {200: _json("It is done.")}
    taken = {"required": True, "content": {JSON: {"schema": _schema(body)}}}
    return _holding(name, about, whose, done | answers | wrong, asks, (*_READ, *refusals), requestBody=taken)


def _holding(
    name: str, about: str, whose: str, answers: dict[int, Any], asks: list[dict[str, Any]], refusals: tuple[int, ...],
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    return operation(name, about, answers, asks, refusals, security=_HOLDER, description=f"For {whose}.", **more)


def _conflicts() -> dict[int, Any]:
    return {status: refusal(words, status) for status, words in _CONFLICT.items()}


def _json(about: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"description": about, "content": {JSON: {"schema": schema or {}}}}


def _schema(body: type[BaseModel]) -> dict[str, Any]:
    """As pydantic has it; none of these refers to another."""
    return {name: value for name, value in body.model_json_schema().items() if name != "title"}


def _in_path(name: str, about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _in_query(name: str, about: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    taken = schema or {**COUNT, "minimum": 1}
    return {"name": name, "in": "query", "required": False, "description": about, "schema": taken}
