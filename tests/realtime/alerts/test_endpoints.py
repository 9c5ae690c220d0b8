"""Being told by REST: who may ask for what, what is refused, and that nothing legible is kept of an address."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet

from include.errors import ConfigurationError
from include.settings import settings
from realtime.service import build
from realtime.settings import ServiceSettings
from tests.blocked import BLOCKED
from tests.conftest import Database
from tests.realtime.alerts.conftest import CONFIGURED, JAZZ, SUBSCRIPTION, WEBHOOK, Reader, addressed, as_json, stored
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene


async def test_a_page_offers_what_is_configured(service: Running) -> None:
    found = (await service.get("/api/alerts/channels")).json()

    assert found["channels"] == ["page", "push", "email", "webhook"]
    assert len(found["pushKey"]) == 87


async def test_without_keys_nobody_is_told(database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JATRE_ALERT_KEYS", raising=False)
    settings.cache_clear()
    async with running(database.service_url) as service:
        assert (await service.get("/api/alerts/channels")).json() == {"channels": [], "pushKey": None}
        assert (await service.client.post("/api/alerts", json={"channel": "page", **JAZZ})).status_code == 404
        assert 'id="tell"' not in (await service.get("/")).text


@pytest.mark.parametrize("missing", ["SMTP_URL", "MAIL_FROM"])
async def test_nobody_leaves_an_address_where_no_mail_can_be_sent(
    database: Database, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in CONFIGURED.items():
        monkeypatch.setenv(f"JATRE_{name}", "" if name == missing else value)
    settings.cache_clear()
    async with running(database.service_url) as service:
        assert (await service.get("/api/alerts/channels")).json()["channels"] == ["page", "push", "webhook"]


@pytest.mark.parametrize("name", ["ALERT_KEYS", "VAPID_KEY"])
def test_a_key_that_is_none_is_told_when_the_service_starts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for one, value in (CONFIGURED | {name: "no key"}).items():
        monkeypatch.setenv(f"JATRE_{one}", value)
    settings.cache_clear()
    with pytest.raises(ConfigurationError, match=f"JATRE_{name}"):
        build(ServiceSettings(service_url="postgresql://nobody@127.0.0.1/none"))


async def test_who_asks_on_the_page_changes_and_removes_what_they_asked_for(reader: Reader) -> None:
    (jazz,) = (await reader.asks("GET")).json()["alerts"]
    assert (jazz["name"], jazz["filter"]) == ("Jazz", {"category": ["music"], "tags": ["jazz"]})

    changed = await reader.asks("PATCH", f"/{jazz['id']}", name="Free jazz", filter={"tags": "jazz", "maxPrice": 0})
    assert (changed.json()["name"], changed.json()["filter"]["maxPrice"]) == ("Free jazz", 0)

    more = await reader.asks("POST", "/more", filter={}, name="All")
    assert more.status_code == 201
    assert [(await reader.asks("DELETE", f"/{jazz['id']}")).status_code for _ in range(2)] == [204, 204]
    assert [one["name"] for one in (await reader.asks("GET")).json()["alerts"]] == ["All"]


async def test_how_somebody_is_told_is_theirs_to_set(reader: Reader) -> None:
    wanted = {"quietFrom": "22:00", "quietUntil": "07:30", "digestHour": 8, "maxPerDay": 3, "language": "kn"}
    assert (await reader.asks("PATCH", "/settings", **wanted)).status_code == 200
    await reader.asks("PATCH", "/settings", digestHour=None)

    channel = (await reader.asks("GET")).json()["channel"]
    assert {name: channel[name] for name in wanted} == {**wanted, "digestHour": None}


async def test_an_address_is_asked_and_gets_no_word_by_rest(service: Running, database: Database) -> None:
    answers = [
        await service.client.post("/api/alerts", json={"channel": "email", "email": "asha@reader.example", **JAZZ})
        for _ in range(2)
    ]  # fmt: skip

    assert [(one.status_code, one.json()) for one in answers] == [(202, {"confirmed": False})] * 2
    assert [one.address for one in addressed(database)] == ["asha@reader.example"]
    assert not any(b"asha" in bytes(one) for one in stored(database, "select address from jatre.alert_channels"))
    assert set(stored(database, "select kind from jatre.alert_messages")) == {"confirm"}


async def test_a_browser_is_told_at_once_and_a_program_when_it_has_answered(
    service: Running, database: Database
) -> None:
    for kind, name, address in (("push", "subscription", SUBSCRIPTION), ("webhook", "webhook", WEBHOOK)):
        answer = await service.client.post("/api/alerts", json={"channel": kind, name: address, **JAZZ})
        assert (answer.status_code, answer.json()["confirmed"]) == (201, kind == "push")

    kept = {"endpoint": SUBSCRIPTION["endpoint"], "keys": SUBSCRIPTION["keys"]}
    assert [as_json(one.address) for one in addressed(database)] == [kept, WEBHOOK]


async def test_what_is_wrong_is_named(service: Running) -> None:
    for sent, field in [
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "email", "email": "nobody"}, "email"),
        ({"channel": "email", "email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"channel": "push", "subscription": {"endpoint": "https://push.example/1"}}, "subscription"),
        ({"channel": "push", "subscription": {**SUBSCRIPTION, "keys": {"p256dh": "AA", "auth": "AA"}}}, "subscription"),
        ({"channel": "webhook", "webhook": {"url": "ftp://program.example", "secret": "s" * 16}}, "webhook"),
        ({"channel": "webhook", "webhook": {"url": "https://me:word@program.example", "secret": "s" * 16}}, "webhook"),
        ({"channel": "webhook", "webhook": {"url": "https://program.example", "secret": "short"}}, "webhook"),
        ({"channel": "page", "filter": "colour=red"}, "colour"),
        ({"channel": "page", "filter": {"category": "football"}}, "category"),
        ({"channel": "page", "filter": {"q": {"deep": 1}}}, "filter"),
        ({"channel": "page", "filter": 3}, "filter"),
        ({"channel": "page", "kinds": ["gossip"]}, "alert"),
        ({"channel": "page", "maxPerDay": 1e400}, "body"),
        ({"channel": "page", "zone": "Mars/Olympus"}, "alert"),
        ({"channel": "page", "colour": "red"}, "colour"),
    ]:
        answer = await service.client.post(
            "/api/alerts", content=_json({"filter": {}, **sent}), headers={"content-type": "application/json"}
        )

        assert (answer.status_code in (400, 422), answer.json()["parameter"]) == (True, field), (sent, field)


def _json(document: Any) -> str:
    return json.dumps(document).replace("Infinity", "1e400")


async def test_what_is_kept_of_somebody_can_be_taken_along(
    service: Running, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await service.client.post("/api/alerts", json={"channel": "webhook", "webhook": WEBHOOK, **JAZZ})
    document = (await Reader(service, answer.json()["token"]).asks("GET", "/export")).json()

    assert as_json(document["address"]) == WEBHOOK
    assert [one["name"] for one in document["alerts"]] == ["Jazz"]
    assert document["told"] == []

    monkeypatch.setenv("JATRE_ALERT_KEYS", Fernet.generate_key().decode())
    settings.cache_clear()
    lost = await Reader(service, answer.json()["token"]).asks("GET", "/export")
    assert (lost.status_code, lost.json()) == (200, document | {"address": None})


async def test_who_waits_for_a_busy_channel_keeps_no_list_waiting(
    service: Running, reader: Reader, database: Database
) -> None:
    size = service.service.settings.pool_size
    with psycopg.connect(database.admin_url) as holder, psycopg.connect(database.admin_url, autocommit=True) as admin:
        holder.execute("select from jatre.alert_channels for update")
        asking = [asyncio.create_task(reader.asks("POST", "/unsubscribe")) for _ in range(size)]
        held = 0
        while not held:
            await asyncio.sleep(0.01)
            (held,) = admin.execute(BLOCKED).fetchone() or (0,)
        assert (await service.get("/api/events")).status_code == 200
        assert admin.execute(f"select ({BLOCKED}) < %s", [size // 2]).fetchone() == (True,)
        holder.rollback()
        assert {(await one).status_code for one in asking} <= {200, 503}


async def test_erased_means_gone(reader: Reader, database: Database) -> None:
    assert (await reader.asks("DELETE")).status_code == 204

    assert [stored(database, f"select id from jatre.{table}") for table in ("alert_channels", "alerts")] == [[], []]
    assert (await reader.asks("GET")).status_code == 401


async def test_ended_is_not_erased_and_can_be_taken_back(reader: Reader) -> None:
    assert (await reader.asks("POST", "/unsubscribe")).json() == {"unsubscribed": True}
    assert (await reader.asks("GET")).json()["channel"]["unsubscribedAt"]

    await reader.asks("POST", "/resubscribe")
    assert (await reader.asks("GET")).json()["channel"]["unsubscribedAt"] is None


async def test_the_page_asks_for_what_it_was_told(reader: Reader) -> None:
    assert (await reader.asks("GET", "/told?after=0&limit=10")).json() == {"told": []}
    assert (await reader.asks("GET", f"/told?after={2**63 - 1}")).json() == {"told": []}
    assert (await reader.asks("GET", f"/told?after={2**63}")).status_code == 400
    assert (await reader.asks("GET", "/told?after=soon")).status_code == 400


async def test_who_looks_sees_also_what_waits_for_the_end_of_quiet_hours(
    reader: Reader, scene: Scene, database: Database
) -> None:
    event = scene.open("Jazz night", scene.at(1, 20), category="music")
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        for kind, due in (("new", "8 hours"), ("soon", "0")):
            admin.execute(
                "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, due_at)"
                " select channel_id, id, %s, %s, 1, now() + %s::interval from jatre.alerts",
                [event, kind, due],
            )

    told = (await reader.asks("GET", "/told")).json()["told"]
    assert [(one["kind"], one["document"]["title"]) for one in told] == [("new", "Jazz night"), ("soon", "Jazz night")]
    assert (await reader.asks("GET", f"/told?after={told[-1]['id']}")).json() == {"told": []}


@pytest.mark.parametrize("token", ["made up", "x" * 10_000])
async def test_nobody_gets_in_with_another_word(service: Running, token: str) -> None:
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/export"), ("POST", "/unsubscribe")):
        assert (await Reader(service, token).asks(method, path)).status_code == 401


async def test_somebody_elses_alert_cannot_be_changed(service: Running, reader: Reader) -> None:
    other = await service.client.post("/api/alerts", json={"channel": "page", **JAZZ})
    alert = other.json()["alert"]

    assert (await reader.asks("PATCH", f"/{alert}", name="Mine")).status_code == 404
    await reader.asks("DELETE", f"/{alert}")
    assert len((await Reader(service, other.json()["token"]).asks("GET")).json()["alerts"]) == 1


async def test_one_address_asks_for_few_at_once(
    database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.alerts.people.elsewhere", lambda _address: True)
    async with running(database.service_url, alerts_per_minute=1) as service:
        answers = [await service.client.post("/api/alerts", json={"channel": "page", **JAZZ}) for _ in range(2)]
    assert answers[1].status_code == 429
    assert answers[1].headers["retry-after"]
