"""`/signin`: a form for people who were given a token. It works without scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime.auth.access import ANONYMOUS, MODERATING, bearer_of, reader_of, refuse_foreign
from realtime.auth.session import ended, session_of
from realtime.errors import BadParameter, Unauthorized
from realtime.limits.body import read_within
from realtime.pages.templating import render

_MAX_FORM_BYTES = 8 * 1024
_PATH = "/signin"
# without a referrer policy of its own, browsers would send the form with the origin "null"
_HEADERS = {"cache-control": "no-store", "referrer-policy": "same-origin"}


async def page(request: Request) -> Response:
    """`GET /signin`: the form, or who is signed in."""
    try:
        reader = await reader_of(request)
    except Unauthorized as error:
        return _form(request, str(error), error)
    if not reader.name and _is_elsewhere(request):
        return _page(request, {"reader": ANONYMOUS, "elsewhere": True})
    until = None if reader.expires_at is None else datetime.fromtimestamp(reader.expires_at, UTC)
    return _page(request, {"reader": reader, "until": until})


def _is_elsewhere(request: Request) -> bool:
    """Whether this is in the frame of a page of another site, to which the browser sends no session."""
    asked = (request.headers.get("sec-fetch-dest"), request.headers.get("sec-fetch-site"))
    return asked == ("iframe", "cross-site")


async def enter(request: Request) -> Response:
    """`POST /signin`: sign in by the form."""
    refuse_foreign(request)
    token = parse_qs(await _body(request)).get("token", [""])[0]
    try:
        reader = await bearer_of(f"Bearer {token}", request)
        _, value = await session_of(request, reader)
    except Unauthorized as error:
        return _form(request, str(error) if token.strip() else "Enter the token that you were given.", error)
    own = f"/places/{reader.place}" if reader.place else _PATH
    return RedirectResponse("/admin" if reader.scope in MODERATING else own, 303, {"set-cookie": value})


async def leave(request: Request) -> Response:
    """`POST /signout`: sign out."""
    return RedirectResponse(_PATH, 303, {"set-cookie": await ended(request)})


async def _body(request: Request) -> str:
    too_long = BadParameter("token", f"A token has fewer than {_MAX_FORM_BYTES:,} bytes.")
    body = await read_within(request, _MAX_FORM_BYTES, too_long)
    return body.decode("ascii", "replace")


def _form(request: Request, notice: str, error: BadParameter) -> Response:
    return _page(request, {"reader": ANONYMOUS, "notice": notice}, error.status, error.headers)


def _page(
    request: Request, context: dict[str, object], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return render(request, "signin.html", context, status, _HEADERS | (headers or {}))
