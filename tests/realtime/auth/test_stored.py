"""Tokens of the database: what they open, how they end, and that ending one reaches every process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from include.access_tokens import PREFIX, digest, new_token
from realtime.control import revocations
from tests.conftest import Database
from tests.realtime.holders import hold, id_of, let_expire, take_back
from tests.realtime.running import Running, running, until
from tests.realtime.scene import Scene
from tests.realtime.signing import bearing
from tests.realtime.websocket import websocket


def _cookie(answer: httpx.Response) -> dict[str, str]:
    return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


async def who(service: Running, headers: dict[str, str]) -> httpx.Response:
    return await service.client.get("/api/session", headers=headers)


@pytest.mark.parametrize(("scope", "rooms"), [("admin", ["moderation"]), ("moderator", ["moderation"]), ("source", [])])
async def test_a_scope_opens_what_it_is_for(
    jatre: Running, database: Database, scene: Scene, scope: str, rooms: list[str]
) -> None:
    scene.run("insert into event_sources (slug, name, kind, type, config, area_code) values ('hall', 'Hall', 'rss', 'rss', '{}', 'indiranagar')")  # fmt: skip  # noqa: E501
    token = hold(database, scope, about="hall" if scope == "source" else None)
    found = (await who(jatre, bearing(token))).json()
    assert (found["name"], found["scope"], found["rooms"]) == ("meena", scope, rooms)


async def test_of_a_token_the_database_keeps_a_digest_alone(jatre: Running, database: Database, scene: Scene) -> None:
    token = hold(database)
    await who(jatre, bearing(token))
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute("select t::text from jatre.access_tokens t").fetchall()
        logged = owner.execute("select l::text from jatre.access_log l").fetchall()
    assert len(rows) == 1
    assert token.removeprefix(PREFIX) not in f"{rows}{logged}"


async def test_what_does_not_hold_is_refused(jatre: Running, database: Database, scene: Scene) -> None:
    revoked, expired = hold(database), hold(database)
    take_back(database, revoked)
    let_expire(database, expired)
    for token, words in ((revoked, "taken back"), (expired, "has ended"), (new_token(), "not one of ours")):
        answer = await who(jatre, bearing(token))
        assert answer.status_code == 401
        assert words in answer.json()["error"]["message"]


async def test_a_session_ends_with_its_token_and_when_its_browser_signs_out(
    jatre: Running, database: Database, scene: Scene
) -> None:
    token = hold(database)
    first, second = [_cookie(await jatre.client.post("/api/session", headers=bearing(token))) for _ in range(2)]
    jatre.client.cookies.clear()
    assert (await who(jatre, first)).json()["name"] == "meena"
    await jatre.client.delete("/api/session", headers=first)
    jatre.client.cookies.clear()
    assert (await who(jatre, first)).status_code == 401
    assert (await who(jatre, second)).status_code == 200
    take_back(database, token)
    assert (await who(jatre, second)).status_code == 401


def test_a_session_is_no_longer_than_its_token_and_is_begun_with_one_that_holds(database: Database) -> None:
    begin = (
        "select extract(epoch from t.expires_at)::float, s ->> 'expiresAt' from jatre.access_tokens as t"
        " cross join jatre.session_begin_v1(t.id, %s, %s) as s where t.id = %s"
    )
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        token = id_of(database, hold(database))
        (until, short), (_, long) = [
            connection.execute(begin, [digest(new_token()), seconds, token]).fetchone() or (0, "0")
            for seconds in (60, 12 * 3600)
        ]
        assert float(long) == pytest.approx(until, abs=0.01)
        assert float(short) < until
        take_back_id = "select jatre.token_revoke_v1(%s, 'the test')"
        connection.execute(take_back_id, [token])
        assert connection.execute(begin, [digest(new_token()), 60, token]).fetchone() == (until, None)


def test_a_token_holds_no_longer_once_it_is_taken_back_has_ended_or_is_gone(database: Database) -> None:
    held = {name: hold(database, name=name) for name in ("holds", "taken back", "ended", "gone")}
    ids = {name: id_of(database, token) for name, token in held.items()}
    take_back(database, held["taken back"])
    let_expire(database, held["ended"])
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        connection.execute("delete from jatre.access_tokens where id = %s", [ids["gone"]])
        (over,) = connection.execute("select jatre.tokens_ended_v1(%s)", [list(ids.values())]).fetchone() or ([],)
    assert {name for name, one in ids.items() if one in over} == {"taken back", "ended", "gone"}


async def test_neither_passes_for_the_other(jatre: Running, database: Database, scene: Scene) -> None:
    token = hold(database)
    begun = await jatre.client.post("/api/session", headers=bearing(token))
    secret = _cookie(begun)["cookie"].partition("=")[2]
    jatre.client.cookies.clear()
    assert (await who(jatre, bearing(secret))).status_code == 401
    assert (await who(jatre, {"cookie": f"jatre-session={token}"})).status_code == 401


async def test_a_session_does_not_count_for_pages_of_other_sites(
    jatre: Running, database: Database, scene: Scene
) -> None:
    session = _cookie(await jatre.client.post("/api/session", headers=bearing(hold(database))))
    jatre.client.cookies.clear()
    for foreign in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert (await who(jatre, session | foreign)).json()["name"] is None
        refused = await jatre.client.delete("/api/session", headers=session | foreign)
        assert refused.status_code == 403


async def test_signing_in_by_the_form_leads_to_the_console(jatre: Running, database: Database, scene: Scene) -> None:
    answer = await jatre.client.post("/signin", data={"token": hold(database)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")


@pytest.fixture
async def replicas(database: Database, scene: Scene) -> AsyncIterator[list[Running]]:
    """Two processes of the service, as far as the database knows."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(running(database.service_url)) for _ in range(2)]


