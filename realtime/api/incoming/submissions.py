"""What readers send in: an event for the moderators to look at, stored as a delivery of the source `submissions`.

| `/api/submissions` | |
|---|---|
| `GET` | a `token`, which is good for one sending, three seconds to two hours later and on the same day (UTC) |
| `POST` | JSON with that `token` and the event; 202 once it is stored |

It is for the service's own pages and for programs, since a page of another site could make its visitors send; and both
requests come from one network (see `network_of`). Nothing is asked about the person. The pipeline reads the texts as it
reads those of any source, and nothing of it is shown that a moderator has not approved.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime import contract
from realtime.api.events import area_of
from realtime.api.incoming.form_tokens import check, issue
from realtime.auth.access import refuse_foreign
from realtime.errors import BadParameter, DatabaseAway, TooOften
from realtime.limits.body import read_within
from realtime.limits.visits import address_of, client_of, elsewhere, network_of
from realtime.service import Service, service_of

MAX_CHARS = {
    "title": 200, "date": 10, "start": 5, "end": 5, "venue": 200, "address": 300, "price": 100, "link": 1_000,
    "description": 5_000,
}  # fmt: skip
"""Characters of each field."""
TRAP = "website"
"""A field that people do not see, and that programs fill in."""
MAX_LINKS = 2
"""Web addresses in the texts, the field `link` aside."""
MAX_BODY_BYTES = 64 * 1024
MAX_AHEAD = timedelta(days=400)
_LINK = re.compile(
    r"https?://|www\.|(?<![\w.@/-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,24}(?:[/?#]|:\d)", re.IGNORECASE
)
"""A web address in a text, also one without a scheme that goes on behind its host: `bit.ly/x`."""
_LOCAL = ("localhost", "local", "internal", "lan", "home", "intranet", "onion", "invalid", "test")
"""Last parts of names that no public server answers to."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


class SubmissionRefused(BadParameter):
    """A field of what was sent in is wrong; the message is what to write instead."""

    status = 422


class NotJson(BadParameter):
    """The body is of another type than JSON, which a form of another site can send and JSON it cannot."""

    status = 415


async def token(request: Request) -> Response:
    """`GET /api/submissions`: a token for one sending."""
    return JSONResponse({"token": await new_token(request)}, headers={"cache-control": "no-store"})


