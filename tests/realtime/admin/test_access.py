"""Every address of `/api/admin`, and every kind of caller: who may, and who may not, and what is wrong with them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from include.access_tokens import new_token
from realtime.admin.routes import ROUTES
from tests.conftest import Database
from tests.realtime.admin.matrix import CALLS, MODERATORS, Call
from tests.realtime.holders import hold, let_expire, take_back
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS, bearing, token


@pytest.fixture
async def house(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service with a source, and a signed token's key."""
    scene.run(
        "insert into event_sources (slug, name, kind, type, config, area_code)"
        " values ('hall', 'Hall', 'rss', 'rss', '{}', 'indiranagar'), ('club', 'Club', 'rss', 'rss', '{}', 'indiranagar')"  # noqa: E501
    )
    async with running(database.service_url, live_token_secrets=SECRETS) as service:
        yield service


async def call(service: Running, one: Call, headers: dict[str, str]) -> httpx.Response:
    """One call; of a stream only how it begins."""
    service.client.cookies.clear()
    request = service.client.build_request(one.method, one.path, json=one.body, headers=headers)
    answer = await service.client.send(request, stream=True)
    if answer.headers.get("content-type", "").startswith("text/event-stream"):
        await answer.aclose()
    else:
        await answer.aread()
    return answer


def test_every_route_is_in_the_matrix() -> None:
    routes = {(method, route.path) for route in ROUTES for method in (route.methods or set()) - {"HEAD"}}
    tried = {
        (one.method, route.path)
        for one in CALLS
        for route in ROUTES
        if route.path_regex.match(one.path) and one.method in (route.methods or set())
    }
    assert routes == tried
    assert len(CALLS) == len(routes)


async def test_each_scope_may_do_what_it_is_for_and_nothing_else(house: Running, database: Database) -> None:
    tokens = {scope: hold(database, scope) for scope in ("admin", "moderator")}
    tokens["source"] = hold(database, "source", source="hall")
    for scope, held in tokens.items():
        session = await house.client.post("/api/session", headers=bearing(held))
        cookie = {"cookie": session.headers["set-cookie"].partition(";")[0]}
        for one in CALLS:
            for headers in (bearing(held), cookie):
                answer = await call(house, one, headers)
                where = f"{scope} {one.method} {one.path}: {answer.status_code}"
                assert (answer.status_code not in (401, 403)) == (scope in one.scopes), where
                assert answer.status_code < 500, where


async def test_who_does_not_hold_gets_nothing(house: Running, database: Database) -> None:
    revoked, expired, gone = hold(database, "admin"), hold(database, "admin"), hold(database, "admin")
    ended = (await house.client.post("/api/session", headers=bearing(gone))).headers["set-cookie"].partition(";")[0]
    for one in (revoked, gone):
        take_back(database, one)
    let_expire(database, expired)
    forged = expired[:-1] + ("A" if expired[-1] != "A" else "B")
    nobodies: dict[str, tuple[dict[str, str], int]] = {
        "anonymous": ({}, 401),
        "revoked": (bearing(revoked), 401),
        "expired": (bearing(expired), 401),
        "forged": (bearing(forged), 401),
        "made up": (bearing(new_token()), 401),
        "empty": ({"authorization": "Bearer"}, 401),
        "basic": ({"authorization": "Basic bWVlbmE6eA=="}, 401),
        "session of a revoked token": ({"cookie": ended}, 401),
        "made up session": ({"cookie": f"jatre-session={new_token()}"}, 401),
        "signed, which reads only": (bearing(token()), 403),
        "signed with another key": (bearing(token(secret="x" * 64)), 401),
    }
    for one in CALLS:
        for who, (headers, status) in nobodies.items():
            answer = await call(house, one, headers)
            assert answer.status_code == status, f"{who} {one.method} {one.path}: {answer.status_code}"
            assert answer.headers["content-type"] == "application/problem+json"


async def test_no_page_of_another_site_changes_anything(house: Running, database: Database) -> None:
    """Neither with the cookie, were it sent, nor with a token; and no form can write a body that is taken."""
    held = hold(database, "admin")
    session = await house.client.post("/api/session", headers=bearing(held))
    cookie = {"cookie": session.headers["set-cookie"].partition(";")[0]}
    for one in [one for one in CALLS if one.method != "GET"]:
        for foreign in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            for headers in (cookie, bearing(held)):
                assert (await call(house, one, headers | foreign)).status_code == 403, f"{one.path} {foreign}"
        preflight = await house.client.options(
            one.path, headers={"origin": "https://evil.example", "access-control-request-method": one.method}
        )
        assert "access-control-allow-origin" not in preflight.headers
        if one.method == "POST":
            form = await house.client.post(
                one.path, content='{"kind": "approve"}', headers=cookie | {"content-type": "text/plain"}
            )
            assert form.status_code == 415


async def test_a_source_s_token_is_for_that_source(house: Running, database: Database) -> None:
    held = bearing(hold(database, "source", source="hall"))
    assert [one["slug"] for one in (await house.client.get("/api/admin/sources", headers=held)).json()] == ["hall"]
    for path, body in (("/api/admin/sources/club/fetch", {}), ("/api/admin/trigger-fetch", {"source": "club"})):
        assert (await house.client.post(path, json=body, headers=held)).status_code == 403
        own = await house.client.post(path.replace("club", "hall"), json=body and {"source": "hall"}, headers=held)
        assert own.status_code == 200


@pytest.mark.parametrize("scope", sorted(MODERATORS))
async def test_an_open_console_is_closed_when_its_token_is_taken_back(
    house: Running, database: Database, scope: str
) -> None:
    held = hold(database, scope)
    async with house.client.stream("GET", "/api/admin/live", headers=bearing(held)) as answer:
        lines = answer.aiter_lines()
        assert await anext(lines) == "event: present"
        take_back(database, held)
        async with asyncio.timeout(5):
            _ = [line async for line in lines]
