"""What becomes of errors: each is answered by a problem, with what was sent as a parameter and what is accepted."""

from __future__ import annotations

from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Match

from include.untrusted.cleaning import clean_text
from realtime.answers.problems import DOCUMENTATION, problem, problem_response
from realtime.api.openapi.document import document
from realtime.errors import BadParameter, Unavailable

_MAX_VALUE_CHARS = 100
_NOTED = "Something went wrong here; it has been noted."


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a wrong request: the field, and what to send instead."""
    assert isinstance(error, BadParameter)
    return refusal(request, error)


def refusal(connection: HTTPConnection, error: BadParameter) -> Response:
    """The answer for an error, the same on every transport."""
    told = _parameter(connection, error.field)
    return problem_response(problem(error.status, error.field, str(error), error.kind, **told), error.headers)


async def unavailable(_: Request, error: Exception) -> Response:
    """The answer while there is too much to do, or the database cannot be reached."""
    assert isinstance(error, Unavailable)
    members = problem(503, None, error.detail, error.kind)
    return problem_response(members, {"retry-after": str(error.retry_after)})


async def gone(_: Request, __: Exception) -> Response:
    """Nobody receives the answer: the client left before its request was complete."""
    return Response(status_code=400)


async def unknown(request: Request, error: Exception) -> Response:
    """The answer to an unknown address or method, and to an internal error."""
    status, detail = getattr(error, "status_code", 500), getattr(error, "detail", _NOTED)
    headers = {"allow": ", ".join(_methods(request))} if status == 405 else getattr(error, "headers", None)
    return problem_response(problem(status, None, detail), headers)


def _methods(request: Request) -> list[str]:
    """Those that the address knows: each may have a route of its own, of which the router's error names the first."""
    here = (one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for one in here for method in getattr(one, "methods", None) or ()})


def _parameter(connection: HTTPConnection, field: str) -> dict[str, Any]:
    """What was sent as a documented parameter of the query, its schema, and where to read of it.

    Nothing else is repeated: a header or an unknown parameter may hold a secret.
    """
    operation = _operation(connection)
    if operation is None:
        return {}
    told: dict[str, Any] = {"documentation": f"{DOCUMENTATION}#{operation['operationId']}"}
    for parameter in operation["parameters"]:
        if parameter["name"] == field and parameter["in"] == "query":
            told["accepted"] = {**parameter["schema"], "description": parameter["description"]}
            if field in connection.query_params:
                sent = ",".join(connection.query_params.getlist(field))
                told["value"] = clean_text(sent[:_MAX_VALUE_CHARS])
    return told


def _operation(connection: HTTPConnection) -> dict[str, Any] | None:
    # by the address: two of them may have one endpoint
    routes = (one for one in connection.app.routes if one.matches(connection.scope)[0] is Match.FULL)
    path, method = getattr(next(routes, None), "path", ""), connection.scope.get("method", "GET").lower()
    found: dict[str, Any] | None = document()["paths"].get(path, {}).get("get" if method == "head" else method)
    return found