async def send(request: Request) -> Response:
    """`POST /api/submissions`: store an event that is sent in."""
    refuse_foreign(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise NotJson("Content-Type", "Send application/json.")
    try:
        document = json.loads(await read_body(request))
    except (ValueError, RecursionError):
        raise SubmissionRefused("body", "The body cannot be read as JSON.") from None
    if not isinstance(document, dict) or not all(isinstance(one, str) for one in document.values()):
        raise SubmissionRefused("body", "Send an object whose values are texts.")
    name = await take(request, document)
    return JSONResponse({"submission": name, "status": "stored"}, 202, {"cache-control": "no-store"})


async def new_token(request: Request) -> str:
    """A token for one sending from the client's network."""
    service = service_of(request)
    async with service.database.connection() as connection:
        today = await service.visits.salt(connection)
    return issue(today.salt, time.time(), client_of(request))


async def local_day(service: Service) -> date:
    """Today in the area of the installation."""
    area = await area_of(service, QueryParams())
    async with service.database.connection() as connection:
        now = await contract.now(connection, service.settings.statement_seconds)
    return now.astimezone(area.zone).date()


async def take(request: Request, fields: Mapping[str, str]) -> str:
    """Store what was sent in; returns its name. Raises: TokenRefused, SubmissionRefused, TooOften, DatabaseAway.

    What fell into the trap is answered as if it were stored.
    """
    service, address = service_of(request), address_of(request)
    network = network_of(address)
    if elsewhere(address) and (wait := service.submissions.wait(network, time.monotonic())):
        raise TooOften(wait)
    async with service.database.connection() as connection:
        salt = (await service.visits.salt(connection)).salt
    name = check(fields.get("token", ""), salt, time.time(), network)
    event = event_of(fields, f"submission:{name}", await local_day(service))
    if fields.get(TRAP, "").strip():
        return name
    body = json.dumps(event, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    settings = service.settings
    async with service.database.connection() as connection:
        outcome = await contract.submission_receive(
            connection, settings.area, name, body, settings.submissions_per_hour
        )
    if outcome == "conflict":
        raise SubmissionRefused("token", "This form was sent before. Open a new one for another event.")
    if outcome in ("full", "unknown"):
        raise DatabaseAway("Nothing can be sent in at the moment.")
    return name


async def read_body(request: Request) -> bytes:
    """The body, read up to the limit. Raises: SubmissionRefused."""
    refusal = SubmissionRefused("body", f"At most {MAX_BODY_BYTES:,} bytes are taken.")
    return await read_within(request, MAX_BODY_BYTES, refusal)


def event_of(fields: Mapping[str, str], name: str, today: date) -> dict[str, Any]:
    """What was sent in as a schema.org event called `name`; texts as they were written. Raises: SubmissionRefused."""
    known = {field: fields.get(field, "").strip() for field in MAX_CHARS}
    for field, most in MAX_CHARS.items():
        if len(known[field]) > most:
            raise SubmissionRefused(field, f"{len(known[field]):,} characters, at most {most:,}.")
    if len(known["title"]) < 3:
        raise SubmissionRefused("title", "What is it called?")
    links = sum(len(_LINK.findall(text)) for field, text in known.items() if field != "link")
    if links > MAX_LINKS:
        raise SubmissionRefused("description", f"{links} web addresses, at most {MAX_LINKS}.")
    day = _day(known, today)
    place = {"@type": "Place", "name": known["venue"], "address": known["address"]}
    event = {
        "@type": "Event",
        "@id": name,
        "name": known["title"],
        "description": known["description"],
        "startDate": f"{day}T{known['start']}" if day and known["start"] else day,
        "endDate": f"{day}T{known['end']}" if day and known["end"] else "",
        "location": {key: value for key, value in place.items() if value} if known["venue"] or known["address"] else "",
        "offers": {"price": known["price"]} if known["price"] else "",
        "url": _link(known["link"]),
    }
    return {key: value for key, value in event.items() if value}


def _day(known: Mapping[str, str], today: date) -> str:
    """The day as it was sent; "" where the description has to name it."""
    for field in ("start", "end"):
        if known[field] and not _CLOCK.fullmatch(known[field]):
            raise SubmissionRefused(field, "Write the hour as 19:30.")
    if not known["date"]:
        if known["start"] or known["end"]:
            raise SubmissionRefused(
                "date", "On which day is that? Choose it too, or write the hour in the description."
            )
        if len(known["description"]) < 10:
            raise SubmissionRefused("date", "On which day is it? Choose it, or name it in the description.")
        return ""
    try:
        day = date.fromisoformat(known["date"])
    except ValueError:
        raise SubmissionRefused("date", "Write the day as 2026-12-05.") from None
    if not today <= day <= today + MAX_AHEAD:
        raise SubmissionRefused("date", "The day is over." if day < today else "The day is more than a year ahead.")
    return day.isoformat()


def _link(url: str) -> str:
    """The address, when the public web has it and no password is in it. Raises: SubmissionRefused."""
    try:
        parts = urlsplit(url)
        host, named = parts.hostname or "", parts.username is not None or parts.password is not None
        parts.port  # noqa: B018 - asking for it checks it
    except ValueError:
        parts, host, named = urlsplit(""), "", False
    if url and not (parts.scheme in ("http", "https") and host):
        raise SubmissionRefused("link", "Write the whole address: https://example.com/event")
    if named:
        raise SubmissionRefused("link", "Leave out the name and password before the @ of the address.")
    if url and not _is_public(host):
        raise SubmissionRefused("link", "This address is not on the public web. Write one that everybody can open.")
    return url


def _is_public(host: str) -> bool:
    """Whether a host may be on the public web, as far as its name shows it."""
    try:
        read = ipaddress.ip_address(host)
        return (getattr(read, "ipv4_mapped", None) or read).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        last = name.rpartition(".")[2]
        # browsers read a name whose last part is a number as an IPv4 address: 127.1, 0x7f.1
        return "." in name and not last.startswith("0x") and not last.isdigit() and last not in _LOCAL
