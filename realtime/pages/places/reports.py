"""`POST /places/{id}/reports`: what somebody says of a place by one tap on its page. It works without scripts."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime.api.incoming.submissions import read_body
from realtime.auth.access import ANONYMOUS, Reader, reader_of, refuse_foreign
from realtime.errors import BadParameter, Unauthorized, Unavailable
from realtime.pages.places.page import place_page
from realtime.places.reports import Report, take

CHOICES = {
    **{name: Report(name) for name in ("empty", "quiet", "moderate", "busy", "packed", "closed")},
    **{f"wait_{minutes}": Report("wait", minutes) for minutes in (10, 20, 40)},
}
"""What may be said, by the values of the buttons."""


async def send(request: Request) -> Response:
    """Take a report, and lead back to the page; where it is not taken the page says so."""
    refuse_foreign(request)
    try:
        sent = parse_qs((await read_body(request)).decode("utf-8", "replace"))
        report = CHOICES.get(sent.get("said", [""])[0])
        if report is None:
            raise BadParameter("said", "Choose what is there.")
        await take(request, await _speaker(request), report, sent.get("token", [""])[0])
    except (BadParameter, Unavailable) as error:
        return await place_page(request, refused=503 if isinstance(error, Unavailable) else error.status)
    return RedirectResponse(f"/places/{request.path_params['id']}", 303, {"referrer-policy": "same-origin"})


async def _speaker(request: Request) -> Reader:
    """Who taps; a session that has ended is one of nobody, and at another place its own speaks as any visitor."""
    try:
        reader = await reader_of(request)
    except Unauthorized:
        return ANONYMOUS
    return reader if reader.place == request.path_params["id"] else ANONYMOUS
