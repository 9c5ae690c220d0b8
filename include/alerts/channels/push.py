"""Web push (RFC 8030): encrypted for one browser (RFC 8291), signed as ours (RFC 8292).

The payload is declarative: browsers that know the form show it by themselves, the others by our service worker.
"""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from http_ece import ECEException  # type: ignore[import-untyped]
from py_vapid import Vapid  # type: ignore[import-untyped]
from pywebpush import WebPusher, WebPushException  # type: ignore[import-untyped]

from include.alerts.channels.posting import post
from include.alerts.channels.wording import Wording, next_date, utc_now
from include.alerts.message import AlertMessage, ChannelGone, News
from include.settings import settings

MAX_TTL = timedelta(days=28)
"""Push services keep nothing longer."""
LATE_TTL = timedelta(hours=1)
"""Of news of what has begun or has no date: that it is cancelled, for example."""
MAX_TEXT_CHARS = 300
"""Of a notification's title and of its body: a push carries less than 4,000 bytes, and Kannada takes three each."""
TOKEN_SECONDS = 12 * 3600
"""For which a signature holds; services refuse more than a day."""
_GONE = (404, 410)


class PushSender:
    """Sends a message to a push service; at least once, where the later replaces the earlier: see `topic_of`."""

    def __init__(self, private_key: str, contact: str) -> None:
        """`contact` is how a push service reaches us: `mailto:` or an `https:` address."""
        self._contact = contact
        self._key = Vapid.from_string(private_key)

    def send(self, message: AlertMessage) -> None:
        """See `Sender`."""
        now = utc_now()
        payload = payload_of(message, now)
        if payload is None:
            return
        try:
            subscription = json.loads(message.address.address)
            body = WebPusher(subscription).encode(json.dumps(payload, ensure_ascii=False).encode())["body"]
        except (ValueError, TypeError, KeyError, WebPushException, ECEException):
            raise ChannelGone("this is no subscription that could be encrypted for") from None
        endpoint = subscription["endpoint"]
        answer = post(endpoint, body, self._headers(endpoint, message, now))
        if answer.status in _GONE:
            raise ChannelGone(f"the push service answered {answer.status}")
        answer.check()

    def _headers(self, endpoint: str, message: AlertMessage, now: datetime) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}", "sub": self._contact, "exp": int(time.time()) + TOKEN_SECONDS,
        }  # fmt: skip
        return {
            **self._key.sign(claims),
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(int(ttl_of(message, now).total_seconds())),
            "Topic": topic_of(message),
            "Urgency": "high" if any(item.kind == "soon" for item in message.items) else "normal",
        }


def payload_of(message: AlertMessage, now: datetime) -> dict[str, Any] | None:
    """The declarative notification; None when nothing is left to tell."""
    words = Wording.of(message)
    told = words.sentences(message.items, now)
    if not told:
        return None
    only = len({one.link for one in told}) == 1
    return {
        "web_push": 8030,
        "notification": {
            "title": words.subject(told)[:MAX_TEXT_CHARS],
            "body": (" · ".join(told[0].facts) if only else "\n".join(one.title for one in told))[:MAX_TEXT_CHARS],
            "navigate": told[0].link if only else f"{settings().page_url.rstrip('/')}/",
            "lang": words.language,
            "tag": topic_of(message),
        },
    }


def topic_of(message: AlertMessage) -> str:
    """Under which a push service and a browser keep one notification: the newest of one event, each bundle for itself.

    32 characters of the URL-safe base64 alphabet, the most that is allowed.
    """
    events = {item.event for item in message.items}
    return events.pop().hex if len(events) == 1 else message.id.hex


def ttl_of(message: AlertMessage, now: datetime) -> timedelta:
    """How long it is worth delivering: until the first of its events begins."""
    ends = [end for item in message.items if (end := _worth_until(item, now)) is not None and end > now]
    return min([MAX_TTL, min(ends) - now]) if ends else LATE_TTL


def _worth_until(item: News, now: datetime) -> datetime | None:
    date = next_date(item.document, now) if item.document is not None else None
    if date is None:
        return None
    return date.over if date.date_only else date.begins
