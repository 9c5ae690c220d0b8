"""`/alerts/{token}`: what somebody is told, by the link in each of their messages. It works without scripts.

To open it changes nothing, since programs that scan mails open links; and the link goes to no other site (see the
policy of referrers).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from realtime.alerts import contract, people
from realtime.alerts.asked import AlertRefused
from realtime.alerts.contract import Answer
from realtime.database import Connection
from realtime.errors import BadParameter, Unauthorized
from realtime.limits.body import read_within
from realtime.pages import language
from realtime.pages.templating import render

MAX_FORM_BYTES = 8 * 1024
_HEADERS = {"cache-control": "no-store", "referrer-policy": "same-origin", "x-robots-tag": "noindex"}
Change = Callable[[Connection, bytes], Awaitable[Answer | None]]
_PLAIN: dict[str, Change] = {
    "unsubscribe": contract.alerts_unsubscribe,
    "resubscribe": contract.alerts_resubscribe,
    "erase": contract.alerts_erase,
}


def telling(request: Request) -> dict[str, Any]:
    """What a page needs to offer that it tells: the channels, none where nobody can be told, and the key of push."""
    return {"channels": people.offered(request), "push_key": people.push_key(request)}


async def page(request: Request) -> Response:
    """`GET /alerts/{token}`: what somebody is told, and how."""
    return await _page(request)


async def change(request: Request) -> Response:
    """`POST /alerts/{token}/{action}`: a button of the page, or a mail program's one click (RFC 8058)."""
    action, token = request.path_params["action"], request.path_params["token"]
    try:
        sent = await _form(request)
        await people.asked(request, token, _change(action, sent))
    except Unauthorized:
        return _unknown(request)
    except BadParameter as error:
        return await _page(request, error)
    if action == "erase":
        language.use(request)
        return render(request, "alerts.html", {"notice": language.text("tell_erased")}, 200, _HEADERS)
    if sent.get("List-Unsubscribe") == "One-Click":
        return Response(status_code=204, headers=_HEADERS)  # to a redirect such programs may not go
    saved = "?saved=1" if action == "settings" else ""
    return RedirectResponse(f"/alerts/{token}{saved}", 303, _HEADERS)


async def export(request: Request) -> Response:
    """`GET /alerts/{token}/export`: a copy of all that is kept of somebody, as a file."""
    try:
        found = await people.exported(request, request.path_params["token"])
    except Unauthorized:
        return _unknown(request)
    return JSONResponse(found, headers={**_HEADERS, "content-disposition": 'attachment; filename="jatre.json"'})


def _change(action: str, sent: dict[str, str]) -> Change:
    """What a button asks for. Raises: AlertRefused."""
    if action in _PLAIN:
        return _PLAIN[action]
    if action == "settings":
        settings = _settings(sent)
        return lambda connection, token: contract.alerts_settings(connection, token, settings)
    if action not in ("confirm", "remove"):
        raise AlertRefused("action", "There is no such button.")
    try:
        alert = UUID(sent["alert"]) if sent.get("alert") or action == "remove" else None
    except (KeyError, ValueError):
        raise AlertRefused("alert", "There is no such alert.") from None
    if action == "confirm":
        return lambda connection, token: contract.alert_confirm(connection, token, alert)
    assert alert is not None
    return lambda connection, token: contract.alert_remove(connection, token, alert)


def _settings(sent: dict[str, str]) -> dict[str, Any]:
    """The settings in the form; what is left empty is none. Raises: AlertRefused."""
    for name in ("digestHour", "maxPerDay"):
        if sent.get(name) and not (sent[name].isascii() and sent[name].isdecimal() and len(sent[name]) <= 3):
            raise AlertRefused(name, "Write a whole number.")
    found: dict[str, Any] = {name: sent.get(name) or None for name in ("quietFrom", "quietUntil")}
    found["digestHour"] = int(sent["digestHour"]) if sent.get("digestHour") else None
    if sent.get("maxPerDay"):
        found["maxPerDay"] = int(sent["maxPerDay"])
    if sent.get("language"):
        found["language"] = sent["language"]
    return found


async def _form(request: Request) -> dict[str, str]:
    too_long = AlertRefused("body", f"A form has at most {MAX_FORM_BYTES:,} bytes.")
    body = await read_within(request, MAX_FORM_BYTES, too_long)
    # mail programs may send their one word as a form of another type, whose text holds it as well
    if b"One-Click" in body:
        return {"List-Unsubscribe": "One-Click"}
    return {name: values[0][:200] for name, values in parse_qs(body.decode("ascii", "replace")).items()}


async def _page(request: Request, error: BadParameter | None = None) -> Response:
    language.use(request)
    token = request.path_params["token"]
    try:
        found = await people.listed(request, token)
    except Unauthorized:
        return _unknown(request)
    saved = language.text("tell_saved") if "saved" in request.query_params else None
    waiting = [alert for alert in found["alerts"] if not alert["confirmedAt"]]
    context = {**found, "token": token, "waiting": waiting, "notice": str(error) if error else saved}
    return render(request, "alerts.html", context, error.status if error else 200, _HEADERS)


def _unknown(request: Request) -> Response:
    language.use(request)
    return render(request, "alerts.html", {"notice": language.text("tell_unknown")}, 404, _HEADERS)
