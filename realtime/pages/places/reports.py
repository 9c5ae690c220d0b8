"""`POST /places/{id}/reports`: what somebody says of a place by one tap on its page. It works without scripts."""

from __future__ import annotations

import time
from typing import NamedTuple
from urllib.parse import parse_qs
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime.api.incoming.form_tokens import check
from realtime.api.incoming.submissions import read_body
from realtime.auth.access import refuse_foreign
from realtime.errors import BadParameter, NotFound, TooOften, Unavailable
from realtime.limits.visits import client_of, visitor
from realtime.pages.places.page import place_page
from realtime.places import contract
from realtime.service import service_of


class Report(NamedTuple):
    """What is said, and of a wait its minutes."""

    said: str
    minutes: int | None = None


CHOICES = {
    **{name: Report(name) for name in ("empty", "quiet", "moderate", "busy", "packed", "closed")},
    **{f"wait_{minutes}": Report("wait", minutes) for minutes in (10, 20, 40)},
}
"""What may be said, by the values of the buttons."""


async def send(request: Request) -> Response:
    """Take a report, and lead back to the page; where it is not taken the page says so."""
    refuse_foreign(request)
    try:
        place = UUID(request.path_params["id"])
        await _take(request, place)
    except (BadParameter, Unavailable, ValueError) as error:
        status = error.status if isinstance(error, BadParameter) else 503 if isinstance(error, Unavailable) else 404
        return await place_page(request, refused=status)
    return RedirectResponse(f"/places/{place}", 303, {"referrer-policy": "same-origin"})


async def _take(request: Request, place: UUID) -> None:
    service, network = service_of(request), client_of(request)
    if wait := service.visits.wait(network, time.monotonic()):
        raise TooOften(wait)
    sent = parse_qs((await read_body(request)).decode("utf-8", "replace"))
    report = CHOICES.get(sent.get("said", [""])[0])
    if report is None:
        raise BadParameter("said", "Choose what is there.")
    async with service.database.connection() as connection:
        salt = (await service.visits.salt(connection)).salt
        check(sent.get("token", [""])[0], salt, time.time(), network)
        # one household is one source, however many devices it has
        reporter = visitor(salt, network, str(place))
        outcome = await contract.place_report(connection, place, reporter, report.said, report.minutes)
    if outcome == "unknown":
        raise NotFound("id", "There is no such place.")
    if outcome == "full":
        raise TooOften(60)
