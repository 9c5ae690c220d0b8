"""A message pushed to somebody's own program: JSON, signed as sites sign what they push to us.

| header | holds |
|---|---|
| `Jatre-Delivery` | the id of the message, the same at each try: who has seen it may pass it over |
| `Jatre-Timestamp` | seconds since 1970 |
| `Jatre-Signature` | `sha256=` and the hex HMAC-SHA256, by the secret, of `<timestamp>.<delivery>.<body>` |

The first message is a question: the program answers with its `challenge`, and is told nothing before.
"""

from __future__ import annotations

import hmac
import json
import time
from typing import Any

from include.alerts.channels.links import event_link
from include.alerts.channels.posting import post
from include.alerts.message import AlertMessage, ChannelGone, News, SendFailed
from include.webhook_signatures import signature

_GONE = 410


class WebhookSender:
    """Pushes a message; at least once."""

    def send(self, message: AlertMessage) -> None:
        """See `Sender`. SendFailed also where a question is not answered with its challenge."""
        try:
            address = json.loads(message.address.address)
            url, secret = str(address["url"]), str(address["secret"])
        except (ValueError, TypeError, KeyError):
            raise ChannelGone("this is no address that could be pushed to") from None
        asks = message.kind == "confirm"
        challenge = hmac.digest(secret.encode(), message.id.bytes, "sha256").hex()
        said = {"challenge": challenge} if asks else {"told": [_told(item) for item in message.items]}
        body = json.dumps({"id": str(message.id), **said}, ensure_ascii=False).encode()
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
        if asks and answer.body.strip() != challenge.encode():
            raise SendFailed("the program did not answer with the challenge", permanent=True)


def _told(item: News) -> dict[str, Any]:
    """One thing as JSON; `document` is null of an event that is no longer shown."""
    return {
        "alert": str(item.alert) if item.alert else None, "name": item.name, "kind": item.kind,
        "event": str(item.event), "version": item.version, **item.detail,
        "link": event_link(item.event), "document": item.document,
    }  # fmt: skip
