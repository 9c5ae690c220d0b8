"""Who may read what waits for a moderator: whoever brings a token that was signed here, until it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from pydantic import ValidationError

from realtime import token as command
from realtime.auth.access import ANONYMOUS, Reader
from realtime.auth.tokens import MAX_TOKEN_SECONDS, PROGRAM, SESSION, sign, verify
from realtime.settings import ServiceSettings, service_settings
from tests.realtime.signing import NEW, OLD, SECRETS, bearing, browser, token

NOBODY = {"name": None, "scope": None, "rooms": [], "expiresAt": None}
FOREIGN = "https://evil.example"


async def test_without_a_token_one_is_nobody_in_particular() -> None:
    async with browser() as client:
        assert (await client.get("/api/session")).json() == NOBODY
    assert not ANONYMOUS.expired(time.time() + 1e9)


async def test_a_token_names_who_may_read_what_until_when() -> None:
    async with browser() as client:
        session = (
            await client.get("/api/session", headers=bearing(token(exp=2_000_000_000, iat=1_999_000_000)))
        ).json()
    assert session == {"name": "ops", "scope": None, "rooms": ["moderation"], "expiresAt": "2033-05-18T03:33:20Z"}


def test_a_reader_s_leave_ends() -> None:
    reader = Reader("ops", frozenset({"moderation"}), 1000.0)
    assert not reader.expired(999.9)
    assert reader.expired(1000.0)


async def test_a_token_opens_the_rooms_it_names_and_no_other() -> None:
    async with browser() as client:
        for rooms in ([], ["attic"], ["events:all"]):
            session = (await client.get("/api/session", headers=bearing(token(rooms=rooms)))).json()
            assert (session["name"], session["rooms"]) == ("ops", [])


SOON = int(time.time()) + 60
REFUSED = {
    "forged": token(secret="x" * 64),
    "unsigned": token(algorithm="none"),
    "another algorithm": token(algorithm="HS512"),
    "a key of nobody": token(key="2020-01", secret=SECRETS[NEW]),
    "another key's name": token(key=OLD, secret=SECRETS[NEW]),
    "for another use": token(aud="jatre-session"),
    "for several uses": token(aud=["jatre-live", "jatre-session"]),
    "of another house": token(iss="fair"),
    "ended": token(iat=1_000_000, exp=1_000_060),
    "without an end": token(exp=None),
    "without a name": token(sub=None),
    "with an empty name": token(sub=""),
    "without an id": token(jti=None),
    "without rooms": token(rooms=None),
    "with rooms that are no list": token(rooms="moderation"),
    "too long a life": token(iat=SOON - MAX_TOKEN_SECONDS - 3600, exp=SOON),
    "cut short": token()[:-3],
    "nonsense": "nonsense",
    "not ASCII": "é.é.é",
    "empty": "",
}


@pytest.mark.parametrize("given", REFUSED.values(), ids=REFUSED)
async def test_a_token_that_does_not_hold_is_refused_and_names_the_remedy(given: str) -> None:
    async with browser() as client:
        answer = await client.get("/api/session", headers={"authorization": f"Bearer {given}".encode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    error = answer.json()["error"]
    assert error["field"] == "Authorization"
    assert "ask for a new one" in error["message"] or "Authorization: Bearer" in error["message"]


async def test_another_scheme_is_refused_but_for_the_one_of_proxies() -> None:
    async with browser() as client:
        wrong = await client.get("/api/session", headers={"authorization": f"Token {token()}"})
        assert wrong.status_code == 401
        assert await _session(client, authorization=f"bearer {token()}") == "ops"
        assert await _session(client, authorization="Basic b3BzOnNwaWNl") is None


async def test_where_there_is_no_secret_no_token_holds() -> None:
    async with browser(live_token_secrets={}) as client:
        answer = await client.get("/api/session", headers=bearing(token()))
        assert (answer.status_code, "JATRE_LIVE_TOKEN_SECRETS" in answer.text) == (401, True)
        assert (await client.get("/api/session")).json() == NOBODY


@pytest.mark.parametrize("field", ["token", "access_token", "Authorization"])
async def test_a_token_in_the_address_is_refused_by_its_name(field: str) -> None:
    async with browser() as client:
        answer = await client.get("/api/session", params={field: token()}, headers=bearing(token()))
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field
    assert "Authorization: Bearer" in answer.json()["error"]["message"]


def test_keys_are_changed_without_a_gap() -> None:
    secrets = ServiceSettings(live_token_secrets=SECRETS).live_token_secrets
    old_alone = {OLD: secrets[OLD]}
    before = sign(old_alone, PROGRAM, "ops", ["moderation"], time.time() + 60)
    assert verify(secrets, PROGRAM, before).name == "ops"
    after = sign(secrets, PROGRAM, "ops", [], time.time() + 60)
    assert verify({NEW: secrets[NEW]}, PROGRAM, after).name == "ops"
    assert verify(secrets, SESSION, sign(secrets, SESSION, "ops", [], time.time() + 60)).rooms == frozenset()


def test_a_secret_is_long_and_is_shown_nowhere() -> None:
    with pytest.raises(ValidationError, match="at least 32") as refused:
        ServiceSettings(live_token_secrets={"1": "spice"})
    assert "spice" not in str(refused.value)
    assert SECRETS[NEW] not in repr(ServiceSettings(live_token_secrets=SECRETS))


async def _session(client: httpx.AsyncClient, **headers: str) -> str | None:
    name: str | None = (await client.get("/api/session", headers=headers)).json()["name"]
    return name


async def test_a_session_counts_for_our_own_pages() -> None:
    async with browser() as client:
        await client.post("/api/session", headers=bearing(token()))
        assert await _session(client) == "ops"
        assert await _session(client, origin="https://jatre.example") == "ops"
        assert await _session(client, **{"sec-fetch-site": "same-origin"}) == "ops"
        assert await _session(client, **{"sec-fetch-site": "none"}) == "ops"


async def test_a_session_does_not_count_for_pages_of_others_even_when_everybody_may_read() -> None:
    async with browser(allowed_origins=["*"]) as client:
        await client.post("/api/session", headers=bearing(token()))
        for foreign in (FOREIGN, "http://jatre.example", "https://jatre.example:8443", "null", "*"):
            assert await _session(client, origin=foreign) is None
        assert await _session(client, **{"sec-fetch-site": "cross-site"}) is None
        assert await _session(client, **{"sec-fetch-site": "same-site"}) is None


async def test_a_session_counts_for_an_origin_that_is_named() -> None:
    async with browser(allowed_origins=["https://app.jatre.example"]) as client:
        await client.post("/api/session", headers=bearing(token()))
        answer = await client.get("/api/session", headers={"origin": "https://app.jatre.example"})
        assert answer.json()["name"] == "ops"
        assert answer.headers["access-control-allow-credentials"] == "true"
        foreign = await client.get("/api/session", headers={"origin": FOREIGN})
        assert foreign.json() == NOBODY
        assert "access-control-allow-origin" not in foreign.headers


async def test_where_everybody_may_read_nobody_may_with_a_cookie() -> None:
    async with browser(allowed_origins=["*"]) as client:
        answer = await client.get("/api/session", headers={"origin": FOREIGN})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


async def test_behind_a_proxy_that_changes_the_host_the_page_s_address_counts() -> None:
    async with browser("http", page_url="https://jatre.example/", allowed_origins=[]) as client:
        sent = {"host": "127.0.0.1:8000", "origin": "https://jatre.example"}
        started = await client.post("/api/session", headers=bearing(token()) | sent)
        cookie = started.headers["set-cookie"].partition(";")[0]
        assert (await client.get("/api/session", headers=sent | {"cookie": cookie})).json()["name"] == "ops"


async def test_a_page_whose_name_was_made_to_point_here_is_none_of_ours() -> None:
    ours = (
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.5",
        "localhost:8000",
        "box",
        "box.local:80",
        "jatre.in",
        "JATRE.in",
    )
    foreign = ("evil.com", "evil.com:8000", "a.evil.com", "jatre.in.evil.com", "127.0.0.1.evil.com", "evil.com.")
    async with browser("http", allowed_hosts=["Jatre.in"], allowed_origins=[]) as client:
        for host in (*ours, *foreign):
            sent = {"host": host, "origin": f"http://{host}"}
            answer = await client.post("/api/session", headers=bearing(token()) | sent)
            assert (answer.status_code == 403) == (host in foreign), host


def test_the_command_prints_a_token(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("JATRE_LIVE_TOKEN_SECRETS", f'{{"{NEW}": "{SECRETS[NEW]}"}}')
    service_settings.cache_clear()
    assert command.main(["--name", "ops", "--rooms", "moderation", "--hours", "1.5"]) == 0
    grant = verify(service_settings().live_token_secrets, PROGRAM, capsys.readouterr().out.strip())
    assert (grant.name, grant.rooms) == ("ops", {"moderation"})
    assert 5000 < grant.expires_at - time.time() <= 5400


@pytest.mark.parametrize(
    "wrong", [["--hours", "721"], ["--hours", "0"], ["--hours", "nan"], ["--rooms", "events:all"], ["--name", ""]]
)
def test_the_command_takes_nothing_odd(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--name", "ops", *wrong])
    assert capsys.readouterr().err


def test_the_command_explains_how_to_make_a_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JATRE_LIVE_TOKEN_SECRETS", raising=False)
    service_settings.cache_clear()
    assert command.main(["--name", "ops"]) == 1
    assert "export JATRE_LIVE_TOKEN_SECRETS" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    yield
    service_settings.cache_clear()
