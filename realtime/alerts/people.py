"""What somebody may do who knows the word of their links, or has none yet; by REST and by the page alike."""

from __future__ import annotations

import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request

from include.alerts import sealing, vapid
from include.alerts.sealing import Address
from include.errors import ConfigurationError
from realtime.alerts import contract
from realtime.alerts.asked import AlertRefused, address_of, alert_of
from realtime.alerts.contract import Answer
from realtime.api.events import area_of
from realtime.database import Connection
from realtime.errors import NotFound, TooOften, Unauthorized
from realtime.limits.visits import address_of as address_of_client
from realtime.limits.visits import elsewhere, network_of
from realtime.service import service_of

MAX_TOKEN_CHARS = 200


def offered(request: Request) -> list[str]:
    """The channels that this installation has; none where nobody can be told."""
    settings = service_of(request).settings
    if not settings.alert_keys.get_secret_value():
        return []
    mails = bool(settings.smtp_url.get_secret_value() and settings.mail_from)
    configured = {"page": True, "push": bool(settings.vapid_key.get_secret_value()), "email": mails}
    return [*(kind for kind, there in configured.items() if there), "webhook"]


def push_key(request: Request) -> str | None:
    """What browsers subscribe to push with."""
    return vapid.public_key() if "push" in offered(request) else None


async def begin(request: Request, document: dict[str, Any]) -> tuple[str | None, Answer]:
    """Tell somebody new: the word of their links, None where it goes by e-mail alone, and what the database answers.

    Raises: AlertRefused, TooOften, NotFound, DatabaseAway.
    """
    _refuse_too_often(request)
    kind, address = address_of(document)
    if kind not in offered(request):
        raise NotFound("channel", "This installation tells nobody by this channel.")
    alert = alert_of(document, (await area_of(service_of(request), QueryParams())).zone)
    token = sealing.new_token()
    digest = sealing.token_digest(token)
    sealed = None if kind == "page" else sealing.seal(Address(address, token))
    digests = [digest] if kind == "page" else sealing.digests(kind, address)
    mailbox = sealing.mailbox_digest(address) if kind == "email" else None
    async with _connection(request) as connection:
        answer = await contract.alert_create(connection, kind, sealed, digests, mailbox, digest, alert)
    return (None if kind == "email" else token), taken(answer)


async def add(request: Request, token: str, document: dict[str, Any]) -> Answer:
    """One more alert of somebody. Raises: as `begin`, and Unauthorized."""
    _refuse_too_often(request)
    alert = alert_of(document, (await area_of(service_of(request), QueryParams())).zone)
    return await asked(request, token, lambda at, digest: contract.alert_add(at, digest, alert))


async def change(request: Request, token: str, alert: UUID, document: dict[str, Any]) -> Answer:
    """Change an alert. Raises: as `add`, and NotFound."""
    changes = alert_of(document, (await area_of(service_of(request), QueryParams())).zone)
    await listed(request, token)
    async with _connection(request) as connection:
        answer = await contract.alert_change(connection, sealing.token_digest(token), alert, changes)
    if answer is None:
        raise NotFound("id", "You have no such alert.")
    return taken(answer)


async def listed(request: Request, token: str) -> Answer:
    """How somebody is told, and of what. Raises: Unauthorized, DatabaseAway."""
    return await asked(request, token, contract.alerts_list)


async def exported(request: Request, token: str) -> Answer:
    """All that is kept of somebody; the address legible, or null where its key is lost.

    Raises: Unauthorized, DatabaseAway.
    """
    found = await asked(request, token, contract.alerts_export)
    sealed = found["address"]
    try:
        address = sealing.unseal(base64.b64decode(sealed)).address if sealed else None
    except ConfigurationError:
        address = None
    return found | {"address": address}


async def asked(
    request: Request, token: str, function: Callable[[Connection, bytes], Awaitable[Answer | None]]
) -> Answer:
    """What a function of the contract answers to a token. Raises: Unauthorized, AlertRefused, DatabaseAway."""
    if not 0 < len(token) <= MAX_TOKEN_CHARS:
        raise Unauthorized("Send 'Authorization: Bearer <token>', the word of the links in your messages.")
    async with _connection(request) as connection:
        answer = await function(connection, sealing.token_digest(token))
    if answer is None:
        raise Unauthorized("This link does not hold: what it was for has been erased, or it was never given.")
    return taken(answer)


def taken(answer: Answer) -> Answer:
    """The answer of the database, unless it refuses. Raises: AlertRefused."""
    if "refused" in answer:
        raise AlertRefused("alert", f"{answer['refused'][:1].upper()}{answer['refused'][1:]}.")
    return answer


@asynccontextmanager
async def _connection(request: Request) -> AsyncIterator[Connection]:
    """A connection when it is its turn: a busy channel must not keep lists waiting. Raises: Busy, DatabaseAway."""
    service = service_of(request)
    async with service.alerts.turn(), service.database.connection() as connection:
        yield connection


def _refuse_too_often(request: Request) -> None:
    address = address_of_client(request)
    if elsewhere(address) and (wait := service_of(request).alert_requests.wait(network_of(address), time.monotonic())):
        raise TooOften(wait)
