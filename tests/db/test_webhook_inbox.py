"""What is pushed is stored once, by a role that cannot read it."""

from __future__ import annotations

import threading

import psycopg
import pytest

from tests.blocked import until_blocked
from tests.conftest import Database

RECEIVE = "select jatre.webhook_receive_v2(%s, %s, %s, now())"


@pytest.fixture
def box_office(pipeline: psycopg.Connection) -> str:
    pipeline.execute(
        "insert into jatre.event_sources (slug, name, kind, type) values"
        " ('box_office', 'Box office', 'webhook', 'webhook'), ('a_feed', 'A feed', 'rss', 'rss')"
    )
    return "box_office"


def receive(service: psycopg.Connection, source: str, delivery: str, body: bytes = b"{}") -> str:
    row = service.execute(RECEIVE, [source, delivery, body]).fetchone()
    assert row is not None
    return str(row[0])


def test_a_delivery_is_stored_once(service: psycopg.Connection, pipeline: psycopg.Connection, box_office: str) -> None:
    answers = [receive(service, box_office, "d-1", b'{"a": 1}') for _ in range(2)]

    assert answers == ["stored", "known"]
    assert pipeline.execute("select delivery_id, body, taken_at from jatre.webhook_inbox").fetchall() == [
        ("d-1", b'{"a": 1}', None)
    ]


def test_one_id_for_two_bodies_is_a_conflict(service: psycopg.Connection, box_office: str) -> None:
    receive(service, box_office, "d-1", b"{}")

    assert receive(service, box_office, "d-1", b"[]") == "conflict"


@pytest.mark.parametrize("source", ["nobody", "a_feed"])
def test_only_sources_that_are_pushed_to_have_an_inbox(
    service: psycopg.Connection, box_office: str, source: str
) -> None:
    assert receive(service, source, "d-1") == "unknown"


@pytest.mark.parametrize(("setting", "bound"), [("waiting_deliveries", 3), ("waiting_delivery_bytes", 11)])
def test_an_inbox_that_nobody_empties_fills_up(
    service: psycopg.Connection, pipeline: psycopg.Connection, box_office: str, setting: str, bound: int
) -> None:
    """In deliveries or in bytes, whichever comes first; what was taken counts no more."""
    service.execute("select set_config(%s, %s, false)", [f"jatre.{setting}", str(bound)])

    assert [receive(service, box_office, f"d-{n}", b"1234") for n in range(3 if bound == 3 else 2)] == ["stored"] * (
        3 if bound == 3 else 2
    )
    assert receive(service, box_office, "one too many", b"1234") == "full"
    pipeline.execute("update jatre.webhook_inbox set taken_at = now() where delivery_id = 'd-0'")
    assert receive(service, box_office, "one too many", b"1234") == "stored"


def test_ten_thousand_deliveries_may_wait(
    service: psycopg.Connection, owner: psycopg.Connection, box_office: str
) -> None:
    owner.execute(
        "insert into jatre.webhook_inbox (source_id, delivery_id, body)"
        " select id, n::text, repeat('x', 2000)::bytea from jatre.event_sources, generate_series(1, 10000) as n"
        " where slug = 'box_office'"
    )

    assert receive(service, box_office, "one more") == "stored"


def test_the_bell_names_the_source(service: psycopg.Connection, pipeline: psycopg.Connection, box_office: str) -> None:
    pipeline.execute("listen jatre_webhooks")
    receive(service, box_office, "d-1")

    (bell,) = pipeline.notifies(timeout=60, stop_after=1)

    assert bell.payload == "box_office"


def test_the_service_stores_and_does_not_read(service: psycopg.Connection, box_office: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute("select from jatre.webhook_inbox")


def test_two_submissions_at_once_do_not_pass_the_bound_together(database: Database) -> None:
    """The second waits for the first one's end, and counts it."""
    send = "select jatre.submission_receive_v1('indiranagar', %s, '{}', 1)"
    answers: list[str] = []

    def second() -> None:
        with psycopg.connect(database.service_url) as other:
            answers.extend(str(row[0]) for row in other.execute(send, ["two"]))

    with psycopg.connect(database.service_url) as opened:
        opened.execute(send, ["nought"])
        opened.rollback()  # the source itself is not made by either
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "insert into jatre.event_sources (slug, name, kind, type, config) values"
            """ ('submissions', 'Sent in', 'webhook', 'webhook', '{"moderated": true}')"""
        )
    with psycopg.connect(database.service_url) as first:
        answers.extend(str(row[0]) for row in first.execute(send, ["one"]))
        waiting = threading.Thread(target=second)
        waiting.start()
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            until_blocked(admin)
        first.commit()
    waiting.join()

    assert answers == ["stored", "full"]
