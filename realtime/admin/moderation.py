"""Decisions on events: the queue, one event, deciding, undoing. The same functions as the commands call.

Every decision states the version that the moderator has seen. When somebody else has decided since, nothing is written
and the answer is 409 with the other's decision.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.edits import checked_patch
from include.errors import ConfigurationError
from include.understand.match import waterfall
from realtime import contract as shared
from realtime.admin import contract
from realtime.admin.holders import MODERATORS, holder, writer
from realtime.answers.problems import problem, problem_response
from realtime.api.bodies import MAX_VERSION, DecisionBody, DecisionsBody, Misfit, RevocationBody, integer, read
from realtime.api.rest import event_id
from realtime.errors import Busy, NotFound
from realtime.service import service_of

NEVER_CACHED = {"cache-control": "no-store"}
MAX_QUEUE_ITEMS = 500
MAX_RECENT = 200


async def queue(request: Request) -> Response:
    """`GET /api/admin/queue`: what waits for a person, the most urgent first."""
    await holder(request, MODERATORS)
    limit = integer(request.query_params, "limit", 50, MAX_QUEUE_ITEMS)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.queue(connection, limit))


async def event(request: Request) -> Response:
    """`GET /api/admin/events/{id}`: an event with its listings, decisions and possible duplicates."""
    await holder(request, MODERATORS)
    return JSONResponse(await event_of(request, event_id(request.path_params["id"])), headers=NEVER_CACHED)


async def event_of(request: Request, wanted: UUID) -> dict[str, Any]:
    """The same as a document; each pair has the `steps` that add up to its probability. Raises: NotFound."""
    async with service_of(request).database.connection() as connection:
        text = await contract.event(connection, wanted)
    if text is None:
        raise NotFound("id", "There is no such event.")
    document: dict[str, Any] = json.loads(text)
    for pair in document["pairs"]:
        pair["steps"] = list(waterfall.steps(pair["fields"]))
    return document


async def recent(request: Request) -> Response:
    """`GET /api/admin/decisions`: what was decided lately, whatever it was about."""
    await holder(request, MODERATORS)
    params = request.query_params
    before = integer(params, "before", MAX_VERSION, MAX_VERSION)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.recent(connection, before, integer(params, "limit", 50, MAX_RECENT)))


async def decide(request: Request) -> Response:
    """`POST /api/admin/events/{id}/decisions`: decide, or with `dryRun` ask what that would change."""
    by = await writer(request, MODERATORS)
    wanted, asked = event_id(request.path_params["id"]), await read(request, DecisionBody)
    details = asked.details()
    if asked.other and asked.otherExpected is None:
        raise Misfit("otherExpected", "State the version of the other event's decisions that the person has seen.")
    if asked.kind == "edit":
        try:
            details["patch"] = checked_patch(asked.patch or {})
        except ConfigurationError as error:
            raise Misfit("patch", f"{error}.") from None
    if asked.dryRun:
        return await _foreseen(request, {"kind": asked.kind, "event": str(wanted), **details}, by.name)
    async with service_of(request).database.connection() as connection:
        answer = json.loads(
            await shared.decision_write(
                connection, asked.kind, wanted, by.name, asked.why, asked.expected, json.dumps(details)
            )
        )
    return outcome(answer)


async def decide_many(request: Request) -> Response:
    """`POST /api/admin/decisions`: one decision on many events; those that others have decided on are left out."""
    by, asked = await writer(request, MODERATORS), await read(request, DecisionsBody)
    events = json.dumps([[str(event), version] for event, version in asked.events])
    more = json.dumps({"until": asked.until.isoformat()} if asked.until else {})
    async with service_of(request).database.connection() as connection:
        answer = json.loads(await contract.decide_many(connection, asked.kind, events, by.name, asked.why, more))
    if "refused" in answer:
        raise Misfit("body", f"{answer['refused'][:1].upper()}{answer['refused'][1:]}.")
    return JSONResponse(answer, headers=NEVER_CACHED)


async def revoke(request: Request) -> Response:
    """`POST /api/admin/decisions/{id}/revoke`: take a decision back, however old, or with `dryRun` ask the same."""
    by = await writer(request, MODERATORS)
    wanted, asked = _decision_id(request.path_params["id"]), await read(request, RevocationBody)
    if asked.dryRun:
        return await _foreseen(request, {"revoke": str(wanted)}, by.name)
    async with service_of(request).database.connection() as connection:
        answer = json.loads(await shared.decision_revoke(connection, wanted, by.name, asked.why))
    return outcome(answer)


async def request_state(request: Request) -> Response:
    """`GET /api/admin/requests/{id}`: how something that was asked for stands, and its answer."""
    await holder(request, MODERATORS)
    text, wanted = None, request.path_params["id"]
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        async with service_of(request).database.connection() as connection:
            text = await contract.request(connection, int(wanted))
    if text is None:
        raise NotFound("id", "There is no such request.")
    return as_text(text)


def outcome(answer: dict[str, Any]) -> Response:
    """The answer of a function that decides: 200, or 404, 409 with the other's decision, 422 with what cannot be."""
    if "missing" in answer:
        raise NotFound("id", f"There is no {answer['missing']}.")
    if "refused" in answer:
        raise Misfit("body", f"{answer['refused'][:1].upper()}{answer['refused'][1:]}.")
    if "conflict" in answer:
        others = answer["conflict"]
        detail = f"{_last(others)} Look at it again, and decide with that in sight."
        return problem_response(problem(409, "expected", detail, conflict=others))
    return JSONResponse(answer, headers=NEVER_CACHED)


def as_text(text: str) -> Response:
    """JSON as the database wrote it; never cached."""
    return Response(text, media_type="application/json", headers=NEVER_CACHED)


async def _foreseen(request: Request, options: dict[str, Any], by: str) -> Response:
    async with service_of(request).database.connection() as connection:
        asked = await contract.consequences(connection, json.dumps(options), by)
    if asked is None:
        raise Busy("Too many requests wait for the pipeline.")
    return JSONResponse({"request": asked}, 202, NEVER_CACHED)


def _decision_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("id", "A decision's id is a UUID.") from None


def _last(others: list[dict[str, Any]]) -> str:
    latest = max(others, key=lambda one: one["version"])
    if latest.get("revokedAt"):
        return f"{latest['revokedBy'] or 'Somebody'} took back what {latest['by']} had decided ({latest['kind']})."
    return f"{latest['by']} has decided: {latest['kind']}."
