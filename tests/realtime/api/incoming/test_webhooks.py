"""Pushing events to us: what is taken, what is refused, and with which words."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import psycopg
import pytest

from include.webhook_signatures import signature
from tests.conftest import Database
from tests.realtime.running import Running, running

SECRET = "open sesame, please"
EVENT = {"@type": "Event", "@id": "e1", "name": "Open mic", "startDate": "2030-01-01T20:00"}


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Running]:
    """The service, with a box office that may push to it, and one that was never set up in the database."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type)"
            " values ('box_office', 'Box office', 'webhook', 'webhook')"
        )
    secrets = {"box_office": SECRET, "not_there": SECRET}
    async with running(database.service_url, webhook_secrets=secrets, webhook_bytes=10_000) as service:
        yield service


async def push(
    office: Running,
    document: Any = EVENT,
    *,
    source: str = "box_office",
    delivery: str = "d-1",
    secret: str = SECRET,
    at: float | None = None,
    **headers: str | bytes,
) -> httpx.Response:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    stamp = str(int(time.time() if at is None else at))
    sent = {
        "content-type": "application/json",
        "jatre-delivery": delivery,
        "jatre-timestamp": stamp,
        "jatre-signature": signature(secret, stamp, delivery, body),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return await office.client.post(f"/api/webhooks/{source}", content=body, headers=sent)


def stored(database: Database) -> list[Any]:
    with psycopg.connect(database.admin_url) as admin:
        return admin.execute("select delivery_id, body from jatre.webhook_inbox order by id").fetchall()


async def test_a_signed_delivery_is_stored_before_it_is_answered(office: Running, database: Database) -> None:
    answer = await push(office, [EVENT])

    assert (answer.status_code, answer.json()) == (202, {"delivery": "d-1", "status": "stored"})
    assert stored(database) == [("d-1", json.dumps([EVENT]).encode())]


async def test_a_delivery_sent_again_is_stored_once(office: Running, database: Database) -> None:
    first, again = await push(office), await push(office)

    assert [answer.json()["status"] for answer in (first, again)] == ["stored", "known"]
    assert len(stored(database)) == 1


async def test_one_id_for_two_bodies_is_refused(office: Running) -> None:
    await push(office)

    answer = await push(office, EVENT | {"name": "Closed mic"})

    assert answer.status_code == 409


async def test_what_is_wrong_is_refused_by_name_and_not_stored(office: Running, database: Database) -> None:
    for asked, status, field in [
        ({"source": "nobody"}, 404, "source"),
        ({"source": "not_there"}, 404, "source"),
        ({"source": "Box%20Office"}, 404, "source"),
        ({"secret": "guessed"}, 401, "Jatre-Signature"),
        ({"jatre_signature": "sha256=" + "0" * 64}, 401, "Jatre-Signature"),
        ({"jatre_signature": b"sha256=\xe9"}, 401, "Jatre-Signature"),
        ({"at": time.time() - 3600}, 401, "Jatre-Timestamp"),
        ({"at": time.time() + 3600}, 401, "Jatre-Timestamp"),
        ({"jatre_timestamp": "yesterday"}, 400, "Jatre-Timestamp"),
        ({"delivery": ""}, 400, "Jatre-Delivery"),
        ({"delivery": "d" * 201}, 400, "Jatre-Delivery"),
        ({"jatre_delivery": "another"}, 401, "Jatre-Signature"),
        ({"content_type": "text/plain"}, 415, "Content-Type"),
        ({"document": b'{"cut": '}, 422, "body"),
        ({"document": b"[" * 5000}, 422, "body"),
        ({"document": []}, 422, "body"),
        ({"document": ["a", "b"]}, 422, "body"),
        ({"document": b"x" * 10_001}, 413, "body"),
    ]:
        answer = await push(office, **asked)

        assert (answer.status_code, answer.json()["error"]["field"]) == (status, field), (asked, status, field)
        assert len(answer.json()["error"]["message"]) > 20, (asked, status, field)
        assert stored(database) == [], (asked, status, field)


async def test_there_is_nothing_to_get(office: Running) -> None:
    assert (await office.get("/api/webhooks/box_office")).status_code == 405


async def test_while_a_secret_is_replaced_both_are_taken_and_no_other(database: Database) -> None:
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type)"
            " values ('box_office', 'Box office', 'webhook', 'webhook')"
        )
    new = "the secret that comes after"
    async with running(database.service_url, webhook_secrets={"box_office": [new, SECRET]}) as service:
        answers = [
            await push(service, secret=secret, delivery=f"d-{n}")
            for n, secret in enumerate((SECRET, new, "another secret altogether"))
        ]

    assert [one.status_code for one in answers] == [202, 202, 401]


def test_secrets_do_not_show() -> None:
    from realtime.settings import ServiceSettings  # noqa: PLC0415

    shown = ServiceSettings(webhook_secrets={"box_office": SECRET, "theatre": [SECRET, SECRET]})

    assert SECRET not in repr(shown)
    assert SECRET not in shown.model_dump_json()
