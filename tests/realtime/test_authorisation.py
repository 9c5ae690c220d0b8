"""Every call of the service by every kind of caller: who is let in, who is not, and what they are told.

Callers bring a token of each scope, as a program or in a browser's session; a token or session that was taken back, has
ended, was made up or altered; or their session is used by a page of another site.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

import httpx
import pytest
from starlette.routing import Route, WebSocketRoute
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from include.access_tokens import new_token
from realtime.app import ROUTES
from tests.conftest import Database
from tests.realtime.holders import hold, let_expire, take_back
from tests.realtime.matrix import ADMIN_CALLS, CALLS, EVENT, MODERATORS, Call
from tests.realtime.running import PATIENCE, Running, running
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS, bearing, token

Headers = dict[str, str]
FOREIGN: list[Headers] = [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
"""As a browser sends for a page of another site."""


class Caller(NamedTuple):
    """Who calls. One whose token or session does not hold is `refused`; one without a name has nothing looked at."""

    headers: Headers
    scope: str = ""
    named: bool = False
    refused: bool = False


@pytest.fixture
async def house(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service with two sources, a place, and a signed token's key."""
    scene.run(
        "insert into event_sources (slug, name, kind, type, config, area_code)"
        " values ('hall', 'Hall', 'rss', 'rss', '{}', 'indiranagar'), ('club', 'Club', 'rss', 'rss', '{}', 'indiranagar')"  # noqa: E501
    )
    scene.run("insert into places (id, slug, name) values (%s, 'bflat', 'BFlat')", EVENT)
    async with running(
        database.service_url, live_token_secrets=SECRETS, webhook_secrets={"hall": "s" * 32},
        submissions_per_minute=10**6, counts_per_minute=10**6,
    ) as service:  # fmt: skip
        yield service


async def session_of(house: Running, held: str) -> Headers:
    """The cookie of a browser that has signed in."""
    answer = await house.client.post("/api/session", headers=bearing(held))
    return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


async def callers_of(house: Running, database: Database) -> dict[str, Caller]:
    """Every kind of caller but those of other sites."""
    found = {"stranger": Caller({}), "basic": Caller({"authorization": "Basic bWVlbmE6eA=="})}
    for scope, about in (("admin", None), ("moderator", None), ("source", "hall"), ("place", "bflat")):
        held = hold(database, scope, about=about)
        found[scope] = Caller(bearing(held), scope, named=True)
        found[f"{scope} in a browser"] = Caller(await session_of(house, held), scope, named=True)
    found["signed, which reads only"] = Caller(bearing(token()), named=True)
    revoked, expired, gone = hold(database, "admin"), hold(database, "admin"), hold(database, "admin")
    ended = await session_of(house, gone)
    for one in (revoked, gone):
        take_back(database, one)
    let_expire(database, expired)
    forged = expired[:-1] + ("A" if expired[-1] != "A" else "B")
    broken: dict[str, Headers] = {
        "revoked": bearing(revoked),
        "expired": bearing(expired),
        "forged": bearing(forged),
        "made up": bearing(new_token()),
        "empty": {"authorization": "Bearer"},
        "signed with another key": bearing(token(secret="x" * 64)),
        "session of a revoked token": ended,
        "made up session": {"cookie": f"jatre-session={new_token()}"},
        "a program's token as a session": {"cookie": f"jatre-session={found['admin'].headers['authorization'][7:]}"},
        "a session's value as a program's token": bearing(found["admin in a browser"].headers["cookie"][14:]),
    }
    return found | {who: Caller(headers, refused=True) for who, headers in broken.items()}


async def call(service: Running, one: Call, headers: Headers) -> httpx.Response:
    """One call; of a stream only how it begins."""
    service.client.cookies.clear()
    if one.method == "WEBSOCKET":
        return await _handshake(service.url.replace("http", "ws") + one.path, headers)
    request = service.client.build_request(one.method, one.path, json=one.body, headers=one.headers | headers)
    answer = await service.client.send(request, stream=True)
    if answer.headers.get("content-type", "").startswith("text/event-stream"):
        await answer.aclose()
    else:
        await answer.aread()
    return answer


