"""`/submit`: a form by which readers send in an event. It works without scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from include.untrusted.cleaning import clean_text
from realtime.api.incoming.submissions import MAX_CHARS, TRAP, local_day, new_token, read_body, take
from realtime.auth.access import refuse_foreign
from realtime.errors import BadParameter, Unavailable
from realtime.pages.templating import render
from realtime.service import service_of

_PATH = "/submit"
# without a referrer policy of its own, browsers would send the form with the origin "null"
_HEADERS = {"cache-control": "no-store", "referrer-policy": "same-origin"}


async def page(request: Request) -> Response:
    """`GET /submit`: the form, or thanks for what was sent."""
    if "sent" in request.query_params:
        return render(request, "submit.html", {"sent": True}, 200, _HEADERS)
    return await _form(request, {}, None)


async def send(request: Request) -> Response:
    """`POST /submit`: take what the form holds."""
    refuse_foreign(request)
    fields: dict[str, str] = {}
    try:
        written = parse_qs((await read_body(request)).decode("utf-8", "replace"), keep_blank_values=True)
        fields = {name: clean_text(values[0]) for name, values in written.items()}
        await take(request, fields)
    except BadParameter as error:
        return await _form(request, fields, error)
    except Unavailable as away:
        notice = BadParameter("service", "It cannot be taken just now. Nothing is lost: send it again in a minute.")
        notice.status, notice.headers = 503, {"retry-after": str(away.retry_after)}
        return await _form(request, fields, notice)
    return RedirectResponse(f"{_PATH}?sent=1", 303, _HEADERS)


async def _form(request: Request, fields: dict[str, str], error: BadParameter | None) -> Response:
    try:
        token, today = await new_token(request), await local_day(service_of(request))
    except Unavailable as away:
        return render(request, "away.html", {"asked": {}}, 503, {"retry-after": str(away.retry_after), **_HEADERS})
    context: dict[str, Any] = {
        "token": token, "trap": TRAP, "most": MAX_CHARS, "error": error,
        "known": {name: fields.get(name, "") for name in MAX_CHARS},
        "today": today.isoformat(),
    }  # fmt: skip
    return render(
        request, "submit.html", context, error.status if error else 200, _HEADERS | (error.headers if error else {})
    )
