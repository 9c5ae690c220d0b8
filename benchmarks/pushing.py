"""Who pushes deliveries to the service: each until it is accepted, under one id, as a sender is asked to."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp

from include.webhook_signatures import signature

PAUSE = 0.2
"""Seconds before a delivery that was not accepted is sent again."""


class Pusher:
    """One sender: `url` of the service, and the secret of each source."""

    def __init__(self, client: aiohttp.ClientSession, secrets: dict[str, str]) -> None:
        self._client, self._secrets = client, secrets
        self.partners = tuple(secrets)
        self.again = 0
        """How often something had to be sent again."""

    async def push(self, source: str, delivery: str, event: dict[str, Any]) -> float:
        """Send until it is accepted; the moment of that, by `time.monotonic`. Raises for what is wrong with it."""
        body = json.dumps(event).encode()
        while True:
            stamp = str(int(time.time()))
            headers = {
                "Content-Type": "application/json", "Jatre-Delivery": delivery, "Jatre-Timestamp": stamp,
                "Jatre-Signature": signature(self._secrets[source], stamp, delivery, body),
            }  # fmt: skip
            try:
                async with self._client.post(f"/api/webhooks/{source}", data=body, headers=headers) as answer:
                    if answer.status == 202:
                        return time.monotonic()
                    if 400 <= answer.status < 500 and answer.status != 429:
                        answer.raise_for_status()
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError):
                pass  # sent again, as what was not accepted
            self.again += 1
            await asyncio.sleep(PAUSE)


def client(url: str, connections: int) -> aiohttp.ClientSession:
    """Connections that are kept. By aiohttp: the sender is to leave the machine to the service."""
    limits, timeout = aiohttp.TCPConnector(limit=connections), aiohttp.ClientTimeout(total=10)
    return aiohttp.ClientSession(url, connector=limits, timeout=timeout)
