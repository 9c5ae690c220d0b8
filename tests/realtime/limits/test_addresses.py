"""Whom limits count: no stranger chooses the address, whatever stands in `X-Forwarded-For`."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from realtime.app import create_app
from realtime.service import build
from realtime.settings import ServiceSettings

PROXIES = "192.0.2.1,10.0.0.0/8"
PROXY, STRANGER = "192.0.2.1", "203.0.113.7"


async def statuses(peer: str, forwarded: Sequence[str]) -> list[int]:
    """The answers to requests from one peer, of which one client may make two; each with such a header."""
    settings = ServiceSettings(service_url="postgresql://nobody@127.0.0.1:1/none", requests_per_minute=2)
    app = create_app(settings)
    app.state.service = build(settings)
    behind = ProxyHeadersMiddleware(app, PROXIES)
    transport = httpx.ASGITransport(behind, client=(peer, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://jatre.example") as client:
        headers = [{"x-forwarded-for": one} if one else {} for one in forwarded]
        return [(await client.get("/api/session", headers=one)).status_code for one in headers]


@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        (STRANGER, ["198.51.100.1", "198.51.100.2", "127.0.0.1"]),
        (PROXY, [f"198.51.100.1, {STRANGER}", f"127.0.0.1, {STRANGER}", STRANGER]),
        (PROXY, [f"{STRANGER}, 10.1.2.3", f"{STRANGER}:443, 10.3.2.1", f"::ffff:{STRANGER}"]),
        (PROXY, ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "[2001:db8:1:2::3]:443"]),
        (PROXY, ["unknown", "_hidden", "127.0.0.1.example"]),
    ],
    ids=["no proxy", "a proxy that appends", "two proxies", "one /64", "no address"],
)
async def test_one_client_stays_one(peer: str, forwarded: list[str]) -> None:
    assert await statuses(peer, forwarded) == [200, 200, 429]


async def test_other_clients_of_a_proxy_are_others() -> None:
    others = [STRANGER, STRANGER, "203.0.113.8", "2001:db8:1:2::1", "2001:db8:1:3::1"]
    assert await statuses(PROXY, others) == [200] * 5
