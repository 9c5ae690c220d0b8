"""The functions by which the service decides guard themselves: what they refuse is not written, whoever calls."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.conftest import Database
from tests.pipeline.scene import Scene, at


@pytest.fixture
def event(scene: Scene) -> UUID:
    """One that two sources list."""
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    scene.run()
    found: UUID = scene.events()[0].id
    return found


class Service:
    """What the role of the service may call."""

    def __init__(self, database: Database) -> None:
        self.url = database.service_url

    def _asked(self, statement: str, values: list[Any]) -> dict[str, Any]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(statement, values).fetchone()
        assert row
        answer: dict[str, Any] = row[0]
        return answer

    def decide(self, kind: Any, event: UUID, details: Any = None, by: Any = "meena", reason: Any = None) -> Any:
        values = [kind, event, by, reason, json.dumps(details)]
        return self._asked("select jatre.decision_write_v1(%s, %s, %s, %s, null, %s)", values)

    def revoke(self, decision: str, by: Any = "meena", reason: Any = None) -> Any:
        return self._asked("select jatre.decision_revoke_v1(%s, %s, %s)", [decision, by, reason])


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


WHO_AND_WHY = [
    (None, None, "blank"),
    ("", None, "blank"),
    (" \t", None, "blank"),
    ("m" * 201, None, "at most 200"),
    ("meena", "r" * 2_001, "the reason 2000"),
    ("meena\nreject by arjun", None, "one line"),
    ("meena", "a hoax\x1b[2J", "one line"),
    ("meena", "a hoax\u202e", "one line"),
    ("meena", "a hoax\u2028", "one line"),
    ("mee\u200bna", None, "one line"),
]


@pytest.mark.parametrize(("by", "reason", "problem"), WHO_AND_WHY)
def test_who_decides_and_why_are_one_bounded_line_each(
    scene: Scene, service: Service, event: UUID, by: str | None, reason: str | None, problem: str
) -> None:
    assert problem in service.decide("reject", event, by=by, reason=reason)["refused"]
    assert scene.rows("select 1 from jatre.event_decisions") == []
    standing = service.decide("reject", event)["decision"]
    assert problem in service.revoke(standing, by=by, reason=reason)["refused"]
    assert scene.rows("select 1 from jatre.event_decisions where revoked_at is not null") == []


@pytest.mark.parametrize("name", ["\u0cae\u0cc0\u0ca8\u0cbe", "\u0d30\u0d3e\u0d1c\u0d4d\u200c", "Zo\u00eb O'Brien"])
def test_names_of_every_script_may_decide(service: Service, event: UUID, name: str) -> None:
    assert service.revoke(service.decide("reject", event, by=name)["decision"], by=name)["decision"]


@pytest.mark.parametrize(
    ("kind", "details", "problem"),
    [
        ("delete", None, "no kind"),
        (None, None, "no kind"),
        ("gone", None, "no kind"),
        ("edit", None, "its patch is an object"),
        ("edit", {"patch": None}, "its patch is an object"),
        ("edit", {"patch": ["title"]}, "its patch is an object"),
        ("edit", {"patch": {}}, "names some"),
        ("edit", {"patch": "title"}, "its patch is an object"),
        ("edit", {"patch": {"description": "x" * 500_001}}, "at most 500000"),
        ("merge", {}, "the other event"),
        ("split", {"listings": "tickets/jazz"}, "an array"),
        ("split", {"listings": {"tickets": "jazz"}}, "an array"),
        ("split", {"listings": None}, "an array"),
        ("split", {"listings": [1, None]}, "not all that are named"),
    ],
)
def test_what_is_no_decision_is_refused(
    scene: Scene, service: Service, event: UUID, kind: str | None, details: Any, problem: str
) -> None:
    assert problem in service.decide(kind, event, details)["refused"]
    assert scene.rows("select 1 from jatre.event_decisions") == []


DEEP: Any = "x"
for _ in range(100):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "patch",
    [
        {"title": DEEP},
        {"title": 5},
        {"colour" * 1_000: "red"},
        {"price": {"colour" * 1_000: "red"}},
        {"title": "Quartet", "timezone": "Nowhere/Land"},
    ],
)
def test_an_edit_that_does_not_fit_sets_nothing_and_the_event_waits_for_a_moderator(
    scene: Scene, service: Service, event: UUID, patch: Any
) -> None:
    (before,) = scene.rows("select title from jatre.discovered_events")
    assert service.decide("edit", event, {"patch": patch})["decision"]
    scene.run()
    ((title, status, reasons),) = scene.rows(
        "select title, moderation_status, moderation_reasons from jatre.discovered_events"
    )
    assert (title, status) == (before.title, "pending")
    assert reasons[0].startswith("an edit does not fit: ")
    assert len(reasons[0]) <= 200
    assert scene.rows("select distinct stage from jatre.events_staging") == [("done",)]


def test_what_no_text_should_hold_is_taken_out_of_an_edit_whoever_wrote_it(
    scene: Scene, service: Service, event: UUID
) -> None:
    service.decide("edit", event, {"patch": {"title": "The \u202eQuartet\x1b[2J"}})
    scene.run()
    ((title,),) = scene.rows("select title from jatre.discovered_events")
    assert title.startswith("The ")
    assert title.isprintable()
