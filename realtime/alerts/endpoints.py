"""Being told of events, by REST: `/api/alerts`. Who is known by the word in the links of their messages, as a bearer.

It is for our own pages and for programs: a page of another site could make its visitors sign up anybody.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.alerts import contract, people
from realtime.alerts.asked import ADDRESSES, ALERT, SETTINGS, read_document
from realtime.api.query import integer, refuse_unknown
from realtime.auth.access import refuse_foreign
from realtime.errors import NotFound

MAX_TOLD = 200
MAX_TOLD_ID = 2**63 - 1
_HEADERS = {"cache-control": "no-store"}
_NEW = ("channel", *filter(None, ADDRESSES.values()), *ALERT, *SETTINGS)


async def channels(request: Request) -> Response:
    """`GET /api/alerts/channels`: how people can be told here, and the key with which browsers subscribe."""
    return _json({"channels": people.offered(request), "pushKey": people.push_key(request)})


async def create(request: Request) -> Response:
    """`POST /api/alerts`: the first alert of somebody; of an address, one that its holder is asked for."""
    refuse_foreign(request)
    word, answer = await people.begin(request, await read_document(request, _NEW))
    if word is None:
        return _json({"confirmed": False}, 202)
    return _json({**answer, "token": word}, 201)


async def add(request: Request) -> Response:
    """`POST /api/alerts/more`: one more alert of somebody who is known."""
    return _json(await people.add(request, _token(request), await read_document(request, ALERT)), 201)


async def listed(request: Request) -> Response:
    """`GET /api/alerts`: how somebody is told, and of what."""
    return _json(await people.listed(request, _token(request)))


async def erase(request: Request) -> Response:
    """`DELETE /api/alerts`: forget somebody."""
    await people.asked(request, _token(request), contract.alerts_erase)
    return Response(status_code=204, headers=_HEADERS)


async def change(request: Request) -> Response:
    """`PATCH /api/alerts/{id}`: another name, filter or kinds."""
    return _json(
        await people.change(
            request, _token(request), _id(request), await read_document(request, ("name", "filter", "kinds"))
        )
    )


async def remove(request: Request) -> Response:
    """`DELETE /api/alerts/{id}`: take one away; the same again finds it gone."""
    alert = _id(request)
    await people.asked(request, _token(request), lambda at, digest: contract.alert_remove(at, digest, alert))
    return Response(status_code=204, headers=_HEADERS)


async def settings(request: Request) -> Response:
    """`PATCH /api/alerts/settings`: language, zone, quiet hours, digest, messages a day."""
    document = await read_document(request, SETTINGS)
    return _json(
        await people.asked(request, _token(request), lambda at, digest: contract.alerts_settings(at, digest, document))
    )


async def confirm(request: Request) -> Response:
    """`POST /api/alerts/confirm`: yes to all that waits for it."""
    return _json(
        await people.asked(request, _token(request), lambda at, digest: contract.alert_confirm(at, digest, None))
    )


async def unsubscribe(request: Request) -> Response:
    """`POST /api/alerts/unsubscribe`: nothing more, ever."""
    return _json(await people.asked(request, _token(request), contract.alerts_unsubscribe))


async def resubscribe(request: Request) -> Response:
    """`POST /api/alerts/resubscribe`: what was ended goes on."""
    return _json(await people.asked(request, _token(request), contract.alerts_resubscribe))


async def told(request: Request) -> Response:
    """`GET /api/alerts/told`: what somebody was told after an id, oldest first."""
    refuse_unknown(request.query_params, ("after", "limit"))
    after = integer(request.query_params, "after", 0, 0, MAX_TOLD_ID)
    limit = integer(request.query_params, "limit", 50, 1, MAX_TOLD)
    return _json(
        await people.asked(request, _token(request), lambda at, digest: contract.alerts_told(at, digest, after, limit))
    )


async def export(request: Request) -> Response:
    """`GET /api/alerts/export`: all that is kept of somebody."""
    return _json(await people.exported(request, _token(request)))


def _token(request: Request) -> str:
    """The word of the links of who asks, "" where none is sent."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "You have no such alert.") from None


def _json(document: Any, status: int = 200) -> Response:
    return JSONResponse(document, status, _HEADERS)