@pytest.mark.parametrize("hears", [True, False])
async def test_a_revocation_closes_live_connections_everywhere_with_and_without_its_message(
    replicas: list[Running], database: Database, monkeypatch: pytest.MonkeyPatch, hears: bool
) -> None:
    assert revocations.LOOK_SECONDS < 1
    token, other = hold(database), hold(database)
    if hears:
        await until(lambda: all(replica.service.control.connected for replica in replicas))
        # no look by itself: what closes the connections is what was heard
        monkeypatch.setattr(revocations, "LOOK_SECONDS", 3600)
        await asyncio.sleep(1)
    else:
        for replica in replicas:
            monkeypatch.setattr(replica.service.control, "_handlers", {})
    async with AsyncExitStack() as stack:
        clients = [
            [await stack.enter_async_context(websocket(replica, **bearing(one))) for replica in replicas]
            for one in (token, other)
        ]
        for client in [*clients[0], *clients[1]]:
            await client.send(type="subscribe", rooms=["moderation"])
            await client.receive("subscribed")
        take_back(database, token)
        for client in clients[0]:
            with pytest.raises(ConnectionClosed) as closed:
                await client.receive("event")
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401
        for client in clients[1]:
            await client.send(type="ping")
            await client.receive("pong")


async def test_the_last_use_of_a_token_is_kept_to_a_minute(jatre: Running, database: Database, scene: Scene) -> None:
    token = hold(database)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        used = "select last_used_at from jatre.access_tokens where digest = %s"
        assert owner.execute(used, [digest(token)]).fetchone() == (None,)
        await who(jatre, bearing(token))
        first = owner.execute(used, [digest(token)]).fetchone()
        assert first
        assert first[0] is not None
        await who(jatre, bearing(token))
        assert owner.execute(used, [digest(token)]).fetchone() == first


async def test_who_sends_many_that_do_not_hold_is_not_looked_at_for_a_while(database: Database, scene: Scene) -> None:
    """From another machine, as a proxy reports it."""
    token = hold(database)
    async with running(database.service_url, failed_sign_ins_per_minute=3) as service:
        far = {"x-forwarded-for": "203.0.113.7"}
        answers = [(await who(service, bearing(new_token()) | far)).status_code for _ in range(5)]
        assert answers == [401, 401, 401, 429, 429]
        refused = await who(service, bearing(token) | far)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= 61
        assert (await who(service, bearing(token) | {"x-forwarded-for": "203.0.113.8"})).status_code == 200


def test_taking_back_is_logged_once_with_who_did_it(database: Database) -> None:
    token = hold(database)
    for _ in range(2):
        take_back(database, token)
    with psycopg.connect(database.pipeline_url) as pipeline:
        (log,) = pipeline.execute("select jatre.access_log_v1(10)").fetchone() or ([],)
    assert [(one["action"], one["actor"], one["target"]) for one in log] == [
        (action, "the test", str(id_of(database, token))) for action in ("token_revoked", "token_created")
    ]