async def _handshake(url: str, headers: Headers) -> httpx.Response:
    try:
        async with connect(url, additional_headers=headers):
            return httpx.Response(101)
    except InvalidStatus as refused:
        return httpx.Response(refused.response.status_code, headers=list(refused.response.headers.raw_items()))


def outcome(one: Call, answer: httpx.Response) -> str:
    """Let in, to be signed in, or not allowed."""
    led = one.access == "page" and answer.status_code == 303 and answer.headers["location"] == "/signin"
    return {401: "sign in", 403: "not allowed"}.get(answer.status_code, "sign in" if led else "let in")


def due(one: Call, who: Caller) -> str:
    """What becomes of a call."""
    if one.access in ("anyone", "signature"):
        return "let in" if one.access == "anyone" else "sign in"
    if who.refused or (one.access != "reader" and not who.named):
        return "sign in"
    if one.access == "bearer":
        return "let in" if "authorization" in who.headers else "sign in"
    return "let in" if one.access == "reader" or who.scope in one.scopes else "not allowed"


def test_every_route_is_in_the_matrix() -> None:
    routes = set[tuple[str, str]]()
    for route in ROUTES:
        if isinstance(route, Route):
            routes |= {(method, route.path) for method in (route.methods or set()) - {"HEAD"}}
        else:
            assert isinstance(route, WebSocketRoute)
            routes.add(("WEBSOCKET", route.path))
    assert routes == {(one.method, one.route) for one in CALLS}
    assert len(CALLS) == len(routes)


async def test_each_caller_gets_what_is_theirs_and_nothing_else(house: Running, database: Database) -> None:
    for who, caller in (await callers_of(house, database)).items():
        for one in CALLS:
            if who.endswith("browser") and (one.method, one.route) in LEAVING:
                continue  # it would be no session any more
            answer = await call(house, one, caller.headers)
            where = f"{who}: {one.method} {one.path}: {answer.status_code}"
            assert outcome(one, answer) == due(one, caller), where
            assert answer.status_code < 500 or one.route == "/health", where
            if one.access == "holder" and outcome(one, answer) != "let in":
                assert answer.headers["content-type"] == "application/problem+json", where


LEAVING = {("POST", "/signout"), ("DELETE", "/api/session")}


async def test_asking_for_the_head_alone_opens_nothing(house: Running) -> None:
    for one in CALLS:
        if one.access in ("holder", "page") and one.method == "GET":
            assert outcome(one, await call(house, one._replace(method="HEAD"), {})) == "sign in", one.path


async def test_no_page_of_another_site_changes_anything(house: Running, database: Database) -> None:
    """Neither with the cookie, were it sent, nor with a token; and no form can write a body that is taken."""
    held = hold(database, "admin")
    cookie = await session_of(house, held)
    for one in [one for one in CALLS if one.ours]:
        for foreign in FOREIGN:
            for headers in (cookie, bearing(held)):
                assert (await call(house, one, headers | foreign)).status_code == 403, f"{one.path} {foreign}"
    for one in [one for one in ADMIN_CALLS if one.ours]:
        preflight = await house.client.options(
            one.path, headers={"origin": "https://evil.example", "access-control-request-method": one.method}
        )
        assert "access-control-allow-origin" not in preflight.headers
        if one.method == "POST":
            form = await house.client.post(
                one.path, content='{"kind": "approve"}', headers=cookie | {"content-type": "text/plain"}
            )
            assert form.status_code == 415


async def test_a_session_is_none_to_a_page_of_another_site(house: Running, database: Database) -> None:
    """It reads what anybody reads, and nothing of the holder's."""
    cookie = await session_of(house, hold(database, "admin"))
    for one in [one for one in CALLS if one.access in ("holder", "page") and not one.ours]:
        for foreign in FOREIGN:
            assert outcome(one, await call(house, one, cookie | foreign)) == "sign in", f"{one.path} {foreign}"
    for foreign in FOREIGN:
        assert (await house.client.get("/api/session", headers=cookie | foreign)).json()["name"] is None
    assert (await house.client.get("/api/session", headers=cookie)).json()["name"] == "meena"


async def test_a_source_s_token_is_for_that_source(house: Running, database: Database) -> None:
    held = bearing(hold(database, "source", about="hall"))
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
        async with asyncio.timeout(PATIENCE):
            _ = [line async for line in lines]
