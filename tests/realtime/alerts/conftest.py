"""The service where people can be told, and somebody who is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest
from cryptography.fernet import Fernet

from include.alerts import sealing
from include.settings import settings
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

KEY = Fernet.generate_key().decode()
VAPID = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"
CONFIGURED = {
    "ALERT_KEYS": KEY, "VAPID_KEY": VAPID,
    "SMTP_URL": "smtp://mail.jatre.example", "MAIL_FROM": "news@jatre.example",
}  # fmt: skip
JAZZ = {"filter": "category=music&tags=jazz", "name": "Jazz"}


@pytest.fixture
async def service(database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    for name, value in CONFIGURED.items():
        monkeypatch.setenv(f"JATRE_{name}", value)
    settings.cache_clear()
    async with running(database.service_url) as made:
        yield made


@dataclass
class Reader:
    """Somebody with the word of their links."""

    service: Running
    token: str

    async def asks(self, method: str, path: str = "", **body: Any) -> httpx.Response:
        return await self.service.client.request(
            method, f"/api/alerts{path}", headers={"authorization": f"Bearer {self.token}"},
            **({"json": body} if method in ("POST", "PATCH") and body else {}),
        )  # fmt: skip


@pytest.fixture
async def reader(service: Running) -> Reader:
    """Who asked on the page to be told of jazz."""
    answer = await service.client.post("/api/alerts", json={"channel": "page", **JAZZ})
    return Reader(service, answer.json()["token"])


def addressed(database: Database) -> list[sealing.Address]:
    """The addresses that are kept, opened."""
    with psycopg.connect(database.admin_url) as admin:
        rows = admin.execute("select address from jatre.alert_channels where address is not null").fetchall()
    return [sealing.unseal(bytes(row[0])) for row in rows]


def stored(database: Database, query: str) -> list[Any]:
    with psycopg.connect(database.admin_url) as admin:
        return [row[0] for row in admin.execute(query).fetchall()]


SUBSCRIPTION = {
    "endpoint": "https://push.example/send/1", "expirationTime": None,
    "keys": {"p256dh": f"B{'A' * 86}", "auth": "A" * 22},
}  # fmt: skip
WEBHOOK = {"url": "https://program.example/hook", "secret": "open sesame, please"}


def as_json(address: str) -> Any:
    return json.loads(address)
