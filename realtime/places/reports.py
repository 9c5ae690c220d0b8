"""What somebody reports of a place, by its page or a program, and what the place says itself by a token of its own.

| `/api/places/{id}/reports` | |
|---|---|
| `GET` | a `token`, good for three seconds to two hours later, on the same day (UTC), from the same network |
| `POST` | JSON with `said`, of a wait its `minutes`, and that `token`; a bearer for this place needs none; 204 |
"""

from __future__ import annotations

import time
from typing import NamedTuple
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.api.bodies import Misfit, ReportBody, read
from realtime.api.incoming.form_tokens import check
from realtime.api.incoming.submissions import new_token
from realtime.auth.access import Reader, reader_of, refuse_foreign
from realtime.errors import Forbidden, NotFound, TooOften
from realtime.limits.visits import client_of, visitor
from realtime.places import contract
from realtime.service import service_of

_NEVER_CACHED = {"cache-control": "no-store"}


class Report(NamedTuple):
    """What is said, and of a wait its minutes."""

    said: str
    minutes: int | None = None


async def token(request: Request) -> Response:
    """`GET /api/places/{id}/reports`: a token for reporting."""
    return JSONResponse({"token": await new_token(request)}, headers=_NEVER_CACHED)


async def send(request: Request) -> Response:
    """`POST /api/places/{id}/reports`: what a program reports."""
    refuse_foreign(request)
    reader, asked = await reader_of(request), await read(request, ReportBody)
    if (asked.said == "wait") != (asked.minutes is not None):
        raise Misfit("minutes", "A wait has its minutes, and nothing else has.")
    await take(request, reader, Report(asked.said, asked.minutes), asked.token)
    return Response(status_code=204, headers=_NEVER_CACHED)


async def take(request: Request, reader: Reader, report: Report, signed: str) -> None:
    """Keep a report of the place of the address, which a `signed` token or the place's own lets in.

    Raises: NotFound; TokenRefused; Forbidden for the token of another place; TooOften; DatabaseAway, Busy.
    """
    place, service, network = _place(request), service_of(request), client_of(request)
    if reader.place and reader.place != str(place):
        raise Forbidden("Authorization", "This token speaks for another place.")
    if wait := service.visits.wait(network, time.monotonic()):
        raise TooOften(wait)
    async with service.database.connection() as connection:
        salt = (await service.visits.salt(connection)).salt
        if not reader.place:
            check(signed, salt, time.time(), network)
        # one household is one source, however many devices it has; a place is one, whoever speaks for it, on all days:
        # what it says at midnight (UTC) is said in place of what it said before
        reporter = visitor(b"", "itself", str(place)) if reader.place else visitor(salt, network, str(place))
        stated_by = reader.name if reader.place else None
        outcome = await contract.place_report(connection, place, reporter, report.said, report.minutes, stated_by)
    if outcome == "unknown":
        raise NotFound("id", "There is no such place.")
    if outcome == "full":
        raise TooOften(60)


def _place(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "An id is a UUID.") from None
