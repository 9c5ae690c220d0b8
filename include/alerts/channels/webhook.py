"""A message pushed to somebody's own program: JSON, signed as sites sign what they push to us.

| header | holds |
|---|---|
| `Jatre-Delivery` | the id of the message, the same at each try: who has seen it may pass it over |
| `Jatre-Timestamp` | seconds since 1970 |
| `Jatre-Signature` | `sha256=` and the hex HMAC-SHA256, by the secret, of `<timestamp>.<delivery>.<body>` |
"""

from __future__ import annotations

import json
import time
from typing import Any

from include.alerts.channels.links import event_link
from include.alerts.channels.posting import post
from include.alerts.message import AlertMessage, ChannelGone, News
from include.webhook_signatures import signature

_GONE = 410


class WebhookSender:
    """Pushes a message; at least once."""

    def send(self, message: AlertMessage) -> None:
        """See `Sender`."""
        try:
            address = json.loads(message.address.address)
            url, secret = str(address["url"]), str(address["secret"])
        except (ValueError, TypeError, KeyError):
            raise ChannelGone("this is no address that could be pushed to") from None
        body = json.dumps(
            {"id": str(message.id), "told": [_told(item) for item in message.items]}, ensure_ascii=False
        ).encode()
        stamp, delivery = str(int(time.time())), str(message.id)
        headers = {
            "Content-Type": "application/json",
            "Jatre-Delivery": delivery,
            "Jatre-Timestamp": stamp,
            "Jatre-Signature": signature(secret, stamp, delivery, body),
        }
        answer = post(url, body, headers)
        if answer.status == _GONE:
            raise ChannelGone("the program answered 410")
        answer.check()


def _told(item: News) -> dict[str, Any]:
    """One thing as JSON; `document` is null of an event that is no longer shown."""
    return {
        "alert": str(item.alert) if item.alert else None, "name": item.name, "kind": item.kind,
        "event": str(item.event), "version": item.version, **item.detail,
        "link": event_link(item.event), "document": item.document,
    }  # fmt: skip
