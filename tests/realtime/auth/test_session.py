"""Signing in with a browser, and out again; only our own pages may."""

from __future__ import annotations

import time

import httpx
import pytest
import time_machine

from tests.realtime.signing import bearing, browser, token

OURS = {"origin": "https://jatre.example"}
FOREIGN = {"origin": "https://evil.example"}


def _flags(answer: httpx.Response) -> set[str]:
    return set(answer.headers["set-cookie"].split("; ")[1:])


async def test_a_token_begins_a_session_that_ends_by_itself() -> None:
    async with browser() as client:
        begun = await client.post("/api/session", headers=bearing(token()) | OURS)
        assert begun.json()["name"] == "ops"
        assert (await client.get("/api/session")).json() == begun.json()
        assert begun.headers["cache-control"] == "no-store"
        with time_machine.travel(time.time() + 3601):
            kept = {"cookie": begun.headers["set-cookie"].partition(";")[0]}
            assert (await client.get("/api/session", headers=kept)).status_code == 401


async def test_a_session_lasts_no_longer_than_half_a_day() -> None:
    async with browser() as client:
        begun = await client.post("/api/session", headers=bearing(token(exp=int(time.time()) + 86_400)))
        assert "Max-Age=43199" in begun.headers["set-cookie"] or "Max-Age=43200" in begun.headers["set-cookie"]


async def test_behind_tls_the_cookie_stays_there() -> None:
    async with browser("https") as client:
        begun = await client.post("/api/session", headers=bearing(token()))
    assert begun.headers["set-cookie"].startswith("__Host-jatre-session=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Secure"} <= _flags(begun)
    async with browser("http") as client:
        begun = await client.post("/api/session", headers=bearing(token()))
    assert begun.headers["set-cookie"].startswith("jatre-session=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= _flags(begun)
    assert "Secure" not in _flags(begun)


async def test_a_session_is_no_token_and_a_token_no_session() -> None:
    async with browser() as client:
        begun = await client.post("/api/session", headers=bearing(token()))
        value = begun.headers["set-cookie"].partition(";")[0].partition("=")[2]
        assert (await client.get("/api/session", headers=bearing(value))).status_code == 401
        client.cookies.clear()
        planted = await client.get("/api/session", headers={"cookie": f"__Host-jatre-session={token()}"})
        assert planted.status_code == 401


async def test_signing_out_takes_the_cookie_away() -> None:
    async with browser() as client:
        await client.post("/api/session", headers=bearing(token()))
        assert (await client.delete("/api/session", headers=OURS)).status_code == 204
        assert not client.cookies
        assert (await client.get("/api/session")).json()["name"] is None
        assert (await client.delete("/api/session")).status_code == 204


async def test_a_session_that_does_not_hold_is_answered_once_and_taken_away() -> None:
    async with browser() as client:
        await client.post("/api/session", headers=bearing(token()))
        cookies = dict(client.cookies)
    async with browser(live_token_secrets={"2026-01": "z" * 64}) as client:
        client.cookies.update(cookies)
        refused = await client.get("/api/session")
        assert (refused.status_code, refused.json()["error"]["field"]) == (401, "Cookie")
        assert "Max-Age=0" in refused.headers["set-cookie"]


@pytest.mark.parametrize("sent", [FOREIGN, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
async def test_a_page_of_others_neither_signs_in_nor_out(sent: dict[str, str]) -> None:
    async with browser() as client:
        refused = await client.post("/api/session", headers=bearing(token()) | sent)
        assert (refused.status_code, refused.json()["error"]["field"]) == (403, "Origin")
        assert "set-cookie" not in refused.headers
        await client.post("/api/session", headers=bearing(token()))
        for out in (client.delete("/api/session", headers=sent), client.post("/signout", headers=sent)):
            assert (await out).status_code == 403
        assert (await client.post("/signin", headers=sent, data={"token": token()})).status_code == 403
        assert (await client.get("/api/session")).json()["name"] == "ops"


async def test_the_api_wants_the_token_in_its_header() -> None:
    async with browser() as client:
        for given in ({}, {"authorization": "Basic b3BzOnNwaWNl"}):
            refused = await client.post("/api/session", headers=given)
            assert (refused.status_code, refused.json()["error"]["field"]) == (401, "Authorization")


async def test_people_sign_in_and_out_by_a_form() -> None:
    async with browser() as client:
        assert 'action="/signin"' in (await client.get("/signin")).text
        wrong = await client.post("/signin", data={"token": "spice"}, headers=OURS)
        assert wrong.status_code == 401
        assert "not one of ours" in wrong.text
        assert "spice" not in wrong.text
        assert "Enter the token" in (await client.post("/signin", data={"token": " "})).text
        assert (await client.post("/signin", data={"token": "x" * 9000})).status_code == 400
        entered = await client.post("/signin", data={"token": token(sub="<b>ops</b>")}, headers=OURS)
        assert (entered.status_code, entered.headers["location"]) == (303, "/signin")
        page = await client.get("/signin")
        assert "Signed in as &lt;b&gt;ops&lt;/b&gt;" in page.text
        assert page.headers["cache-control"] == "no-store"
        assert "form-action 'self'" in page.headers["content-security-policy"]
        assert (await client.post("/signout", headers=OURS)).status_code == 303
        assert 'action="/signin"' in (await client.get("/signin")).text


async def test_the_form_shows_that_a_session_has_ended() -> None:
    async with browser() as client:
        page = await client.get("/signin", headers={"cookie": "__Host-jatre-session=stale"})
    assert page.status_code == 401
    assert "The session has ended" in page.text
    assert "Max-Age=0" in page.headers["set-cookie"]
