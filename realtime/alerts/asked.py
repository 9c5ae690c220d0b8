"""What a request asks for: which alert, how somebody is told, and where."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams
from starlette.requests import Request

from include.alerts.sealing import ChannelKind
from include.filters import fields
from include.untrusted.cleaning import clean_text
from realtime.api.query import read_filter, refuse_unknown
from realtime.errors import BadParameter
from realtime.limits.body import read_within

SETTINGS = ("language", "zone", "quietFrom", "quietUntil", "digestHour", "maxPerDay")
ALERT = ("name", "filter", "event", "kinds")
ADDRESSES: Mapping[ChannelKind, str] = {"email": "email", "push": "subscription", "webhook": "webhook", "page": ""}
"""Kind of channel -> the member that holds its address."""
MAX_BODY_BYTES = 16 * 1024
MAX_URL_CHARS = 1_000
MIN_SECRET_CHARS, MAX_SECRET_CHARS = 16, 200
_POINT_BYTES, _SECRET_BYTES = 65, 16
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{4,190}\Z)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z0-9-]{2,63}"
)


class AlertRefused(BadParameter):
    """Something that was sent cannot be taken; the message is what to send instead."""

    status = 422


async def read_document(request: Request, known: tuple[str, ...]) -> dict[str, Any]:
    """The JSON object of a request, with none but the `known` members; texts are cleaned. Raises: AlertRefused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        error = AlertRefused("Content-Type", "Send application/json.")
        error.status = 415
        raise error
    too_long = AlertRefused("body", f"At most {MAX_BODY_BYTES:,} bytes are taken.")
    body = await read_within(request, MAX_BODY_BYTES, too_long)
    try:
        found = _cleaned(json.loads(body))
        json.dumps(found, allow_nan=False)
    except (ValueError, RecursionError):
        raise AlertRefused("body", "The body cannot be read as JSON.") from None
    if not isinstance(found, dict):
        raise AlertRefused("body", "Send an object.")
    for name in found:
        if name not in known:
            raise AlertRefused(name[:80], f"Send none but {', '.join(known)}.")
    return found


def alert_of(document: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """The alert as the database takes it, its filter read by the grammar of lists. Raises: BadParameter."""
    found = {name: document[name] for name in (*ALERT, *SETTINGS) if name in document}
    if "filter" in found:
        found["filter"] = filter_of(found["filter"], zone)
    return found


def filter_of(sent: Any, zone: ZoneInfo) -> dict[str, Any]:
    """A filter by the parameters of a list: as a query string, or as an object of texts or lists of texts.

    Raises: BadParameter, which names the parameter.
    """
    if isinstance(sent, str):
        params = QueryParams(sent.removeprefix("?"))
    elif isinstance(sent, dict):
        params = QueryParams([(name, _text(one)) for name, value in sent.items() for one in _every(value)])
    else:
        raise AlertRefused("filter", "Send the parameters of a list, as in its address or as an object.")
    refuse_unknown(params, fields.NAMES)
    return read_filter(params, zone).as_json()


def address_of(document: Mapping[str, Any]) -> tuple[ChannelKind, str]:
    """Where somebody wants to be told, as it is sealed. Raises: AlertRefused."""
    kind = document.get("channel")
    if kind == "email":
        return "email", _mail(document.get("email"))
    if kind == "push":
        return "push", _subscription(document.get("subscription"))
    if kind == "webhook":
        return "webhook", _webhook(document.get("webhook"))
    if kind == "page":
        return "page", ""
    raise AlertRefused("channel", f"Send one of {', '.join(ADDRESSES)}.")


def _mail(sent: Any) -> str:
    if not isinstance(sent, str) or not _MAIL.fullmatch(sent.strip()):
        raise AlertRefused("email", "Send one e-mail address, such as asha@example.com.")
    return sent.strip()


def _subscription(sent: Any) -> str:
    """The subscription of a browser, as its `toJSON()` gives it; what we do not use of it is dropped."""
    keys = sent.get("keys") if isinstance(sent, dict) else None
    if not isinstance(keys, dict) or not _is_address(sent.get("endpoint")):
        raise AlertRefused("subscription", "Send what the browser's subscription gives as JSON.")
    if _size(keys.get("p256dh")) != _POINT_BYTES or _size(keys.get("auth")) != _SECRET_BYTES:
        raise AlertRefused("subscription", "The keys of the subscription are not those of a browser.")
    return json.dumps({"endpoint": sent["endpoint"], "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}})


def _webhook(sent: Any) -> str:
    if not isinstance(sent, dict) or not _is_address(sent.get("url")):
        raise AlertRefused("webhook", "Send its url: the whole address, without a name and password.")
    secret = sent.get("secret")
    if not isinstance(secret, str) or not MIN_SECRET_CHARS <= len(secret) <= MAX_SECRET_CHARS:
        raise AlertRefused(
            "webhook", f"Send a secret of {MIN_SECRET_CHARS} to {MAX_SECRET_CHARS} characters to sign with."
        )
    return json.dumps({"url": sent["url"], "secret": secret}, sort_keys=True)


def _is_address(sent: Any) -> bool:
    """Whether it is an address of the web. That it is a public one is seen when something is sent there."""
    if not isinstance(sent, str) or len(sent) > MAX_URL_CHARS:
        return False
    try:
        parts = urlsplit(sent)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False


def _size(sent: Any) -> int:
    """Bytes of what is written in URL-safe base64; -1 of what is not."""
    if not isinstance(sent, str) or len(sent) > 200:
        return -1
    try:
        return len(base64.b64decode(sent.rstrip("=") + "=" * (-len(sent.rstrip("=")) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError):
        return -1


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return {clean_text(name): _cleaned(one) for name, one in value.items()} if isinstance(value, dict) else value


def _every(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise AlertRefused("filter", "Its values are texts, numbers, or lists of them.")
    return str(value)
