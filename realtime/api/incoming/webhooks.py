"""`POST /api/webhooks/{source}`: deliveries that sites push, checked and stored; the pipeline reads them later.

| header | holds |
|---|---|
| `Jatre-Delivery` | the sender's id of the delivery, 1 to 200 visible ASCII characters; a second one is not stored |
| `Jatre-Timestamp` | seconds since 1970, at most five minutes off |
| `Jatre-Signature` | `sha256=` and the hex HMAC-SHA256, by the source's secret, of `<timestamp>.<delivery>.<body>` |

The body is JSON: a schema.org Event, or a list of them.
"""

from __future__ import annotations

import hmac
import json
import re
import time
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.listing import SOURCE_SLUG
from include.webhook_signatures import signature
from realtime import contract
from realtime.errors import BadParameter, DatabaseAway, NotFound
from realtime.limits.body import read_within
from realtime.service import Service, service_of
from realtime.settings import ServiceSettings

_DELIVERY = re.compile(r"[!-~]{1,200}")


class DeliveryRefused(BadParameter):
    """A delivery is refused; `status` is that of the answer."""

    def __init__(self, status: int, field: str, message: str) -> None:
        super().__init__(field, message)
        self.status = status


async def receive(request: Request) -> Response:
    """Answer 202 once the delivery is committed, also for a delivery that is known already."""
    service, source = service_of(request), request.path_params["source"]
    secrets = _secrets(service.settings, source)
    if not secrets:
        raise NotFound("source", "Nothing can be pushed to this source.")
    body = await _body(request, service.settings.webhook_bytes)
    delivery, signed_at = _signed(request, body, secrets, service.settings)
    _readable(request, body)
    return await _store(service, source, delivery, body, signed_at)


def _secrets(settings: ServiceSettings, source: str) -> list[str]:
    """The secrets that sign what this source pushes: two while one replaces the other; none where nobody may push."""
    known = settings.webhook_secrets.get(source, []) if re.fullmatch(SOURCE_SLUG, source) else []
    return [one.get_secret_value() for one in (known if isinstance(known, list) else [known])]


async def _body(request: Request, max_bytes: int) -> bytes:
    """The body, read up to the limit."""
    refusal = DeliveryRefused(413, "body", f"A delivery has at most {max_bytes:,} bytes; send several.")
    return await read_within(request, max_bytes, refusal)


def _signed(request: Request, body: bytes, secrets: list[str], settings: ServiceSettings) -> tuple[str, datetime]:
    """The id of the delivery and when it was signed, if the signature is valid and its time recent."""
    delivery = request.headers.get("jatre-delivery", "")
    if not _DELIVERY.fullmatch(delivery):
        raise DeliveryRefused(
            400, "Jatre-Delivery", "An id of the delivery is wanted: 1 to 200 visible ASCII characters."
        )
    timestamp = request.headers.get("jatre-timestamp", "")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise DeliveryRefused(400, "Jatre-Timestamp", "The time of sending is wanted, in seconds since 1970.")
    given = request.headers.get("jatre-signature", "").encode("latin-1")
    expected = [signature(one, timestamp, delivery, body).encode() for one in secrets]
    if not any(hmac.compare_digest(given, one) for one in expected):
        raise DeliveryRefused(
            401, "Jatre-Signature", "The signature is not that of this body, id and time by our secret."
        )
    if abs(time.time() - int(timestamp)) > settings.webhook_seconds:
        raise DeliveryRefused(
            401, "Jatre-Timestamp", f"The time is more than {settings.webhook_seconds} s off; sign it anew."
        )
    return delivery, datetime.fromtimestamp(int(timestamp), UTC)


def _readable(request: Request, body: bytes) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/ld+json"):
        raise DeliveryRefused(415, "Content-Type", "Send application/json or application/ld+json.")
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise DeliveryRefused(422, "body", "The body cannot be read as JSON.") from None
    every = document if isinstance(document, list) else [document]
    if not every or not all(isinstance(one, dict) and one for one in every):
        raise DeliveryRefused(422, "body", "Send a schema.org Event, or a list of them.")


async def _store(service: Service, source: str, delivery: str, body: bytes, signed_at: datetime) -> Response:
    async with service.database.connection() as connection:
        outcome = await contract.webhook_receive(connection, source, delivery, body, signed_at)
    if outcome == "unknown":
        raise NotFound("source", "Nothing can be pushed to this source.")
    if outcome == "conflict":
        raise DeliveryRefused(409, "Jatre-Delivery", "Another delivery came under this id; give each its own.")
    if outcome == "full":
        raise DatabaseAway("Too many deliveries wait to be read.")
    return JSONResponse({"delivery": delivery, "status": outcome}, 202, {"cache-control": "no-store"})
